package io.backstitch.history;

import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.Recovery;
import io.backstitch.compensation.SagaState;
import io.backstitch.intake.ArchivedRuns.ArchivedRun;
import io.backstitch.intake.RunEvent;
import io.backstitch.waiting.Wait;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a run stands. Requests are left out: they may hold what a viewer must not see.
 *
 * @param state of the run
 * @param outcome which end of the model was reached; null while it runs
 * @param saga what became of its effects, apart from why it failed
 * @param cause why it was unwound; null when it was not
 * @param endedAt null while it runs
 * @param stuck why it makes no progress although it waits for nothing, in a sentence; null when it is not stuck
 * @param waitsFor all that it waits for; empty when it has ended, or is between two steps
 * @param steps the effects in the order in which they began
 * @param told the events that came in for it, in their order
 * @param archived null unless its steps and events are in an archive and no longer here
 */
record RunView(
        String id,
        String process,
        RunState state,
        @Nullable String outcome,
        SagaState saga,
        @Nullable String cause,
        Instant acceptedAt,
        @Nullable Instant endedAt,
        @Nullable String stuck,
        List<WaitView> waitsFor,
        List<StepView> steps,
        List<RunEvent> told,
        @Nullable ArchiveView archived) {

    /** What is left of a run that is archived. */
    static RunView of(ArchivedRun run) {
        return new RunView(
                run.id(),
                run.process(),
                RunState.ENDED,
                run.outcome(),
                run.saga(),
                null,
                run.acceptedAt(),
                run.endedAt(),
                null,
                List.of(),
                List.of(),
                List.of(),
                new ArchiveView(run.archive(), run.archivedAt()));
    }

    /**
     * Where the rest of a run is.
     *
     * @param number by which the files of the archive are named
     */
    record ArchiveView(long number, Instant at) {}

    /** Where a run is on its way. */
    enum RunState {
        /** Stored; the engine does not have it yet. */
        ACCEPTED,
        RUNNING,
        UNWINDING,
        WAITING_FOR_PERSON,
        ENDED
    }

    /**
     * Something that it waits for.
     *
     * @param what in words
     * @param until when it goes on by itself; null when nobody knows
     */
    record WaitView(
            Wait.On on,
            String what,
            Instant since,
            @Nullable Instant until) {}

    /**
     * One effect, or the undo of one.
     *
     * @param effect the job type
     * @param undoes the key of the effect that this step undoes; null in the forward flow
     * @param compensation the job type that undoes it; null when it stands without one
     * @param receipt what the partner answered; null until it has happened
     */
    record StepView(
            String element,
            String effect,
            String key,
            @Nullable String undoes,
            @Nullable String compensation,
            Recovery recovery,
            EffectState state,
            int attempts,
            @Nullable JsonNode receipt,
            List<EventView> events) {}

    /**
     * One change of a step.
     *
     * @param detail a reason for people; null when there is nothing to say
     */
    record EventView(String event, int attempt, @Nullable String detail, Instant at) {}
}
