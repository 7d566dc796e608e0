package io.backstitch.stack.torture;

import io.backstitch.stack.demo.OnboardingRequest;
import io.backstitch.stack.torture.Strike.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that chance decides, decided by a seed: the same seed gives the same requests, troubles and blows, one by one, however fast
 * they are asked for. What the processors do in between stays theirs.
 *
 * @param number tells this torture from others on the same stack; it goes into names and keys and decides nothing
 */
public record Plan(long seed, String number) {
    private static final List<Entrance> ENTRANCES = List.of(Entrance.values());
    private static final long BELOW_REVIEW = 4_900;

    /** From this amount on, the decision table onboarding-risk.dmn asks for a person. */
    private static final long REVIEWED = 250_000;

    /** So that what is drawn for one purpose says nothing about another. */
    private static final long REQUESTS = 1L << 60;

    private static final long TROUBLES = 2L << 60;
    private static final long STRIKES = 3L << 60;
    private static final long ROUNDS = 4L << 60;
    private static final long REPORTS = 5L << 60;
    private static final long PROJECTS = 6L << 60;
    private static final long EMPLOYEE = 7L << 60;
    private static final long OPERATOR = 8L << 60;
    private static final long VICTIMS = 9L << 60;

    /** Its workspace is the one that others will find taken. It is onboarded before the torture begins. */
    public Request holder() {
        return request(0, Story.CLEAN, Duration.ZERO, Entrance.API, List.of());
    }

    /** Whose budget all expense reports use. */
    String costCenter() {
        return "torture-" + number;
    }

    /** All requests, in order, without end. */
    public Stream<Request> requests() {
        return IntStream.iterate(1, index -> index + 1).mapToObj(this::request);
    }

    /** @param index from 1 */
    Request request(int index) {
        var random = random(REQUESTS, index);
        Story story = story(random.nextInt(100));
        int soonest = story.isReviewed() ? 2_000 : 0;
        Duration cancelAfter =
                story.isCancelled() ? Duration.ofMillis(random.nextInt(soonest, soonest + 3_000)) : Duration.ZERO;
        return request(
                index,
                story,
                cancelAfter,
                ENTRANCES.get(random.nextInt(ENTRANCES.size())),
                Incoming.drawnEchoes(random));
    }

    /** All expense reports, in order, without end. */
    Stream<Report> reports() {
        return IntStream.iterate(1, index -> index + 1).mapToObj(this::report);
    }

    private Report report(int index) {
        return Report.drawn(random(REPORTS, index), "torture-%s-report-%d".formatted(number, index));
    }

    /** All projects, in order, without end. */
    Stream<Project> projects() {
        return IntStream.iterate(1, index -> index + 1)
                .mapToObj(index ->
                        Project.drawn(random(PROJECTS, index), "torture-%s-project-%d".formatted(number, index)));
    }

    /** Decides the so manieth attempt of the insider who is an employee. */
    RandomGenerator ofEmployee(int index) {
        return random(EMPLOYEE, index);
    }

    /** The same of the one with an operator's rights. */
    RandomGenerator ofOperator(int index) {
        return random(OPERATOR, index);
    }

    /** The same of the runs that they begin by the front door, to tamper with. */
    RandomGenerator ofVictims(int index) {
        return random(VICTIMS, index);
    }

    private Request request(int index, Story story, Duration cancelAfter, Entrance entrance, List<Duration> echoes) {
        String name = number + "-" + index;
        return new Request(
                index,
                story,
                "torture-" + name,
                new OnboardingRequest(
                        customer(story == Story.TAKEN ? 0 : index),
                        "torture-" + name + "@customer.example",
                        "team",
                        story.isReviewed() ? REVIEWED : BELOW_REVIEW + index % 100,
                        Customers.currency(index),
                        story == Story.DECLINED ? "tok_declined" : "tok_visa_" + index),
                cancelAfter,
                entrance,
                echoes);
    }

    private String customer(int index) {
        return Customers.name(index, number);
    }

    private static Story story(int dice) {
        int sum = 0;
        for (Story story : Story.values()) {
            sum += story.weight();
            if (dice < sum) {
                return story;
            }
        }
        throw new IllegalStateException("The weights of the stories are less than 100 together.");
    }

    Trouble trouble(int index) {
        return Troubles.next(random(TROUBLES, index));
    }

    /**
     * In each round everything is struck once, in an order of its own.
     *
     * @param index from 1
     * @param kinds what may be struck
     */
    Strike strike(int index, List<Killable> kinds) {
        var preference = new ArrayList<>(kinds);
        Collections.shuffle(preference, Random.from(random(ROUNDS, (index - 1) / kinds.size())));
        Collections.rotate(preference, -((index - 1) % kinds.size()));
        var random = random(STRIKES, index);
        Duration after = Duration.ofMillis(random.nextInt(10_000, 20_000));
        boolean sparesTheLastInstance = random.nextInt(4) > 0;
        Duration dead = Duration.ofMillis(random.nextInt(0, 4_000));
        return random.nextInt(3) > 0
                ? new Strike(after, preference, sparesTheLastInstance, Manner.KILL, dead)
                : new Strike(
                        after,
                        preference,
                        sparesTheLastInstance,
                        Manner.PAUSE,
                        Duration.ofMillis(random.nextInt(3_000, 9_000)));
    }

    private RandomGenerator random(long purpose, int index) {
        return new SplittableRandom(seed ^ purpose ^ ((long) index << 28));
    }
}
