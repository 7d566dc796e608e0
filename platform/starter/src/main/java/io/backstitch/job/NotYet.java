package io.backstitch.job;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The step cannot be handled before something else has happened. It comes again after a while, and less and less often; no attempt is used up. When
 * what it waits for is overdue, a person must look: it becomes a dead letter.
 */
public final class NotYet extends Exception {

    private static final long serialVersionUID = 1L;

    private final Duration pause;
    private final @Nullable Duration patience;

    /**
     * Something that is away, which is told elsewhere; it waits for that without an end.
     *
     * @param waitsFor for people: the directory, for instance
     * @param pause before it is tried for the second time
     */
    public NotYet(String waitsFor, Duration pause) {
        this(waitsFor, pause, null);
    }

    /** @param patience how long it waits; null: without an end */
    public NotYet(String waitsFor, Duration pause, @Nullable Duration patience) {
        super("waits for " + waitsFor, null, false, false);
        this.pause = pause;
        this.patience = patience;
    }

    Duration pause() {
        return pause;
    }

    Optional<Duration> patience() {
        return Optional.ofNullable(patience);
    }
}
