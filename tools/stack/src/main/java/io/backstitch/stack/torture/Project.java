package io.backstitch.stack.torture;

import io.backstitch.stack.torture.Incoming.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A project, and how it is planned: again and again, until its people are needed.
 *
 * @param name its id where it is planned
 * @param drafts in the order in which they are sent; the last one has the highest version and a date that comes soon, or has passed
 */
record Project(String name, List<Draft> drafts) {
    private static final int MOST_DRAFTS = 5;
    private static final int MOST_PEOPLE = 3;
    /** Before the calendar of computers begins. */
    private static final Duration LONG_AGO = Duration.ofDays(-100 * 365);
    /** As far as a plan may look ahead, nearly. */
    private static final Duration FAR_AWAY = Duration.ofDays(49 * 365);

    /** Keys are made of them: names that a header or a path would spoil, or that would meet in one key, are among them. */
    private static final List<String> PEOPLE =
            List.of("analyst", "designer", "Jürgen", "Müller", "Möller", "山田太郎", "A/B", "undo", "राम", "रोम");

    /**
     * One plan, before it is known when it is sent.
     *
     * @param startsIn so long after it is sent its people are needed; negative: they were needed before
     * @param after so long after the one before it is sent; null: in the second in which the date of that one comes
     */
    record Draft(
            int version,
            Duration startsIn,
            List<String> people,
            @Nullable Duration after,
            Entrance entrance,
            List<Duration> echoes) {

        Draft {
            people = List.copyOf(people);
            echoes = List.copyOf(echoes);
        }
    }

    /** What is sent: as the API has it. */
    record Plan(String project, int version, String startDate, List<String> people) {}

    /**
     * A plan that was answered 202.
     *
     * @param startDate in whole seconds, as the engine's timers have it
     */
    record Sent(int version, Instant startDate, List<String> people) {}

    Project {
        drafts = List.copyOf(drafts);
    }

    /** What chance makes of it. */
    static Project drawn(RandomGenerator random, String name) {
        int number = random.nextInt(1, MOST_DRAFTS + 1);
        boolean throughTopic = random.nextInt(3) == 0;
        List<Integer> versions = versions(random, number);
        List<Draft> drafts = new ArrayList<>();
        boolean soon = false;
        for (int version : versions) {
            boolean meetsTheDate = soon && random.nextBoolean();
            boolean last = version == number;
            soon = !last && random.nextInt(3) == 0;
            drafts.add(new Draft(
                    version,
                    last ? lastDate(random) : soon ? seconds(random, 2, 6) : later(random),
                    people(random),
                    meetsTheDate ? null : Duration.ofMillis(random.nextInt(1_500)),
                    throughTopic ? Entrance.TOPIC : random.nextBoolean() ? Entrance.API : Entrance.WEBHOOK,
                    Incoming.drawnEchoes(random)));
        }
        return new Project(name, drafts);
    }

    /** Now and then one overtakes another, but the last one: which comes last counts. */
    private static List<Integer> versions(RandomGenerator random, int number) {
        List<Integer> versions = new ArrayList<>();
        for (int version = 1; version <= number; version++) {
            versions.add(version);
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(versions.subList(0, number - 1), Random.from(random));
        }
        return versions;
    }

    private static Duration lastDate(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ofDays(-1);
            case 1 -> Duration.ZERO;
            case 2 -> LONG_AGO;
            default -> seconds(random, 1, 7);
        };
    }

    private static Duration later(RandomGenerator random) {
        return random.nextInt(4) == 0 ? FAR_AWAY : Duration.ofMinutes(random.nextInt(60, 200));
    }

    private static Duration seconds(RandomGenerator random, int least, int bound) {
        return Duration.ofSeconds(random.nextInt(least, bound));
    }

    private static List<String> people(RandomGenerator random) {
        List<String> people = new ArrayList<>(PEOPLE);
        Collections.shuffle(people, Random.from(random));
        return people.subList(0, random.nextInt(1, MOST_PEOPLE + 1));
    }

    Sent sent(Draft draft, Instant now) {
        return new Sent(draft.version(), now.plus(draft.startsIn()).truncatedTo(ChronoUnit.SECONDS), draft.people());
    }

    Incoming incoming(Draft draft, Sent sent) {
        return new Incoming(
                Kind.ENGAGEMENT,
                draft.entrance(),
                "%s/%d".formatted(name, draft.version()),
                name,
                new Plan(name, sent.version(), sent.startDate().toString(), sent.people()),
                draft.echoes());
    }
}
