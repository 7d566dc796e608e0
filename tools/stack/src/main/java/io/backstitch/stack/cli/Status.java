package io.backstitch.stack.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.backstitch.stack.keeper.Restarts;
import io.backstitch.stack.lifecycle.PartState;
import org.jspecify.annotations.Nullable;

/**
 * How a part is doing, and what it has been through.
 *
 * @param restarts how often it was started again since somebody asked for it
 * @param stayedDown why it is not started any more; null while it is
 */
record Status(
        @JsonUnwrapped PartState part,
        int restarts,
        @Nullable String stayedDown) {

    static Status of(PartState part, Restarts restarts) {
        return new Status(part, restarts.times().size(), restarts.stayedDown());
    }

    boolean isReady() {
        return part.state() == PartState.State.READY;
    }

    String text() {
        String pid = part.pid() == null ? "" : "pid " + part.pid();
        String row = "  %-12s %-9s %-48s %-11s %s"
                .formatted(part.name(), part.state().label(), part.url(), pid, part.version());
        String again = restarts == 0 ? "" : ", started again " + (restarts == 1 ? "once" : restarts + " times");
        return stayedDown == null
                ? row + again
                : row + again + System.lineSeparator() + "      STAYS DOWN: " + stayedDown;
    }
}
