package io.backstitch.stack.demo;

/**
 * One run of the demo.
 *
 * @param name short, part of its idempotency key
 * @param shows what a person learns from it
 */
record Story(String name, String shows, OnboardingRequest request) {}
