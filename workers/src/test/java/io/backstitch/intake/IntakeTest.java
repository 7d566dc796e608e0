package io.backstitch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.security.Viewer;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Once, for ever; to the run that there is; in order; and what cannot be delivered stands in nobody's way. */
@NeedsStack(Part.POSTGRES)
class IntakeTest {

    private static final Sender ADA = new Sender("api/portal", "id-of-ada");
    private static final Sender BOB = new Sender("api/portal", "id-of-bob");

    private final IntakeOnDatabase intake;

    IntakeTest(RunningStack stack) {
        intake = new IntakeOnDatabase(stack);
    }

    @AfterEach
    void close() {
        intake.close();
    }

    @Test
    void theFirstEventOfASubjectStartsItsRunAndTheOthersReachIt() {
        Accepted first = intake.accept("house", "key-1", "built");
        Accepted second = intake.accept("house", "key-2", "painted");
        Accepted other = intake.accept("garden", "key-3", "planted");

        assertThat(first).isInstanceOf(Accepted.New.class).isEqualTo(second).isNotEqualTo(other);
        assertThat(intake.count("run")).isEqualTo(2);
        assertThat(intake.count("run_event")).isEqualTo(1);
    }

    @Test
    void theSameEventAgainIsKnownAlsoAfterTheRunHasEnded() {
        String run = run(intake.accept("house", "key-1", "built"));
        intake.accept("house", "key-2", "painted");
        intake.relayAll();
        intake.end(run);

        assertThat(intake.accept("house", "key-1", "built")).isEqualTo(new Accepted.Known(run));
        assertThat(intake.accept("house", "key-2", "painted")).isEqualTo(new Accepted.Known(run));
        assertThat(intake.count("run")).isEqualTo(1);
        assertThat(intake.count("run_event")).isEqualTo(1);
    }

    @Test
    void theSameKeyForSomethingElseIsAConflictWhateverItIsAbout() {
        intake.accept("house", "key-1", "built");
        intake.accept("house", "key-2", "painted");

        assertThat(intake.accept("house", "key-1", "burnt")).isInstanceOf(Accepted.Conflict.class);
        assertThat(intake.accept("house", "key-2", "burnt")).isInstanceOf(Accepted.Conflict.class);
        assertThat(intake.accept("garden", "key-1", "burnt")).isInstanceOf(Accepted.Conflict.class);
        assertThat(intake.accept("garden", "key-2", "burnt")).isInstanceOf(Accepted.Conflict.class);
        assertThat(intake.count("run")).isEqualTo(1);
        assertThat(intake.count("run_event")).isEqualTo(1);
    }

