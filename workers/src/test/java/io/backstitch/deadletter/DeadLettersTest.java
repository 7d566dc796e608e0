package io.backstitch.deadletter;

import static io.backstitch.deadletter.LettersOnDatabase.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.SagaState;
import io.backstitch.job.DeadLetterKind;
import io.backstitch.job.FailedStep;
import io.backstitch.messaging.Incident;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.api.command.ClientException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a dead letter does to its run, and what others hear of it. */
@NeedsStack(Part.POSTGRES)
class DeadLettersTest {

    private final LettersOnDatabase database;
    private final SagaId saga;

    DeadLettersTest(RunningStack stack) {
        database = new LettersOnDatabase(stack);
        saga = database.newSaga();
    }

    @Test
    void tellsOthersWhereAndHowButNotWho() {
        open(aStep());
        long letter = openLetters().getFirst();

        replay(letter);

        assertThat(database.eventsAbout(letter))
                .containsExactly(
                        JsonMapper.shared().readTree("""
                                {"deadLetter": %d, "process": "onboarding", "element": "Task_ChargeCard"}
                                """.formatted(letter)),
                        JsonMapper.shared().readTree("""
                                {"deadLetter": %d, "state": "REPLAYED"}
                                """.formatted(letter)));
    }

    @Test
    void aDecisionIsOnRecordOnceUnderAPseudonym() {
        open(aStep());
        long letter = openLetters().getFirst();

        replay(letter);
        assertThat(database.letters().close(letter, DeadLetter.State.REPLAYED, "a.person", "again"))
                .isFalse();

        assertThat(database.auditOf(saga)).singleElement().satisfies(entry -> {
            assertThat(entry.path("kind").asString()).isEqualTo("operator.dead-letter-replayed");
            JsonNode body = entry.path("body");
            assertThat(body.path("deadLetter").asLong()).isEqualTo(letter);
            assertThat(body.path("element").asString()).isEqualTo("Task_ChargeCard");
            assertThat(body.path("key").asString()).isEqualTo(saga + "/Task_ChargeCard");
            assertThat(body.path("reason").asString()).isEqualTo("they are well again");
            assertThat(body.path("actor").propertyNames()).containsExactlyInAnyOrder("hash", "id");
            assertThat(entry.toString()).doesNotContain("a.person");
        });
    }

    @Test
    void givingUpIsOnRecordBeforeTheEngineIsTold() {
        open(aStep());
        long letter = openLetters().getFirst();

        giveUpWithoutEngine(letter);

        assertThat(database.auditOf(saga)).singleElement().satisfies(entry -> {
            assertThat(entry.path("kind").asString()).isEqualTo("operator.dead-letter-given-up");
            assertThat(entry.path("body").path("deadLetter").asLong()).isEqualTo(letter);
            assertThat(entry.path("body").path("reason").asString()).isEqualTo("the customer has left");
            assertThat(entry.toString()).doesNotContain("a.person");
        });
    }

    @Test
    void aCommandForManyLeavesOneEntryForEachLetter() {
        open(aStep());
        open(aStep());
        List<Long> both = openLetters();

        both.forEach(this::replay);

        assertThat(database.auditOf(saga))
                .extracting(entry -> entry.path("body").path("deadLetter").asLong())
                .containsExactlyElementsOf(both);
    }

    @Test
    void cancellingARunIsOnRecordOnceAlthoughTheEngineIsAskedEachTime() {
        database.cancel(saga, "a.person");
        database.cancel(saga, "another.person");

        assertThat(database.auditOf(saga)).singleElement().satisfies(entry -> {
            assertThat(entry.path("kind").asString()).isEqualTo("operator.run-cancelled");
            assertThat(entry.path("body").propertyNames()).containsExactly("actor", "reason");
        });
    }

    @Test
    void aDecisionThatIsRolledBackIsNotOnRecord() {
        open(aStep());
        long letter = openLetters().getFirst();

        database.inTransaction(transaction -> {
            replay(letter);
            transaction.setRollbackOnly();
        });

        assertThat(database.auditOf(saga)).isEmpty();
    }

    @Test
    void whatIsResolvedInOperateIsNobodysDecisionHere() {
        FailedStep step = aStep();
        open(step);
        Incident incident = anIncident(step);
        database.incidents().created(incident);

        database.incidents().resolved(incident);

        assertThat(database.auditOf(saga)).isEmpty();
    }

    @Test
    void theRunWaitsAlsoWhenTheWorkerDiedAndOnlyTheEngineTellsOfTheIncident() {
        FailedStep step = aStep();
        database.letters().record(step, "FINAL", "The partner answered 422", "no such card");

        database.incidents().created(anIncident(step));

        assertThat(sagaState()).isEqualTo(SagaState.WAITING_FOR_PERSON);
        assertThat(database.openOf(saga))
                .extracting(row -> row.letter().kind())
                .containsExactly(DeadLetterKind.INCIDENT);
    }

    @Test
    void theRunGoesOnWhenTheIncidentIsResolvedInOperate() {
        FailedStep step = aStep();
        open(step);
        Incident incident = anIncident(step);
        database.incidents().created(incident);
        assertThat(openLetters()).hasSize(1);

        database.incidents().resolved(incident);

        assertThat(openLetters()).isEmpty();
        assertThat(sagaState()).isEqualTo(SagaState.RUNNING);
    }

    @Test
    void leavesTheRunAsItWasWhenTheLetterIsRolledBack() {
        database.inTransaction(transaction -> {
            open(aStep());
            transaction.setRollbackOnly();
        });

        assertThat(openLetters()).isEmpty();
        assertThat(sagaState()).isEqualTo(SagaState.RUNNING);
    }

