package io.backstitch.messaging;

import io.backstitch.tables.RunRows;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The engine cannot go on somewhere and waits for a person.
 *
 * @param key what the engine resolves it by
 * @param partition the engine's partition, and
 * @param position the place in its log, of the record that told us of it first
 * @param jobKey the job whose attempts are used up, if it is about one
 * @param rootInstanceKey the process instance that its run began with; another one when it is in a called process
 * @param errorType as the engine names it: {@code JOB_NO_RETRIES}, {@code EXTRACT_VALUE_ERROR}, ...
 * @param message the reason, as the engine or the worker gave it, masked
 * @param resolvedAt null while it is open
 */
public record Incident(
        long key,
        int partition,
        long position,
        @Nullable Long jobKey,
        long elementInstanceKey,
        long processInstanceKey,
        long rootInstanceKey,
        String process,
        String element,
        String errorType,
        String message,
        Instant createdAt,
        @Nullable Instant resolvedAt) {

    /** Those that go with a run, under this condition over {@code own}; without their messages they stay in its archive. */
    public static RunRows ofRuns(String when) {
        return RunRows.kept(
                "incident",
                when,
                "own.incident_key, own.element, own.error_type, own.created_at, own.resolved_at",
                "own.incident_key");
    }
}
