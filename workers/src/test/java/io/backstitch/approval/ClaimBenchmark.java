package io.backstitch.approval;

import io.backstitch.PartsOnDatabase;
import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Claim;
import io.backstitch.compensation.EffectCall;
import io.backstitch.compensation.EffectDefinition;
import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.Precondition;
import io.backstitch.compensation.Recovery;
import io.backstitch.compensation.SagaId;
import io.backstitch.job.NeedsApproval;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it costs to claim and complete an effect whose claim checks a sealed approval, beside one that declares nothing: on one database, by turns. Not
 * a test by its name: run by {@code -Dtest=ClaimBenchmark}; {@code -Drounds=} and {@code -Dclaims=} set how many.
 */
@NeedsStack(value = Part.POSTGRES, measures = true)
class ClaimBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 8);
    private static final int CLAIMS = Integer.getInteger("claims", 400);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String REQUEST = "{\"amount\":10000,\"currency\":\"EUR\",\"requester\":\"employee\"}";

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    @NeedsApproval(
            kind = "expense",
            amount = "amount",
            same = {"requester", "currency"})
    private static final class Declares {}

    /** An effect that does nothing outside. */
    private record NoPartner(String type, @Nullable Precondition precondition) implements EffectDefinition {
        @Override
        public Recovery recovery() {
            return Recovery.REPEAT_WITH_KEY;
        }

        @Override
        public String perform(String request, Attempt attempt) {
            return "{}";
        }

        @Override
        public boolean canFind() {
            return false;
        }

        @Override
        public Optional<String> find(String request, Attempt attempt) {
            return Optional.empty();
        }

        @Override
        public Duration inFlightLimit() {
            return Duration.ZERO;
        }

        @Override
        public @Nullable Compensation compensation() {
            return null;
        }
    }

    private final AtomicInteger numbers = new AtomicInteger();
    private final NoPartner plain = new NoPartner("bench.plain", null);
    private final NoPartner declared = new NoPartner(
            "bench.declared",
            new SealedApproval(
                    Objects.requireNonNull(Declares.class.getAnnotation(NeedsApproval.class)), JsonMapper.shared()));
    private final JdbcClient jdbc;
    private final Ledger ledger;

    ClaimBenchmark(RunningStack stack) {
        ConfigurableApplicationContext parts = stack.forAllTests(
                ConfigurableApplicationContext.class,
                () -> PartsOnDatabase.start(
                        stack,
                        new SpringApplicationBuilder(Nothing.class),
                        "--spring.datasource.hikari.maximum-pool-size=40"));
        jdbc = parts.getBean(JdbcClient.class);
        ledger = new Ledger(parts.getBean(DataSource.class), Clock.systemUTC(), "bench");
    }

    @Test
    void claims() throws Exception {
        int runs = 4 * CLAIMS * (ROUNDS + 1);
        new ApprovalsOnDatabase(jdbc).open(1, runs, "'{managers}'", "'{}'", "'{}'");
        jdbc.sql("UPDATE approval SET outcome = 'approved', concluded_at = now()")
                .update();
        jdbc.sql("""
                        INSERT INTO saga (id, process, business_id, state, opened_at)
                        SELECT 'expense/e' || n, 'expense', 'e' || n, 'RUNNING', now() FROM generate_series(1, ?) AS n
                        """).param(runs).update();
        jdbc.sql("ANALYZE").update();
        for (int threads : new int[] {1, 32}) {
            List<Double> plains = new ArrayList<>();
            List<Double> declareds = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                List<Double> first = round(plain, threads);
                List<Double> second = round(declared, threads);
                if (round > 0) {
                    plains.addAll(first);
                    declareds.addAll(second);
                }
            }
            print(threads, plains, declareds);
        }
    }

    private List<Double> round(NoPartner effect, int threads) throws Exception {
        List<Double> times = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Double>> claims = new ArrayList<>();
            for (int i = 0; i < CLAIMS; i++) {
                claims.add(pool.submit(() -> claim(effect)));
            }
            for (Future<Double> claim : claims) {
                times.add(claim.get());
            }
        }
        return times;
    }

    private double claim(NoPartner effect) {
        SagaId saga = new SagaId("expense", "e" + numbers.incrementAndGet());
        IdempotencyKey key = IdempotencyKey.of(saga, "Task_Pay");
        long begin = System.nanoTime();
        Claim claim = ledger.claim(new EffectCall(key, saga, "Task_Pay", 1, 1, false, effect, REQUEST, false, LEASE));
        if (!(claim instanceof Claim.Granted granted) || !ledger.complete(key, granted.attempt(), "{}")) {
            throw new IllegalStateException("Not done: " + claim);
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private static void print(int threads, List<Double> plains, List<Double> declareds) {
        Collections.sort(plains);
        Collections.sort(declareds);
        System.out.printf(
                "claim and complete, %d threads: plain %.2f ms (p50), %.2f ms (p99); declared %.2f ms (p50), %.2f ms (p99); ratio %.2f%n",
                threads,
                at(plains, 0.5),
                at(plains, 0.99),
                at(declareds, 0.5),
                at(declareds, 0.99),
                at(declareds, 0.5) / at(plains, 0.5));
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.get((int) (part * (sorted.size() - 1)));
    }
}