    @Test
    void leavesTheRunWaitingWhenTheDecisionIsRolledBack() {
        open(aStep());
        long letter = openLetters().getFirst();

        database.inTransaction(transaction -> {
            replay(letter);
            transaction.setRollbackOnly();
        });

        assertThat(openLetters()).containsExactly(letter);
        assertThat(sagaState()).isEqualTo(SagaState.WAITING_FOR_PERSON);
    }

    @Test
    void letsTheRunGoOnWithItsLastLetter() {
        open(aStep());
        open(aStep());

        replay(openLetters().getFirst());
        assertThat(sagaState()).isEqualTo(SagaState.WAITING_FOR_PERSON);

        replay(openLetters().getFirst());
        assertThat(sagaState()).isEqualTo(SagaState.RUNNING);
    }

    @Test
    void letsTheRunGoOnWhenItsLastTwoLettersAreClosedAtTheSameTime() throws Exception {
        open(aStep());
        open(aStep());
        List<Long> both = openLetters();
        AtomicReference<Future<?>> second = new AtomicReference<>();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            database.inTransaction(transaction -> {
                replay(both.getFirst());
                second.set(other.submit(() -> replay(both.getLast())));
                await().until(() -> second.get().isDone() || database.someoneWaits());
            });
        }

        second.get().get();
        assertThat(sagaState()).isEqualTo(SagaState.RUNNING);
    }

    @Test
    void givingUpTwiceIsTheSameAsOnceWhileTheRunIsOnItsWayBack() {
        open(aStep());
        open(aStep());
        List<Long> both = openLetters();
        database.letters().close(both.getFirst(), DeadLetter.State.GIVEN_UP, "a.person", "the customer has left");
        database.unwind(saga);

        assertThat(giveUp(both.getFirst())).isEqualTo(Replay.Answer.NOT_OPEN);
        assertThat(giveUp(both.getLast())).isEqualTo(Replay.Answer.UNWINDING);
    }

    /** The run goes on with the one; the other is undone by hand, and that is all that giving up says. */
    @Test
    void whatHappenedTwiceIsOneLetterThatHoldsUpNobody() {
        database.happenedTwice(database.newEffectInDoubt(saga));

        long letter = openLetters().getFirst();
        assertThat(openLetters()).hasSize(1);
        assertThat(database.find(letter).letter().kind()).isEqualTo(DeadLetterKind.HAPPENED_TWICE);
        assertThat(sagaState()).isEqualTo(SagaState.RUNNING);
        open(aStep());
        database.letters().close(openLetters().getLast(), DeadLetter.State.REPLAYED, "a.person", "well again");
        assertThat(sagaState()).isEqualTo(SagaState.RUNNING);
        assertThat(database.replay().replay(database.find(letter), "a.person", "again"))
                .isEqualTo(Replay.Answer.NOTHING_TO_REPLAY);

        assertThat(giveUp(letter)).isEqualTo(Replay.Answer.DONE);

        assertThat(database.find(letter).letter().state()).isEqualTo(DeadLetter.State.GIVEN_UP);
        assertThat(sagaState()).isEqualTo(SagaState.RUNNING);
    }

    @Test
    void anIncidentOfTheModelBelongsToTheRunThatItsInstanceIs() {
        Incident incident = anIncidentWithoutAJob();
        database.isRun(incident.rootInstanceKey(), saga);

        database.letters().incidentCreated(incident);

        assertThat(openLetters()).hasSize(1);
        assertThat(sagaState()).isEqualTo(SagaState.WAITING_FOR_PERSON);
    }

    private void giveUpWithoutEngine(long letter) {
        try {
            giveUp(letter);
        } catch (ClientException e) {
            // Nobody is there; it is told again later.
        }
    }

    private Replay.Answer giveUp(long letter) {
        return database.replay().giveUp(database.find(letter), "a.person", "the customer has left");
    }

    private FailedStep aStep() {
        return new FailedStep(
                newKey(),
                newKey(),
                saga,
                "onboarding",
                "Task_ChargeCard",
                "onboarding.charge-card",
                saga + "/Task_ChargeCard",
                3);
    }

    /** In a called process. */
    private static Incident anIncidentWithoutAJob() {
        return new Incident(
                newKey(),
                1,
                7,
                null,
                newKey(),
                newKey(),
                newKey(),
                "agent",
                "Gateway_Purpose",
                "EXTRACT_VALUE_ERROR",
                "no variable purpose",
                Instant.parse("2026-11-21T10:15:30Z"),
                null);
    }

    private static Incident anIncident(FailedStep step) {
        return new Incident(
                newKey(),
                1,
                7,
                step.jobKey(),
                newKey(),
                step.processInstanceKey(),
                step.processInstanceKey(),
                step.process(),
                step.element(),
                "JOB_NO_RETRIES",
                "no such card",
                Instant.parse("2026-11-21T10:15:30Z"),
                null);
    }

    private void open(FailedStep step) {
        database.letters().open(step, DeadLetterKind.FINAL, "no such card");
    }

    private void replay(long letter) {
        assertThat(database.letters().close(letter, DeadLetter.State.REPLAYED, "a.person", "they are well again"))
                .isTrue();
    }

    private SagaState sagaState() {
        return database.find(saga).state();
    }

    private List<Long> openLetters() {
        return database.openOf(saga).stream().map(row -> row.letter().id()).toList();
    }
}
