package bench.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How soon webhooks are answered while the engine is down, and how their backlog is brought to it when it is back. PostgreSQL syncs to disk; the
 * application is a process of its own. Each event begins a run that waits for a day to come, so that the engine has little to do with it. Not run by the build; on a machine that does nothing else:
 *
 * <pre>BACKSTITCH_JAVA_OPTIONS_APPLICATION=-XX:TieredStopAtLevel=4 ./mvnw -Pbenchmark -pl workers -am test -Dtest=IntakeBenchmark</pre>
 *
 * {@code -Drate=} sets how many a second, {@code -Dseconds=} for how long, {@code -Drounds=} how often, {@code -Dwarm-up=} the seconds before.
 */
@NeedsStack(
        value = {Part.POSTGRES, Part.ZEEBE},
        own = true,
        measures = true)
class IntakeBenchmark {

    private static final int RATE = Integer.getInteger("rate", 200);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("seconds", 20));
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm-up", 20));
    private static final int ROUNDS = Integer.getInteger("rounds", 3);

    private final RunningStack stack;
    private final JdbcClient database;
    private final HttpClient http = HttpClient.newHttpClient();

    IntakeBenchmark(RunningStack stack) {
        this.stack = stack;
        this.database =
                JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
    }

    @Test
    void measuresTheIntakeWhileTheEngineIsDown() throws Exception {
        syncToDisk();
        stack.startApplication(
                "io.backstitch.workers.Application",
                Map.of(
                        "BACKSTITCH_HOOKS_SOURCES_BENCH_EVENT", "engagement.changed",
                        "BACKSTITCH_HOOKS_SOURCES_BENCH_SCHEME", "standard-webhooks",
                        "BACKSTITCH_HOOKS_SOURCES_BENCH_SECRETS_0", Load.secret()));
        stack.kill(Part.ZEEBE);
        Load load = new Load(URI.create(stack.url(Part.APPLICATION) + "/hooks/bench"));
        Load.Answers warmUp = load.send(RATE, WARM_UP);
        report("to warm up", warmUp);
        long accepted = warmUp.accepted();
        for (int round = 1; round <= ROUNDS; round++) {
            Load.Answers answers = load.send(RATE, TIME);
            report("round " + round, answers);
            accepted += answers.accepted();
        }
        assertThat(waiting()).as("every 202 is on disk").isEqualTo(accepted);
        drain();
    }

    private static void report(String what, Load.Answers answers) {
        System.out.printf(
                "%-10s %d a second: 202 %,d, other %d; p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.0f ms; load %.1f%n",
                what,
                RATE,
                answers.accepted(),
                answers.others(),
                answers.millis(0.5),
                answers.millis(0.95),
                answers.millis(0.99),
                answers.millis(1),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private void drain() {
        long backlog = waiting();
        stack.start(Part.ZEEBE);
        long begin = System.nanoTime();
        await().atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofSeconds(5))
                .until(() -> {
                    System.out.printf("after %3.0f s %,6d wait%n", (System.nanoTime() - begin) / 1e9, waiting());
                    return waiting() == 0;
                });
        System.out.printf(
                "%,d were brought to the engine in %s s, %s a second, at most %s in one second%n",
                backlog,
                text(
                        "SELECT round(extract(epoch FROM max(relayed_at) - min(relayed_at))) FROM run WHERE source = 'hook/bench'"),
                text("""
                        SELECT round(count(*) / extract(epoch FROM max(relayed_at) - min(relayed_at)))
                        FROM run WHERE source = 'hook/bench'"""),
                text("""
                        SELECT max(n) FROM (SELECT count(*) AS n FROM run WHERE source = 'hook/bench'
                                            GROUP BY date_trunc('second', relayed_at)) AS seconds"""));
        System.out.printf(
                "Overtaken by one that was answered later: %s, by %s s at most%n",
                text("SELECT count(*) FROM " + OVERTAKEN),
                text("SELECT coalesce(round(max(by), 3), 0) FROM " + OVERTAKEN));
        engineSays();
    }

    /** Runs that came to the engine later than one that was accepted after them. */
    private static final String OVERTAKEN = """
            (SELECT extract(epoch FROM relayed_at - min(relayed_at) OVER (ORDER BY accepted_at DESC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS by
             FROM run WHERE source = 'hook/bench') AS gaps WHERE by > 0""";

    /** How many requests it has got, and how many of them it has turned away. */
    private void engineSays() {
        try {
            URI metrics =
                    URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(stack.port(Port.ZEEBE_MANAGEMENT)));
            http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.matches("zeebe_(dropped|received)_request_count_total.*"))
                    .forEach(System.out::println);
        } catch (IOException e) {
            System.out.println("The engine does not say how many it has turned away: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long waiting() {
        return database.sql("SELECT count(*) FROM run WHERE source = 'hook/bench' AND relayed_at IS NULL")
                .query(Long.class)
                .single();
    }

    private String text(String sql) {
        return database.sql("SELECT (" + sql + ")::text").query(String.class).single();
    }

    private void syncToDisk() {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            database.sql("ALTER SYSTEM SET %s = on".formatted(setting)).update();
        }
        database.sql("SELECT pg_reload_conf()").query(Boolean.class).single();
    }
}
