package io.backstitch.stack.demo;

/** What is sent to start an onboarding. The amount is in minor units. */
public record OnboardingRequest(
        String customer, String email, String plan, long amount, String currency, String cardToken) {}
