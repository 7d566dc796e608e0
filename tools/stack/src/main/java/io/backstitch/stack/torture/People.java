package io.backstitch.stack.torture;

import java.util.Collection;
import java.util.Set;

/** Knows, from the engine's side, which runs wait for a person. */
@FunctionalInterface
public interface People {
    /** Those of the runs that have a task or an incident. May lag behind; may throw when nobody can say. */
    Set<String> waiting(Collection<String> runs);

    /** Where there are no tasks, and what waits says so in its own state. */
    static People none() {
        return runs -> Set.of();
    }
}
