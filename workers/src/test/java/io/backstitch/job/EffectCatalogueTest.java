package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.camunda.client.annotation.JobWorker;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The application does not start with a worker that does not say what is safe. */
class EffectCatalogueTest {

    record Request(String businessId) {}

    record Receipt(String id) {}

    static class Undeclared implements Effect<Request, Receipt> {
        @Override
        public Receipt perform(Request request, Attempt attempt) {
            return new Receipt("1");
        }
    }

    @EffectWorker(
            jobType = "test.call",
            lane = "system",
            does = "A test",
            partner = "payments",
            recovery = Recovery.REPEATABLE,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A test")
    static class Declared extends Undeclared {}

    @EffectWorker(
            jobType = "test.call",
            lane = "system",
            does = "A test",
            partner = "bank",
            recovery = Recovery.REPEATABLE,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A test")
    static class MovesMoney extends Undeclared {}

    @EffectWorker(
            jobType = "test.call",
            lane = "system",
            does = "A test",
            partner = "payments",
            recovery = Recovery.ASK_PARTNER,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A test")
    static class CannotAsk extends Undeclared {}

    @EffectWorker(
            jobType = "test.call",
            lane = "system",
            does = "A test",
            partner = "payments",
            recovery = Recovery.REPEATABLE,
            retry = "no-such-policy",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A test")
    static class UnknownPolicy extends Undeclared {}

    @EffectWorker(
            jobType = "test.call",
            lane = "system",
            does = "A test",
            partner = "payments",
            recovery = Recovery.REPEATABLE,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    static class NoWordAboutCompensation extends Undeclared {}

    @EffectWorker(
            jobType = "test.call",
            lane = "system",
            does = "A test",
            partner = "payments",
            recovery = Recovery.REPEATABLE,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A test")
    static class UndoesAlthoughItSaysNot extends Undeclared implements CompensableEffect<Request, Receipt> {
        @Override
        public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {}
    }

    @EffectWorker(
            jobType = "test.call",
            lane = "system",
            does = "A test",
            partner = "nobody",
            recovery = Recovery.REPEATABLE,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A test")
    static class UnknownPartner extends Undeclared {}

    @EffectWorker(
            jobType = "test.call",
            lane = "system",
            does = "A test",
            partner = "slow",
            recovery = Recovery.REPEATABLE,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A test")
    static class TooLittleTime extends Undeclared {}

    public static class BareJobWorker {
        @JobWorker(type = "test.bare")
        public void work() {}
    }

    @Test
    void startsWithADeclaredWorker() {
        assertThatCode(() -> start(Declared.class)).doesNotThrowAnyException();
    }

    @Test
    void refusesAWorkerThatDeclaresNoRecovery() {
        assertThatThrownBy(() -> start(Undeclared.class))
                .hasRootCauseInstanceOf(BadDeclaration.class)
                .rootCause()
                .hasMessageContaining("Undeclared declares no recovery: annotate it with @EffectWorker");
    }

    @Test
    void refusesAJobWorkerPastTheKernel() {
        assertThatThrownBy(() -> start(BareJobWorker.class))
                .rootCause()
                .hasMessageContaining("BareJobWorker has a @JobWorker method but declares no recovery");
    }

    @Test
    void refusesAWorkerThatCannotAskAlthoughItsRecoveryIsToAsk() {
        assertThatThrownBy(() -> start(CannotAsk.class)).rootCause().hasMessageContaining("Effect.Findable");
    }

    @Test
    void refusesARetryPolicyThatDoesNotExist() {
        assertThatThrownBy(() -> start(UnknownPolicy.class))
                .rootCause()
                .hasMessageContaining("\"no-such-policy\", which is not one of [external-api]");
    }

    @Test
    void refusesAWorkerWithoutAWordAboutItsCompensation() {
        assertThatThrownBy(() -> start(NoWordAboutCompensation.class))
                .rootCause()
                .hasMessageContaining("either @CompensatedBy or @NotCompensated");
    }

    @Test
    void refusesAWorkerThatContradictsItself() {
        assertThatThrownBy(() -> start(UndoesAlthoughItSaysNot.class))
                .rootCause()
                .hasMessageContaining("must implement CompensableEffect if, and only if");
    }

    @Test
    void refusesAPartnerThatNobodyConfigured() {
        assertThatThrownBy(() -> start(UnknownPartner.class))
                .rootCause()
                .hasMessageContaining("names the partner \"nobody\"");
    }

    @Test
    void refusesATimeLimitThatIsShorterThanACallMayTake() {
        assertThatThrownBy(() -> start(TooLittleTime.class))
                .rootCause()
                .hasMessageContaining("has PT30S for one attempt")
                .hasMessageContaining("one call to slow may take PT32S");
    }

    @Test
    void refusesAWorkerThatMovesMoneyAndIsBoundToNothing() {
        assertThatThrownBy(() -> start(MovesMoney.class))
                .rootCause()
                .hasMessageContaining("calls bank, which moves money, but is bound to nothing");
    }

    private static Partner partner(Duration readTimeout) {
        return new Partner(Duration.ofSeconds(2), readTimeout, Duration.ZERO, null, null);
    }

    private static void start(Class<?> worker) {
        RetryPolicy policy = new RetryPolicy(
                3,
                Duration.ofSeconds(1),
                RetryPolicy.Backoff.EXPONENTIAL,
                Duration.ofMinutes(1),
                Duration.ofSeconds(30));
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(RetrySettings.class, () -> new RetrySettings(Map.of("external-api", policy)));
            context.registerBean(
                    Partners.class,
                    () -> new Partners(Map.of(
                            "payments",
                            partner(Duration.ofSeconds(10)),
                            "slow",
                            partner(Duration.ofSeconds(30)),
                            "bank",
                            new Partner(
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(2),
                                    Duration.ZERO,
                                    Partner.Moves.MONEY,
                                    null))));
            context.register(StepJson.class, EffectCatalogue.class, worker);
            context.refresh();
        }
    }
}
