package io.backstitch.retention;

import io.backstitch.retention.DueRuns.Candidate;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen of the runs of one process whose time is over, and that stay since they owe something. */
final class Waiting {

    private final Map<String, Integer> reasons = new TreeMap<>();
    private @Nullable Instant oldest;

    void add(Candidate candidate) {
        reasons.merge(Objects.requireNonNull(candidate.owes()), 1, Integer::sum);
        Instant endedAt = Objects.requireNonNull(candidate.endedAt());
        if (oldest == null || endedAt.isBefore(oldest)) {
            oldest = endedAt;
        }
    }

    /** How many, by what they owe. */
    Map<String, Integer> reasons() {
        return Map.copyOf(reasons);
    }

    /** The end of the one that has waited longest. */
    Optional<Instant> oldest() {
        return Optional.ofNullable(oldest);
    }
}
