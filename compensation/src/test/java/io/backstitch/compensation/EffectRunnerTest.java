package io.backstitch.compensation;

import static io.backstitch.compensation.RecordingPartner.newRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.EffectListener.Milestone;
import io.backstitch.compensation.RecordingPartner.Fault;
import io.backstitch.compensation.RecordingPartner.PartnerFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectRunnerTest {

    private static final Duration A_CALL_BEGINS_WITHIN = Duration.ofSeconds(1);

    private final List<String> record = newRecord();

    @Test
    void performsAnEffectOnceHoweverOftenItIsAsked() throws Exception {
        RecordingPartner partner = RecordingPartner.of("charge", Recovery.REPEAT_WITH_KEY, record);
        Kernel kernel = new Kernel(partner);

        Outcome first = kernel.runner.once(kernel.call(partner));
        Outcome second = kernel.runner.once(kernel.call(partner));

        assertThat(second).isEqualTo(first).isInstanceOf(Outcome.Done.class);
        assertThat(record).containsExactly("do charge");
    }

    @Test
    void asksThePartnerBeforeItRepeatsWhatIsInDoubt() throws Exception {
        RecordingPartner partner =
                RecordingPartner.of("provision", Recovery.ASK_PARTNER, record).failNext(Fault.CUT_AFTER);
        Kernel kernel = new Kernel(partner);

        assertThatThrownBy(() -> kernel.runner.once(kernel.call(partner))).isInstanceOf(PartnerFailure.class);
        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.IN_DOUBT);
        Outcome second = kernel.runner.once(kernel.call(partner));

        assertThat(second).isInstanceOf(Outcome.Done.class);
        assertThat(record).containsExactly("do provision");
    }

    @Test
    void performsWhatIsInDoubtWhenThePartnerDoesNotKnowTheKey() throws Exception {
        RecordingPartner partner =
                RecordingPartner.of("provision", Recovery.ASK_PARTNER, record).failNext(Fault.CUT_BEFORE);
        Kernel kernel = new Kernel(partner);

        assertThatThrownBy(() -> kernel.runner.once(kernel.call(partner))).isInstanceOf(PartnerFailure.class);
        kernel.clock.advance(A_CALL_BEGINS_WITHIN);
        kernel.runner.once(kernel.call(partner));

        assertThat(record).containsExactly("do provision");
    }

    @Test
    void neverRepeatsWhatOnlyAPersonCanResolve() throws Exception {
        RecordingPartner partner =
                RecordingPartner.of("fax", Recovery.ASK_PERSON, record).failNext(Fault.CUT_AFTER);
        Kernel kernel = new Kernel(partner);

        assertThatThrownBy(() -> kernel.runner.once(kernel.call(partner))).isInstanceOf(PartnerFailure.class);
        Outcome second = kernel.runner.once(kernel.call(partner));

        assertThat(second).isInstanceOf(Outcome.InDoubt.class);
        assertThat(record).containsExactly("do fax");
    }

    @Test
    void knowsThatARefusedEffectDidNotHappen() {
        RecordingPartner partner =
                RecordingPartner.of("charge", Recovery.REPEAT_WITH_KEY, record).failNext(Fault.REFUSED);
        Kernel kernel = new Kernel(partner);

        assertThatThrownBy(() -> kernel.runner.once(kernel.call(partner))).isInstanceOf(PartnerFailure.class);

        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.NOT_DONE);
    }

    @Test
    void leavesAnEarlierAttemptInDoubtWhenThePartnerCannotBeReachedNow() {
        RecordingPartner partner =
                RecordingPartner.of("charge", Recovery.REPEAT_WITH_KEY, record).failNext(Fault.CUT_AFTER);
        Kernel kernel = new Kernel(partner);
        assertThatThrownBy(() -> kernel.runner.once(kernel.call(partner))).isInstanceOf(PartnerFailure.class);

        partner.failNext(Fault.NOT_REACHED);
        assertThatThrownBy(() -> kernel.runner.once(kernel.call(partner))).isInstanceOf(PartnerFailure.class);

        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.IN_DOUBT);
    }

    @Test
    void doesNotCallAnyMoreWhenItStoodStillBehindItsClaim() throws Exception {
        RecordingPartner partner = RecordingPartner.of("charge", Recovery.ASK_PARTNER, record);
        Kernel kernel = new Kernel(partner);
        kernel.standStillOnceAt(Milestone.CLAIMED, () -> kernel.clock.advance(Duration.ofSeconds(2)));

        assertThat(kernel.runner.once(kernel.call(partner))).isInstanceOf(Outcome.NotNow.class);
        assertThat(record).isEmpty();
        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.NOT_DONE);

        assertThat(kernel.runner.once(kernel.call(partner))).isInstanceOf(Outcome.Done.class);
        assertThat(record).containsExactly("do charge");
    }

    /** The partner does not recognise keys: only we can know that the one who stood still comes too late. */
    @Test
    void callsOnceWhenAnotherTookOverWhileItStoodStill() throws Exception {
        RecordingPartner partner = RecordingPartner.of("charge", Recovery.ASK_PARTNER, record);
        Kernel kernel = new Kernel(partner);
        kernel.standStillOnceAt(Milestone.CLAIMED, () -> kernel.takenOver(partner));

        assertThat(kernel.runner.once(kernel.call(partner))).isInstanceOf(Outcome.NotNow.class);

        assertThat(record).containsExactly("do charge");
        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.COMPLETED);
    }

    /** Between the last look at the clock and the partner nobody but the partner can help. */
    @Test
    void reportsAnEffectThatHappenedTwiceSinceItStoodStillWithinItsCall() throws Exception {
        RecordingPartner partner = RecordingPartner.of("charge", Recovery.ASK_PARTNER, record);
        Kernel kernel = new Kernel(partner);
        RecordingPartner paused = RecordingPartner.of("charge", Recovery.ASK_PARTNER, record)
                .beforeEffect(() -> kernel.takenOver(partner));

        Outcome outcome = kernel.runner.once(kernel.call(paused));

        assertThat(record).containsExactly("do charge", "do charge");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.receipt())
                                .as("the receipt that counts is the first")
                                .contains("\"number\":1"));
        assertThat(kernel.events(partner))
                .filteredOn(event -> event.event().equals("HAPPENED_TWICE"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.attempt()).isEqualTo(1);
                    assertThat(event.detail()).contains("\"number\":2");
                });
    }

    @Test
    void reportsNothingWhenTheOneThatTookOverFoundTheEffectOfTheOther() throws Exception {
        RecordingPartner partner = RecordingPartner.of("charge", Recovery.ASK_PARTNER, record);
        Kernel kernel = new Kernel(partner);
        partner.beforeAnswer(() -> kernel.takenOver(partner));

        assertThat(kernel.runner.once(kernel.call(partner))).isInstanceOf(Outcome.Done.class);

        assertThat(record).containsExactly("do charge");
        assertThat(kernel.events(partner)).noneMatch(event -> event.event().equals("HAPPENED_TWICE"));
    }

    @Test
    void doesNotUndoAnyMoreWhenItStoodStillBehindItsClaim() throws Exception {
        RecordingPartner partner = RecordingPartner.of("charge", Recovery.ASK_PARTNER, record);
        Kernel kernel = new Kernel(partner);
        kernel.complete(partner);
        kernel.settle();
        kernel.standStillOnceAt(Milestone.CLAIMED, () -> kernel.clock.advance(Duration.ofSeconds(2)));

        assertThat(kernel.undo(partner)).isInstanceOf(Outcome.NotNow.class);
        assertThat(record).containsExactly("do charge");

        assertThat(kernel.undo(partner)).isInstanceOf(Outcome.Done.class);
        assertThat(record).containsExactly("do charge", "undo charge");
    }

    @Test
    void doesNothingBehindAFence() throws Exception {
        RecordingPartner partner = RecordingPartner.of("charge", Recovery.REPEAT_WITH_KEY, record);
        Kernel kernel = new Kernel(partner);
        EffectCall late = kernel.call(partner);
        kernel.settle();

        assertThat(kernel.runner.once(late)).isInstanceOf(Outcome.Voided.class);
        assertThat(record).isEmpty();
    }

    @Test
    void undoesAtOnceWhatHappenedAfterItHadBeenDeclaredVoid() throws Exception {
        RecordingPartner partner = RecordingPartner.of("provision", Recovery.ASK_PARTNER, record);
        Kernel kernel = new Kernel(partner);
        EffectCall slow = kernel.call(partner);
        // The partner forgets that it is at work when it is asked, and the unwinding declares the effect void
        // meanwhile.
        RecordingPartner late = RecordingPartner.of("provision", Recovery.ASK_PARTNER, record)
                .beforeAnswer(() -> {
                    kernel.clock.advance(Kernel.LEASE);
                    try {
                        assertThat(kernel.settle()).isInstanceOf(Outcome.Done.class);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.VOID);
                });

        Outcome outcome = kernel.runner.once(new EffectCall(
                slow.key(),
                slow.saga(),
                slow.element(),
                slow.activation(),
                slow.instance(),
                slow.called(),
                late,
                slow.request(),
                false,
                slow.lease()));

        assertThat(outcome).isInstanceOf(Outcome.Voided.class);
        assertThat(record).containsExactly("do provision", "undo provision");
    }

    @Test
    void believesThatAPartnerDoesNotKnowAKeyOnlyWhenItCanNoLongerActOnAnEarlierCall() throws Exception {
        RecordingPartner partner = RecordingPartner.of("provision", Recovery.ASK_PARTNER, record)
                .inFlightFor(Duration.ofSeconds(5))
                .failNext(Fault.CUT_BEFORE);
        Kernel kernel = new Kernel(partner);
        assertThatThrownBy(() -> kernel.runner.once(kernel.call(partner))).isInstanceOf(PartnerFailure.class);
        kernel.clock.advance(Duration.ofSeconds(5));

        assertThat(kernel.runner.once(kernel.call(partner))).isInstanceOf(Outcome.NotNow.class);
        assertThat(kernel.settle()).isInstanceOf(Outcome.NotNow.class);
        assertThat(record).isEmpty();

        kernel.clock.advance(A_CALL_BEGINS_WITHIN);
        assertThat(kernel.settle()).isInstanceOf(Outcome.Done.class);
        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.VOID);
    }

    @Test
    void callsAgainOnlyAfterTheInFlightLimitOfItsOwnLastCall() throws Exception {
        RecordingPartner partner = RecordingPartner.of("provision", Recovery.ASK_PARTNER, record)
                .inFlightFor(Duration.ofSeconds(5))
                .failNext(Fault.CUT_BEFORE);
        Kernel kernel = new Kernel(partner);
        assertThatThrownBy(() -> kernel.runner.once(kernel.call(partner))).isInstanceOf(PartnerFailure.class);
        kernel.clock.advance(Duration.ofSeconds(6));
        partner.failNext(Fault.CUT_BEFORE);
        assertThatThrownBy(() -> kernel.runner.once(kernel.call(partner))).isInstanceOf(PartnerFailure.class);
        kernel.clock.advance(Duration.ofSeconds(5));

        assertThat(kernel.runner.once(kernel.call(partner)))
                .as("the second call began six seconds after the first")
                .isInstanceOf(Outcome.NotNow.class);
        kernel.clock.advance(A_CALL_BEGINS_WITHIN);
        assertThat(kernel.runner.once(kernel.call(partner))).isInstanceOf(Outcome.Done.class);
        assertThat(record).containsExactly("do provision");
    }
}
