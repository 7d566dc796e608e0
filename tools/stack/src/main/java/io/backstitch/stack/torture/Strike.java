package io.backstitch.stack.torture;

import java.time.Duration;
import java.util.List;

/**
 * One blow that is planned.
 *
 * @param after so long after the one before
 * @param preference what is struck: the first of these that is healthy by then
 * @param sparesTheLastInstance whether one instance of the application is left to work on; a torture in which nobody works proves
 *     little, one in which somebody always does leaves something out
 * @param down how long it stays dead before it is started again, or stands still before it goes on
 */
record Strike(Duration after, List<Killable> preference, boolean sparesTheLastInstance, Manner manner, Duration down) {

    /** How a part is struck. */
    enum Manner {
        /** It is gone, as by {@code kill -9}. */
        KILL,
        /**
         * It stands still for longer than the silence after which others take over, and then goes on with what it was at, as after a
         * long collection of garbage, or on a machine that was frozen.
         */
        PAUSE
    }

    Strike {
        preference = List.copyOf(preference);
    }
}
