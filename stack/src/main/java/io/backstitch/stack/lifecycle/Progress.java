package io.backstitch.stack.lifecycle;

import io.backstitch.stack.Part;
import java.time.Duration;

/** Hears how a start goes. Called by several threads at the same time. */
public interface Progress {
    /** A part does something now: it is fetched, started, awaited. The detail may be empty and may change often. */
    void doing(Part part, String what, String detail);

    /** A part is ready, after so long. */
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
