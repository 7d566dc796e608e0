package io.backstitch.hooks;

import io.backstitch.intake.Accepted;

/** What became of a request that is proven: a closed set. */
sealed interface Taken permits Greeting, Taken.Event {

    /** It is an event, and on disk. */
    record Event(Accepted accepted) implements Taken {}
}
