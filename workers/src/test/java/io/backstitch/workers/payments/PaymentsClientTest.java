package io.backstitch.workers.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.SagaId;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.Partner;
import io.backstitch.job.Partners;
import io.backstitch.job.StepRefused;
import io.backstitch.stack.sandbox.Sandbox;
import io.backstitch.stack.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.client.RestClient;

/** Money moves once for each key, whatever the key is made of, and the partner is asked by the same one. */
class PaymentsClientTest {

    private static final SagaId RUN = new SagaId("test", "run-1");

    @Test
    void chargesFindsAndRefundsUnderKeysOfAnyLetters(@TempDir Path data) throws BusinessNo {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.onFreePorts(data))) {
            PaymentsClient payments = payments(sandbox);
            for (String occurrence : List.of("Jürgen", "Jörgen", "ann", "ann ", "undo", "x\ny", "山".repeat(300))) {
                IdempotencyKey key = IdempotencyKey.of(RUN, "Task_Charge", occurrence);
                String charge = payments.charge(key, 100, "EUR", "tok_visa", "run-1", "declined");

                assertThat(payments.find(key)).contains(charge);
                assertThat(payments.find(key.undo())).isEmpty();
                payments.refund(key.undo(), charge, 100);
                assertThat(payments.find(key.undo())).isPresent();
            }
            assertThat(sandbox.client().record()).hasSize(14);
        }
    }

    @Test
    void refundsNothingThatHasNoId(@TempDir Path data) {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.onFreePorts(data))) {
            IdempotencyKey undo = IdempotencyKey.of(RUN, "Task_Charge").undo();

            assertThatThrownBy(() -> payments(sandbox).refund(undo, " ", 100)).isInstanceOf(StepRefused.class);
            assertThat(sandbox.client().calls()).isEmpty();
        }
    }

    private static PaymentsClient payments(Sandbox sandbox) {
        Duration patience = Duration.ofSeconds(5);
        return new PaymentsClient(
                RestClient.builder(),
                new PaymentsClient.Settings(sandbox.url().toString()),
                new Partners(Map.of("payments", new Partner(patience, patience, Duration.ZERO, null, null))));
    }
}
