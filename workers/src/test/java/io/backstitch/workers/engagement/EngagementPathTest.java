package io.backstitch.workers.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.SagaState;
import io.backstitch.engine.ObjectsWitness;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.value.Drawn;
import io.backstitch.value.Name;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every way through the model of engagement, and the start date that moves: people are assigned once, on the day that counts. */
@NeedsStack(Part.POSTGRES)
class EngagementPathTest {

    private static final Duration DAY = Duration.ofDays(1);
    /** In it all others can be done, and a test can do something. */
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    private static EngagementInMemory application;

    private final String project = EngagementInMemory.aProject();

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        application = new EngagementInMemory(stack, folder);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @AfterEach
    void mendPartners() {
        application.partners.clearFaults();
    }

    @Test
    void assignsEverybodyOnTheStartDateAndNotBefore() throws InterruptedException {
        SagaId saga = application.plan(project, 1, DAY.multipliedBy(30), "ada", "grace");
        application.awaitPlan(saga, 1);

        application.pass(DAY.multipliedBy(29));
        assertThat(assigned(saga)).isEmpty();
        application.pass(DAY.multipliedBy(2));

        assertThat(application.ended(saga).outcome()).isEqualTo("BEGUN");
        assertThat(assigned(saga)).containsExactlyInAnyOrder("ada", "grace");
    }

    @Test
    void theDateMovesSeveralTimesAndOnlyTheLastOneCounts() throws InterruptedException {
        SagaId saga = application.plan(project, 1, DAY.multipliedBy(2), "ada");
        assertThat(application.plan(project, 2, DAY.multipliedBy(40), "ada")).isEqualTo(saga);
        application.plan(project, 3, DAY.multipliedBy(20), "ada", "grace");
        application.awaitPlan(saga, 3);

        application.pass(DAY.multipliedBy(3));
        assertThat(assigned(saga)).as("on the first date").isEmpty();
        application.pass(DAY.multipliedBy(18));

        assertThat(application.ended(saga).outcome()).isEqualTo("BEGUN");
        application.pass(DAY.multipliedBy(30));
        assertThat(assigned(saga)).as("once, with the last plan's people").containsExactlyInAnyOrder("ada", "grace");
    }

    @Test
    void aDateMovedIntoThePastIsNow() {
        SagaId saga = application.plan(project, 1, DAY.multipliedBy(30), "ada");
        application.plan(project, 2, DAY.negated(), "ada");

        assertThat(application.ended(saga).outcome()).isEqualTo("BEGUN");
        assertThat(assigned(saga)).containsExactly("ada");
    }

    /** The engine never looks at a time before its calendar begins. */
    @Test
    void aDateBefore1970IsNow() {
        SagaId saga = application.plan(project, 1, Instant.parse("1960-02-29T00:00:00Z"), "ada");

        assertThat(application.ended(saga).outcome()).isEqualTo("BEGUN");
        assertThat(assigned(saga)).containsExactly("ada");
    }

    @Test
    void anOlderPlanThatComesLateChangesNothing() throws InterruptedException {
        SagaId saga = application.plan(project, 5, DAY.multipliedBy(2), "ada");
        application.plan(project, 4, DAY.multipliedBy(90), "grace");
        application.plan(project, 6, DAY.multipliedBy(3), "ada");
        application.awaitPlan(saga, 6);

        application.pass(DAY.multipliedBy(4));

        assertThat(application.ended(saga).outcome()).isEqualTo("BEGUN");
        assertThat(assigned(saga)).containsExactly("ada");
    }

    /** Whichever the engine sees first, it is one of them: the people are assigned once, on the one date or on the other. */
    @Test
    void aDateThatMovesInTheSecondItFiresFiresOnce() throws InterruptedException {
        List<SagaId> sagas = application.planAndMoveAsTheTimeComes(20, DAY.multipliedBy(2), DAY.multipliedBy(30));

        application.pass(DAY.multipliedBy(31));

        for (SagaId saga : sagas) {
            assertThat(application.ended(saga).outcome()).isEqualTo("BEGUN");
            assertThat(assigned(saga)).as("of %s", saga).containsExactly("ada");
        }
    }

    @Test
    void releasesThoseWhoAreAssignedWhenOneIsRefused() {
        application.partners.faultObjects(
                Fault.delay(A_WHILE).matching("/Task_AssignPeople/grace\n"),
                Fault.status(422).matching("/Task_AssignPeople/grace\n"));
        SagaId saga = application.plan(project, 1, DAY.negated(), "ada", "grace", "joan");

        Saga ended = application.ended(saga);

        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("assignment-refused");
        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(released(saga))
                .containsExactlyInAnyOrderElementsOf(assigned(saga))
                .hasSize(2);
    }

