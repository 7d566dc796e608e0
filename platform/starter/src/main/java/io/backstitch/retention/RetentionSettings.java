package io.backstitch.retention;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a run stays in the tables after its end. Without {@code keep} and {@code processes} all stays for ever.
 *
 * @param directory where archives are written: one that all instances share, and that is backed up
 * @param keep how long runs stay after their end; null: for ever
 * @param processes the same for single processes
 * @param forEver the processes whose runs stay, whatever {@code keep} says
 * @param remember how long the same request is still answered with its run, after that was archived; null: for ever
 * @param rest how long what belongs to no run stays: refused records, findings, misfires; null: for ever
 * @param every how often it is looked for runs whose time is over
 * @param batch how many runs go in one transaction, and into one file
 * @param pause between two batches
 */
@ConfigurationProperties("backstitch.retention")
record RetentionSettings(
        @Nullable Path directory,
        @Nullable Duration keep,
        @DefaultValue Map<String, Duration> processes,
        @DefaultValue({}) List<String> forEver,
        @Nullable Duration remember,
        @Nullable Duration rest,
        @DefaultValue("1m") Duration every,
        @DefaultValue("200") int batch,
        @DefaultValue("50ms") Duration pause) {

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final int LARGEST = 10_000;

    RetentionSettings {
        processes = Map.copyOf(processes);
        forEver = List.copyOf(forEver);
        requireLongEnough("keep", keep);
        processes.forEach((process, time) -> requireLongEnough("processes." + process, time));
        requireLongEnough("remember", remember);
        requireLongEnough("rest", rest);
        if (batch < 1 || batch > LARGEST || pause.isNegative() || !every.isPositive()) {
            throw new IllegalArgumentException(
                    "backstitch.retention.batch is %d, pause %s, every %s: from 1 to %d, not less than nothing, more than nothing"
                            .formatted(batch, pause, every, LARGEST));
        }
        if (directory == null && (keep != null || !processes.isEmpty())) {
            throw new IllegalArgumentException(
                    "backstitch.retention.directory is missing: no run goes without an archive");
        }
    }

    /** What is under way in the engine and in Kafka about a run that has just ended must be over. */
    private static void requireLongEnough(String key, @Nullable Duration time) {
        if (time != null && time.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "backstitch.retention.%s is %s: at least %s".formatted(key, time, SHORTEST));
        }
    }

    /** How long runs of the process stay; empty: for ever. */
    Optional<Duration> keep(String process) {
        return forEver.contains(process)
                ? Optional.empty()
                : Optional.ofNullable(processes.getOrDefault(process, keep));
    }

    /** Whether any run ever goes. */
    boolean isOn() {
        return directory != null && (keep != null || !processes.isEmpty());
    }
}