    /** Four events, each ten times, all at once: one of them starts the run, three reach it. */
    @Test
    void ofManyAtTheSameTimeOneStartsTheRun() throws InterruptedException, ExecutionException {
        long seed = System.nanoTime();
        List<Integer> events = new ArrayList<>();
        IntStream.range(0, 40).forEach(it -> events.add(it % 4));
        Collections.shuffle(events, new Random(seed));
        List<Accepted> answers = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Accepted>> sent = events.stream()
                    .map(event -> senders.submit(() -> intake.accept("house", "key-" + event, "news " + event)))
                    .toList();
            for (Future<Accepted> answer : sent) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).as("seed %d", seed).doesNotHaveAnyElementsOfTypes(Accepted.Conflict.class);
        assertThat(answers).filteredOn(Accepted.New.class::isInstance).hasSize(4);
        assertThat(intake.count("run")).isEqualTo(1);
        assertThat(intake.count("run_event")).isEqualTo(3);
    }

    @Test
    void eventsOfOneRunAreRelayedInTheirOrderBehindItsStart() {
        String run = run(intake.accept("house", "key-1", "built"));
        List<String> expected = new ArrayList<>(List.of(run));
        for (int i = 2; i <= 8; i++) {
            intake.accept("house", "key-" + i, "news " + i);
            expected.add(intake.event("key-" + i));
        }
        intake.engine().takesAtOnce(1);

        intake.relayAll();

        assertThat(intake.engine().takenIds()).containsExactlyElementsOf(expected);
    }

    @Test
    void aBurstIsStartedAtTheRateOfItsLaneAndStandsInNobodyElsesWay() {
        Line burst = new Line("burst", Set.of(intake.process), false, Rate.valueOf("5/s"));
        Line others = new Line("others", Set.of(intake.process), true, null);
        IntStream.range(0, 30).forEach(number -> intake.start("key-" + number));

        assertThat(intake.relay(others)).isEqualTo(LineRelay.Next.WHEN_WOKEN);
        assertThat(intake.engine().taken).isEmpty();
        Instant begin = Instant.now();
        assertThat(intake.relay(burst)).isEqualTo(LineRelay.Next.AT_ITS_RATE);
        // Those of a second, and those that came while they were counted.
        assertThat(intake.engine().taken).hasSizeBetween(5, 6 + 5 * secondsSince(begin));
        intake.relay(burst);
        assertThat(intake.engine().taken).hasSizeLessThan(10 + 5 * secondsSince(begin));
    }

    @Test
    void anUpdateThatComesBeforeItsRunIsKeptUntilThereIsOne() {
        intake.update("house", "key-1", "painted");
        intake.relayAll();
        assertThat(intake.engine().taken).isEmpty();

        String run = run(intake.accept("house", "key-2", "built"));
        intake.relayAll();

        assertThat(intake.engine().takenIds()).containsExactly(run, intake.event("key-1"));
    }

    /** The engine refuses one again and again: others pass, and after some tries it waits for a person. */
    @Test
    void whatTheEngineRefusesBlocksNobodyAndCanBeDeliveredAgain() {
        String run = run(intake.accept("house", "key-1", "built"));
        intake.accept("house", "key-2", "poison");
        intake.accept("house", "key-3", "painted");
        String poison = intake.event("key-2");
        intake.engine().answer(poison, new MessagePublisher.Outcome.Refused("no such thing"));
        String other = run(intake.accept("garden", "key-4", "planted"));

        for (int i = 0; i < 12; i++) {
            intake.relay();
        }

        assertThat(intake.engine().takenIds()).containsExactlyInAnyOrder(run, other, intake.event("key-3"));
        assertThat(intake.buried().ids).containsExactly(poison);
        assertThat(intake.buried().reasons).singleElement().asString().contains("no such thing");
        intake.engine().answer(poison, new MessagePublisher.Outcome.Taken(99L));
        intake.get(Undelivered.class).deliverAgain(poison);
        intake.relayAll();
        assertThat(intake.engine().takenIds()).last().isEqualTo(poison);
    }

    @Test
    void whileTheEngineIsAwayNothingIsLostAndNoTryIsCounted() {
        String run = run(intake.start("key-1"));
        intake.engine().answer(run, new MessagePublisher.Outcome.Away("played"));
        for (int i = 0; i < 30; i++) {
            assertThat(intake.relay()).isEqualTo(LineRelay.Next.AFTER_A_WHILE);
        }
        assertThat(intake.buried().ids).isEmpty();

        intake.engine().answer(run, new MessagePublisher.Outcome.Taken(1L));
        intake.relayAll();

        assertThat(intake.engine().takenIds()).containsExactly(run);
    }

    @Test
    void aBusyEngineGetsLessAtATimeAndTheOldestFirst() {
        List<String> runs = IntStream.range(0, 200)
                .mapToObj(it -> run(intake.start("key-" + it)))
                .toList();
        intake.engine().takesAtOnce(3);

        intake.relayAll();

        assertThat(intake.engine().takenIds()).containsExactlyElementsOf(runs);
    }

    @Test
    void anEventForARunThatHasEndedWaitsForAPerson() {
        String run = run(intake.accept("house", "key-1", "built"));
        intake.relayAll();
        intake.end(run);
        intake.accept("house", "key-2", "painted");

        intake.relayAll();
        intake.get(Undelivered.class).findUntaken();

        assertThat(intake.engine().takenIds()).containsExactly(run);
        assertThat(intake.buried().ids).containsExactly(intake.event("key-2"));
        assertThat(intake.buried().reasons).containsExactly("Its run has ended (DONE) without it");
    }

    @Test
    void whatTheRunHasTakenIsOnRecordAlsoWhenTheRecordComesFirst() {
        String run = run(intake.accept("house", "key-1", "built"));
        intake.accept("house", "key-2", "painted");
        intake.accept("house", "key-3", "sold");

        intake.recordTaken(run, 77);
        intake.recordTaken(run, 77);

        assertThat(untaken()).as("the same record again is no other event").containsExactly(intake.event("key-3"));
        intake.relayAll();
        intake.recordTaken(run, 2);
        assertThat(untaken()).isEmpty();
    }

    @Test
    void aKeyOfOnePersonDoesNotMeetThatOfAnotherBehindTheSameClient() {
        String adas = run(intake.start(ADA, "key-1", "pay a hundred"));

        String bobs = run(intake.start(BOB, "key-1", "pay two hundred"));

        assertThat(bobs).isNotEqualTo(adas);
        assertThat(intake.start(ADA, "key-1", "pay a hundred")).isEqualTo(new Accepted.Known(adas));
        assertThat(intake.start(BOB, "key-1", "pay two hundred")).isEqualTo(new Accepted.Known(bobs));
        assertThat(intake.start(BOB, "key-1", "pay a hundred")).isInstanceOf(Accepted.Conflict.class);
        assertThat(intake.count("run")).isEqualTo(2);
    }

    @Test
    void aKeyOfOnePersonIsTheirsAmongEventsToo() {
        String house = run(intake.accept(ADA, "house", "key-1", "built", true));
        intake.accept(ADA, "house", "key-2", "painted", true);

        assertThat(intake.accept(BOB, "house", "key-1", "extended", true)).isEqualTo(new Accepted.New(house));
        assertThat(intake.accept(BOB, "house", "key-2", "sold", true)).isEqualTo(new Accepted.New(house));
        assertThat(intake.accept(BOB, "house", "key-2", "sold", true)).isEqualTo(new Accepted.Known(house));
        assertThat(intake.accept(ADA, "house", "key-2", "painted", true)).isEqualTo(new Accepted.Known(house));
        assertThat(intake.count("run_event")).isEqualTo(3);
    }

    @Test
    void aKeyOfAPersonIsTheirsAlsoWhenManyComeAtOnce() throws InterruptedException, ExecutionException {
        List<Accepted> answers = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Accepted>> sent = IntStream.range(0, 40)
                    .mapToObj(it -> it % 2 == 0 ? ADA : BOB)
                    .map(who -> senders.submit(() -> intake.start(who, "key-1", "of " + who.person())))
                    .toList();
            for (Future<Accepted> answer : sent) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).doesNotHaveAnyElementsOfTypes(Accepted.Conflict.class);
        assertThat(answers).filteredOn(Accepted.New.class::isInstance).hasSize(2);
        assertThat(intake.count("run")).isEqualTo(2);
    }

    /** The version before knew clients, and no persons behind them. */
    @Test
    void aKeyFromBeforePersonsWereToldApartFindsItsRun() {
        String run = run(intake.start(ADA, "key-1", "pay a hundred"));
        String house = run(intake.accept(ADA, "house", "key-2", "built", true));
        intake.accept(ADA, "house", "key-3", "painted", true);
        intake.forgetPersons();

        assertThat(intake.start(ADA, "key-1", "pay a hundred")).isEqualTo(new Accepted.Known(run));
        assertThat(intake.start(ADA, "key-1", "pay two hundred")).isInstanceOf(Accepted.Conflict.class);
        assertThat(intake.accept(ADA, "house", "key-2", "built", true)).isEqualTo(new Accepted.Known(house));
        assertThat(intake.accept(ADA, "house", "key-3", "painted", true)).isEqualTo(new Accepted.Known(house));
        assertThat(intake.count("run")).isEqualTo(2);
    }

    /** So an instance of the version before, which computes it from the client and the key, does not start it again. */
    @Test
    void theFirstWithAKeyHasTheIdThatItAlwaysHad() {
        assertThat(run(intake.start(ADA, "key-1", "begin")))
                .isEqualTo(IntakeIds.run(new Trigger(intake.process, Sender.program(ADA.source()), "key-1", ADA)));
    }

    @Test
    void whoBeganARunAndWhoSentAnEventForItMayLookAtIt() {
        String run = run(intake.accept(ADA, "house", "key-1", "built", true));
        intake.accept(BOB, "house", "key-2", "painted", true);
        Runs runs = intake.get(Runs.class);

        assertThat(runs.find(run, viewer(ADA.person()))).isPresent();
        assertThat(runs.find(run, viewer(BOB.person()))).isPresent();
        assertThat(runs.find(run, viewer("id-of-mallory"))).isEmpty();
        assertThat(intake.sql("SELECT asked_by FROM saga WHERE business_id = ?")
                        .param(run)
                        .query(String.class)
                        .single())
                .as("what the list by outcome asks")
                .isEqualTo(ADA.person());
        assertThat(runs.find(run, viewer(""))).isEmpty();
        assertThat(runs.find(run, new Viewer(false, false, Set.of(intake.process), "")))
                .isPresent();
    }

    @Test
    void whatNobodyAskedForIsNobodysOwn() {
        String run = run(intake.start("key-1"));

        assertThat(intake.get(Runs.class).find(run, viewer(""))).isEmpty();
        assertThat(intake.get(Runs.class).find(run, viewer("id-of-ada"))).isEmpty();
    }

    private static Viewer viewer(String person) {
        return new Viewer(false, false, Set.of("another"), person);
    }

    @Test
    void refusesWhatTheDatabaseOrTheEngineCannotKeep() {
        assertThatThrownBy(() -> intake.accept("house", "key-1", "a\u0000b")).hasMessageContaining("U+0000");
        assertThatThrownBy(() -> intake.accept("house", "key-1", "x".repeat(1_000_000)))
                .hasMessageContaining("1000000 are the most");
        assertThatThrownBy(() -> intake.accept(" ", "key-1", "built")).hasMessageContaining("1 to 255");
        assertThat(intake.count("run")).isZero();
    }

    private static int secondsSince(Instant begin) {
        return Math.toIntExact(Duration.between(begin, Instant.now()).toSeconds());
    }

    private List<String> untaken() {
        return intake.sql("SELECT id FROM run_event WHERE process = ? AND taken_at IS NULL ORDER BY seq")
                .param(intake.process)
                .query((row, number) -> row.getString("id"))
                .list();
    }

    private static String run(Accepted accepted) {
        return ((Accepted.New) accepted).runId();
    }
}
