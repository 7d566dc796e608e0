package io.backstitch.auditlog;

import io.backstitch.audit.Draft;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * How many decisions a second come on record: each is a transaction that inserts a row of its own and appends one entry. PostgreSQL syncs to
 * disk. Not run by the build; on a machine that does nothing else:
 *
 * <pre>./mvnw -Pbenchmark -pl workers -am test -Dtest=AppendBenchmark</pre>
 *
 * {@code -Dround=} sets the seconds of a round, {@code -Dthreads=1,8,32} how many decide at once.
 */
@NeedsStack(value = Part.POSTGRES, measures = true)
class AppendBenchmark {

    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("round", 10));
    private static final List<Integer> THREADS = List.of(
                    System.getProperty("threads", "1,8,32").split(","))
            .stream()
            .map(Integer::valueOf)
            .toList();
    private static final String BODY = """
            {"decision":"approved","amount":125000,"currency":"EUR","limit":500000,"groups":["finance"],"strength":"PROVEN",\
            "reason":"Within the budget of the quarter.","actor":{"id":"b3V0LW9mLXRoZS1ibHVl","hash":"n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"}}""";

    private final AuditOnDatabase audit;

    AppendBenchmark(RunningStack stack) {
        audit = new AuditOnDatabase(stack, Map.of("spring.datasource.hikari.maximum-pool-size", "40"));
    }

    @Test
    void measuresHowManyDecisionsComeOnRecord() throws Exception {
        try (audit) {
            audit.sql("CREATE TABLE bench_decision (id bigint GENERATED ALWAYS AS IDENTITY, what text NOT NULL)")
                    .update();
            syncToDisk();
            round(8, true, "to warm up");
            for (int threads : THREADS) {
                round(threads, false, "without an entry");
                round(threads, true, "with an entry");
            }
        }
    }

    private void syncToDisk() {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            audit.sql("ALTER SYSTEM SET %s = on".formatted(setting)).update();
        }
        audit.sql("SELECT pg_reload_conf()").query(Boolean.class).single();
    }

    private void round(int threads, boolean entry, String what) throws Exception {
        long begin = System.nanoTime();
        List<Long> times = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<List<Long>>> all = pool.invokeAll(Collections.nCopies(threads, decisions(begin, entry)));
            for (Future<List<Long>> one : all) {
                times.addAll(one.get());
            }
        }
        // What waits for its place in the chain counts as not done.
        audit.get(Sequencer.class).catchUp();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Collections.sort(times);
        System.out.printf(
                "%2d threads %-17s %,7.0f a second, p50 %6.2f ms, p99 %6.2f ms%n",
                threads, what, times.size() / seconds, percentile(times, 0.5), percentile(times, 0.99));
    }

    private Callable<List<Long>> decisions(long begin, boolean entry) {
        return () -> {
            List<Long> times = new ArrayList<>();
            for (long at = begin; at - begin < ROUND.toNanos(); at = System.nanoTime()) {
                audit.inTransaction(() -> decide(entry));
                times.add(System.nanoTime() - at);
            }
            return times;
        };
    }

    private void decide(boolean entry) {
        audit.sql("INSERT INTO bench_decision (what) VALUES ('approved')").update();
        if (entry) {
            audit.get(AuditLog.class)
                    .append(new Draft(Clock.systemUTC().instant(), "approval.sealed", "expense/EX-1", BODY));
        }
    }

    private static double percentile(List<Long> sorted, double share) {
        return sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
    }
}
