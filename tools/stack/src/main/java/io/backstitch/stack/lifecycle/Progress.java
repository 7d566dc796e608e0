package io.backstitch.stack.lifecycle;

import io.backstitch.stack.Part;
import java.time.Duration;

/** Hears how a start goes. Called by several threads at the same time. */
public interface Progress {
    String FETCHING = "fetching";
    String WAITING = "waiting";
    String STARTING = "starting";

    /** A part is being fetched, waits for others, or is being started. The detail may be empty and may change often. */
    void doing(Part part, String what, String detail);

    /** A part is ready, so long after it was started. */
    void ready(Part part, Duration took);

    /** A part was there already. */
    void found(Part part);

    /** A part will not be ready. */
    void failed(Part part);

    /** Says nothing. */
    static Progress unheard() {
        return new Progress() {
            @Override
            public void doing(Part part, String what, String detail) {}

            @Override
            public void ready(Part part, Duration took) {}

            @Override
            public void found(Part part) {}

            @Override
            public void failed(Part part) {}
        };
    }
}
