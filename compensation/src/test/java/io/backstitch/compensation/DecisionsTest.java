package io.backstitch.compensation;

import static io.backstitch.compensation.RecordingPartner.newRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.Decision.Verdict;
import io.backstitch.compensation.RecordingPartner.Fault;
import io.backstitch.compensation.RecordingPartner.PartnerFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a person decides is on record, and never contradicts what is known. */
class DecisionsTest {

    private final List<String> record = newRecord();
    private final RecordingPartner older = RecordingPartner.of("older", Recovery.REPEAT_WITH_KEY, record);
    private final RecordingPartner fax = RecordingPartner.of("fax", Recovery.ASK_PERSON, record);
    private final Kernel kernel = new Kernel(older, fax);
    private final Decisions decisions = new Decisions(LedgerDatabase.dataSource(), kernel.clock);

    @Test
    void takesTheReceiptOfAnEffectThatHappened() throws Exception {
        callIsCut(Fault.CUT_AFTER);

        assertThat(decide(kernel.key(fax), Verdict.HAPPENED, "{\"page\":1}"))
                .isEqualTo(new Decided.Recorded(kernel.saga));

        assertThat(kernel.runner.once(kernel.call(fax))).isEqualTo(new Outcome.Done("{\"page\":1}"));
        assertThat(record).containsExactly("do fax");
        assertThat(kernel.ledger.eventsOf(kernel.saga).getLast().actor()).isEqualTo("operator");
    }

    @Test
    void letsAnEffectThatDidNotHappenBeTriedAgain() throws Exception {
        callIsCut(Fault.CUT_BEFORE);

        decide(kernel.key(fax), Verdict.DID_NOT_HAPPEN, null);

        assertThat(kernel.runner.once(kernel.call(fax))).isInstanceOf(Outcome.Done.class);
        assertThat(record).containsExactly("do fax");
    }

    @Test
    void changesNothingWhenItIsDecidedTwice() {
        callIsCut(Fault.CUT_AFTER);
        decide(kernel.key(fax), Verdict.HAPPENED, null);

        assertThat(decide(kernel.key(fax), Verdict.HAPPENED, null)).isEqualTo(new Decided.Known(kernel.saga));
    }

    @Test
    void takesAnotherWordWhileNothingWasBuiltOnTheFirst() throws Exception {
        callIsCut(Fault.CUT_AFTER);
        decide(kernel.key(fax), Verdict.HAPPENED, "{\"page\":1}");

        assertThat(decide(kernel.key(fax), Verdict.HAPPENED, "{\"page\":2}"))
                .isEqualTo(new Decided.Recorded(kernel.saga, "HAPPENED"));
        assertThat(decide(kernel.key(fax), Verdict.DID_NOT_HAPPEN, null))
                .isEqualTo(new Decided.Recorded(kernel.saga, "HAPPENED"));
        assertThat(decide(kernel.key(fax), Verdict.HAPPENED, "{\"page\":3}"))
                .isEqualTo(new Decided.Recorded(kernel.saga, "DID_NOT_HAPPEN"));

        assertThat(kernel.runner.once(kernel.call(fax))).isEqualTo(new Outcome.Done("{\"page\":3}"));
        assertThat(decide(kernel.key(fax), Verdict.HAPPENED, "{\"page\":4}"))
                .as("the run has the receipt")
                .isEqualTo(new Decided.NothingToDecide(EffectState.COMPLETED));
        assertThat(kernel.events(fax))
                .extracting(LedgerEvent::actor)
                .filteredOn("operator"::equals)
                .hasSize(4);
    }

    @Test
    void takesAnotherWordAboutAnUndoUntilAnOlderOneHasBegun() throws Exception {
        undoOfTheFaxFails();
        decide(kernel.key(fax).undo(), Verdict.LEFT_STANDING, null);

        assertThat(decide(kernel.key(fax).undo(), Verdict.HAPPENED, null))
                .isEqualTo(new Decided.Recorded(kernel.saga, "LEFT_STANDING"));
        assertThat(kernel.stateOf(fax)).isEqualTo(EffectState.UNDONE);
        assertThat(decide(kernel.key(fax).undo(), Verdict.DID_NOT_HAPPEN, null))
                .isEqualTo(new Decided.Recorded(kernel.saga, "HAPPENED"));
        assertThat(kernel.stateOf(fax)).isEqualTo(EffectState.COMPLETED);
        assertThat(kernel.undo(fax)).isInstanceOf(Outcome.Done.class);
        assertThat(decide(kernel.key(fax).undo(), Verdict.LEFT_STANDING, null))
                .isEqualTo(new Decided.NothingToDecide(EffectState.COMPLETED));
    }

