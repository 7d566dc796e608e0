package io.backstitch.stack.torture.insider;

import static io.backstitch.stack.torture.insider.InsiderScene.BEGUN;
import static io.backstitch.stack.torture.insider.InsiderScene.MARK;
import static io.backstitch.stack.torture.insider.InsiderScene.RUN;
import static io.backstitch.stack.torture.insider.InsiderScene.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.torture.insider.Breach.Promise;
import io.backstitch.stack.torture.insider.Tried.Reception;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The judge of insiders finds what they have got, and what nobody was told of, and nothing where all is well. */
class InsiderOracleTest {
    private static final Trace.Released HOLD = new Trace.Released(RUN, TASK, "employee");

    private final InsiderScene scene = new InsiderScene();

    @Test
    void findsNothingWhereAllWasInVainAndIsOnRecord() {
        scene.answered(Kind.ENTER_OPERATE, Reception.REFUSED);
        scene.answered(Kind.SET_DEADLINE, Reception.LOST);
        scene.left(Kind.START_IN_ENGINE, new Trace.RefusedInstance(BEGUN));
        scene.refusedInstance();
        scene.left(Kind.FORGE_RECORD, new Trace.Aside(MARK));
        scene.putAside();
        scene.left(Kind.SET_VARIABLES, Trace.Entry.changed(RUN, "variables-set"));
        scene.recorded("engine.changed", "variables-set");
        scene.left(Kind.APPROVE_OWN, new Trace.Ruled(RUN));
        scene.refusedDecision();
        scene.left(Kind.HOLD_TASK, HOLD);
        scene.heldBy("");
        scene.recorded("engine.task-held", "");
        scene.approvedAsIsRight();
        scene.paid();
        scene.stands("ENDED", "COMPLETED", null);

        assertThat(scene.judged()).isEmpty();
        assertThat(scene.tally().attempts()).isEqualTo(7);
        assertThat(scene.tally().paid()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void findsAnAnswerThatMustNotBe(Kind kind) {
        scene.answered(kind, Reception.SUCCEEDED);

        assertOnly(Promise.NOT_ALLOWED, kind.label());
    }

    @Test
    void findsWhatWasDoneForAnInstanceThatNoDoorHasBegun() {
        scene.left(Kind.COPY_NAME, new Trace.RefusedInstance(BEGUN));
        scene.refusedInstance();
        scene.atPartner();

        assertOnly(Promise.NOT_ALLOWED, MARK);
    }

    @Test
    void findsAnInstanceThatWasNotRefused() {
        scene.left(Kind.START_IN_TASKLIST, new Trace.RefusedInstance(BEGUN));

        assertOnly(Promise.UNRECORDED, String.valueOf(BEGUN));
    }

    @Test
    void findsAForgedRecordThatWasNotPutAside() {
        scene.left(Kind.FORGE_RECORD, new Trace.Aside(MARK));

        assertOnly(Promise.UNRECORDED, MARK);
    }

    @Test
    void findsThatOneOfTwoChangesIsNotOnRecord() {
        scene.left(Kind.MOVE_TOKEN, Trace.Entry.changed(RUN, "modified"));
        scene.left(Kind.MOVE_TOKEN, Trace.Entry.changed(RUN, "modified"));
        scene.recorded("engine.changed", "modified");

        assertOnly(Promise.UNRECORDED, RUN);
    }

    @Test
    void asksForNoEntryOfWhatTheEngineHasNotTakenFromOperate() {
        scene.left(Kind.MOVE_TOKEN, Trace.Entry.changed(RUN, "modified", "operation-1"));
        assertThat(scene.judged()).isEmpty();

        scene.operateTook("operation-1");
        assertOnly(Promise.UNRECORDED, RUN);
    }

    @Test
    void findsADecisionThatBreaksARuleAndIsNotOnRecord() {
        scene.left(Kind.POISON_ANSWER, new Trace.Ruled(RUN));

        assertOnly(Promise.UNRECORDED, RUN);
    }

    @Test
    void asksForNoRulingInARunThatWasEndedFromOutside() {
        scene.left(Kind.POISON_ANSWER, new Trace.Ruled(RUN));
        scene.recorded("engine.changed", "cancelled");

        assertThat(scene.judged()).isEmpty();
    }

    @Test
    void findsATaskThatIsKept() {
        scene.left(Kind.HOLD_TASK, HOLD);
        scene.heldBy("employee");
        scene.recorded("engine.task-held", "");

        assertOnly(Promise.NOT_ALLOWED, RUN);
    }

    @Test
    void findsAHoldThatIsNotOnRecord() {
        scene.left(Kind.HOLD_TASK, HOLD);
        scene.heldBy("");

        assertOnly(Promise.UNRECORDED, RUN);
    }

    @Test
    void asksForNoEntryOfATaskThatWasOverBefore() {
        scene.left(Kind.HOLD_TASK, HOLD);

        assertThat(scene.judged()).isEmpty();
    }

    @Test
    void findsMoneyThatNobodyApproved() {
        scene.paid();

        assertOnly(Promise.NOT_ALLOWED, RUN);
    }

    @Test
    void findsMoneyThatSomebodyElseGot() {
        scene.approvedAsIsRight();
        scene.paid(12_000, "spy");

        assertOnly(Promise.NOT_ALLOWED, RUN);
    }

    @Test
    void findsMoreMoneyThanWasApproved() {
        scene.approvedAsIsRight();
        scene.paid(9_999_900, "employee");

        assertOnly(Promise.NOT_ALLOWED, RUN);
    }

    @Test
    void findsASecondPayout() {
        scene.approvedAsIsRight();
        scene.paid();
        scene.paid();

        assertOnly(Promise.NOT_ALLOWED, RUN);
    }

    @Test
    void findsAnApprovalThatNobodyGave() {
        scene.approved("manager", MARK);

        assertOnly(Promise.NOT_ALLOWED, RUN);
    }

    @Test
    void findsARunThatNobodyKnows() {
        scene.isForgotten();

        assertOnly(Promise.LOST, RUN);
    }

    @Test
    void findsARunThatWasEndedFromOutsideAndNobodyWasTold() {
        scene.stands("RUNNING", "RUNNING", null);
        assertOnly(Promise.LOST, RUN);

        scene.stands("RUNNING", "RUNNING", "The engine does not know it any more");
        assertThat(scene.judged()).isEmpty();
    }

    @Test
    void findsMoneyThatARollbackHasForgotten() {
        scene.approvedAsIsRight();
        scene.paid();
        scene.stands("ENDED", "COMPENSATED", null);
        assertOnly(Promise.LOST, RUN);

        scene.recalled();
        assertThat(scene.judged()).isEmpty();
    }

    private void assertOnly(Promise promise, String about) {
        assertThat(scene.judged()).singleElement().satisfies(breach -> {
            assertThat(breach.promise()).isEqualTo(promise);
            assertThat(breach.about()).isEqualTo(about);
        });
    }
}
