package io.backstitch.stack.torture;

import java.time.Duration;
import java.util.List;

/**
 * What a torture is to be like.
 *
 * @param length how long requests come and parts die; the wait for the last runs comes on top
 * @param seed decides all that chance decides
 * @param rate requests a second
 * @param inFlight no request is sent while so many runs are under way; those that wait for a person do not count
 * @param deduplicates whether the payments partner recognises idempotency keys
 * @param kills what may be killed, or stand still
 * @param insiders whether two insiders try to get what is not theirs, all the time
 */
public record TortureSettings(
        Duration length,
        long seed,
        double rate,
        int inFlight,
        boolean deduplicates,
        List<Killable> kills,
        boolean insiders) {

    public TortureSettings {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("minutes must be more than 0, but was " + length);
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be more than 0, but was " + rate);
        }
        if (inFlight < 1) {
            throw new IllegalArgumentException("in-flight must be at least 1, but was " + inFlight);
        }
        kills = List.copyOf(kills);
    }
}
