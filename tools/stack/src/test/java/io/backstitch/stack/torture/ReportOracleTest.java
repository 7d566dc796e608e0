package io.backstitch.stack.torture;

import static io.backstitch.stack.torture.Finding.Kind.DUPLICATE;
import static io.backstitch.stack.torture.Finding.Kind.LOST;
import static io.backstitch.stack.torture.Finding.Kind.NOT_ALLOWED;
import static io.backstitch.stack.torture.Move.APPROVE;
import static io.backstitch.stack.torture.Move.REJECT;
import static io.backstitch.stack.torture.Move.RETURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.torture.Finding.Kind;
import io.backstitch.stack.torture.Move.Breach;
import io.backstitch.stack.torture.Move.Way;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Wrong histories must not pass: each test tells one, and looks whether it is found. */
class ReportOracleTest {
    private static final long SMALL = 12_000;
    private static final long MEDIUM = 200_000;
    private static final long LARGE = 900_000;

    private final ReportScene scene = new ReportScene();

    @Test
    void findsNothingWhereAllWentWell() {
        scene.handedIn("employee", MEDIUM);
        scene.sealed("manager", APPROVE);
        scene.refused("employee", Breach.OWN_REQUEST, "own-request");
        scene.refused("", Breach.NO_ASSIGNEE, "no-assignee");
        scene.sealed("finance", APPROVE);
        scene.paid();

        assertThat(findings()).isEmpty();
        assertThat(ReportTally.of(List.of(scene.evidence())))
                .returns(1, ReportTally::accepted)
                .returns(Map.of("PAID", 1L), ReportTally::ended)
                .returns(1L, ReportTally::payouts)
                .returns(2L, ReportTally::decisions)
                .returns(Map.of("OWN_REQUEST", 1L, "NO_ASSIGNEE", 1L), ReportTally::breaches)
                .returns(Map.of("own-request", 1L, "no-assignee", 1L), ReportTally::refused);
    }

    @Test
    void findsNothingWhereOneOfThreeDirectorsRejects() {
        scene.handedIn("employee", LARGE);
        scene.sealed("director", REJECT);
        scene.sealed("director2", APPROVE);
        scene.sealed("director3", APPROVE);
        scene.paid();

        assertThat(findings()).isEmpty();
    }

    @Test
    void findsNothingWhereAReportIsLeftToPeople() {
        scene.handedIn("employee", LARGE);
        scene.sealed("director", APPROVE);
        scene.waits();

        assertThat(findings()).isEmpty();
    }

    @Test
    void findsThatABreachIsSealed() {
        scene.handedIn("employee", MEDIUM);
        scene.sealed("manager", APPROVE);
        scene.sealedBreach("employee", Breach.OWN_REQUEST, true);
        scene.paid();

        assertThat(findings()).containsOnly(NOT_ALLOWED).hasSize(3);
    }

