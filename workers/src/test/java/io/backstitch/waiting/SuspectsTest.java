package io.backstitch.waiting;

import static io.backstitch.waiting.WaitingOnDatabase.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.backstitch.intake.Run;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ghosts are found, and who waits is left alone. */
@NeedsStack(Part.POSTGRES)
class SuspectsTest {

    private static final Instant LONG_AGO = NOW.minusSeconds(180);

    private final WaitingOnDatabase waiting;
    private final Run run;
    private final long instance;
    private final long job = WaitingOnDatabase.key();
    private final String type;

    SuspectsTest(RunningStack stack) {
        waiting = new WaitingOnDatabase(stack);
        run = waiting.run(LONG_AGO);
        instance = waiting.instance(run);
        type = waiting.process + ".charge-card";
    }

    @AfterEach
    void close() {
        waiting.close();
    }

    @Test
    void aJobThatNoWorkerTakesIsFoundAndToldInASentence() {
        waiting.take(waiting.job(job, instance, type, "CREATED", LONG_AGO));

        assertThat(waiting.suspects())
                .extracting(Suspect::run, Suspect::kind, SuspectsTest::sentence)
                .containsExactly(tuple(
                        run.id(),
                        Suspect.Kind.NO_WORKER,
                        "Job %s (Element_1) was created 3 min ago and no worker has taken it".formatted(type)));
    }

