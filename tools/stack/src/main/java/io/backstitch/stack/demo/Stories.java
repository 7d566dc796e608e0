package io.backstitch.stack.demo;

/**
 * The runs of one demo. Customers and mail addresses carry the demo's number, so that it can be repeated on the same stack;
 * within one demo everything is the same whenever it is asked for.
 *
 * @param number tells one demo from another
 */
record Stories(String number) {
    private static final long BELOW_REVIEW = 4_900;

    /** From this amount on, the decision table onboarding-risk.dmn asks for a person. */
    private static final long REVIEWED = 250_000;

    Story straightThrough() {
        return story("bakery", "straight through", "Bakery", BELOW_REVIEW, "tok_visa");
    }

    Story review() {
        return story("shipyard", "waits for a review", "Shipyard", REVIEWED, "tok_visa");
    }

    Story declined() {
        return story("theatre", "declined card", "Theatre", BELOW_REVIEW, "tok_declined");
    }

    Story cancelled() {
        return story("brewery", "cancelled in review", "Brewery", REVIEWED, "tok_visa");
    }

    /** The workspace is named after the customer; that of the first story has taken the name. */
    Story lateFailure() {
        return story("namesake", "fails late, is undone", "Bakery", BELOW_REVIEW, "tok_visa");
    }

    String idempotencyKey(Story story) {
        return "demo-%s-%s".formatted(number, story.name());
    }

    private Story story(String name, String shows, String customer, long amount, String card) {
        return new Story(
                name,
                shows,
                new OnboardingRequest(
                        customer + " " + number,
                        "office@%s-%s.example".formatted(name, number),
                        "team",
                        amount,
                        "EUR",
                        card));
    }
}
