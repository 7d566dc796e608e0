package bench.lanes;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.CamundaClient;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * How long a run of the system lane takes, from its start to its end, at a steady 5 runs a second: quiet; while the automation lane gets
 * 2,000 requests in a minute, by a topic, for runs that call a partner that takes a second and fails half of the calls; the same with the
 * process of the automation lane killed in the middle; without a start-rate for that lane; and with one pool for all, of the same size
 * together.
 *
 * <p>{@code -Drounds=} sets how often quiet and burst take turns, {@code -Dnice=} how far the process of the automation lane stands back,
 * {@code -Dphase=} the seconds of each phase, {@code -Dsteady=} the steady runs a second, {@code -Dburst=} the runs a minute, {@code -Dwarm-up=} the seconds before,
 * {@code -Dstart-rate=} that of the automation lane.
 */
@NeedsStack(
        value = {Part.POSTGRES, Part.KAFKA, Part.ZEEBE},
        measures = true)
class LanesBenchmark {

    private static final double STEADY = Double.parseDouble(System.getProperty("steady", "5"));
    private static final double BURST = Integer.getInteger("burst", 2000) / 60.0;
    private static final Duration PHASE = Duration.ofSeconds(Integer.getInteger("phase", 60));
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm-up", 200));
    private static final String START_RATE = System.getProperty("start-rate", "2/s");
    /** Quiet and burst in turn: what changes meanwhile, as the compilers of the engine and of the lanes, falls on both. */
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    /** The automation lane's weight at the processors is a quarter of the system lane's, as the chart's example has it. */
    private static final int NICE = Integer.getInteger("nice", 6);

    private static final Duration KILLED_AFTER = PHASE.dividedBy(3);

    private final AtomicLong numbers = new AtomicLong(System.nanoTime());

    @Test
    void measuresWhetherABurstIsFeltNextDoor(RunningStack stack) throws Exception {
        try (CamundaClient client = CamundaClient.newClientBuilder()
                .grpcAddress(URI.create(stack.url(Part.ZEEBE)))
                .preferRestOverGrpc(false)
                .build()) {
            LaneModel.files()
                    .forEach(file -> client.newDeployResourceCommand()
                            .addResourceBytes(file.content(), file.name())
                            .send()
                            .join());
            try (Bursts bursts = new Bursts(stack)) {
                lanesApart(stack, client, bursts);
                onePool(stack, client, bursts);
                lanesWithoutStartRate(stack, client, bursts);
            }
        }
    }

