package io.backstitch.stack.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands, as the application tells it; only what the demo shows.
 *
 * @param outcome which end was reached; null while it runs
 * @param cause why it was unwound; null when it was not
 */
record RunView(
        String id,
        String state,
        @Nullable String outcome,
        @Nullable String cause,
        List<Step> steps) {

    /**
     * One effect, or the undo of one.
     *
     * @param effect the job type
     * @param undoes the key of the effect that this step undoes; null in the forward flow
     */
    record Step(String effect, String key, @Nullable String undoes, String state) {
        boolean isUndo() {
            return undoes != null;
        }

        boolean hasHappened() {
            return state.equals("COMPLETED") || state.equals("UNDONE");
        }

        /** Without the name of the process. */
        String shortName() {
            return effect.substring(effect.indexOf('.') + 1);
        }
    }

    boolean hasEnded() {
        return state.equals("ENDED");
    }

    /**
     * Whether it waits for a person's review, if it has to: between creating the customer and charging the card the model
     * waits for nothing else. A run that needs no review looks the same for some milliseconds.
     */
    boolean waitsForReview() {
        return state.equals("RUNNING")
                && effects().stream().map(Step::shortName).toList().equals(List.of("create-customer"));
    }

    /** The steps of the forward flow that have happened, undone since or not. */
    List<Step> effects() {
        return steps.stream()
                .filter(step -> !step.isUndo() && step.hasHappened())
                .toList();
    }

    /** The undos that have happened. */
    List<Step> undos() {
        return steps.stream()
                .filter(step -> step.isUndo() && step.hasHappened())
                .toList();
    }
}
