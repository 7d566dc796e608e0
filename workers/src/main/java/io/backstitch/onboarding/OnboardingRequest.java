package io.backstitch.onboarding;

import io.backstitch.mail.LoginAddress;
import io.backstitch.web.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
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
        @NotBlank @OneLine @Size(max = 100) String customer,
        @NotBlank @LoginAddress String email,

        @NotBlank @Pattern(regexp = "team|business|enterprise", message = "must be team, business or enterprise")
        String plan,

        @Positive long amount,

        @NotBlank @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as EUR")
        String currency,

        @NotBlank @Size(max = 255) String cardToken,
        @Nullable Duration remindAfter,
        @Nullable Duration escalateAfter,
        @Nullable Duration expireAfter) {}
