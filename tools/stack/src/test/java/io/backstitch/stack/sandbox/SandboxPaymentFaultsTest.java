package io.backstitch.stack.sandbox;

import static io.backstitch.stack.sandbox.Partner.aCharge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The payments partner in bad weather. */
class SandboxPaymentFaultsTest {
    private final SettableClock clock = new SettableClock();
    private Sandbox sandbox;
    private SandboxClient witness;
    private Partner partner;

    @BeforeEach
    void start(@TempDir Path data) {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(data), clock);
        witness = sandbox.client();
        partner = new Partner(sandbox.url());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void cutsTheConnectionAfterTheEffectAndReplaysItToTheSameKey() throws IOException {
        witness.faultPayments(Fault.cutAfterEffect().times(1));

        assertThatIOException().isThrownBy(() -> partner.charge("key-1", aCharge(4900)));
        var done = witness.record();
        var retried = partner.charge("key-1", aCharge(4900));

        assertThat(done).hasSize(1);
        assertThat(retried.id()).isEqualTo(done.getFirst().id());
        assertThat(retried.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(witness.record()).isEqualTo(done);
        assertThat(witness.calls()).extracting(PartnerCall::cut).containsExactly(true, false);
    }

    @Test
    void cutsTheConnectionBeforeTheEffect() throws IOException {
        witness.faultPayments(Fault.cutBeforeEffect().times(1));

        assertThatIOException().isThrownBy(() -> partner.charge("key-1", aCharge(4900)));
        assertThat(witness.record()).isEmpty();

        assertThat(partner.charge("key-1", aCharge(4900)).header("Idempotent-Replayed"))
                .isEmpty();
    }

    @Test
    void answersAStatusWithRetryAfterAsOftenAsToldAndDoesNothing() throws IOException {
        witness.faultPayments(Fault.status(429, 3).times(2));

        for (int i = 0; i < 2; i++) {
            var limited = partner.charge("key-1", aCharge(4900));
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.header("Retry-After")).isEqualTo("3");
            assertThat(limited.errorCode()).isEqualTo("rate_limited");
        }
        assertThat(witness.record()).isEmpty();
        assertThat(partner.charge("key-1", aCharge(4900)).status()).isEqualTo(201);
    }

    @Test
    void answersLateAfterTheEffect() throws IOException {
        var latency = Duration.ofMillis(300);
        witness.faultPayments(Fault.latency(latency).times(1));

        long start = System.nanoTime();
        partner.charge("key-1", aCharge(4900));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(latency);
    }

    @Test
    void performsLateWhenTheCallIsDelayed() throws Exception {
        witness.faultPayments(Fault.delay(Duration.ofSeconds(2)).times(1));

        var caller = Thread.startVirtualThread(this::chargeKeyOne);
        awaitACall();
        assertThat(witness.record()).isEmpty();
        caller.join();

        assertThat(witness.record()).hasSize(1);
    }

    @Test
    void isAwayForAsLongAsTheOutageLasts() throws IOException {
        witness.faultPayments(Fault.away().lasting(Duration.ofMinutes(5)));
        assertThatIOException().isThrownBy(() -> partner.charge("key-1", aCharge(4900)));

        clock.advance(Duration.ofMinutes(4));
        assertThatIOException().isThrownBy(() -> partner.operation("key-1"));

        clock.advance(Duration.ofMinutes(1));
        assertThat(partner.charge("key-1", aCharge(4900)).status()).isEqualTo(201);
    }

    @Test
    void keepsAFaultToOnePathAndToCallsThatMatch() throws IOException {
        witness.faultPayments(
                Fault.status(503).onPath("/payments/refunds"), Fault.status(500).matching("customer-7"));
        var charge = partner.charge("key-1", aCharge(4900));

        assertThat(charge.status()).isEqualTo(201);
        assertThat(partner.refund("key-2", charge.id(), 4900).status()).isEqualTo(503);
        assertThat(partner.charge("key-3", aCharge(4900).replace("customer-1", "customer-7"))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void performsARepeatedKeyAgainWhenItDoesNotDeduplicate() throws IOException {
        witness.faultPayments(
                Fault.withoutDeduplication(), Fault.cutAfterEffect().times(1));

        assertThatIOException().isThrownBy(() -> partner.charge("key-1", aCharge(4900)));
        var again = partner.charge("key-1", aCharge(4900));
        partner.refund("key-2", again.id(), 4900);
        partner.refund("key-2", again.id(), 4900);

        assertThat(again.header("Idempotent-Replayed")).isEmpty();
        assertThat(witness.recordOf("key-1")).hasSize(2).doesNotHaveDuplicates();
        assertThat(witness.recordOf("key-2")).hasSize(2);
    }

    @Test
    void isWellAgainWhenFaultsAreCleared() throws IOException {
        witness.faultPayments(Fault.status(503));
        witness.declineCard("tok_visa", "insufficient_funds");

        witness.clearFaults();

        assertThat(partner.charge("key-1", aCharge(4900)).status()).isEqualTo(201);
    }

    private void chargeKeyOne() {
        try {
            partner.charge("key-1", aCharge(4900));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitACall() {
        while (witness.calls().isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
