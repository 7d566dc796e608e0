package io.backstitch.stack.torture;

/** What a request is made for, and therefore how its run may end. */
public enum Story {
    /** A customer with whom nothing is wrong. */
    CLEAN(48),
    /** The card says no: a failure with one effect behind it. */
    DECLINED(10),
    /** The workspace belongs to somebody else: a late failure, with a charge behind it. */
    TAKEN(18),
    /** Cancelled in the middle; one that is through already stays onboarded. */
    CANCELLED(14),
    /** Cancelled while a review waits for a person. */
    CANCELLED_IN_REVIEW(6),
    /** A review that nobody does. */
    LEFT_IN_REVIEW(4);

    private final int weight;

    Story(int weight) {
        this.weight = weight;
    }

    /** How often, beside the others: all weights are 100 together. */
    int weight() {
        return weight;
    }

    boolean mayEndAs(String outcome) {
        return switch (this) {
            case CLEAN -> outcome.equals("ONBOARDED");
            case DECLINED -> outcome.equals("REJECTED");
            case TAKEN, CANCELLED_IN_REVIEW -> outcome.equals("ROLLED_BACK");
            case CANCELLED -> outcome.equals("ROLLED_BACK") || outcome.equals("ONBOARDED");
            case LEFT_IN_REVIEW -> false;
        };
    }

    boolean isCancelled() {
        return this == CANCELLED || this == CANCELLED_IN_REVIEW;
    }

    boolean isReviewed() {
        return this == LEFT_IN_REVIEW || this == CANCELLED_IN_REVIEW;
    }
}
