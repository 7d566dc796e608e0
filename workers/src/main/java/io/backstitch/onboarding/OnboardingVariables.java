package io.backstitch.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run of {@code onboarding} starts with. Durations are ISO 8601 texts, as the model's timers read them. The intake adds the business id.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OnboardingVariables(
        String customer,
        String email,
        String plan,
        long amount,
        String currency,
        String cardToken,
        @Nullable String remindAfter,
        @Nullable String escalateAfter,
        @Nullable String expireAfter) {

    static OnboardingVariables of(OnboardingRequest request) {
        return new OnboardingVariables(
                request.customer(),
                request.email(),
                request.plan(),
                request.amount(),
                request.currency(),
                request.cardToken(),
                text(request.remindAfter()),
                text(request.escalateAfter()),
                text(request.expireAfter()));
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }
}
