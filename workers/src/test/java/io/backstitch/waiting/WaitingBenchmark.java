package io.backstitch.waiting;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What one look costs with 10,000 runs that wait (for people, timers and messages) among those that have ended. Not a test by its name:
 * run by {@code -Dtest=WaitingBenchmark}; {@code -Dended=} sets how many have ended.
 */
@NeedsStack(value = Part.POSTGRES, measures = true)
class WaitingBenchmark {

    private static final int WAITING = 10_000;
    private static final int ENDED = Integer.getInteger("ended", 1_000_000);
    private static final int LOOKS = 30;
    /** So many at once fit into the time limit of a statement. */
    private static final int CHUNK = 50_000;

    private final WaitingOnDatabase waiting;

    WaitingBenchmark(RunningStack stack) {
        waiting = new WaitingOnDatabase(stack);
    }

    @Test
    void looks() {
        try (waiting) {
            insert(0, WAITING, false);
            for (String table : List.of("run", "saga", "run_instance", "engine_instance", "engine_wait")) {
                waiting.jdbc().sql("ANALYZE " + table).update();
            }
            measure("10,000 wait, none has ended");
            for (int from = WAITING; from < WAITING + ENDED; from += CHUNK) {
                insert(from, CHUNK, true);
            }
            measure("10,000 wait, %,d have ended".formatted(ENDED));
        }
    }

    private void insert(int from, int count, boolean ended) {
        JdbcClient jdbc = waiting.jdbc();
        jdbc.sql("""
                        INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at)
                        SELECT :process || '-' || n, :process, 'bench', :process || n, '', '{}', '2029-12-31', '2029-12-31'
                        FROM generate_series(:from, :to) AS n
                        """)
                .param("process", waiting.process)
                .param("from", from)
                .param("to", from + count - 1)
                .update();
        jdbc.sql("""
                        INSERT INTO saga (id, process, business_id, state, opened_at, ended_at, told)
                        SELECT :process || '/' || :process || '-' || n, :process, :process || '-' || n,
                            CASE WHEN :ended THEN 'COMPLETED' ELSE 'RUNNING' END, '2029-12-31',
                            CASE WHEN :ended THEN '2029-12-31'::timestamptz END, true
                        FROM generate_series(:from, :to) AS n
                        """)
                .param("process", waiting.process)
                .param("ended", ended)
                .param("from", from)
                .param("to", from + count - 1)
                .update();
        jdbc.sql("""
                        INSERT INTO run_instance (process_instance_key, process, run)
                        SELECT 5000000000000000 + n, :process, :process || '-' || n FROM generate_series(:from, :to) AS n
                        """)
                .param("process", waiting.process)
                .param("from", from)
                .param("to", from + count - 1)
                .update();
        if (!ended) {
            insertWaits(jdbc);
        }
    }

    private void insertWaits(JdbcClient jdbc) {
        jdbc.sql("""
                        INSERT INTO engine_instance (instance, root, process, run, since)
                        SELECT 5000000000000000 + n, 5000000000000000 + n, :process, :process || '-' || n, '2029-12-31'
                        FROM generate_series(0, :last) AS n
                        """)
                .param("process", waiting.process)
                .param("last", WAITING - 1)
                .update();
        jdbc.sql("""
                        INSERT INTO engine_wait (wait_key, kind, instance, element_instance, element, name, created_at, since)
                        SELECT 6000000000000000 + n * 2 + which, CASE WHEN which = 1 THEN 'MESSAGE' WHEN n % 2 = 0 THEN 'TASK' ELSE 'EVENT' END,
                            5000000000000000 + n, n, 'Task_Wait', '', '2029-12-31', '2029-12-31'
                        FROM generate_series(0, :last) AS n, generate_series(0, 1) AS which
                        """).param("last", WAITING - 1).update();
    }

    private void measure(String what) {
        List<Double> suspects = new ArrayList<>();
        List<Double> queues = new ArrayList<>();
        for (int look = 0; look < LOOKS; look++) {
            suspects.add(millis(() -> waiting.get(Suspects.class).byRecords(WaitingOnDatabase.NOW)));
            queues.add(millis(() -> waiting.get(JobQueues.class).count()));
        }
        Collections.sort(suspects);
        Collections.sort(queues);
        System.out.printf(
                "%s: a look takes %.1f ms (p50), %.1f ms (at most); counting the queues %.1f ms%n",
                what, suspects.get(LOOKS / 2), suspects.getLast(), queues.get(LOOKS / 2));
    }

    private static double millis(Runnable action) {
        long begin = System.nanoTime();
        action.run();
        return (System.nanoTime() - begin) / 1e6;
    }
}
