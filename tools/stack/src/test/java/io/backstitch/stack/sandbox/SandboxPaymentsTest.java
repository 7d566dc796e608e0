package io.backstitch.stack.sandbox;

import static io.backstitch.stack.sandbox.Partner.aCharge;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.sandbox.PaymentOperation.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The payments partner in good weather. */
class SandboxPaymentsTest {
    private Sandbox sandbox;
    private SandboxClient witness;
    private Partner partner;

    @BeforeEach
    void start(@TempDir Path data) {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(data));
        witness = sandbox.client();
        partner = new Partner(sandbox.url());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void chargesACardAndRecordsIt() throws IOException {
        var answer = partner.charge("key-1", aCharge(4900));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.response().body()).isEqualTo("""
                        {"id":"ch_00000001","status":"succeeded","amount":4900,"currency":"EUR",\
                        "reference":"customer-1"}""");
        assertThat(witness.record()).singleElement().satisfies(done -> {
            assertThat(done.sequence()).isEqualTo(1);
            assertThat(done.kind()).isEqualTo(Kind.CHARGE);
            assertThat(done.key()).isEqualTo("key-1");
            assertThat(done.id()).isEqualTo(answer.id());
            assertThat(done.amount()).isEqualTo(4900);
        });
    }

    @Test
    void refundsAChargeAndRecordsIt() throws IOException {
        var charge = partner.charge("key-1", aCharge(4900));

        var answer = partner.refund("key-2", charge.id(), 4900);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.response().body()).isEqualTo("""
                        {"id":"re_00000002","charge":"ch_00000001","amount":4900,"status":"succeeded"}""");
        assertThat(witness.record()).extracting(PaymentOperation::kind).containsExactly(Kind.CHARGE, Kind.REFUND);
    }

    @Test
    void givesTheSameAnswerToTheSameKeyAndBody() throws IOException {
        var first = partner.charge("key-1", aCharge(4900));
        var again = partner.charge("key-1", """
                { "reference": "customer-1", "card": "tok_visa", "currency": "EUR", "amount": 4900 }""");

        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(witness.record()).hasSize(1);
    }

    @Test
    void refusesTheSameKeyWithAnotherRequest() throws IOException {
        var charge = partner.charge("key-1", aCharge(4900));

        var otherAmount = partner.charge("key-1", aCharge(5000));
        var otherKind = partner.refund("key-1", charge.id(), 4900);

        assertThat(Stream.of(otherAmount, otherKind)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.errorCode()).isEqualTo("idempotency_key_reused");
        });
        assertThat(witness.record()).hasSize(1);
    }

    @Test
    void declinesACardAndDeclinesItAgainUnderTheSameKey() throws IOException {
        var first = partner.charge("key-1", aCharge(4900, "tok_declined"));
        var again = partner.charge("key-1", aCharge(4900, "tok_declined"));

        assertThat(first.status()).isEqualTo(402);
        assertThat(first.errorCode()).isEqualTo("card_declined");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(witness.record()).isEmpty();
        assertThat(partner.operation("key-1").status()).isEqualTo(404);
    }

    @Test
    void declinesACardThatWasToldToUntilItIsToldNotTo() throws IOException {
        witness.declineCard("tok_visa", "insufficient_funds");
        var declined = partner.charge("key-1", aCharge(4900));
        witness.acceptCard("tok_visa");
        var accepted = partner.charge("key-2", aCharge(4900));

        assertThat(declined.body().path("error").path("decline_code").asString())
                .isEqualTo("insufficient_funds");
        assertThat(accepted.status()).isEqualTo(201);
    }

    @Test
    void refusesRefundsThatCannotBe() throws IOException {
        var charge = partner.charge("key-1", aCharge(4900));

        assertThat(partner.refund("key-2", "ch_unknown", 4900).status()).isEqualTo(404);
        assertThat(partner.refund("key-3", charge.id(), 5000).errorCode()).isEqualTo("amount_too_large");
        partner.refund("key-4", charge.id(), 4900);
        var twice = partner.refund("key-5", charge.id(), 4900);

        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.errorCode()).isEqualTo("charge_already_refunded");
        assertThat(witness.record()).hasSize(2);
    }

    @Test
    void tellsWhetherAKeyHappened() throws IOException {
        partner.charge("onboarding / customer 1 / charge", aCharge(4900));

        var happened = partner.operation("onboarding / customer 1 / charge");

        assertThat(happened.status()).isEqualTo(200);
        assertThat(happened.body().path("kind").asString()).isEqualTo("charge");
        assertThat(happened.id()).isEqualTo("ch_00000001");
        assertThat(partner.operation("never").status()).isEqualTo(404);
    }

    @Test
    void saysWhatIsWrongWithARequest() throws IOException {
        assertThat(message(partner.charge("", aCharge(4900)))).isEqualTo("The header Idempotency-Key is missing.");
        assertThat(message(partner.charge("key-1", aCharge(0)))).isEqualTo("amount must be more than zero, but was 0.");
        assertThat(message(partner.charge("key-1", "{\"amount\":1,\"tip\":1}")))
                .startsWith("The field 'tip' is not known here; known are:");
        assertThat(partner.charge("key-1", "not JSON").status()).isEqualTo(400);
        assertThat(witness.record()).isEmpty();
    }

    @Test
    void performsOneEffectWhenManyCallWithTheSameKeyAtOnce() throws Exception {
        int callers = 50;
        Callable<Partner.Answer> call = () -> partner.charge("key-1", aCharge(4900));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads
                    .invokeAll(Stream.generate(() -> call).limit(callers).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();

            assertThat(answers).extracting(Partner.Answer::status).containsOnly(201);
            assertThat(answers).extracting(Partner.Answer::id).containsOnly("ch_00000001");
            assertThat(answers.stream()
                            .filter(one -> one.header("Idempotent-Replayed").isEmpty()))
                    .hasSize(1);
        }
        assertThat(witness.record()).hasSize(1);
        assertThat(witness.calls()).hasSize(callers);
    }

    private static String message(Partner.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("invalid_request");
        return answer.body().path("error").path("message").asString();
    }
}