    /** The answer about Jürgen is lost each time: only who is asked for by the same name is found, and released. */
    @Test
    void releasesPeopleWhateverTheyAreCalledAlsoWhenAnswersAreLost() {
        application.partners.faultObjects(
                Fault.cutAfterEffect().matching("\"Jürgen\""),
                Fault.delay(A_WHILE).matching("/Task_AssignPeople/grace\n"),
                Fault.status(422).matching("/Task_AssignPeople/grace\n"));
        SagaId saga = application.plan(
                project,
                1,
                DAY.negated(),
                "Jürgen",
                "Müller",
                "Möller",
                "Łukasz",
                "山田太郎",
                "ann",
                "ann ",
                "undo",
                "grace");
        application.expectIncidents(saga);

        Saga ended = application.ended(saga);

        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(assigned(saga))
                .containsExactlyInAnyOrder(
                        "J%C3%BCrgen",
                        "M%C3%BCller",
                        "M%C3%B6ller",
                        "%C5%81ukasz",
                        "%E5%B1%B1%E7%94%B0%E5%A4%AA%E9%83%8E",
                        "ann",
                        "ann%20",
                        "~undo");
        assertThat(application.partners.objects())
                .filteredOn(change ->
                        change.key().contains(saga.businessId()) && change.change() == ObjectChange.Change.DELETED)
                .extracting(ObjectChange::id)
                .as("all that were created")
                .containsExactlyInAnyOrderElementsOf(witness(saga).changes("assignments").stream()
                        .filter(change -> change.change() == ObjectChange.Change.CREATED)
                        .map(ObjectChange::id)
                        .toList());
    }

    /** From the door over the database and the engine to worker, partner and ledger, and back to the key of their release. */
    @Test
    void whateverPeopleAreCalledTheirNamesAreTheSameEverywhere() {
        Drawn drawn = new Drawn();
        List<String> names = drawn.names(Name::of, 30);
        names = names.subList(0, Math.min(names.size(), 100));
        String[] people = names.toArray(String[]::new);

        SagaId saga = application.plan(project, 1, DAY.negated(), people);

        assertThat(application.ended(saga).outcome())
                .as("seed %d", drawn.seed())
                .isEqualTo("BEGUN");
        assertThat(texts(application
                        .engine
                        .lastVariable(saga.businessId(), "plan")
                        .path("people")))
                .as("in the engine, seed %d", drawn.seed())
                .isEqualTo(names);
        assertThat(application.people(saga))
                .as("in the database, seed %d", drawn.seed())
                .isEqualTo(names);
        assertThat(witness(saga).changes("assignments"))
                .as("at the partner, seed %d", drawn.seed())
                .extracting(change ->
                        Objects.requireNonNull(change.content()).path("person").asString())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(application.effects(saga))
                .as("in the ledger, seed %d", drawn.seed())
                .extracting(effect -> JsonMapper.shared()
                        .readTree(application.column("request", effect.key().value()))
                        .path("person")
                        .asString())
                .containsExactlyInAnyOrderElementsOf(names);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    /** As when a version that calls the id otherwise takes over while a run waits: it reads no id, and must not take that for "nothing to release". */
    @Test
    void releasesNobodyByAReceiptThatItDoesNotReadForCertain() throws InterruptedException {
        application.partners.faultObjects(
                Fault.delay(A_WHILE).matching("/Task_AssignPeople/grace\n"),
                Fault.status(422).matching("/Task_AssignPeople/grace\n"));
        SagaId saga = application.plan(project, 1, DAY.negated(), "ada", "grace");
        application.awaitEffect(saga, "Task_AssignPeople", EffectState.COMPLETED);
        String key = "%s/Task_AssignPeople/ada".formatted(saga);
        assertThat(application.column("receipt_shape", key)).isEqualTo("assignmentId: String");
        String receipt = application.column("receipt", key);
        application.rewriteReceipt(key, "{\"assignment\":\"assignments_1\"}", "assignment: String");

        await().untilAsserted(() -> assertThat(application.engine.attemptsLeft("saga.settle"))
                .as("the kernel undoes it: the engine has one handler for all of a fan-out")
                .containsExactly(4));
        assertThat(released(saga)).isEmpty();

        application.rewriteReceipt(key, receipt, null);
        application.pass(Duration.ofMinutes(2));
        assertThat(application.ended(saga).state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(released(saga)).containsExactly("ada");
    }

    @Test
    void aCancelledEngagementNeverBegins() throws InterruptedException {
        SagaId saga = application.plan(project, 1, DAY, "ada");
        application.cancel(saga);
        assertThat(application.ended(saga).cause()).isEqualTo("cancelled");

        application.pass(DAY.multipliedBy(2));

        assertThat(assigned(saga)).isEmpty();
    }

    @Test
    void releasesEverybodyWhenCancelledWhileAssigning() {
        application.partners.faultObjects(Fault.latency(A_WHILE).matching("/Task_AssignPeople/grace\n"));
        SagaId saga = application.plan(project, 1, DAY.negated(), "ada", "grace");
        application.awaitEffect(saga, "Task_AssignPeople", EffectState.COMPLETED);

        application.cancel(saga);

        assertThat(application.ended(saga).cause()).isEqualTo("cancelled");
        assertThat(released(saga)).containsExactlyInAnyOrderElementsOf(assigned(saga));
    }

    private static List<String> assigned(SagaId saga) {
        return people(witness(saga).created());
    }

    private static List<String> released(SagaId saga) {
        return people(witness(saga).deleted());
    }

    /** The last part of the key names the person. */
    private static List<String> people(List<String> keys) {
        return keys.stream().map(key -> key.substring(key.lastIndexOf('/') + 1)).toList();
    }

    private static ObjectsWitness witness(SagaId saga) {
        return new ObjectsWitness(application.partners, saga);
    }
}
