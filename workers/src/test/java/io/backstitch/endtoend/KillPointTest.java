package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The crash matrix on the real engine: instances of the application that die at chosen points, beside one that lives, with
 * partners that do not deduplicate and whose answers get lost. What the dead had in hand is taken over by the living. Its
 * cells are every effect of every process, forward and back, and every point of each at which a process may die.
 *
 * <p>The points are drawn by a seed that is printed, from each process in turn; {@code -Dseed=} replays it, {@code -Dcells=}
 * sets how many are drawn ({@code all} for the whole matrix, which takes most of an hour).
 */
@NeedsStack(
        value = {Part.POSTGRES, Part.KAFKA, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION},
        disturbs = Part.APPLICATION)
class KillPointTest {

    private static final int AT_ONCE = 3;
    /** Less than the shortest time limit of a step. */
    private static final Duration STANDS_STILL_AT_MOST = Duration.ofSeconds(25);

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final RunningStack stack;
    private final List<MatrixProcess> processes;
    private final PersonOnCall person;
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    KillPointTest(RunningStack stack) {
        this.stack = stack;
        this.processes =
                List.of(new OnboardingInMatrix(stack), new BulkImportInMatrix(stack), new WorkspaceInMatrix(stack));
        this.person = new PersonOnCall(stack);
    }

    @AfterEach
    void mendPartners() {
        stack.partners().clearFaults();
    }

    @Test
    void neverChangesTheWorldTwiceWhereverAProcessDies() {
        List<KillPoint> points = points();
        System.out.printf("Kill points %s; -Dseed=%d replays them%n", points, seed);
        for (int i = 0; i < points.size(); i += AT_ONCE) {
            killAt(points.subList(i, Math.min(i + AT_ONCE, points.size())));
        }
    }

    /** The cells of the matrix in the order of the seed, of each process in turn, as many as asked for. */
    private List<KillPoint> points() {
        List<List<KillPoint>> ofEach = new ArrayList<>();
        for (MatrixProcess process : processes) {
            List<KillPoint> shuffled = new ArrayList<>(process.killPoints());
            Collections.shuffle(shuffled, random);
            ofEach.add(shuffled);
        }
        int most = ofEach.stream().mapToInt(List::size).max().orElseThrow();
        List<KillPoint> inTurn = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            for (List<KillPoint> points : ofEach) {
                if (i < points.size()) {
                    inTurn.add(points.get(i));
                }
            }
        }
        String wanted = System.getProperty("cells", "3");
        return wanted.equals("all") ? inTurn : inTurn.subList(0, Math.min(inTurn.size(), Integer.parseInt(wanted)));
    }

    private void killAt(List<KillPoint> points) {
        List<Victim> victims = points.stream()
                .map(point -> Victim.start(stack, point.crashAt()))
                .toList();
        List<SentRun> runs = new ArrayList<>();
        try {
            await("the victims")
                    .atMost(Patience.OF_STARTS)
                    .until(() -> victims.stream().allMatch(Victim::isReady));
            processes.forEach(MatrixProcess::prepare);
            await("the deaths of " + victims)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        for (int i = 0; i < points.size(); i++) {
                            if (!victims.get(i).isDead()) {
                                runs.add(points.get(i).send());
                                runs.add(anyOf(points.get(i).process()).send());
                            }
                        }
                        return victims.stream().allMatch(Victim::isDead);
                    });
        } finally {
            victims.forEach(Victim::close);
        }
        Instant allDead = Instant.now();
        runs.forEach(run -> check(run, allDead));
        System.out.printf("%s: %d runs are right%n", points, runs.size());
    }

    /** Other ways of the same process meet the crash too. */
    private KillPoint anyOf(MatrixProcess process) {
        List<KillPoint> points = process.killPoints();
        return points.get(random.nextInt(points.size()));
    }

    private void check(SentRun run, Instant allDead) {
        run.story().join();
        JsonNode ended = person.seeToTheEnd(run.id());
        String outcome = ended.path("outcome").asString();
        boolean forward = !outcome.equals(MatrixProcess.ROLLED_BACK);
        try {
            assertThat(outcome).isIn(run.mayEndAs());
            assertThat(ended.path("saga").asString()).isEqualTo(forward ? "COMPLETED" : "COMPENSATED");
            run.process().judge(run, ended, forward);
            if (!person.wasAskedAbout(run.id())) {
                assertThat(longestPause(ended, allDead))
                        .as("waited for a time-out instead of being taken over")
                        .isLessThan(STANDS_STILL_AT_MOST);
            }
        } catch (AssertionError e) {
            throw new AssertionError("Seed %d, %s: %s".formatted(seed, run, ended), e);
        }
    }

    /** In which nothing happened to the run since the last death: a busy machine makes a run long, and this not. */
    private static Duration longestPause(JsonNode ended, Instant allDead) {
        List<Instant> times = Stream.concat(
                        ended.path("steps")
                                .valueStream()
                                .flatMap(step -> step.path("events").valueStream())
                                .map(event -> event.path("at")),
                        Stream.of(ended.path("endedAt")))
                .map(at -> Instant.parse(at.asString()))
                .filter(allDead::isBefore)
                .sorted()
                .toList();
        Duration longest = Duration.ZERO;
        Instant before = allDead;
        for (Instant time : times) {
            Duration pause = Duration.between(before, time);
            longest = pause.compareTo(longest) > 0 ? pause : longest;
            before = time;
        }
        return longest;
    }
}
