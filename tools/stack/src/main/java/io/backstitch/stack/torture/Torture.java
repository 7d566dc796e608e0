package io.backstitch.stack.torture;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.component.DemoDoors;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.demo.Login;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import io.backstitch.stack.sandbox.SandboxClient;
import io.backstitch.stack.torture.insider.InsiderTally;
import io.backstitch.stack.torture.insider.Insiders;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * Tortures the running embedded stack and tells what became of every run that it accepted.
 *
 * <ol>
 *   <li>A second instance of the application is started, and one run is brought to its end in peace.
 *   <li>For the given time requests come through all doors, many of them more than once, partners misbehave and parts are killed,
 *       or stand still, and are brought back. Expense reports come beside them, and a robot decides about them, and breaks the rules now and then; and projects,
 *       whose dates move. Two insiders try to get what is not theirs.
 *   <li>Then all is made well again, and the runs are given time to end or to come to wait for a person.
 *   <li>The witnesses are asked. The payments partner still does not deduplicate at this point.
 * </ol>
 */
public final class Torture {
    private static final DateTimeFormatter NUMBER =
            DateTimeFormatter.ofPattern("MMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Duration PATIENCE_AT_FIRST = Duration.ofSeconds(90);
    private static final Duration PATIENCE_AT_LAST = Duration.ofMinutes(4);
    /** Of expense reports, beside each onboarding. */
    private static final double SHARE_OF_REPORTS = 0.25;
    /** Of projects; each has several plans. */
    private static final double SHARE_OF_PROJECTS = 0.2;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Site site;
    private final TortureSettings settings;
    private final Clock clock;
    private final Telling telling;
    private final Plan plan;
    private final Troublemaker troublemaker;
    private final OperateRecord people;

    public Torture(Site site, TortureSettings settings, Clock clock, Telling telling) {
        this.site = site;
        this.settings = settings;
        this.clock = clock;
        this.telling = telling;
        this.plan = new Plan(settings.seed(), NUMBER.format(clock.instant()));
        this.troublemaker = new Troublemaker(plan, new SandboxClient(at(Port.SANDBOX)), settings.deduplicates());
        this.people = new OperateRecord(at(Port.OPENSEARCH));
    }

    /**
     * Returns when the tally is made. The stack is up and well then.
     *
     * @throws StackFailure when the stack is not there, or does not come back
     */
    public TortureReport run() {
        Preconditions.require(site);
        telling.event("starting a second instance of the application");
        Thread hook = new Thread(this::mend, "torture-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try (SecondApplication second = SecondApplication.start(site);
                Entrances entrances = entrances(List.of(at(Port.APPLICATION), second.url()));
                Load load = Load.through(entrances, people, clock);
                Projects projects = new Projects(entrances, clock);
                Robot robot = robot(List.of(at(Port.APPLICATION), second.url()));
                Insiders insiders = new InsiderWork(site, plan, people, clock)
                        .beside(List.of(at(Port.APPLICATION), second.url()), load, robot)) {
            telling.event("bringing one run to its end in peace");
            load.sendAndAwait(plan.holder(), PATIENCE_AT_FIRST);
            robot.prepare();
            return torture(new Work(load, robot, projects, insiders), new Nemesis(plan, victims(second), telling));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted.", "Run ./backstitch up: it starts what was just dead.", e);
        } finally {
            troublemaker.end();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    /** When a person breaks it off. */
    private void mend() {
        troublemaker.end();
        Stack stack = new Stack(site, Progress.unheard());
        stack.running().forEach(stack::resume);
        SecondApplication.stopLeftOver(site);
    }

    private Entrances entrances(List<URI> applications) {
        return Entrances.all(
                new Doors(applications, new Login(at(Port.KEYCLOAK), clock)),
                new Webhooks(DemoDoors.hookSecret(site), clock),
                new Topic("127.0.0.1:" + site.ports().of(Port.KAFKA), DemoDoors.TOPIC));
    }

    private Robot robot(List<URI> applications) {
        var approvers = new Approvers(
                user -> new Doors(applications, new Login(at(Port.KEYCLOAK), user, clock)),
                at(Port.ZEEBE_REST),
                people);
        return new Robot(approvers, people, plan.costCenter(), clock);
    }

    /** All that goes on. */
    private record Work(Load load, Robot robot, Projects projects, Insiders insiders) {
        int inFlight() {
            return load.book().inFlight()
                    + robot.book().inFlight()
                    + projects.book().inFlight();
        }
    }

    private TortureReport torture(Work work, Nemesis nemesis) throws InterruptedException {
        Instant begin = clock.instant();
        Instant end = begin.plus(settings.length());
        underFire(work, nemesis, begin, end);
        telling.event("no more requests, troubles and blows: waiting until every run has ended or waits for a person");
        boolean settled = settle(work, nemesis);
        telling.event(settled ? "asking the witnesses" : "not all runs have come to rest; asking the witnesses");
        return new TortureReport(
                settings.seed(),
                plan.number(),
                settings.length().toSeconds(),
                settings.rate(),
                settings.deduplicates(),
                nemesis.kills(),
                nemesis.pauses(),
                settled,
                tally(work));
    }

    private Tally tally(Work work) throws InterruptedException {
        var witnesses = new Witnesses(at(Port.SANDBOX), at(Port.KEYCLOAK), people);
        return witnesses
                .tally(work.load())
                .withReports(
                        witnesses.reports(work.robot(), people),
                        work.robot().book().refusals())
                .withProjects(
                        witnesses.projects(work.projects()),
                        work.projects().book().refusals())
                .withInsiders(settings.insiders() ? work.insiders().judge() : InsiderTally.none());
    }

    private void underFire(Work work, Nemesis nemesis, Instant begin, Instant end) throws InterruptedException {
        int halfInFlight = Math.max(1, settings.inFlight() / 2);
        try (Background strikes = Background.start("strikes", nemesis::strikeOnAndOn);
                Background troubles = Background.start("troubles", troublemaker::troubleOnAndOn);
                Background requests = Background.start(
                        "requests",
                        () -> work.load().send(plan.requests().iterator(), settings.rate(), settings.inFlight()));
                Background reports = Background.start(
                        "reports",
                        () -> work.robot()
                                .handIn(plan.reports().iterator(), settings.rate() * SHARE_OF_REPORTS, halfInFlight));
                Background projects = Background.start(
                        "projects",
                        () -> work.projects()
                                .plan(plan.projects().iterator(), settings.rate() * SHARE_OF_PROJECTS, halfInFlight));
                Background employee = insider("employee", () -> work.insiders().employee(plan::ofEmployee));
                Background operator = insider("operator", () -> work.insiders().operator(plan::ofOperator));
                Background victims = insider("victims", () -> work.insiders().handIn(plan::ofVictims))) {
            while (clock.instant().isBefore(end)) {
                for (Background each :
                        List.of(strikes, troubles, requests, reports, projects, employee, operator, victims)) {
                    each.failure().ifPresent(failure -> {
                        throw failure;
                    });
                }
                tell(
                        work,
                        nemesis,
                        "%s of %s"
                                .formatted(
                                        LiveLine.minutes(Duration.between(begin, clock.instant())),
                                        LiveLine.minutes(settings.length())));
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    private Background insider(String name, Background.Work work) {
        return Background.start(name, settings.insiders() ? work : () -> {});
    }

    private boolean settle(Work work, Nemesis nemesis) throws InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE_AT_LAST);
        nemesis.awaitHealed();
        new Stack(site, Progress.unheard()).start(EnumSet.allOf(Part.class));
        troublemaker.calm();
        while (clock.instant().isBefore(deadline)) {
            tell(work, nemesis, "the last %d runs".formatted(work.inFlight()));
            if (work.inFlight() == 0) {
                return true;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return false;
    }

    private void tell(Work work, Nemesis nemesis, String time) {
        Book<AcceptedRun> book = work.load().book();
        String down = nemesis.down().isEmpty() ? "" : " (down: %s)".formatted(String.join(", ", nemesis.down()));
        telling.status(
                "%s · accepted %d, ended %d, waiting %d, in flight %d · reports %d, projects %d, in flight %d · %s · killed %d, paused %d%s · %s"
                        .formatted(
                                time,
                                book.numberAccepted(),
                                book.numberEnded(),
                                book.numberWaiting(),
                                book.inFlight(),
                                work.robot().book().numberAccepted(),
                                work.projects().book().numberAccepted(),
                                work.inFlight() - book.inFlight(),
                                work.insiders().status(),
                                sum(nemesis.kills()),
                                sum(nemesis.pauses()),
                                down,
                                troublemaker.current()));
    }

    private static int sum(Map<Killable, Integer> blows) {
        return blows.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Map<Killable, Victim> victims(SecondApplication second) {
        Map<Killable, Victim> victims = new EnumMap<>(Killable.class);
        for (Killable kind : settings.kills()) {
            victims.put(
                    kind,
                    kind == Killable.WORKERS
                            ? new Victim(kind.part(), second::stack)
                            : new Victim(kind.part(), () -> new Stack(site, Progress.unheard())));
        }
        return victims;
    }

    private URI at(Port port) {
        return URI.create("http://%s:%d".formatted(hostOf(port), site.ports().of(port)));
    }

    /** Tokens are bound to the name of Keycloak. */
    private static String hostOf(Port port) {
        return port == Port.KEYCLOAK ? "localhost" : "127.0.0.1";
    }
}
