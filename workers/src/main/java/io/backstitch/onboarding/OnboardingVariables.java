package io.backstitch.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
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

    static OnboardingVariables of(OnboardingRequest request, String requester) {
        return new OnboardingVariables(
                request.customer(),
                request.email(),
                request.plan(),
                request.amount(),
                request.currency(),
                request.cardToken(),
                requester,
                text(request.remindAfter()),
                text(request.escalateAfter()),
                text(request.expireAfter()));
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }
}
