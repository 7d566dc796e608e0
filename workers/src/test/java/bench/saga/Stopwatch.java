package bench.saga;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long each step takes: from the beginning of its work to the beginning of the next step's. */
final class Stopwatch {

    private final ConcurrentHashMap<String, Long> begun = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> steps = new ConcurrentLinkedQueue<>();

    void begins(String run, int step) {
        long now = System.nanoTime();
        Long before = step == BenchModel.STEPS ? begun.remove(run) : begun.put(run, now);
        if (step > 1 && before != null) {
            steps.add(now - before);
        }
    }

    void reset() {
        begun.clear();
        steps.clear();
    }

    /** The time within which that share of the steps was done. */
    Duration percentile(double share) {
        long[] sorted = steps.stream().mapToLong(it -> it).sorted().toArray();
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))]);
    }

    @Override
    public String toString() {
        return Arrays.asList(percentile(0.5), percentile(0.95), percentile(0.99))
                .toString();
    }
}
