package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.process.Launch;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * How one part is run. The four steps of a start are asked for in this order: {@link #fetch}, {@link #launch}, {@link #isReady}
 * again and again, and one day {@link #stop}.
 */
public interface Component {
    Part part();

    /** The version of what is run. */
    String version();

    /** Where a person or a client finds it. */
    String url();

    /** Gets everything onto this machine that the part is made of. Slow the first time, then nearly nothing. */
    void fetch(Transfer transfer);

    /**
     * Writes what the part reads when it starts and says how to start it. Data of earlier runs is kept.
     *
     * @param beside all parts that this stack runs or is about to run
     */
    Launch launch(Set<Part> beside) throws IOException;

    /** What this launch can do that another launch of the same part could not. */
    default List<String> features(Set<Part> beside) throws IOException {
        return List.of();
    }

    /** Whether it does its work now; an exception means no. Asked several times a second, so it is cheap. */
    boolean isReady() throws Exception;

    /** Asks it to end by itself. */
    default void stop(ProcessHandle process) {
        process.destroy();
    }
}
