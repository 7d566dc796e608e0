package io.backstitch.workers.onboarding;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.backstitch.approval.Approvable;
import io.backstitch.value.Amount;
import io.backstitch.value.CurrencyCode;
import io.backstitch.value.Id;
import io.backstitch.value.Login;
import io.backstitch.value.Name;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request to onboard a customer. A wrong field is refused with its name.
 *
 * @param customer the company's name; its workspace is named after it
 * @param email of the first user
 * @param plan {@code team}, {@code business} or {@code enterprise}
 * @param amount to be charged, in minor units (cents)
 * @param currency ISO 4217
 * @param cardToken from the payments partner; never a card number
 * @param remindAfter how long a review may wait before a reminder; null for the model's default
 * @param escalateAfter how long a review may wait before it goes to the leads; null for the model's default
 * @param expireAfter how long the leads may wait before the run is rolled back; null for the model's default
 */
record OnboardingRequest(
        Name customer,
        Login email,
        Plan plan,
        Amount amount,
        @Approvable(kind = Onboarding.PROCESS) CurrencyCode currency,
        Id cardToken,
        @Nullable Duration remindAfter,
        @Nullable Duration escalateAfter,
        @Nullable Duration expireAfter) {

    /** What a customer may order. */
    enum Plan {
        @JsonProperty("team")
        TEAM,
        @JsonProperty("business")
        BUSINESS,
        @JsonProperty("enterprise")
        ENTERPRISE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
