package io.backstitch.job;

import java.time.Duration;

/** For how long the engine hands out a job to a worker of ours; its records tell by it when a job was handed out. */
public final class JobHold {

    /** Before it is kept, if it takes longer. */
    public static final Duration TIME = Duration.ofSeconds(3);

    private JobHold() {}
}