    @Test
    void findsThatABreachIsSealedThoughItDoesNotCount() {
        scene.handedIn("employee", SMALL);
        scene.sealed("manager", APPROVE);
        scene.sealedBreach("finance", Breach.NOT_A_CANDIDATE, false);
        scene.paid();

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsThatABreachIsSealedInAnothersName() {
        scene.handedIn("employee", SMALL);
        scene.tried("", Breach.NO_ASSIGNEE);
        scene.ruled("manager", "ASSERTED", APPROVE, scene.lastReason(), true);
        scene.paid();

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsADecisionThatNobodyMade() {
        scene.handedIn("employee", SMALL);
        scene.ruled("manager", "PROVEN", APPROVE, "out of nowhere", true);
        scene.paid();

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsAnIdentityThatIsCalledProvenAndIsNot() {
        scene.handedIn("employee", SMALL);
        scene.made("manager", Way.ENGINE, APPROVE);
        scene.ruled("manager", "PROVEN", APPROVE, scene.lastReason(), true);
        scene.paid();

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsADecisionThatWasTurnedRound() {
        scene.handedIn("employee", SMALL);
        scene.made("manager", Way.DOOR, REJECT);
        scene.ruled("manager", "PROVEN", APPROVE, scene.lastReason(), true);
        scene.paid();

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsThatOnePersonCountsTwice() {
        scene.handedIn("employee", LARGE);
        scene.sealed("director", APPROVE);
        scene.sealed("director", APPROVE);
        scene.paid();

        assertThat(findings()).containsOnly(NOT_ALLOWED).hasSize(2);
    }

    @Test
    void findsTwoOfOneSideWhereTwoSidesMustAgree() {
        scene.handedIn("employee", MEDIUM);
        scene.sealed("finance", APPROVE);
        scene.sealed("finance2", APPROVE);
        scene.paid();

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsARunThatWentOnAndGotStuckBeforeItWasPaid() {
        scene.handedIn("employee", MEDIUM);
        scene.sealed("manager", APPROVE);
        scene.refused("employee", Breach.OWN_REQUEST, "own-request");
        scene.waits();
        scene.goesOn();

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsAPayoutBeforeEnoughAgree() {
        scene.handedIn("employee", LARGE);
        scene.sealed("director", APPROVE);
        scene.waits();
        scene.payout(LARGE, "employee");

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsAPayoutAgainstARejection() {
        scene.handedIn("employee", MEDIUM);
        scene.sealed("manager", APPROVE);
        scene.sealed("finance", REJECT);
        scene.ended("REJECTED");
        scene.payout(MEDIUM, "employee");

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsAPayoutOfWhatWasReturned() {
        scene.handedIn("employee", SMALL);
        scene.sealed("manager", RETURN);
        scene.waits();
        scene.payout(SMALL, "employee");

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsASecondPayout() {
        scene.handedIn("employee", SMALL);
        scene.sealed("manager", APPROVE);
        scene.paid();
        scene.payout(SMALL, "employee");

        assertThat(findings()).containsExactly(DUPLICATE);
    }

    @Test
    void findsAPayoutToSomebodyElseAndOfAnotherAmount() {
        scene.handedIn("employee", SMALL);
        scene.sealed("manager", APPROVE);
        scene.ended("PAID");
        scene.payout(SMALL + 1, "finance");

        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void expectsWhatTheApproverHasMadeOfTheAmount() {
        scene.handedIn("employee", SMALL);
        scene.sealedLowered("manager", 100);
        scene.ended("PAID");
        scene.payout(10_000, "employee");
        assertThat(findings()).isEmpty();

        scene.forgetPayments();
        scene.payout(SMALL, "employee");
        assertThat(findings()).containsExactly(NOT_ALLOWED);
    }

    @Test
    void findsAPaidReportThatThePartnerDoesNotKnow() {
        scene.handedIn("employee", SMALL);
        scene.sealed("manager", APPROVE);
        scene.ended("PAID");

        assertThat(findings()).containsExactly(LOST);
    }

    @Test
    void findsAReportThatNobodyKnows() {
        scene.handedIn("employee", SMALL);

        assertThat(findings()).containsExactly(LOST);
    }

    @Test
    void findsAReportThatNeitherEndsNorWaits() {
        scene.handedIn("employee", SMALL);
        scene.runs();

        assertThat(findings()).containsExactly(LOST);
    }

    @Test
    void findsAnEndThatNobodyDecided() {
        scene.handedIn("employee", SMALL);
        scene.ended("REJECTED");

        assertThat(findings()).containsExactly(LOST);
    }

    @Test
    void findsThatAnHonestDecisionIsRefused() {
        scene.handedIn("employee", SMALL);
        scene.refused("manager", Breach.NONE, "not-a-candidate");
        scene.sealed("manager", APPROVE);
        scene.paid();

        assertThat(findings()).containsExactly(LOST);
    }

    @Test
    void findsThatARefusedDecisionIsNotOnRecord() {
        scene.handedIn("employee", SMALL);
        scene.sealed("manager", APPROVE);
        scene.tried("employee", Breach.OWN_REQUEST);
        scene.paid();

        assertThat(findings()).containsExactly(LOST);
    }

    @Test
    void bearsThatAnHonestDecisionComesTooLate() {
        scene.handedIn("employee", SMALL);
        scene.sealed("manager", APPROVE);
        scene.refused("manager", Breach.NONE, "too-late");
        scene.paid();

        assertThat(findings()).isEmpty();
    }

    private List<Kind> findings() {
        return ReportOracle.judge(scene.evidence()).stream().map(Finding::kind).toList();
    }
}
