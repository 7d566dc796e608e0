package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Promise P5 when nobody decides for days, and while Kafka is away. */
@NeedsStack(
        value = {Part.POSTGRES, Part.ZEEBE, Part.KAFKA, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION},
        disturbs = {Part.ZEEBE, Part.KAFKA})
class ApprovalInTroubleTest {

    private final RunningStack stack;
    private final Reports reports;
    private final ApprovalWitness witness;
    private final EngineApi engine;

    ApprovalInTroubleTest(RunningStack stack) {
        this.stack = stack;
        this.reports = Reports.granted(stack);
        this.witness = new ApprovalWitness(stack, reports);
        this.engine = new EngineApi(stack);
    }

    @Test
    void goesToTheNextLevelWhenNobodyDecidesAndCountsOnlyItsDecision() {
        String run = reports.handIn("employee", "Taxi", 12_000);
        String approval = reports.approvalOf("manager", run);

        stack.advanceClock(Duration.ofHours(73));

        reports.decide("finance", run, "approve", null);
        assertThat(witness.outcome(run)).isEqualTo("PAID");
        assertThat(reports.decision("manager", approval, "approve", null).statusCode())
                .isEqualTo(409);
        assertThat(witness.entries(run, "approval.sealed")).singleElement().satisfies(seal -> {
            assertThat(witness.actor(run, seal)).isEqualTo("finance");
            assertThat(seal.path("level").asInt()).isEqualTo(2);
        });
    }

    @Test
    void letsTheNextLevelStepInAndExpiresWhenNobodyDoes() {
        String stepped = reports.handIn("employee", "Machine", 900_000);
        String expired = reports.handIn("employee", "Machine", 900_000);
        reports.approvalOf("director", stepped);
        reports.approvalOf("director", expired);

        // Not both at once: when the next level is asked, a reminder that is just about to go is not sent any more.
        stack.advanceClock(Duration.ofHours(25));
        await("the reminder")
                .until(() -> stack.partners().mailsTo("director@demo.invalid").stream()
                        .anyMatch(mail -> mail.subject().startsWith("It waits for your decision")));
        stack.advanceClock(Duration.ofDays(2));
        reports.decide("finance", stepped, "approve", null);
        reports.decide("director", stepped, "approve", null);
        assertThat(witness.outcome(stepped)).isEqualTo("PAID");
        stack.advanceClock(Duration.ofDays(14));

        assertThat(witness.outcome(expired)).isEqualTo("EXPIRED");
        assertThat(witness.entries(expired, "approval.concluded"))
                .singleElement()
                .satisfies(it -> assertThat(it.path("outcome").asString()).isEqualTo("expired"));
    }

    @Test
    void waitsForTheRecordsWhileKafkaIsDownAndGoesOn() {
        String run = reports.handIn("employee", "Taxi", 12_000);
        long task = witness.openTask(run);
        stack.kill(Part.KAFKA);
        try {
            engine.assign(task, "manager");
            engine.complete(task, Map.of("decision", "approve", "reason", "seen"));
            await("the seal asked for")
                    .during(Duration.ofSeconds(3))
                    .until(() -> witness.entries(run, "approval.sealed").isEmpty());
        } finally {
            stack.start(Part.KAFKA);
        }

        assertThat(witness.outcome(run)).isEqualTo("PAID");
        assertThat(witness.entries(run, "approval.sealed")).hasSize(1);
    }
}
