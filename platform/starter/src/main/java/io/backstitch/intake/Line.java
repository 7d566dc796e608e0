package io.backstitch.intake;

import io.backstitch.value.Rate;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be handed to the engine, of the processes of one lane: a line of its own, so that nobody stands behind another lane's
 * burst.
 *
 * @param processes of this line; or, if it is that of the rest, of all other lines
 * @param isRest whether all that is in no other line is in this one
 * @param startRate how many runs are started by all instances together; null: as many as come
 */
public record Line(
        String lane,
        Set<String> processes,
        boolean isRest,
        @Nullable Rate startRate) {

    public Line {
        processes = Set.copyOf(processes);
    }

    /** In SQL: whether the process in this column is in a line; its parameters are {@link #names} and {@link #isRest}. */
    public static String sqlHas(String column) {
        return "(%s = ANY (?)) <> ?".formatted(column);
    }

    boolean has(String process) {
        return processes.contains(process) != isRest;
    }

    /** The processes, as the database takes them. */
    public String[] names() {
        return processes.toArray(String[]::new);
    }

    /** How many runs may be started at one time: those of a second, so that a rate is met that is faster than the relay looks. */
    int mostAtOnce() {
        return startRate == null
                ? Integer.MAX_VALUE
                : Math.toIntExact(
                        Math.clamp(Duration.ofSeconds(1).dividedBy(startRate.spacing(1)), 1, Integer.MAX_VALUE));
    }

    /** Of so many the first: those of them that have started when this time is over, if nothing is wrong. */
    public int started(int first, Duration time) {
        return startRate == null ? first : Math.clamp(time.dividedBy(startRate.spacing(1)), 1, first);
    }
}
