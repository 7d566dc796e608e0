package io.backstitch.job;

import io.backstitch.KernelOnDatabase;
import io.backstitch.PartsOnDatabase;
import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.EffectCall;
import io.backstitch.compensation.EffectDefinition;
import io.backstitch.compensation.EffectListener;
import io.backstitch.compensation.EffectRunner;
import io.backstitch.compensation.FailureClassifier;
import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.Recovery;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.compensation.Unwinding;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What it costs a step that its request and receipt are read strictly, and stored with their shapes: claim, call of nobody, and record, with and without, run by run in turn. PostgreSQL
 * syncs to disk. Not run by the build; on a machine that does nothing else:
 *
 * <pre>./mvnw -Pbenchmark -pl workers -am test -Dtest=ShapesBenchmark</pre>
 *
 * {@code -Dround=} sets the seconds.
 */
@NeedsStack(value = Part.POSTGRES, measures = true)
class ShapesBenchmark {

    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("round", 60));
    private static final Duration WARM_UP = ROUND.dividedBy(3);
    private static final int EFFECTS_OF_A_RUN = 20;
    private static final String VARIABLES = """
            {"businessId":"onboarding-1","customer":"Müller & Söhne","email":"ann@customer.example","plan":"team","amount":4900,"currency":"EUR",\
            "cardToken":"tok_visa","requester":"ann","risk":{"review":false,"reason":"new"},"customerId":"c-1"}""";

    @EnableAutoConfiguration
    @Import(KernelOnDatabase.class)
    static class Database {}

    record Request(
            String businessId,
            String customer,
            String email,
            long amount,
            String currency,
            @Nullable String note) {}

    record Receipt(String chargeId, long charged) {}

    @EffectWorker(
            jobType = "bench.charge",
            lane = "system",
            does = "Charges",
            partner = "bank",
            recovery = Recovery.REPEAT_WITH_KEY,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("It is measured")
    static class Charge implements Effect<Request, Receipt> {
        @Override
        public Receipt perform(Request request, Attempt attempt) {
            return new Receipt("ch_" + request.customer(), request.amount());
        }
    }

    /** As it was before there were shapes. */
    private record Lenient(Charge worker, StepJson json) implements EffectDefinition {
        @Override
        public String type() {
            return "bench.charge";
        }

        @Override
        public Recovery recovery() {
            return Recovery.REPEAT_WITH_KEY;
        }

        @Override
        public String perform(String request, Attempt attempt) {
            return json.write(worker.perform(json.read(request, Request.class), attempt));
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

    /** How a step's variables become its request. */
    @FunctionalInterface
    private interface Reading {
        String request();
    }

    /** What is measured, with the times of its steps. */
    private record Kind(EffectDefinition effect, Reading reading, List<Long> times) {
        Kind(EffectDefinition effect, Reading reading) {
            this(effect, reading, new ArrayList<>());
        }
    }

    private final ConfigurableApplicationContext parts;
    private final StepJson json = new StepJson();
    private final Charge worker = new Charge();
    private final EffectRunner runner;
    private long runs;

    ShapesBenchmark(RunningStack stack) {
        parts = PartsOnDatabase.start(stack, Database.class);
        Ledger ledger = parts.getBean(Ledger.class);
        FailureClassifier unknown = failure -> FailureClassifier.Verdict.UNKNOWN;
        Unwinding unwinding = new Unwinding(
                ledger,
                parts.getBean(Sagas.class),
                Map.of(),
                unknown,
                EffectListener.NONE,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
        runner = new EffectRunner(ledger, unknown, unwinding, EffectListener.NONE);
    }

    @Test
    void measuresWhatStrictReadingCostsAStep() throws Exception {
        try (parts) {
            syncToDisk();
            Kind lenient = new Kind(new Lenient(worker, json), () -> json.write(json.read(VARIABLES, Request.class)));
            Kind strict = new Kind(
                    strict(),
                    () -> json.write(json.variables(json.tree(VARIABLES), VARIABLES, Request.class, Charge.class)));
            side(lenient, strict, WARM_UP);
            // Else the first claims of a young table are planned without knowing its size.
            parts.getBean(JdbcClient.class).sql("ANALYZE").update();
            lenient.times().clear();
            strict.times().clear();
            side(lenient, strict, ROUND);
            print("without shapes", lenient.times());
            print("with shapes", strict.times());
        }
    }

    private static void print(String what, List<Long> times) {
        Collections.sort(times);
        System.out.printf(
                "%-14s %,7d steps: mean %.3f ms, p50 %.3f ms, p99 %.3f ms%n",
                what,
                times.size(),
                times.stream().mapToLong(Long::longValue).average().orElse(0) / 1e6,
                percentile(times, 0.5),
                percentile(times, 0.99));
    }

    private DeclaredEffect<Request, Receipt> strict() {
        Duration patience = Duration.ofSeconds(5);
        return new DeclaredEffect<>(
                worker,
                Charge.class.getAnnotation(EffectWorker.class),
                null,
                Request.class,
                Receipt.class,
                new RetryPolicy(3, patience, RetryPolicy.Backoff.NONE, patience, Duration.ofMinutes(1)),
                new Partner(patience, patience, Duration.ZERO, null, null),
                null,
                null,
                json);
    }

    private void syncToDisk() {
        JdbcClient jdbc = parts.getBean(JdbcClient.class);
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            jdbc.sql("ALTER SYSTEM SET %s = on".formatted(setting)).update();
        }
        jdbc.sql("SELECT pg_reload_conf()").query(Boolean.class).single();
    }

    /** One run with the one, one with the other, so that whatever else the machine does meets both. */
    private void side(Kind one, Kind other, Duration time) throws Exception {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos()) {
            run(one);
            run(other);
        }
    }

    private void run(Kind kind) throws Exception {
        SagaId saga = opened();
        for (int occurrence = 0; occurrence < EFFECTS_OF_A_RUN; occurrence++) {
            long at = System.nanoTime();
            runner.once(call(saga, occurrence, kind.effect(), kind.reading().request()));
            kind.times().add(System.nanoTime() - at);
        }
    }

    private SagaId opened() {
        SagaId saga = new SagaId("bench", "run-" + runs++);
        parts.getBean(JdbcClient.class)
                .sql("INSERT INTO saga (id, process, business_id, state, opened_at) VALUES (?, ?, ?, 'RUNNING', now())")
                .params(saga.process() + "/" + saga.businessId(), saga.process(), saga.businessId())
                .update();
        return saga;
    }

    private static EffectCall call(SagaId saga, int occurrence, EffectDefinition effect, String request) {
        return new EffectCall(
                IdempotencyKey.of(saga, "Task_Charge", String.valueOf(occurrence)),
                saga,
                "Task_Charge",
                occurrence + 1L,
                1,
                false,
                effect,
                request,
                false,
                Duration.ofMinutes(1));
    }

    private static double percentile(List<Long> sorted, double share) {
        return sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
    }
}
