package io.backstitch.waiting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A run that is stuck.
 *
 * @param since when what keeps it began
 * @param foundAt when that was noticed
 */
public record StuckRun(String run, String process, String kind, String reason, Instant since, Instant foundAt) {

    /** Why, in a sentence, as of now. */
    public String sentence(Clock clock) {
        return sentence(reason, since, clock);
    }

    /** The same, of a run of which only that is known. */
    public static String sentence(String reason, Instant since, Clock clock) {
        return reason.replace("{age}", Ago.text(Duration.between(since, clock.instant())));
    }
}
