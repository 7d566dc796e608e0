package io.backstitch.lane;

import io.backstitch.start.StartRefused;
import java.time.Duration;

/**
 * Whether a thread reaches every job of a lane before the engine hands it out again.
 *
 * <p>At most {@code job types × max-jobs-active} jobs are handed out to a lane, and its threads take them in rounds: the last
 * begins after {@code rounds − 1} times the time of a handler.
 *
 * @param jobTypes of the lane
 * @param hold for how long the engine hands a job out
 */
public record Sizing(String lane, LaneSettings settings, int jobTypes, Duration hold) {

    /** The most jobs that are handed out to this lane of one process. */
    public int jobLimit() {
        return jobTypes * settings.maxJobsActive();
    }

    /** How long the last of them waits when a handler takes that long. */
    Duration longestWait(Duration handlerTime) {
        return handlerTime.multipliedBy(Math.max(0, rounds() - 1));
    }

    private int rounds() {
        return Math.ceilDiv(jobLimit(), settings.threads());
    }

    /** Stops the start, with the arithmetic, when a job can expire before a thread reaches it. */
    public void check() {
        if (!fits(settings.handlerTime())) {
            throw new StartRefused(
                    arithmetic(settings.handlerTime()),
                    "Raise backstitch.lanes.%s.threads, or lower its max-jobs-active or handler-time.".formatted(lane));
        }
    }

    boolean fits(Duration handlerTime) {
        return longestWait(handlerTime).compareTo(hold) < 0;
    }

    String arithmetic(Duration handlerTime) {
        return "Lane \"%s\": %d job types × max-jobs-active %d = %d jobs on %d threads make %d rounds; the last job begins after %d × %d ms = %d ms, but the engine hands it out again after %d ms."
                .formatted(
                        lane,
                        jobTypes,
                        settings.maxJobsActive(),
                        jobLimit(),
                        settings.threads(),
                        rounds(),
                        Math.max(0, rounds() - 1),
                        handlerTime.toMillis(),
                        longestWait(handlerTime).toMillis(),
                        hold.toMillis());
    }
}