    @Test
    void refusesToDecideWhatIsKnownAndWhatIsUnderWay() throws Exception {
        kernel.complete(older);
        kernel.ledger.claim(kernel.call(fax));

        assertThat(decide(kernel.key(older), Verdict.DID_NOT_HAPPEN, null))
                .isEqualTo(new Decided.NothingToDecide(EffectState.COMPLETED));
        assertThat(decide(kernel.key(fax), Verdict.HAPPENED, null))
                .isEqualTo(new Decided.NothingToDecide(EffectState.CLAIMED));
        assertThat(decide(new IdempotencyKey("no/such/key"), Verdict.HAPPENED, null))
                .isEqualTo(new Decided.NoSuchEffect());
    }

    @Test
    void undoesAfterwardsWhatAPersonSaysHasHappened() throws Exception {
        kernel.complete(older);
        callIsCut(Fault.CUT_AFTER);
        assertThat(kernel.settle()).isInstanceOf(Outcome.InDoubt.class);

        decide(kernel.key(fax), Verdict.HAPPENED, null);

        assertThat(kernel.settle()).isInstanceOf(Outcome.Done.class);
        assertThat(kernel.undo(older)).isInstanceOf(Outcome.Done.class);
        assertThat(record).containsExactly("do older", "do fax", "undo fax", "undo older");
    }

    @Test
    void takesAnUndoAsDoneByHandAndGoesOnWithTheOlderOnes() throws Exception {
        undoOfTheFaxFails();

        decide(kernel.key(fax).undo(), Verdict.HAPPENED, null);

        assertThat(kernel.undo(fax)).isInstanceOf(Outcome.Done.class);
        assertThat(kernel.undo(older)).isInstanceOf(Outcome.Done.class);
        assertThat(record).containsExactly("do older", "do fax", "undo older");
        assertThat(kernel.sagas.end(kernel.saga, "ROLLED_BACK").saga().state()).isEqualTo(SagaState.COMPENSATED);
    }

    @Test
    void leavesAnEffectStandingWhenAPersonSaysSoAndTheSagaTellsIt() throws Exception {
        undoOfTheFaxFails();

        decide(kernel.key(fax).undo(), Verdict.LEFT_STANDING, null);

        assertThat(kernel.undo(fax)).isInstanceOf(Outcome.Done.class);
        assertThat(kernel.undo(older)).isInstanceOf(Outcome.Done.class);
        assertThat(record).containsExactly("do older", "do fax", "undo older");
        assertThat(kernel.sagas.end(kernel.saga, "ROLLED_BACK").saga().state()).isEqualTo(SagaState.PARTLY_COMPENSATED);
    }

    @Test
    void wantsAReason() {
        assertThatThrownBy(() -> new Decision(kernel.key(fax), Verdict.HAPPENED, null, "operator", " "))
                .hasMessageContaining("reason must say why");
    }

    private void undoOfTheFaxFails() throws Exception {
        kernel.complete(older);
        kernel.complete(fax);
        kernel.settle();
        fax.failNext(Fault.REFUSED);
        assertThatThrownBy(() -> kernel.undo(fax)).isInstanceOf(PartnerFailure.class);
        assertThat(kernel.undo(older)).isInstanceOf(Outcome.NotNow.class);
    }

    private void callIsCut(Fault fault) {
        fax.failNext(fault);
        assertThatThrownBy(() -> kernel.runner.once(kernel.call(fax))).isInstanceOf(PartnerFailure.class);
    }

    private Decided decide(IdempotencyKey key, Verdict verdict, @Nullable String receipt) {
        return decisions.record(new Decision(key, verdict, receipt, "operator", "asked them on the telephone"));
    }
}
