package io.backstitch.job;

import java.time.Duration;

/** The step cannot be handled before something else has happened. It comes again after a while; no attempt is used up. */
public final class NotYet extends Exception {

    private static final long serialVersionUID = 1L;

    private final Duration pause;

    /** @param waitsFor for people: the records of the engine, for instance */
    public NotYet(String waitsFor, Duration pause) {
        super("waits for " + waitsFor, null, false, false);
        this.pause = pause;
    }

    Duration pause() {
        return pause;
    }
}
