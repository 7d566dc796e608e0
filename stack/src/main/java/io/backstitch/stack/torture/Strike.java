package io.backstitch.stack.torture;

import java.time.Duration;
import java.util.List;

/**
 * One kill that is planned.
 *
 * @param after so long after the one before
 * @param preference what is killed: the first of these that is healthy by then
 * @param sparesTheLastInstance whether one instance of the application is left to work on; a torture in which nobody works proves
 *     little, one in which somebody always does leaves something out
 * @param down how long it stays dead before it is started again
 */
record Kill(Duration after, List<Killable> preference, boolean sparesTheLastInstance, Duration down) {
    Kill {
        preference = List.copyOf(preference);
    }
}
