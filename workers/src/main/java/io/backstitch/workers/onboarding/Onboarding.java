package io.backstitch.workers.onboarding;

/** What the model of the process onboarding calls by name. */
final class Onboarding {

    static final String PROCESS = "onboarding";
    static final String CARD_DECLINED = "onboarding.card-declined";
    static final String WORKSPACE_TAKEN = "onboarding.workspace-taken";

    private Onboarding() {}
}
