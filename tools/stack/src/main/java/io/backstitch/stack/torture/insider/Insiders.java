package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Login;
import io.backstitch.stack.torture.insider.Kind.Rights;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Two who want what is not theirs, and try all the time: an employee, and somebody with an operator's rights. And the front door by which the runs
 * come in that they tamper with, some of which are approved as is right.
 */
public final class Insiders implements AutoCloseable {
    private static final int SHORTEST_PAUSE_MILLIS = 400;
    private static final int LONGEST_PAUSE_MILLIS = 2_200;
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(7);

    private final InsiderSettings settings;
    private final Sight sight;
    private final Clock clock;
    private final InsiderBook book = new InsiderBook();
    private final Victims victims;
    private final RecordsTopic topic;
    private final List<Attempt> attempts;
    private final Map<String, PersonDoor> people = new ConcurrentHashMap<>();

    /** @param trueRuns those of others, for them to look at */
    public Insiders(InsiderSettings settings, Sight sight, Supplier<List<TrueRun>> trueRuns, Clock clock) {
        this.settings = settings;
        this.sight = sight;
        this.clock = clock;
        Function<String, PersonDoor> doors = this::door;
        this.victims = new Victims(doors, settings.costCenter(), clock);
        this.topic = new RecordsTopic(settings.kafka(), clock);
        this.attempts = attempts(trueRuns);
    }

    private PersonDoor door(String user) {
        return people.computeIfAbsent(
                user, it -> new PersonDoor(settings.applications(), new Login(settings.keycloak(), it, clock)));
    }

    private List<Attempt> attempts(Supplier<List<TrueRun>> trueRuns) {
        var inTasklist = new WebSession(settings.tasklist(), "/tasklist", Victims.EMPLOYEE);
        var tasklist = new Tasklist(inTasklist);
        var operate = new Operate(new WebSession(settings.operate(), "/operate", "operator"));
        var engine = new EngineDoor(settings.engine());
        var ownTasks = new OwnTasks(sight, victims);
        return List.of(
                new EnterOperate(new WebSession(settings.operate(), "/operate", Victims.EMPLOYEE)),
                new StartInTasklist(inTasklist),
                new HoldTask(tasklist, sight),
                new ApproveOwn(tasklist, ownTasks),
                new SetDeadline(door("requester")),
                new ReadOthers(door(Victims.EMPLOYEE), trueRuns),
                new UseAnothersKey(victims, trueRuns),
                new StartInEngine(engine),
                new CopyName(engine, sight, trueRuns),
                new SetVariables(engine, operate, sight, victims),
                new MoveToken(engine, operate, sight, victims),
                new ForgeRecord(topic, sight),
                new PoisonAnswer(engine, ownTasks),
                new CancelInEngine(engine, operate, sight, victims),
                new ResolveIncident(engine, operate, sight, victims));
    }

    /**
     * The employee tries one after the other until they are interrupted.
     *
     * @param chance of the so manieth attempt, from 1
     */
    public void employee(IntFunction<RandomGenerator> chance) throws InterruptedException {
        tryOnAndOn(Rights.EMPLOYEE, chance);
    }

    /** The same with an operator's rights. */
    public void operator(IntFunction<RandomGenerator> chance) throws InterruptedException {
        tryOnAndOn(Rights.OPERATOR, chance);
    }

    private void tryOnAndOn(Rights rights, IntFunction<RandomGenerator> chance) throws InterruptedException {
        List<Attempt> theirs =
                attempts.stream().filter(it -> it.kind().rights() == rights).toList();
        for (int index = 1; ; index++) {
            RandomGenerator random = chance.apply(index);
            Attempt attempt = theirs.get(random.nextInt(theirs.size()));
            book.add(tried(attempt, random, mark(attempt.kind().rights().name().charAt(0), index)));
            Thread.sleep(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
        }
    }

    private String mark(char whose, int index) {
        return "insider-%s-%c%d".formatted(settings.number(), Character.toLowerCase(whose), index);
    }

    private static Tried tried(Attempt attempt, RandomGenerator random, String mark) throws InterruptedException {
        try {
            return attempt.make(random, mark);
        } catch (IOException | UncheckedIOException nobody) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new Tried(
                    attempt.kind(), Reception.LOST, mark, new Trace.None(), String.valueOf(nobody.getMessage()));
        }
    }

    /** Reports come in, and the manager approves some, until this is interrupted. */
    public void handIn(IntFunction<RandomGenerator> chance) throws InterruptedException {
        for (int index = 1; ; index++) {
            RandomGenerator random = chance.apply(index);
            try {
                victims.report(random, mark('v', index));
                if (random.nextBoolean()) {
                    victims.approve(random);
                }
            } catch (IOException nobody) {
                // The next one comes soon.
            }
            Thread.sleep(BETWEEN_REPORTS);
        }
    }

    /** For a line that is drawn again and again. */
    public String status() {
        return "insiders tried %d, refused at once %d".formatted(book.made(), book.refused());
    }

    /** What came of all that; asks again for a while where something is missing, since records come late. */
    public InsiderTally judge() throws InterruptedException {
        var witness = new InsiderWitness(settings, sight, door("auditor"), door("operator"));
        return witness.tally(book.tried(), victims.all());
    }

    @Override
    public void close() {
        topic.close();
    }
}
