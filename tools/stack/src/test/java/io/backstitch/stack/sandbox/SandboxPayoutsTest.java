package io.backstitch.stack.sandbox;

import static io.backstitch.stack.sandbox.Partner.aCharge;
import static io.backstitch.stack.sandbox.Partner.aPayout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.backstitch.stack.sandbox.PaymentOperation.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The payments partner pays out, and takes back. */
class SandboxPayoutsTest {

    @TempDir
    private Path data;

    private Sandbox sandbox;
    private SandboxClient witness;
    private Partner partner;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(data));
        witness = sandbox.client();
        partner = new Partner(sandbox.url());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void paysOutOncePerKey() throws IOException {
        var first = partner.payOut("key-1", aPayout(12_000, "employee"));
        var again = partner.payOut("key-1", aPayout(12_000, "employee"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.id()).isEqualTo("po_00000001");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(witness.record()).singleElement().satisfies(done -> {
            assertThat(done.kind()).isEqualTo(Kind.PAYOUT);
            assertThat(done.payee()).isEqualTo("employee");
            assertThat(done.amount()).isEqualTo(12_000);
            assertThat(done.reference()).isEqualTo("report-1");
        });
    }

    @Test
    void recallsAPayoutOnce() throws IOException {
        var payout = partner.payOut("key-1", aPayout(12_000, "employee"));

        var recall = partner.recall("key-2", payout.id(), 12_000);
        var otherKey = partner.recall("key-3", payout.id(), 12_000);

        assertThat(recall.status()).isEqualTo(201);
        assertThat(recall.body().path("payout").asString()).isEqualTo(payout.id());
        assertThat(otherKey.errorCode()).isEqualTo("payout_already_recalled");
        assertThat(witness.record()).extracting(PaymentOperation::kind).containsExactly(Kind.PAYOUT, Kind.RECALL);
        assertThat(witness.record().getLast().payout()).isEqualTo(payout.id());
    }

    @Test
    void refusesRecallsThatCannotBe() throws IOException {
        var payout = partner.payOut("key-1", aPayout(12_000, "employee"));
        var charge = partner.charge("key-2", aCharge(4900));

        assertThat(partner.recall("key-3", charge.id(), 4900).errorCode()).isEqualTo("unknown_payout");
        assertThat(partner.recall("key-4", payout.id(), 12_001).errorCode()).isEqualTo("amount_too_large");
        assertThat(partner.refund("key-5", payout.id(), 12_000).errorCode()).isEqualTo("unknown_charge");
    }

    @Test
    void declinesAPayeeAndDeclinesAgainUnderTheSameKey() throws IOException {
        witness.declinePayee("employee", "account_closed");

        var first = partner.payOut("key-1", aPayout(12_000, "employee"));
        witness.acceptPayee("employee");
        var again = partner.payOut("key-1", aPayout(12_000, "employee"));

        assertThat(Stream.of(first, again)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(402);
            assertThat(answer.errorCode()).isEqualTo("payout_declined");
        });
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(partner.operation("key-1").status()).isEqualTo(404);
        assertThat(partner.payOut("key-2", aPayout(12_000, "employee")).status())
                .isEqualTo(201);
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherKindOfPayment() throws IOException {
        partner.payOut("key-1", aPayout(12_000, "employee"));

        assertThat(partner.charge("key-1", aCharge(12_000)).errorCode()).isEqualTo("idempotency_key_reused");
        assertThat(partner.payOut("key-1", aPayout(13_000, "employee")).errorCode())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void tellsWhetherAPayoutHappenedWhenItsAnswerWasLost() throws IOException {
        witness.faultPayments(Fault.cutAfterEffect().onPath("/payments/payouts").times(1));

        assertThatIOException().isThrownBy(() -> partner.payOut("key-1", aPayout(12_000, "employee")));

        assertThat(partner.operation("key-1").body().path("kind").asString()).isEqualTo("payout");
        assertThat(witness.record()).hasSize(1);
    }

    @Test
    void knowsItsPayoutsAfterARestart() throws IOException {
        var payout = partner.payOut("key-1", aPayout(12_000, "employee"));
        partner.payOut("key-2", aPayout(12_000, "payee-declined"));
        partner.recall("key-3", payout.id(), 12_000);
        stop();
        start();

        assertThat(partner.payOut("key-1", aPayout(12_000, "employee")).id()).isEqualTo(payout.id());
        assertThat(partner.payOut("key-2", aPayout(12_000, "payee-declined")).header("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(partner.recall("key-4", payout.id(), 12_000).errorCode()).isEqualTo("payout_already_recalled");
    }
}
