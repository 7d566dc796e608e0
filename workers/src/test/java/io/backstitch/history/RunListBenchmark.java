package io.backstitch.history;

import io.backstitch.PartsOnDatabase;
import io.backstitch.history.RunView.RunState;
import io.backstitch.security.Viewer;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a page of 50 costs with each filter of {@code GET /api/runs}, among a million runs: of ten processes, all ended but some 2,000; one outcome is
 * that of twelve runs only. Not a test by its name: run by {@code -Dtest=RunListBenchmark}; {@code -Druns=} sets how many.
 */
@NeedsStack(value = Part.POSTGRES, measures = true)
class RunListBenchmark {

    private static final int RUNS = Integer.getInteger("runs", 1_000_000);
    /** So many at once fit into the time limit of a statement. */
    private static final int CHUNK = 50_000;

    private static final int TIMES = 30;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Viewer ALL = new Viewer(true, false, Set.of(), "");
    private static final Viewer OWN = new Viewer(false, false, Set.of(), "person-7");
    private static final Viewer BUSY = new Viewer(false, false, Set.of(), "busy");
    private static final Viewer OF_TWO = new Viewer(false, false, Set.of("p3", "p4"), "person-7");

    private final JdbcClient jdbc;
    private final RunList list;

    RunListBenchmark(RunningStack stack) {
        ConfigurableApplicationContext parts = PartsOnDatabase.forAllTests(stack, RunListTest.Lists.class);
        jdbc = parts.getBean(JdbcClient.class);
        list = parts.getBean(RunList.class);
    }

    @Test
    void pages() {
        for (int from = 0; from < RUNS; from += CHUNK) {
            insert(from, from + CHUNK - 1);
        }
        jdbc.sql("ANALYZE run").update();
        jdbc.sql("ANALYZE saga").update();
        System.out.printf("%,d runs%n", RUNS);
        pages(null);
        pages("p3");
    }

    private void pages(@Nullable String process) {
        measure("all", ALL, process, null, null, null, null, false);
        for (RunState state : RunState.values()) {
            measure("state", ALL, process, state, null, null, null, false);
        }
        for (String outcome : List.of("DONE", "ROLLED_BACK", "RARE", "NEVER")) {
            measure("outcome", ALL, process, null, outcome, null, null, false);
            measure("outcome", ALL, process, RunState.ENDED, outcome, null, at(0.5), false);
        }
        measure("time", ALL, process, null, null, at(0.3), at(0.301), false);
        measure("time", ALL, process, RunState.RUNNING, null, null, at(0.3), false);
        measure("time", ALL, process, null, "RARE", at(0.9), null, false);
        measure("stuck", ALL, process, null, null, null, null, true);
        measure("own", OWN, process, null, null, null, null, false);
        measure("own", OWN, process, null, "RARE", null, null, false);
        measure("own, of 100,000", BUSY, process, null, null, null, null, false);
        measure("own, of 100,000", BUSY, process, RunState.RUNNING, null, null, null, false);
        measure("own, of 100,000", BUSY, process, null, "RARE", null, null, false);
        measure("own and two processes", OF_TWO, process, null, null, null, null, false);
        measure("own and two processes", OF_TWO, process, null, "RARE", null, null, false);
    }

    private static Instant at(double part) {
        return BEGIN.plusSeconds((long) (RUNS * part));
    }

    private void insert(int from, int to) {
        jdbc.sql("""
                        INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at, asked_by)
                        SELECT 'r' || n, 'p' || n % 10, 'bench', 'r' || n, '', '{}', :begin::timestamptz + n * interval '1 s',
                            CASE WHEN n % 50000 = 1 THEN NULL ELSE :begin::timestamptz END,
                            CASE WHEN n % 10 = 2 THEN 'busy' ELSE 'person-' || n % 5000 END
                        FROM generate_series(:from, :to) AS n
                        """)
                .param("begin", BEGIN.toString())
                .param("from", from)
                .param("to", to)
                .update();
        jdbc.sql("""
                        INSERT INTO saga (id, process, business_id, state, waits_for_person, outcome, opened_at, ended_at, told, asked_by)
                        SELECT 'p' || n % 10 || '/r' || n, 'p' || n % 10, 'r' || n,
                            CASE WHEN n % 20000 = 5 THEN 'UNWINDING' WHEN n % 500 < 2 THEN 'RUNNING' ELSE 'COMPLETED' END,
                            n % 50000 = 500,
                            CASE WHEN n % 20000 = 5 OR n % 500 < 2 THEN NULL WHEN n % 83333 = 77 THEN 'RARE' WHEN n % 20 = 3 THEN 'ROLLED_BACK' ELSE 'DONE' END,
                            :begin::timestamptz + n * interval '1 s',
                            CASE WHEN n % 20000 = 5 OR n % 500 < 2 THEN NULL ELSE :begin::timestamptz + n * interval '1 s' END, true,
                            CASE WHEN n % 10 = 2 THEN 'busy' ELSE 'person-' || n % 5000 END
                        FROM generate_series(:from, :to) AS n
                        """)
                .param("begin", BEGIN.toString())
                .param("from", from)
                .param("to", to)
                .update();
        jdbc.sql("""
                        INSERT INTO stuck_run (run, process, kind, reason, since, found_at, told_at)
                        SELECT 'r' || n, 'p' || n % 10, 'NO_WORKER', 'bench', now(), now(), now()
                        FROM generate_series(:from::integer, :to, 10000) AS n
                        """).param("from", from).param("to", to).update();
    }

    private void measure(
            String what,
            Viewer viewer,
            @Nullable String process,
            @Nullable RunState state,
            @Nullable String outcome,
            @Nullable Instant since,
            @Nullable Instant until,
            boolean stuck) {
        RunList.Filter filter = new RunList.Filter(process, state, outcome, since, until, stuck);
        List<Double> times = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < TIMES; i++) {
            long begin = System.nanoTime();
            found = list.page(filter, viewer, null, 50).runs().size();
            times.add((System.nanoTime() - begin) / 1e6);
        }
        Collections.sort(times);
        System.out.printf(
                "%s%s process %s, state %s, outcome %s, since %s, until %s: %.1f ms (p50), %.1f ms (at most), %d found%n",
                times.get(TIMES / 2) > 100 ? "SLOW " : "",
                what,
                process,
                state,
                outcome,
                since,
                until,
                times.get(TIMES / 2),
                times.getLast(),
                found);
    }
}
