package io.backstitch.workers.workspace;

/** What the model of the process workspace calls by name. */
final class Workspace {

    static final String PROCESS = "workspace";
    static final String PROJECT_REFUSED = "workspace.project-refused";
    static final String TRIGGERS_REFUSED = "workspace.triggers-refused";

    private Workspace() {}
}
