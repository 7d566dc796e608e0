package io.backstitch.stack.torture;

import static io.backstitch.stack.torture.Finding.Kind.DUPLICATE;
import static io.backstitch.stack.torture.Finding.Kind.LOST;
import static io.backstitch.stack.torture.Finding.Kind.WRONG_ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.torture.Finding.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A record that was tampered with must not pass: each test breaks one promise and looks whether it is found. */
class OracleTest {
    private final Scene scene = new Scene();

    @Test
    void findsNothingWhereAllWentWell() {
        scene.onboarded("run-1");
        scene.rolledBack("run-2");
        scene.rejectedAtOnce("run-3");
        scene.inReview("run-4");

        assertThat(Oracle.judge(scene.evidence())).isEmpty();
        assertThat(Tally.of(scene.evidence(), List.of()))
                .returns(4, Tally::accepted)
                .returns(Map.of(Entrance.WEBHOOK, 4L), Tally::entrances)
                .returns(4L, Tally::echoes)
                .returns(1L, Tally::waitingForPerson)
                .returns(3L, Tally::payments)
                .returns(true, Tally::isClean)
                .returns(0L, Tally::duplicates)
                .returns(0L, Tally::lost)
                .returns(0L, Tally::wrongOrder);
    }

    @Test
    void findsARequestThatHasTwoRuns() {
        scene.rejectedAtOnce("run-1");
        scene.rejectedAtOnce("run-2");
        scene.isOneRequest("run-1", "run-2");

        assertThat(kinds()).containsExactly(DUPLICATE);
    }

    @Test
    void findsAChargeThatHappenedTwiceUnderOneKey() {
        scene.onboarded("run-1");
        scene.charge("run-1", "onboarding/run-1/Task_ChargeCard");

        assertThat(kinds()).containsExactly(DUPLICATE);
    }

    @Test
    void findsASecondChargeUnderAnotherKey() {
        scene.onboarded("run-1");
        scene.charge("run-1", "something-else");

        assertThat(kinds()).containsExactly(DUPLICATE);
    }

    @Test
    void findsARefundThatHappenedTwice() {
        scene.rolledBack("run-1");
        scene.refund("run-1");

        assertThat(kinds()).containsExactly(DUPLICATE);
    }

    @Test
    void findsAMailUnderTwoMessageIds() {
        scene.onboarded("run-1");
        scene.mail("run-1", "Welcome", "<another>");

        assertThat(kinds()).containsExactly(DUPLICATE);
    }

    @Test
    void countsAMailThatCameAgainApart() {
        scene.onboarded("run-1");
        scene.mail("run-1", "Welcome", "<run-1-Welcome>");

        assertThat(kinds()).isEmpty();
        assertThat(Tally.of(scene.evidence(), List.of()).repeatedMails()).isEqualTo(1);
    }

    @Test
    void findsARunThatNobodyKnows() {
        scene.onboarded("run-1");
        scene.forget("run-1");

        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsARunThatNeitherEndsNorWaits() {
        scene.inReview("run-1");
        scene.nobodyWaits();

        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsAnOnboardedRunThatWasNeverCharged() {
        scene.onboarded("run-1");
        scene.losePayments();

        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsAnOnboardedRunWithoutAWorkspace() {
        scene.onboarded("run-1");
        scene.loseWorkspaces();

        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsAnOnboardedRunWithoutItsMail() {
        scene.onboarded("run-1");
        scene.loseMails();

        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsAChargeThatWasNeverGivenBack() {
        scene.rolledBack("run-1");
        scene.loseLastPayment();

        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsAWorkspaceThatIsLeftBehind() {
        scene.rolledBack("run-1");
        scene.workspace("run-1");

        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsARunThatEndedWhereItsStoryCannotEnd() {
        scene.rolledBack("run-1");
        scene.wasToBe("run-1", Story.CLEAN);

        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsAnUndoThatBeganTooEarlyByTheLedger() {
        scene.rolledBackInWrongOrder("run-1");

        assertThat(kinds()).containsExactly(WRONG_ORDER);
    }

    @Test
    void findsARefundThatCameTooEarlyByThePartnersRecord() {
        scene.rolledBack("run-1");
        scene.refundedBeforeTheWorkspaceWasGone("run-1");

        assertThat(kinds()).containsExactly(WRONG_ORDER);
    }

    @Test
    void isNotCleanWhenNothingWasAccepted() {
        assertThat(Tally.of(scene.evidence(), List.of()).isClean()).isFalse();
    }

    @Test
    void isNotCleanWhenSomethingWasRefused() {
        scene.onboarded("run-1");

        assertThat(Tally.of(scene.evidence(), List.of("key-1: status 400")).isClean())
                .isFalse();
    }

    private List<Kind> kinds() {
        return Oracle.judge(scene.evidence()).stream().map(Finding::kind).toList();
    }
}
