package io.backstitch.workers.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.backstitch.intake.Deadlines;
import org.jspecify.annotations.Nullable;

/**
 * What a run of {@code onboarding} starts with; the requester is who came with the token. Durations are ISO 8601 texts, as the model's timers read them. The intake adds the business id.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OnboardingVariables(
        String customer,
        String email,
        String plan,
        long amount,
        String currency,
        String cardToken,
        String requester,
        @Nullable String remindAfter,
        @Nullable String escalateAfter,
        @Nullable String expireAfter) {

    static OnboardingVariables of(OnboardingRequest request, String requester, Deadlines deadlines) {
        return new OnboardingVariables(
                request.customer().text(),
                request.email().text(),
                request.plan().text(),
                request.amount().value(),
                request.currency().text(),
                request.cardToken().text(),
                requester,
                deadlines.asked("remindAfter", request.remindAfter()),
                deadlines.asked("escalateAfter", request.escalateAfter()),
                deadlines.asked("expireAfter", request.expireAfter()));
    }
}
