package io.backstitch.stack.torture;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands, as the application tells it.
 *
 * @param outcome which end was reached; null while it runs
 * @param saga what became of its effects
 * @param steps effects and undos, in the order in which they began
 */
record RunRecord(String id, String state, @Nullable String outcome, String saga, List<Step> steps) {

    /**
     * One effect, or the undo of one.
     *
     * @param undoes the key of the effect that this step undoes; null in the forward flow
     */
    record Step(String effect, String key, @Nullable String undoes, String state, List<Event> events) {

        boolean hasHappened() {
            return state.equals("COMPLETED") || state.equals("UNDONE");
        }

        /** The first time that anybody set about it. */
        Optional<Instant> begun() {
            return events.stream()
                    .filter(event -> event.event().equals("CLAIMED"))
                    .map(Event::at)
                    .min(Comparator.naturalOrder());
        }

        Optional<Instant> completed() {
            return events.stream()
                    .filter(event -> event.event().equals("COMPLETED"))
                    .map(Event::at)
                    .max(Comparator.naturalOrder());
        }
    }

    /** One change of a step. */
    record Event(String event, Instant at) {}

    boolean hasEnded() {
        return state.equals("ENDED");
    }

    boolean waitsForPerson() {
        return state.equals("WAITING_FOR_PERSON");
    }

    /** What happened in the forward flow, newest first, undone since or not. */
    List<Step> effectsNewestFirst() {
        return steps.stream()
                .filter(step -> step.undoes() == null && step.hasHappened())
                .toList()
                .reversed();
    }

    Optional<Step> undoOf(Step effect) {
        return steps.stream()
                .filter(step -> effect.key().equals(step.undoes()) && step.hasHappened())
                .findFirst();
    }
}