    private static String sentence(Suspect suspect) {
        return StuckRun.sentence(suspect.reason(), suspect.since(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aJobInALongQueueIsNotStuckAsLongAsWorkersTakeOthers() {
        waiting.take(waiting.job(job, instance, type, "CREATED", LONG_AGO));
        takenAt(NOW.minusSeconds(5), LONG_AGO.minusSeconds(10));

        assertThat(waiting.suspects()).isEmpty();
    }

    @Test
    void aJobInAQueueWhoseWorkersAreAllBusyIsNotStuck() {
        long taken = WaitingOnDatabase.key();
        waiting.take(
                waiting.job(job, instance, type, "CREATED", LONG_AGO),
                waiting.job(taken, instance, type, "CREATED", LONG_AGO.minusSeconds(1)),
                waiting.job(taken, instance, type, "TIMEOUT_UPDATED", LONG_AGO, NOW.plusSeconds(60)));
        waiting.inHand(taken);

        assertThat(waiting.suspects()).isEmpty();
    }

    @Test
    void aJobThatTheEngineForgotIsFoundAlthoughWorkersTakeOthers() {
        waiting.take(waiting.job(job, instance, type, "CREATED", NOW.minus(Duration.ofMinutes(11))));
        takenAt(NOW.minusSeconds(1), NOW.minusSeconds(2));

        assertThat(waiting.suspects())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.reason()).contains("others that came later"));
    }

    /** A worker has taken one that had waited since. */
    private void takenAt(Instant at, Instant since) {
        long other = WaitingOnDatabase.key();
        waiting.take(
                waiting.job(other, instance, type, "CREATED", since),
                waiting.job(other, instance, type, "COMPLETED", at, at.plusSeconds(3)));
    }

    @Test
    void aWorkerThatHangsIsFound() {
        waiting.take(
                waiting.job(job, instance, type, "CREATED", LONG_AGO),
                waiting.job(job, instance, type, "TIMEOUT_UPDATED", LONG_AGO, LONG_AGO.plusSeconds(62)),
                waiting.job(job, instance, type, "TIMED_OUT", LONG_AGO.plusSeconds(62)));
        waiting.inHand(job);
        assertThat(waiting.suspects()).isEmpty();

        waiting.overdue(job, type, Duration.ofMinutes(3));

        assertThat(waiting.suspects())
                .extracting(Suspect::kind, SuspectsTest::sentence)
                .containsExactly(tuple(
                        Suspect.Kind.WORKER_HANGS,
                        "A worker has had job %s (Element_1) in hand for 3 min; its time limit is 60 s, and it does not end"
                                .formatted(type)));
    }

    @Test
    void aRunThatTheEngineNeverBeganIsFound() {
        waiting.take(waiting.job(job, instance, type, "TIMEOUT_UPDATED", LONG_AGO, NOW.plusSeconds(60)));
        Run lost = waiting.run(LONG_AGO);
        waiting.run(NOW.minusSeconds(5)); // may still be on its way

        assertThat(waiting.suspects())
                .extracting(Suspect::run, Suspect::kind)
                .containsExactly(tuple(lost.id(), Suspect.Kind.NEVER_BEGUN));
    }

    @Test
    void aRunWhoseInstanceWasEndedInTheEngineIsFound() {
        waiting.take(waiting.element(instance, instance, -1, "PROCESS", "ELEMENT_TERMINATED", NOW));

        assertThat(waiting.suspects())
                .extracting(Suspect::run, Suspect::kind)
                .containsExactly(tuple(run.id(), Suspect.Kind.ENDED_OUTSIDE));
    }

    @Test
    void anUnwindingThatDoesNotMoveIsFound() {
        task();
        unwindingSince(NOW.minus(Duration.ofMinutes(14)));
        assertThat(waiting.suspects()).isEmpty();

        unwindingSince(NOW.minus(Duration.ofMinutes(16)));

        assertThat(waiting.suspects())
                .extracting(Suspect::run, Suspect::kind, SuspectsTest::sentence)
                .containsExactly(tuple(
                        run.id(),
                        Suspect.Kind.UNWINDING_STANDS,
                        "It is being unwound, and nothing of it was undone for 16 min"));
    }

    /** An effect of the run stands behind the fence. */
    private void unwindingSince(Instant since) {
        waiting.jdbc()
                .sql("UPDATE saga SET state = 'UNWINDING', fences = '{\"Task_Charge\": 100}' WHERE id = ?")
                .param(run.saga().value())
                .update();
        waiting.jdbc()
                .sql("""
                        INSERT INTO effect (key, saga, element, activation, type, compensation, recovery, state, attempt, owner, lease_until,
                            fingerprint, request, kernel_undoes_it, claimed_at, called_at, changed_at)
                        VALUES (:key, :saga, 'Task_Charge', 7, 'charge', 'refund', 'REPEATABLE', 'COMPLETED', 1, 'test', :at, '', '{}', false,
                            :at, :at, :at)
                        ON CONFLICT (key) DO UPDATE SET changed_at = excluded.changed_at
                        """)
                .param("key", run.saga().value() + "/Task_Charge")
                .param("saga", run.saga().value())
                .param("at", Timestamp.from(since))
                .update();
    }

    @Test
    void aMessageThatWasSentAndIsStillWaitedForIsFound() {
        task();
        waiting.take(waiting.record(
                "PROCESS_MESSAGE_SUBSCRIPTION",
                "CREATING",
                WaitingOnDatabase.key(),
                instance,
                LONG_AGO,
                Map.of("messageName", waiting.process + ".cancelled", "interrupting", true)));
        assertThat(waiting.suspects()).isEmpty();

        waiting.cancelled(run, NOW.minusSeconds(60));

        assertThat(waiting.suspects())
                .extracting(Suspect::kind, SuspectsTest::sentence)
                .containsExactly(tuple(
                        Suspect.Kind.MESSAGE_LOST,
                        "It was sent the message %s.cancelled 1 min ago and still waits for it"
                                .formatted(waiting.process)));
    }

    @Test
    void anInstanceThatWaitsForNothingIsFoundAlsoWhenAMessageCouldEndIt() {
        waiting.take(waiting.record(
                "PROCESS_MESSAGE_SUBSCRIPTION",
                "CREATING",
                WaitingOnDatabase.key(),
                instance,
                LONG_AGO,
                Map.of("messageName", waiting.process + ".cancelled", "interrupting", true)));

        assertThat(waiting.suspects()).extracting(Suspect::kind).containsExactly(Suspect.Kind.WAITS_FOR_NOTHING);
        assertThat(waiting.get(RunWaits.class).of(run)).isEmpty();
    }

    @Test
    void whoWaitsForAPersonIsNotStuck() {
        task();

        assertWaits(Wait.On.PERSON, "task Element_1");
    }

    private void task() {
        waiting.take(waiting.record("USER_TASK", "CREATED", WaitingOnDatabase.key(), instance, LONG_AGO, Map.of()));
    }

    @Test
    void whoWaitsForATimerForMonthsIsNotStuck() {
        long event = event("INTERMEDIATE_CATCH_EVENT");
        waiting.take(waiting.record(
                "TIMER",
                "CREATED",
                WaitingOnDatabase.key(),
                instance,
                LONG_AGO,
                Map.of(
                        "elementInstanceKey",
                        event,
                        "targetElementId",
                        "Event_Later",
                        "dueDate",
                        NOW.plus(Duration.ofDays(90)).toEpochMilli())));

        assertWaits(Wait.On.TIMER, "Element_1");
        assertThat(waiting.get(RunWaits.class).of(run))
                .extracting(Wait::until)
                .containsExactly(NOW.plus(Duration.ofDays(90)));
    }

    @Test
    void whoWaitsForAMessageIsNotStuck() {
        long event = event("RECEIVE_TASK");
        waiting.take(waiting.record(
                "PROCESS_MESSAGE_SUBSCRIPTION",
                "CREATING",
                WaitingOnDatabase.key(),
                instance,
                LONG_AGO,
                Map.of("elementInstanceKey", event, "messageName", "order.paid", "interrupting", true)));

        assertWaits(Wait.On.MESSAGE, "message order.paid");
    }

    private long event(String type) {
        long event = WaitingOnDatabase.key();
        waiting.take(waiting.element(event, instance, -1, type, "ELEMENT_ACTIVATING", LONG_AGO));
        return event;
    }

    @Test
    void aStepThatComesAgainLaterIsNotStuck() {
        waiting.take(
                waiting.job(job, instance, type, "CREATED", LONG_AGO),
                waiting.job(job, instance, type, "TIMEOUT_UPDATED", LONG_AGO, NOW.plusSeconds(600)));

        assertWaits(Wait.On.RETRY, type);
    }

    @Test
    void whoWaitsForAnIncidentIsNotStuck() {
        waiting.take(
                waiting.job(job, instance, type, "CREATED", LONG_AGO),
                waiting.job(job, instance, type, "FAILED", LONG_AGO, Map.of("deadline", -1, "retries", 0)),
                waiting.record(
                        "INCIDENT",
                        "CREATED",
                        WaitingOnDatabase.key(),
                        instance,
                        LONG_AGO,
                        Map.of("jobKey", job, "errorType", "JOB_NO_RETRIES")));

        assertWaits(Wait.On.INCIDENT, "JOB_NO_RETRIES");
    }

    @Test
    void aRunThatEndedIsNotStuck() {
        waiting.take(waiting.element(instance, instance, -1, "PROCESS", "ELEMENT_COMPLETED", NOW));
        waiting.jdbc()
                .sql("UPDATE saga SET ended_at = now() WHERE process = ?")
                .param(waiting.process)
                .update();

        assertThat(waiting.suspects()).isEmpty();
    }

    private void assertWaits(Wait.On on, String what) {
        assertThat(waiting.suspects()).isEmpty();
        assertThat(waiting.get(RunWaits.class).of(run)).singleElement().satisfies(wait -> {
            assertThat(wait.on()).isEqualTo(on);
            assertThat(wait.what()).contains(what);
        });
    }

    @Test
    void oneThatIsSeenOnceMayBeAMomentAndIsToldOnlyWhenItLasts() {
        StuckRuns stuck = waiting.get(StuckRuns.class);
        List<Suspect.Kind> all = List.of(Suspect.Kind.values());
        List<Suspect> found = waiting.suspects();
        assertThat(found).extracting(Suspect::kind).containsExactly(Suspect.Kind.WAITS_FOR_NOTHING);

        stuck.replace(found, all, NOW);
        assertThat(told(stuck, NOW)).isEmpty();
        assertThat(stuck.find(run.id())).isEmpty();

        stuck.replace(found, all, NOW.plusSeconds(31));
        assertThat(told(stuck, NOW.plusSeconds(31))).hasSize(1);
        assertThat(told(stuck, NOW.plusSeconds(31))).isEmpty();
        assertThat(stuck.find(run.id())).isPresent();

        task();
        assertThat(stuck.replace(waiting.suspects(), all, NOW.plusSeconds(40)))
                .extracting(StuckRun::run)
                .contains(run.id());
        assertThat(stuck.find(run.id())).isEmpty();
    }

    private List<StuckRun> told(StuckRuns stuck, Instant now) {
        return stuck.tell(now, now.minusSeconds(30)).stream()
                .filter(it -> it.process().equals(waiting.process))
                .toList();
    }
}