    private void lanesApart(RunningStack stack, CamundaClient client, Bursts bursts) throws InterruptedException {
        try (LaneProcess system = LaneProcess.start(stack, 0, size("system", 24, "automation", 24));
                LaneProcess automation = LaneProcess.start(stack, NICE, size("automation", 24, "system", 24))) {
            System.out.printf("Lanes apart: %s, %s%n", system, automation);
            phase(client, "(warm-up)", LaneModel.BURST, bursts, BURST, WARM_UP);
            List<Double> quiet = new ArrayList<>();
            List<Double> burst = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                quiet.addAll(phase(client, "lanes, quiet", LaneModel.BURST, bursts, 0, PHASE));
                burst.addAll(phase(client, "lanes, burst", LaneModel.BURST, bursts, BURST, PHASE));
            }
            compare(quiet, burst);
            try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
                var unused = timer.schedule(automation::kill, KILLED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
                compare(quiet, phase(client, "lanes, burst, killed", LaneModel.BURST, bursts, BURST, PHASE));
            }
        }
    }

    private void lanesWithoutStartRate(RunningStack stack, CamundaClient client, Bursts bursts)
            throws InterruptedException {
        String any = "--backstitch.lanes.automation.start-rate=100000/s";
        try (LaneProcess system = LaneProcess.start(stack, 0, with(any, size("system", 24, "automation", 24)));
                LaneProcess automation =
                        LaneProcess.start(stack, NICE, with(any, size("automation", 24, "system", 24)))) {
            System.out.printf("Lanes apart, without a start-rate: %s, %s%n", system, automation);
            phase(client, "(warm-up)", LaneModel.BURST, bursts, BURST, WARM_UP);
            List<Double> quiet = phase(client, "no rate, quiet", LaneModel.BURST, bursts, 0, PHASE);
            compare(quiet, phase(client, "no rate, burst", LaneModel.BURST, bursts, BURST, PHASE));
        }
    }

    private void onePool(RunningStack stack, CamundaClient client, Bursts bursts) throws InterruptedException {
        try (LaneProcess all = LaneProcess.start(stack, 0, size("system", 48, "automation", 24))) {
            System.out.printf("One pool: %s%n", all);
            phase(client, "(warm-up)", LaneModel.BURST_IN_ONE, bursts, BURST, WARM_UP);
            List<Double> quiet = phase(client, "one pool, quiet", LaneModel.BURST_IN_ONE, bursts, 0, PHASE);
            compare(quiet, phase(client, "one pool, burst", LaneModel.BURST_IN_ONE, bursts, BURST, PHASE));
        }
    }

    private static List<String> with(String setting, List<String> others) {
        String name = setting.substring(0, setting.indexOf('='));
        List<String> all = new ArrayList<>(others);
        all.removeIf(other -> other.startsWith(name + "="));
        all.add(setting);
        return all;
    }

    /** As many jobs of each type as there are threads: whoever has a burst can fill its pool. */
    private static List<String> size(String lane, int threads, String other, int ofTheOther) {
        return List.of(
                "--backstitch.lanes.run=" + lane,
                "--backstitch.lanes.%s.threads=%d".formatted(lane, threads),
                "--backstitch.lanes.%s.max-jobs-active=%d".formatted(lane, threads),
                "--backstitch.lanes.%s.handler-time=50ms".formatted(lane),
                "--backstitch.lanes.%s.threads=%d".formatted(other, ofTheOther),
                "--backstitch.lanes.%s.handler-time=50ms".formatted(other),
                "--backstitch.lanes.automation.start-rate=" + START_RATE);
    }

    /** Returns how many milliseconds each of the steady runs took. */
    private List<Double> phase(
            CamundaClient client, String name, LaneModel burst, Bursts bursts, double burstRate, Duration length)
            throws InterruptedException {
        Queue<Double> times = new ConcurrentLinkedQueue<>();
        AtomicLong refused = new AtomicLong();
        try (ScheduledExecutorService clock = Executors.newScheduledThreadPool(2)) {
            var steady = clock.scheduleAtFixedRate(
                    () -> steadyRun(client, times, refused), 0, (long) (1e9 / STEADY), TimeUnit.NANOSECONDS);
            if (burstRate > 0) {
                var unused = clock.scheduleAtFixedRate(
                        () -> bursts.ask(burst), 0, (long) (1e9 / burstRate), TimeUnit.NANOSECONDS);
            }
            Thread.sleep(length);
            steady.cancel(false);
            clock.shutdownNow();
        }
        // Those that were started last.
        Thread.sleep(Duration.ofSeconds(5));
        List<Double> measured = List.copyOf(times);
        System.out.printf(
                "%-22s %s, %d not ended; burst: %s; load %.1f%n",
                name,
                text(measured),
                refused.get(),
                bursts.stand(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        bursts.forget();
        return measured;
    }

    private static void compare(List<Double> quiet, List<Double> burst) {
        System.out.printf("  quiet: %s%n  burst: %s%n", text(quiet), text(burst));
        System.out.printf(
                "  p99 is %.2f × that of quiet; the target is 1.2 ×%n",
                percentile(burst, 0.99) / percentile(quiet, 0.99));
    }

    private static String text(List<Double> times) {
        return "%4d steady runs: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, max %.0f ms"
                .formatted(
                        times.size(),
                        percentile(times, 0.5),
                        percentile(times, 0.95),
                        percentile(times, 0.99),
                        percentile(times, 1));
    }

    private static double percentile(List<Double> times, double share) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }

    private void steadyRun(CamundaClient client, Queue<Double> times, AtomicLong refused) {
        long begin = System.nanoTime();
        client.newCreateInstanceCommand()
                .bpmnProcessId(LaneModel.STEADY.process())
                .latestVersion()
                .variables(Map.of("businessId", "steady-" + numbers.incrementAndGet()))
                .withResult()
                .fetchVariables("businessId")
                .requestTimeout(Duration.ofSeconds(30))
                .send()
                .whenComplete((result, failure) -> {
                    times.add((System.nanoTime() - begin) / 1e6);
                    if (failure != null) {
                        refused.incrementAndGet();
                    }
                });
    }
}
