package io.backstitch.retention;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Archives ended runs while others are claimed and looked at beside it. Not a test by its name: run by {@code -Dtest=RetentionBenchmark}; {@code -Druns=} sets
 * how many, {@code -Dquiet=} for how many seconds the others are measured alone, {@code -Dpause=} the pause between two batches, {@code -Dwal=}
 * PostgreSQL's {@code max_wal_size}, {@code -Dseed=} the draw of
 * what is looked at.
 */
@NeedsStack(value = Part.POSTGRES, measures = true)
class RetentionBenchmark {

    private static final int RUNS = Integer.getInteger("runs", 1_000_000);
    private static final int QUIET = Integer.getInteger("quiet", 60);
    private static final int BATCH = Integer.getInteger("batch", 200);
    /** How much is written between two checkpoints; empty: as PostgreSQL has it, 1GB. */
    private static final String WAL = System.getProperty("wal", "");

    private static final long SEED = Long.getLong("seed", 42);
    /** So many at once fit into the time limit of a statement. */
    private static final int CHUNK = 10_000;
    /** Operations a second, each a claim with its completion and a look at a run. */
    private static final int RATE = 100;

    private final RetentionOnDatabase retention;
    private final JdbcClient jdbc;
    private final RunningStack stack;

    RetentionBenchmark(RunningStack stack, @TempDir Path folder) {
        this.stack = stack;
        retention = new RetentionOnDatabase(
                stack,
                folder,
                "--backstitch.retention.batch=" + BATCH,
                "--backstitch.retention.pause=" + System.getProperty("pause", "50ms"));
        jdbc = retention.get(JdbcClient.class);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void archives() throws InterruptedException, SQLException {
        try (retention) {
            for (int from = 1; from <= RUNS; from += CHUNK) {
                retention.runs.insert(from, Math.min(RUNS, from + CHUNK - 1), 31);
            }
            retention.runs.insert(RUNS + 1, RUNS + CHUNK, 1);
            if (!WAL.isEmpty()) {
                maintain("ALTER SYSTEM SET max_wal_size = '%s'".formatted(WAL));
                maintain("SELECT pg_reload_conf()");
            }
            maintain("VACUUM ANALYZE");
            maintain("CHECKPOINT");
            System.out.printf("%,d runs, %s, seed %d%n", RUNS, size(), SEED);
            Beside warm = new Beside();
            warm.run(QUIET * 1000L / 4);
            Beside quiet = new Beside();
            quiet.run(QUIET * 1000L);
            quiet.print("quiet");
            Beside beside = new Beside();
            Thread others = Thread.ofPlatform().start(() -> beside.run(Long.MAX_VALUE / 1_000_000));
            long begin = System.nanoTime();
            int archived = retention.archive();
            double seconds = (System.nanoTime() - begin) / 1e9;
            beside.stop.set(true);
            others.join();
            beside.print("while runs are archived");
            System.out.printf(
                    "archived and deleted: %,d runs in %.1f s, %.0f a second; files %,d bytes%n",
                    archived, seconds, archived / seconds, bytes());
            maintain("VACUUM");
            System.out.printf("then: %s%n", size());
        }
    }

    /** Over a connection without the application's limits of time. */
    private void maintain(String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword());
                Statement maintenance = connection.createStatement()) {
            maintenance.execute(statement);
        }
    }

    private long bytes() {
        return retention.files().values().stream().mapToLong(it -> it.length).sum();
    }

    private String size() {
        Map<String, @Nullable Object> sizes = jdbc.sql("""
                        SELECT pg_size_pretty(pg_database_size(current_database())) AS database,
                               pg_size_pretty(pg_total_relation_size('run_archived') + pg_total_relation_size('request_archived')
                                              + pg_total_relation_size('saga_archived')) AS remembered
                        """).query().singleRow();
        return "database %s, remembered %s".formatted(sizes.get("database"), sizes.get("remembered"));
    }

    /** What others do meanwhile: an effect of an open run is claimed and completed, and a run is looked at; each by itself, at a steady rate. */
    private final class Beside {
        final AtomicBoolean stop = new AtomicBoolean();
        private final Random random = new Random(SEED);
        private final List<Double> claims = Collections.synchronizedList(new ArrayList<>());
        private final List<Double> looks = Collections.synchronizedList(new ArrayList<>());

        void run(long millis) {
            long begin = System.nanoTime();
            for (long i = 0; !stop.get() && (System.nanoTime() - begin) / 1_000_000 < millis; i++) {
                long due = begin + i * 1_000_000_000L / RATE;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                int run = RUNS + 1 + random.nextInt(CHUNK);
                claims.add(since(due, () -> claim(run)));
                looks.add(since(System.nanoTime(), () -> look(run)));
            }
        }

        private void claim(int run) {
            jdbc.sql("""
                            WITH claimed AS (
                                UPDATE effect SET attempt = attempt + 1, changed_at = clock_timestamp() WHERE key = :key RETURNING key, attempt)
                            INSERT INTO effect_event (key, attempt, event, at) SELECT key, attempt, 'CLAIMED', clock_timestamp() FROM claimed
                            """)
                    .param("key", "%s/%s/Task_2".formatted(retention.process, retention.runs.run(run)))
                    .update();
        }

        private void look(int run) {
            jdbc.sql("""
                            SELECT effect.key, effect_event.event FROM effect LEFT JOIN effect_event ON effect_event.key = effect.key
                            WHERE saga = :saga ORDER BY position
                            """)
                    .param("saga", "%s/%s".formatted(retention.process, retention.runs.run(run)))
                    .query((row, number) -> row.getString("key"))
                    .list();
        }

        private double since(long begin, Runnable action) {
            action.run();
            return (System.nanoTime() - begin) / 1e6;
        }

        void print(String when) {
            System.out.printf("%s: claim %s; look %s%n", when, figures(claims), figures(looks));
        }

        private String figures(List<Double> times) {
            List<Double> sorted = times.stream().sorted().toList();
            return "p50 %.2f ms, p99 %.2f ms, at most %.1f ms (%,d)"
                    .formatted(
                            sorted.get(sorted.size() / 2),
                            sorted.get(sorted.size() * 99 / 100),
                            sorted.getLast(),
                            sorted.size());
        }
    }
}
