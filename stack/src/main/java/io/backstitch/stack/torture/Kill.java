package io.backstitch.stack.torture;

import java.time.Duration;
import java.util.List;

/**
 * One kill that is planned.
 *
 * @param after so long after the one before
 * @param preference what is killed: the first of these that is healthy by then
 * @param down how long it stays dead before it is started again
 */
record Kill(Duration after, List<Killable> preference, Duration down) {
    Kill {
        preference = List.copyOf(preference);
    }
}
