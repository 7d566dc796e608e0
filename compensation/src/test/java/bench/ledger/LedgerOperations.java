package bench.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.compensation.Claim;
import io.backstitch.compensation.EffectCall;
import io.backstitch.compensation.EffectListener;
import io.backstitch.compensation.FailureClassifier;
import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.Outcome;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.compensation.Unwinding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What is measured: each operation on runs drawn at random from all that the ledger has. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@State(Scope.Benchmark)
public class LedgerOperations {

    /** System property: where the databases are. */
    static final String URL = "bench.url";

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final FailureClassifier NO_FAILURES = failure -> FailureClassifier.Verdict.UNKNOWN;
    private static final List<NoPartner> STEPS =
            IntStream.rangeClosed(1, 4).mapToObj(NoPartner::new).toList();
    private static final List<String> ELEMENTS =
            STEPS.stream().map(step -> "Task_" + step.step()).toList();

    /** How many effects the ledger has to begin with. */
    @Param({"1000", "10000", "100000", "1000000"})
    public int rows;

    private final AtomicLong numbers = new AtomicLong(10_000_000);
    private HikariDataSource pool = new HikariDataSource();
    private Ledger ledger = new Ledger(pool, Clock.systemUTC(), "bench");
    private Unwinding unwinding = unwinding();

    @Setup
    public void copyDatabase() throws SQLException {
        String url = System.getProperty(URL, "");
        try (Connection connection = DriverManager.getConnection(url + "postgres", "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS bench");
            statement.execute(
                    "CREATE DATABASE bench TEMPLATE %s STRATEGY file_copy".formatted(FilledDatabases.name(rows)));
        }
        HikariConfig pooled = new HikariConfig();
        pooled.setJdbcUrl(url + "bench");
        pooled.setUsername("postgres");
        pooled.setPassword("postgres");
        pooled.setMaximumPoolSize(40);
        pool = new HikariDataSource(pooled);
        ledger = new Ledger(pool, Clock.systemUTC(), "bench");
        unwinding = unwinding();
    }

    private Unwinding unwinding() {
        return new Unwinding(
                ledger,
                new Sagas(pool, Clock.systemUTC()),
                STEPS.stream().collect(Collectors.toMap(NoPartner::type, Function.identity())),
                NO_FAILURES,
                EffectListener.NONE,
                LEASE,
                Duration.ZERO);
    }

    @TearDown
    public void close() {
        pool.close();
    }

    /** An effect of the forward flow, without the call: one claim and one completion. */
    @Benchmark
    @Threads(1)
    public boolean claimAndComplete() {
        return claimAndComplete(anySaga());
    }

    @Benchmark
    @Threads(8)
    public boolean claimAndCompleteOn8Threads() {
        return claimAndComplete(anySaga());
    }

    @Benchmark
    @Threads(32)
    public boolean claimAndCompleteOn32Threads() {
        return claimAndComplete(anySaga());
    }

    private boolean claimAndComplete(SagaId saga) {
        EffectCall call = newCall(saga, STEPS.getFirst());
        Claim claim = ledger.claim(call);
        return claim instanceof Claim.Granted granted
                && ledger.complete(call.key(), granted.attempt(), NoPartner.RECEIPT);
    }

    /** A step that comes again after it was done: after a time-out, or a replay. */
    @Benchmark
    @Threads(1)
    public Claim claimWhatIsCompleted() {
        SagaId saga = anySaga();
        NoPartner step = STEPS.get(ThreadLocalRandom.current().nextInt(STEPS.size()));
        String element = "Task_" + step.step();
        return ledger.claim(call(saga, IdempotencyKey.of(saga, element), element, step));
    }

    /** The settle step of a run with four completed effects: a fence, and nothing that is in doubt. */
    @Benchmark
    @Threads(1)
    public Outcome settle() throws Exception {
        return unwinding.settle(anySaga(), ELEMENTS, numbers.incrementAndGet(), "bench");
    }

    /** A run with four completed effects that has been settled. */
    @State(Scope.Thread)
    public static class SettledSaga {

        private SagaId saga = new SagaId("bench", "none");

        @Setup(Level.Invocation)
        public void make(LedgerOperations operations) throws Exception {
            saga = new SagaId("bench", "new-" + operations.numbers.incrementAndGet());
            for (NoPartner step : STEPS) {
                EffectCall call = operations.newCall(saga, step);
                operations.ledger.claim(call);
                operations.ledger.complete(call.key(), 1, NoPartner.RECEIPT);
                operations.ledger.acknowledge(List.of(call.key()));
            }
            operations.unwinding.settle(saga, List.of("Task_New"), operations.numbers.incrementAndGet(), "bench");
        }
    }

    /** The handler of the newest effect of such a run. */
    @Benchmark
    @Threads(1)
    public Outcome undoNewest(SettledSaga settled) throws Exception {
        return unwinding.undo(settled.saga, NoPartner.UNDO + STEPS.size());
    }

    private SagaId anySaga() {
        return new SagaId("bench", "run-" + (1 + ThreadLocalRandom.current().nextInt(rows / 4)));
    }

    private EffectCall newCall(SagaId saga, NoPartner step) {
        String number = String.valueOf(numbers.incrementAndGet());
        return call(saga, IdempotencyKey.of(saga, "Task_New", number), "Task_New", step);
    }

    private EffectCall call(SagaId saga, IdempotencyKey key, String element, NoPartner step) {
        return new EffectCall(
                key, saga, element, numbers.incrementAndGet(), 1, false, step, NoPartner.REQUEST, false, LEASE);
    }
}
