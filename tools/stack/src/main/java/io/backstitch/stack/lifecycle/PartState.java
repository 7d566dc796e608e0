package io.backstitch.stack.lifecycle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a part is doing now.
 *
 * @param url where it is, or would be
 * @param pid its process; null if it has none
 */
public record PartState(
        String name, State state, String url, @Nullable Long pid, String version) {

    /** The states that can be seen from outside. */
    public enum State {
        /** It does its work. */
        READY,
        /** Its process is alive, but it does not answer: it is still starting, or hangs. */
        UNREADY,
        /** It was started and not stopped, but its process is gone. */
        DEAD,
        STOPPED;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
