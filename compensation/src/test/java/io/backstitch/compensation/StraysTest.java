package io.backstitch.compensation;

import static io.backstitch.compensation.RecordingPartner.newRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.RecordingPartner.Fault;
import io.backstitch.compensation.RecordingPartner.PartnerFailure;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an instance did with the copied name of a run is undone, and what the run has got the receipt of is not. */
class StraysTest {

    private static final long STRANGER = 7;
    private static final long ANOTHER_STRANGER = 8;
    private static final long OF_THE_RUN = 9;

    private final List<String> record = newRecord();
    private final RecordingPartner own = RecordingPartner.of("own", Recovery.REPEAT_WITH_KEY, record);
    private final RecordingPartner copied = RecordingPartner.of("copied", Recovery.ASK_PARTNER, record);
    private final Kernel kernel = new Kernel(own, copied);

    @Test
    void undoesOneEffectAndLeavesThoseOfTheRun() throws Exception {
        kernel.complete(own);
        kernel.runner.once(kernel.called(copied, STRANGER));

        assertThat(undo()).isInstanceOf(Outcome.Done.class);
        assertThat(undo()).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do own", "do copied", "undo copied");
        assertThat(kernel.stateOf(copied)).isEqualTo(EffectState.UNDONE);
        assertThat(kernel.stateOf(own)).isEqualTo(EffectState.COMPLETED);
    }

    @Test
    void leavesWhatTheRunHasAskedForSince() throws Exception {
        kernel.runner.once(kernel.called(copied, STRANGER));
        assertThat(kernel.runner.once(kernel.called(copied, OF_THE_RUN))).isInstanceOf(Outcome.Done.class);

        assertThat(undo()).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do copied");
        assertThat(kernel.stateOf(copied)).isEqualTo(EffectState.COMPLETED);
    }

    @Test
    void undoesWhatOnlyStrangersHaveAskedFor() throws Exception {
        kernel.runner.once(kernel.called(copied, STRANGER));
        kernel.runner.once(kernel.called(copied, ANOTHER_STRANGER));

        assertThat(kernel.unwinding.undoStray(kernel.key(copied), Set.of(ANOTHER_STRANGER)))
                .isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do copied", "undo copied");
    }

    @Test
    void givesNobodyTheReceiptOfWhatIsBeingUndone() throws Exception {
        kernel.runner.once(kernel.called(copied, STRANGER));
        copied.failNext(Fault.NOT_REACHED);
        assertThatThrownBy(this::undo).isInstanceOf(PartnerFailure.class);

        assertThat(kernel.runner.once(kernel.called(copied, OF_THE_RUN))).isInstanceOf(Outcome.Voided.class);
        assertThat(undo()).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do copied", "undo copied");
    }

    @Test
    void findsOutFirstWhetherItHappened() throws Exception {
        copied.failNext(Fault.CUT_AFTER);
        assertThatThrownBy(() -> kernel.runner.once(kernel.called(copied, STRANGER)))
                .isInstanceOf(PartnerFailure.class);

        assertThat(undo()).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do copied", "undo copied");
    }

    @Test
    void aRunThatWentBackIsRolledBackThoughAStrayStoodAtItsEnd() throws Exception {
        kernel.complete(own);
        kernel.settle(List.of("Task_own"));
        kernel.undo(own);
        kernel.runner.once(kernel.called(copied, STRANGER));
        assertThat(kernel.sagas.end(kernel.saga, "REJECTED").saga().state()).isEqualTo(SagaState.COMPLETED);

        undo();

        assertThat(kernel.sagas.find(kernel.saga)).map(Saga::state).contains(SagaState.COMPENSATED);
    }

    @Test
    void aRunThatWentWellStaysSo() throws Exception {
        kernel.complete(own);
        kernel.runner.once(kernel.called(copied, STRANGER));
        kernel.sagas.end(kernel.saga, "DONE");

        undo();

        assertThat(kernel.sagas.find(kernel.saga)).map(Saga::state).contains(SagaState.COMPLETED);
    }

    private Outcome undo() throws Exception {
        return kernel.unwinding.undoStray(kernel.key(copied), Set.of());
    }
}
