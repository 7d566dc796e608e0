package io.backstitch.workers.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.SagaId;
import io.backstitch.job.JobPause;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.PaymentOperation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lanes do with the jobs of real runs: the rate of a partner, and the drain when the application stops. */
// Early: its tests wait for the rate of a partner and for an application that drains.
@Order(1)
@NeedsStack(Part.POSTGRES)
class OnboardingLanesTest {

    private static final String CHARGE = "onboarding.charge-card";

    private final RunningStack stack;

    @TempDir
    private Path folder;

    OnboardingLanesTest(RunningStack stack) {
        this.stack = stack;
    }

    @Test
    void aCallBeyondThePartnersRateWaitsForItsPlaceAndUsesUpNoAttempt() {
        // Half of it is for this lane: one call in six seconds, so that all three come before the second has its place.
        try (OnboardingInMemory onboarding =
                new OnboardingInMemory(stack, folder, Map.of("backstitch.partners.payments.rate", "20/m"))) {
            List<SagaId> sagas = List.of(
                    onboarding.start(aCustomer(1)), onboarding.start(aCustomer(2)), onboarding.start(aCustomer(3)));

            await().untilAsserted(() -> assertThat(onboarding.pauses(CHARGE))
                    .hasSize(2)
                    .allSatisfy(pause -> assertThat(pause.reason()).isEqualTo(JobPause.Reason.PARTNER_RATE))
                    .allSatisfy(pause -> assertThat(pause.detail()).isEqualTo("waits for the rate of payments")));
            List<JobPause> waiting = onboarding.pauses(CHARGE);

            assertThat(sagas)
                    .allSatisfy(
                            saga -> assertThat(onboarding.ended(saga).outcome()).isEqualTo("ONBOARDED"));
            assertThat(sagas)
                    .allSatisfy(saga -> assertThat(
                                    onboarding.effect(saga, "Task_ChargeCard").attempt())
                            .isEqualTo(1));
            assertThat(waiting)
                    .allSatisfy(pause -> assertThat(timeOuts(onboarding, pause.jobKey()))
                            .as("the engine forgets a time-out now and then: it is there for a process that dies")
                            .isNotEmpty()
                            .allSatisfy(timeOut ->
                                    assertThat(timeOut).isAfter(pause.until().plusSeconds(1))));
            List<Instant> calls = onboarding.partners.record().stream()
                    .map(PaymentOperation::at)
                    .sorted()
                    .toList();
            assertThat(calls).hasSize(3);
            // A call may be late by what is left of a place's time.
            assertThat(Duration.between(calls.get(0), calls.get(2))).isGreaterThan(Duration.ofSeconds(8));
            assertThat(onboarding.pauses(CHARGE)).isEmpty();
        }
    }

    @Test
    void finishesWhatItHasInHandWhenItStops() {
        try (OnboardingInMemory onboarding =
                new OnboardingInMemory(stack, folder, Map.of("backstitch.partners.payments.read-timeout", "20s"))) {
            onboarding.partners.faultPayments(Fault.latency(Duration.ofSeconds(4)));
            SagaId saga = onboarding.start(aCustomer(4));
            onboarding.awaitEffect(saga, "Task_ChargeCard", EffectState.CLAIMED);

            onboarding.stopWorkers();

            assertThat(onboarding.effect(saga, "Task_ChargeCard").state()).isEqualTo(EffectState.COMPLETED);
            assertThat(onboarding.handedOut(CHARGE)).isEmpty();
            await().untilAsserted(() -> assertThat(onboarding.handedOut("onboarding.provision-workspace"))
                    .hasSize(1));
        }
    }

    @Test
    void handsBackAtOnceWhatDoesNotEndInTimeAndUsesUpNoAttempt() {
        try (OnboardingInMemory onboarding = new OnboardingInMemory(
                stack,
                folder,
                Map.of("backstitch.lanes.drain", "100ms", "backstitch.partners.payments.read-timeout", "20s"))) {
            onboarding.partners.faultPayments(Fault.latency(Duration.ofSeconds(10)));
            SagaId saga = onboarding.start(aCustomer(5));
            onboarding.awaitEffect(saga, "Task_ChargeCard", EffectState.CLAIMED);

            onboarding.stopWorkers();

            assertThat(onboarding.handedOut(CHARGE))
                    .singleElement()
                    .satisfies(job -> assertThat(job.getRetries()).isEqualTo(3));
            assertThat(onboarding.effect(saga, "Task_ChargeCard").state()).isEqualTo(EffectState.IN_DOUBT);
        }
    }

    private static List<Instant> timeOuts(OnboardingInMemory onboarding, long job) {
        return onboarding
                .engine
                .records("JOB")
                .filter(record -> record.path("recordType").asString("").equals("EVENT"))
                .filter(record -> record.path("intent").asString("").equals("TIMEOUT_UPDATED"))
                .filter(record -> record.path("key").asLong() == job)
                .map(record -> Instant.ofEpochMilli(record.at("/value/deadline").asLong()))
                .toList();
    }

    private static OnboardingVariables aCustomer(int number) {
        return new OnboardingVariables(
                "Customer of lanes " + number,
                "lanes%d@customer.example".formatted(number),
                "team",
                4900,
                "EUR",
                "tok_lanes_" + number,
                "requester",
                null,
                null,
                null);
    }
}
