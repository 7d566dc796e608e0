package io.backstitch.compensation;

import static io.backstitch.compensation.RecordingPartner.newRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of the ledger, on the real database. */
class LedgerTest {

    private final RecordingPartner partner = RecordingPartner.of("charge", Recovery.REPEAT_WITH_KEY, newRecord());
    private final Kernel kernel = new Kernel(partner);
    private final Ledger ledger = kernel.ledger;
    private final IdempotencyKey key = kernel.key(partner);
    private final Instant start = kernel.clock.instant();

    @Test
    void grantsAKeyThatNobodyHasClaimed() {
        assertThat(ledger.claim(kernel.call(partner))).isEqualTo(new Claim.Granted(1, null));
        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.CLAIMED);
    }

    @Test
    void isBusyWhileTheLeaseRuns() {
        ledger.claim(kernel.call(partner));
        kernel.clock.advance(Kernel.LEASE.minusMillis(1));

        assertThat(ledger.claim(kernel.call(partner))).isInstanceOf(Claim.Busy.class);
    }

    @Test
    void countsAnAttemptThatDidNotEndInItsTimeBeforeItGrantsTheNext() {
        ledger.claim(kernel.call(partner));
        kernel.clock.advance(Kernel.LEASE);

        assertThat(ledger.claim(kernel.call(partner))).isInstanceOf(Claim.Overdue.class);
        assertThat(ledger.claim(kernel.call(partner))).isEqualTo(new Claim.Granted(2, start));
    }

    @Test
    void returnsTheStoredReceiptWhenTheEffectIsCompleted() {
        ledger.claim(kernel.call(partner));
        assertThat(ledger.complete(key, 1, "{\"id\":\"ch_1\"}")).isTrue();

        assertThat(ledger.claim(kernel.call(partner))).isEqualTo(new Claim.Completed("{\"id\":\"ch_1\"}"));
    }

    @Test
    void ignoresTheCompletionOfAnAttemptThatWasOvertaken() {
        ledger.claim(kernel.call(partner));
        kernel.clock.advance(Kernel.LEASE);
        ledger.claim(kernel.call(partner)); // overdue
        ledger.claim(kernel.call(partner));

        assertThat(ledger.complete(key, 1, "{\"late\":true}")).isFalse();
        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.CLAIMED);
        assertThat(ledger.complete(key, 2, "{\"late\":false}")).isTrue();
    }

    /** As a thread that is told to stop finds it: under load the driver closes the connection that it waits on, and the pool gives it none. */
    @Test
    void recordsHowAnAttemptEndedAlsoWhenItsThreadIsToldToStop() {
        Ledger stopped = new Ledger(refusingInterruptedThreads(), kernel.clock, kernel.owner);
        ledger.claim(kernel.call(partner));

        Thread.currentThread().interrupt();
        stopped.inDoubt(key, 1, "cut off");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.IN_DOUBT);

        Thread.currentThread().interrupt();
        assertThat(stopped.complete(key, 1, "{}")).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.COMPLETED);
    }

    private static DataSource refusingInterruptedThreads() {
        return (DataSource) Proxy.newProxyInstance(
                LedgerTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new SQLException("Interrupted during connection acquisition");
                    }
                    return method.invoke(LedgerDatabase.dataSource(), arguments);
                });
    }

    @Test
    void refusesTheSameKeyWithAnotherRequest() {
        ledger.claim(kernel.call(partner, "{\"amount\":1}"));

        assertThat(ledger.claim(kernel.call(partner, "{\"amount\":2}")))
                .isEqualTo(new Claim.Refused(Fingerprint.of("{\"amount\":1}"), Fingerprint.of("{\"amount\":2}")));
    }

    /** Nothing has happened under the key, so nothing can be done twice; undoing later needs what was really asked for. */
    @Test
    void takesACorrectedRequestForWhatCertainlyDidNotHappenAndForNothingElse() {
        ledger.claim(kernel.call(partner, "{\"amount\":1}"));
        ledger.notDone(key, 1, "declined");

        assertThat(ledger.claim(kernel.call(partner, "{\"amount\":2}"))).isEqualTo(new Claim.Granted(2, null));

        assertThat(ledger.find(key).orElseThrow().request()).contains("2");
        ledger.inDoubt(key, 2, "connection cut");
        assertThat(ledger.claim(kernel.call(partner, "{\"amount\":3}"))).isInstanceOf(Claim.Refused.class);
    }

    @Test
    void grantsAgainAtOnceWhatCertainlyDidNotHappen() {
        ledger.claim(kernel.call(partner));
        ledger.notDone(key, 1, "declined");

        assertThat(ledger.claim(kernel.call(partner))).isEqualTo(new Claim.Granted(2, null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Recovery.class,
            names = {"REPEAT_WITH_KEY", "REPEATABLE", "ASK_PARTNER"})
    void grantsAtOnceWhatIsInDoubtWhenTheRecoveryCanResolveIt(Recovery recovery) {
        RecordingPartner inDoubt = RecordingPartner.of("provision", recovery, newRecord());
        ledger.claim(kernel.call(inDoubt));
        ledger.inDoubt(kernel.key(inDoubt), 1, "connection cut");

        assertThat(ledger.claim(kernel.call(inDoubt))).isEqualTo(new Claim.Granted(2, start));
    }

    @Test
    void leavesToAPersonWhatOnlyAPersonCanResolve() {
        RecordingPartner fax = RecordingPartner.of("fax", Recovery.ASK_PERSON, newRecord());
        ledger.claim(kernel.call(fax));
        kernel.clock.advance(Kernel.LEASE);

        assertThat(ledger.claim(kernel.call(fax))).isInstanceOf(Claim.InDoubt.class);
        assertThat(kernel.stateOf(fax)).isEqualTo(EffectState.IN_DOUBT);
    }

    /** A version that did not encode keys called "J?rgen": "Jürgen" is not known there, although it may have happened. */
    @ParameterizedTest
    @EnumSource(
            value = Recovery.class,
            names = {"REPEAT_WITH_KEY", "ASK_PARTNER"})
    void leavesToAPersonWhatPartnersMayKnowByAnotherName(Recovery recovery) throws SQLException {
        RecordingPartner inDoubt = RecordingPartner.of("assign-Jürgen-" + recovery, recovery, newRecord());
        RecordingPartner plain = RecordingPartner.of("assign-Ada-" + recovery, recovery, newRecord());
        for (RecordingPartner each : List.of(inDoubt, plain)) {
            ledger.claim(kernel.call(each));
            ledger.inDoubt(kernel.key(each), 1, "connection cut");
        }
        asAnEarlierVersionHasClaimed();

        assertThat(ledger.claim(kernel.call(plain))).isEqualTo(new Claim.Granted(2, start));
        assertThat(ledger.claim(kernel.call(inDoubt))).isEqualTo(new Claim.InDoubt(start));
        assertThat(ledger.inDoubt(500)).extracting(LedgerEntry::key).contains(kernel.key(inDoubt));
        // What this version calls, it can ask for.
        new Decisions(LedgerDatabase.dataSource(), kernel.clock)
                .record(new Decision(
                        kernel.key(inDoubt), Decision.Verdict.DID_NOT_HAPPEN, null, "operator", "looked there"));
        assertThat(ledger.claim(kernel.call(inDoubt))).isEqualTo(new Claim.Granted(2, null));
    }

    private void asAnEarlierVersionHasClaimed() throws SQLException {
        try (Connection connection = LedgerDatabase.dataSource().getConnection()) {
            Sql.update(connection, "UPDATE effect SET key_form = NULL WHERE saga = ?", kernel.saga.value());
        }
    }

    @Test
    void aLeaseIsHeldUntilItEndsOrAnotherAttemptHasTakenOver() {
        ledger.claim(kernel.call(partner));
        Lease first = ledger.lease(key, 1);
        assertThat(first.isHeld()).isTrue();

        kernel.clock.advance(Kernel.LEASE);
        assertThat(first.isHeld()).isFalse();
        assertThatThrownBy(first::require).isInstanceOf(LeaseOver.class);

        ledger.claim(kernel.call(partner)); // overdue
        ledger.claim(kernel.call(partner));
        assertThat(first.isHeld()).isFalse();
        assertThat(ledger.lease(key, 2).isHeld()).isTrue();
    }

    @Test
    void grantsNothingBehindAFence() {
        EffectCall late = kernel.call(partner);
        kernel.sagas.fence(kernel.saga, List.of(late.element()), late.activation() + 1, "cancelled");

        assertThat(ledger.claim(late)).isInstanceOf(Claim.Voided.class);
        assertThat(ledger.find(key)).isEmpty();
    }

    @Test
    void letsActivationsAfterTheFencePass() {
        EffectCall early = kernel.call(partner);
        kernel.sagas.fence(kernel.saga, List.of(early.element()), early.activation(), "cancelled");

        assertThat(ledger.claim(kernel.call(partner))).isEqualTo(new Claim.Granted(1, null));
    }

    @Test
    void appendsAnEventForEachChange() {
        ledger.claim(kernel.call(partner));
        ledger.inDoubt(key, 1, "connection cut");
        ledger.claim(kernel.call(partner));
        kernel.clock.advance(Duration.ofSeconds(1));
        ledger.complete(key, 2, "{}");

        assertThat(ledger.eventsOf(kernel.saga))
                .extracting(LedgerEvent::event, LedgerEvent::attempt)
                .containsExactly(tuple("CLAIMED", 1), tuple("IN_DOUBT", 1), tuple("CLAIMED", 2), tuple("COMPLETED", 2));
        assertThat(ledger.eventsOf(kernel.saga).getLast().at()).isEqualTo(kernel.clock.instant());
    }
}
