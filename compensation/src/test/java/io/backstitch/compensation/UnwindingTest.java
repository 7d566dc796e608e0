package io.backstitch.compensation;

import static io.backstitch.compensation.RecordingPartner.newRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.RecordingPartner.Fault;
import io.backstitch.compensation.RecordingPartner.PartnerFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnwindingTest {

    private final List<String> record = newRecord();
    private final RecordingPartner first = RecordingPartner.of("first", Recovery.REPEAT_WITH_KEY, record);
    private final RecordingPartner second = RecordingPartner.of("second", Recovery.ASK_PARTNER, record);
    private final RecordingPartner third = RecordingPartner.of("third", Recovery.REPEATABLE, record);
    private final Kernel kernel = new Kernel(first, second, third);

    /** Half understood, it would take back nothing and say that it did. */
    @Test
    void undoesNothingWhenWhatWasWrittenThenIsNotReadForCertain() throws Exception {
        List<String> done = RecordingPartner.newRecord();
        RecordingPartner transfer = RecordingPartner.of("transfer", Recovery.REPEATABLE, done);
        Kernel run = new Kernel(transfer);
        run.complete(transfer);
        run.settle();
        assertThat(run.ledger.find(run.key(transfer)).orElseThrow().receiptShape())
                .isEqualTo("of: String");

        transfer.withAnotherShape();

        assertThatThrownBy(() -> run.undo(transfer)).isInstanceOf(UnknownToThisVersion.class);
        assertThat(done).containsExactly("do transfer");
        assertThat(run.stateOf(transfer)).isEqualTo(EffectState.COMPLETED);
        assertThat(run.ledger.find(run.key(transfer).undo())).isEmpty();
    }

    @Test
    void letsHandlersThroughNewestFirstAlthoughTheyComeOldestFirst() throws Exception {
        kernel.complete(first);
        kernel.complete(second);
        kernel.complete(third);
        assertThat(kernel.settle()).isInstanceOf(Outcome.Done.class);

        assertThat(kernel.undo(first)).isInstanceOf(Outcome.NotNow.class);
        assertThat(kernel.undo(second)).isInstanceOf(Outcome.NotNow.class);
        assertThat(kernel.undo(third)).isInstanceOf(Outcome.Done.class);
        assertThat(kernel.undo(second)).isInstanceOf(Outcome.Done.class);
        assertThat(kernel.undo(first)).isInstanceOf(Outcome.Done.class);

        assertThat(record)
                .containsExactly("do first", "do second", "do third", "undo third", "undo second", "undo first");
        assertThat(kernel.sagas.end(kernel.saga, "ROLLED_BACK").saga().state()).isEqualTo(SagaState.COMPENSATED);
    }

    @Test
    void undoesItselfWhatHappenedWithoutItsActivityHavingCompleted() throws Exception {
        kernel.complete(first);
        kernel.runner.once(kernel.call(second));
        kernel.clock.advance(Kernel.LEASE);

        assertThat(kernel.settle()).isInstanceOf(Outcome.Done.class);
        assertThat(kernel.undo(first)).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do first", "do second", "undo second", "undo first");
    }

    @Test
    void anOlderHandlerAlsoUndoesTheOrphanBelowIt() throws Exception {
        kernel.runner.once(kernel.call(first));
        kernel.complete(second);
        kernel.clock.advance(Kernel.LEASE);
        kernel.settle();

        assertThat(kernel.undo(second)).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do first", "do second", "undo second", "undo first");
    }

    @Test
    void waitsForAWorkerThatIsAboutToReport() throws Exception {
        kernel.runner.once(kernel.call(first));

        assertThat(kernel.settle()).isInstanceOf(Outcome.NotNow.class);
        kernel.ledger.orphan(kernel.key(first));
        assertThat(kernel.settle()).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do first", "undo first");
    }

    @Test
    void waitsForAnEffectThatIsUnderWay() throws Exception {
        kernel.ledger.claim(kernel.call(first));

        assertThat(kernel.settle()).isInstanceOf(Outcome.NotNow.class);
    }

    @Test
    void findsOutByAskingWhetherAnEffectInDoubtHappened() throws Exception {
        second.failNext(Fault.CUT_AFTER);
        assertThatThrownBy(() -> kernel.runner.once(kernel.call(second))).isInstanceOf(PartnerFailure.class);

        assertThat(kernel.settle()).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do second", "undo second");
        assertThat(kernel.stateOf(second)).isEqualTo(EffectState.UNDONE);
    }

    @Test
    void voidsAnEffectThatThePartnerDoesNotKnow() throws Exception {
        second.failNext(Fault.CUT_BEFORE);
        assertThatThrownBy(() -> kernel.runner.once(kernel.call(second))).isInstanceOf(PartnerFailure.class);
        kernel.clock.advance(Duration.ofSeconds(1));

        assertThat(kernel.settle()).isInstanceOf(Outcome.Done.class);

        assertThat(record).isEmpty();
        assertThat(kernel.stateOf(second)).isEqualTo(EffectState.VOID);
    }

    @Test
    void undoesWhatMayHaveHappenedWhereUndoingIsHarmless() throws Exception {
        third.failNext(Fault.CUT_BEFORE);
        assertThatThrownBy(() -> kernel.runner.once(kernel.call(third))).isInstanceOf(PartnerFailure.class);

        assertThat(kernel.settle()).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("undo third");
    }

    @Test
    void leavesToAPersonWhatNobodyElseCanKnow() throws Exception {
        RecordingPartner fax =
                RecordingPartner.of("fax", Recovery.ASK_PERSON, record).failNext(Fault.CUT_AFTER);
        Kernel withFax = new Kernel(fax);
        assertThatThrownBy(() -> withFax.runner.once(withFax.call(fax))).isInstanceOf(PartnerFailure.class);

        assertThat(withFax.settle()).isInstanceOf(Outcome.InDoubt.class);

        assertThat(record).containsExactly("do fax");
        assertThat(withFax.sagas.find(withFax.saga).orElseThrow().state()).isEqualTo(SagaState.WAITING_FOR_PERSON);
    }

    @Test
    void repeatsAnUndoThatFailedAndDoesNotLetOlderOnesPass() throws Exception {
        kernel.complete(first);
        kernel.complete(third);
        kernel.settle();
        third.failNext(Fault.CUT_BEFORE);

        assertThatThrownBy(() -> kernel.undo(third)).isInstanceOf(PartnerFailure.class);
        assertThat(kernel.undo(first)).isInstanceOf(Outcome.NotNow.class);
        kernel.undo(third);
        kernel.undo(first);

        assertThat(record).containsExactly("do first", "do third", "undo third", "undo first");
    }

    @Test
    void refusesACompensationThatWasNotSettledBefore() throws Exception {
        kernel.complete(first);

        assertThatThrownBy(() -> kernel.undo(first)).hasMessageContaining("put a saga.settle task in front");
    }

    @Test
    void endsNoRunWhileSomethingOfItStandsThatIsToBeUndone() throws Exception {
        kernel.complete(first);
        kernel.settle();

        assertThat(kernel.sagas.end(kernel.saga, "REJECTED").saga().state().hasEnded())
                .isFalse();

        assertThat(kernel.finish(false)).isInstanceOf(Outcome.Done.class);
        assertThat(record).containsExactly("do first", "undo first");
        assertThat(kernel.sagas.end(kernel.saga, "REJECTED").saga().state()).isEqualTo(SagaState.COMPENSATED);
    }

    @Test
    void undoesItselfWhatNoHandlerComesForSoThatOlderOnesNeedNotWaitForEver() throws Exception {
        kernel.complete(first);
        kernel.complete(second);
        kernel.settle();

        assertThat(kernel.undo(first)).isInstanceOf(Outcome.NotNow.class);
        kernel.clock.advance(LedgerEntry.HANDLERS_COME_WITHIN);
        assertThat(kernel.undo(first)).isInstanceOf(Outcome.NotNow.class);
        kernel.clock.advance(Duration.ofMillis(1));
        assertThat(kernel.undo(first)).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do first", "do second", "undo second", "undo first");
        assertThat(kernel.undo(second)).isInstanceOf(Outcome.Done.class);
        assertThat(record).hasSize(4);
    }

    @Test
    void refusesAHandlerOfAnEffectThatTheSettleStepDoesNotCover() throws Exception {
        kernel.complete(first);
        kernel.unwinding.settle(kernel.saga, List.of(), 100, "cancelled");

        assertThatThrownBy(() -> kernel.undo(first)).hasMessageContaining("in the scope that is unwound");
        assertThat(record).containsExactly("do first");
    }

    @Test
    void aRunThatEndsAsRolledBackIsRolledBackAlsoWhereNoSettleStepCoversIt() throws Exception {
        kernel.complete(first);
        kernel.complete(second);
        kernel.unwinding.settle(kernel.saga, List.of(), 100, "cancelled");

        assertThat(kernel.finish(true)).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do first", "do second", "undo second", "undo first");
        assertThat(kernel.sagas.end(kernel.saga, "ROLLED_BACK").saga().state()).isEqualTo(SagaState.COMPENSATED);
    }

    @Test
    void anUndoThatFailsAtTheEndKeepsTheRunFromEnding() throws Exception {
        kernel.complete(first);
        kernel.settle();
        first.failNext(Fault.CUT_BEFORE);

        assertThatThrownBy(() -> kernel.finish(true)).isInstanceOf(PartnerFailure.class);
        assertThat(kernel.sagas.end(kernel.saga, "ROLLED_BACK").saga().state().hasEnded())
                .isFalse();
    }

    @Test
    void tellsASagaThatEndsWithoutUnwinding() throws Exception {
        kernel.complete(first);

        assertThat(kernel.sagas.end(kernel.saga, "ONBOARDED").saga().state()).isEqualTo(SagaState.COMPLETED);
    }
}
