package bench.saga;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.workers.Application;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.worker.JobWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The same four-effect saga with bare workers and with ours, on one broker, in one run, interleaved; also when every run goes
 * back. PostgreSQL syncs to disk. {@code -Dround=} sets the seconds of a round, {@code -Drounds=} how many of each,
 * {@code -Dwarm-up=} the seconds of each model before that.
 */
@NeedsStack(
        value = {Part.POSTGRES, Part.KAFKA, Part.ZEEBE},
        measures = true)
class SagaBenchmark {

    private static final int IN_FLIGHT = 32;
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("round", 15));
    /** Of each model: until the JVMs have compiled what is hot. */
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm-up", 60));

    private final AtomicInteger numbers = new AtomicInteger();

    /** What one round gave. */
    private record Round(double runsPerSecond, Cpu cpuPerThousand) {}

    @Test
    void measuresWhatTheLedgerCosts(RunningStack stack) throws Exception {
        // It would take jobs of ours, and knows none of these effects.
        stack.stop(Part.APPLICATION);
        try (ConfigurableApplicationContext application = start(stack)) {
            JdbcClient database = application.getBean(JdbcClient.class);
            syncToDisk(database);
            CamundaClient client = application.getBean(CamundaClient.class);
            Stopwatch stopwatch = application.getBean(Stopwatch.class);
            deploy(client);
            List<JobWorker> bare = bareWorkers(client, stopwatch);
            System.out.printf(
                    "%d in flight, %d rounds of %s each, after %s to warm up%n", IN_FLIGHT, ROUNDS, ROUND, WARM_UP);
            for (BenchModel model : BenchModel.ALL) {
                round(client, stopwatch, model, IN_FLIGHT, 0, WARM_UP);
            }
            Map<BenchModel, List<Round>> rounds = new LinkedHashMap<>();
            for (int i = 0; i < ROUNDS; i++) {
                for (BenchModel model : BenchModel.ALL) {
                    Round round = round(client, stopwatch, model, IN_FLIGHT, 0, ROUND);
                    rounds.computeIfAbsent(model, it -> new ArrayList<>()).add(round);
                    System.out.printf(
                            "%-9s %6.1f runs/s, %s%n", model.process(), round.runsPerSecond(), round.cpuPerThousand());
                }
            }
            report(rounds);
            // Of what we can do ourselves: beyond that it is a queue that is measured.
            double half = median(rounds.get(BenchModel.ALL.get(1))) / 2;
            System.out.printf("At half load, %.0f runs/s: time of a step, p50, p95, p99%n", half);
            for (int i = 0; i < 2; i++) {
                for (BenchModel model : BenchModel.ALL.subList(0, 2)) {
                    round(client, stopwatch, model, 1000, half, ROUND);
                    System.out.printf(
                            "%-9s %6.1f ms %6.1f ms %6.1f ms%n",
                            model.process(),
                            millis(stopwatch.percentile(0.5)),
                            millis(stopwatch.percentile(0.95)),
                            millis(stopwatch.percentile(0.99)));
                }
            }
            bare.forEach(JobWorker::close);
        }
    }

    private static ConfigurableApplicationContext start(RunningStack stack) {
        // Partners are not called: their addresses only have to be there.
        return new SpringApplicationBuilder(Application.class, BenchEffects.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=-1",
                        "--spring.datasource.url=" + stack.jdbcUrl(),
                        "--spring.datasource.username=" + stack.jdbcUser(),
                        "--spring.datasource.password=" + stack.jdbcPassword(),
                        "--spring.security.oauth2.resourceserver.jwt.issuer-uri=http://localhost:1/realms/none",
                        "--camunda.client.grpc-address=" + stack.url(Part.ZEEBE),
                        "--spring.kafka.bootstrap-servers=" + stack.url(Part.KAFKA),
                        "--backstitch.records.keys="
                                + stack.applicationEnvironment().get("BACKSTITCH_RECORDS_KEYS"),
                        "--backstitch.payments.url=http://localhost:1",
                        "--backstitch.objects.url=http://localhost:1",
                        "--backstitch.keycloak.url=http://localhost:1",
                        "--backstitch.keycloak.realm=none",
                        "--backstitch.keycloak.client-id=none",
                        "--backstitch.keycloak.client-secret=none",
                        "--logging.level.root=WARN");
    }

    private static void syncToDisk(JdbcClient database) {
        database.sql("ALTER SYSTEM SET fsync = on").update();
        database.sql("ALTER SYSTEM SET synchronous_commit = on").update();
        database.sql("ALTER SYSTEM SET full_page_writes = on").update();
        database.sql("SELECT pg_reload_conf()").query(Boolean.class).single();
        System.out.printf(
                "PostgreSQL: fsync %s, synchronous_commit %s%n",
                database.sql("SHOW fsync").query(String.class).single(),
                database.sql("SHOW synchronous_commit").query(String.class).single());
    }

    private static void deploy(CamundaClient client) {
        for (BenchModel model : BenchModel.ALL) {
            client.newDeployResourceCommand()
                    .addResourceBytes(model.file().content(), model.file().name())
                    .send()
                    .join();
        }
    }

    private static List<JobWorker> bareWorkers(CamundaClient client, Stopwatch stopwatch) {
        List<JobWorker> workers = new ArrayList<>();
        BenchModel bare = BenchModel.ALL.getFirst();
        for (int step = 1; step <= BenchModel.STEPS; step++) {
            int number = step;
            workers.add(client.newWorker()
                    .jobType(bare.jobType(step))
                    .handler((jobs, job) -> {
                        stopwatch.begins(String.valueOf(job.getVariable("businessId")), number);
                        jobs.newCompleteCommand(job)
                                .variables(Map.of("receipt", "bare"))
                                .send()
                                .join();
                    })
                    .fetchVariables("businessId")
                    .streamEnabled(true)
                    .open());
            workers.add(client.newWorker()
                    .jobType(bare.undoType(step))
                    .handler((jobs, job) -> jobs.newCompleteCommand(job).send().join())
                    .fetchVariables("businessId")
                    .streamEnabled(true)
                    .open());
        }
        return workers;
    }

    /** Runs for so long, so many at once; or so many a second when {@code rate} is not 0. */
    private Round round(
            CamundaClient client, Stopwatch stopwatch, BenchModel model, int inFlight, double rate, Duration length)
            throws InterruptedException {
        stopwatch.reset();
        Semaphore free = new Semaphore(inFlight);
        AtomicLong ended = new AtomicLong();
        Cpu begun = Cpu.now();
        long begin = System.nanoTime();
        long started = 0;
        while (System.nanoTime() - begin < length.toNanos()) {
            if (rate > 0) {
                long due = begin + (long) (started / rate * 1e9);
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            }
            free.acquire();
            started++;
            client.newCreateInstanceCommand()
                    .bpmnProcessId(model.process())
                    .latestVersion()
                    .variables(Map.of("businessId", model.process() + "-" + numbers.incrementAndGet()))
                    .withResult()
                    .fetchVariables("businessId")
                    .requestTimeout(Duration.ofMinutes(1))
                    .send()
                    .whenComplete((result, failure) -> {
                        free.release();
                        if (failure == null) {
                            ended.incrementAndGet();
                        }
                    });
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double runs = ended.get();
        free.acquire(inFlight);
        return new Round(runs / seconds, Cpu.now().since(begun).perThousand(ended.get()));
    }

    private static void report(Map<BenchModel, List<Round>> rounds) {
        double bare = median(rounds.get(BenchModel.ALL.get(0)));
        double ours = median(rounds.get(BenchModel.ALL.get(1)));
        double bareBack = median(rounds.get(BenchModel.ALL.get(2)));
        double oursBack = median(rounds.get(BenchModel.ALL.get(3)));
        System.out.printf("forward: bare %.1f, ours %.1f runs/s, ratio %.2f%n", bare, ours, ours / bare);
        System.out.printf(
                "going back: bare %.1f, ours %.1f runs/s, ratio %.2f%n", bareBack, oursBack, oursBack / bareBack);
        System.out.printf(
                "CPU per 1,000 runs: forward bare %.2f s, ours %.2f s; going back bare %.2f s, ours %.2f s%n",
                medianCpu(rounds.get(BenchModel.ALL.get(0))),
                medianCpu(rounds.get(BenchModel.ALL.get(1))),
                medianCpu(rounds.get(BenchModel.ALL.get(2))),
                medianCpu(rounds.get(BenchModel.ALL.get(3))));
    }

    private static double median(@Nullable List<Round> rounds) {
        return middle(
                rounds == null
                        ? List.of()
                        : rounds.stream().map(Round::runsPerSecond).toList());
    }

    private static double medianCpu(@Nullable List<Round> rounds) {
        return middle(
                rounds == null
                        ? List.of()
                        : rounds.stream()
                                .map(round -> round.cpuPerThousand().all())
                                .toList());
    }

    private static double middle(List<Double> values) {
        return values.isEmpty() ? Double.NaN : values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
