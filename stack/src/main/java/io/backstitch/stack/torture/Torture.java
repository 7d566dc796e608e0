package io.backstitch.stack.torture;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.demo.Login;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import io.backstitch.stack.sandbox.SandboxClient;
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
 *   <li>For the given time requests come, partners misbehave and parts are killed and brought back. Expense reports come beside them,
 *       and a robot decides about them, and breaks the rules now and then.
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
                Load load = Load.on(List.of(at(Port.APPLICATION), second.url()), at(Port.KEYCLOAK), people, clock);
                Robot robot = robot(List.of(at(Port.APPLICATION), second.url()))) {
            telling.event("bringing one run to its end in peace");
            load.sendAndAwait(plan.holder(), PATIENCE_AT_FIRST);
            robot.prepare();
            return torture(load, robot, new Killer(plan, victims(second), telling));
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
        SecondApplication.stopLeftOver(site);
    }

    private Robot robot(List<URI> applications) {
        var approvers = new Approvers(
                user -> new Doors(applications, new Login(at(Port.KEYCLOAK), user, clock)),
                at(Port.ZEEBE_REST),
                people);
        return new Robot(approvers, people, "torture-" + plan.number(), clock);
    }

    private TortureReport torture(Load load, Robot robot, Killer killer) throws InterruptedException {
        Instant begin = clock.instant();
        Instant end = begin.plus(settings.length());
        underFire(load, robot, killer, begin, end);
        telling.event("no more requests, troubles and kills: waiting until every run has ended or waits for a person");
        boolean settled = settle(load, robot, killer);
        telling.event(settled ? "asking the witnesses" : "not all runs have come to rest; asking the witnesses");
        Tally tally = new Witnesses(at(Port.SANDBOX), at(Port.KEYCLOAK), people).tally(load, robot, people);
        return new TortureReport(
                settings.seed(),
                plan.number(),
                settings.length().toSeconds(),
                settings.rate(),
                settings.deduplicates(),
                killer.kills(),
                settled,
                tally);
    }

    private void underFire(Load load, Robot robot, Killer killer, Instant begin, Instant end)
            throws InterruptedException {
        try (Background kills = Background.start("kills", killer::killOnAndOn);
                Background troubles = Background.start("troubles", troublemaker::troubleOnAndOn);
                Background requests = Background.start(
                        "requests", () -> load.send(plan.requests().iterator(), settings.rate(), settings.inFlight()));
                Background reports = Background.start(
                        "reports",
                        () -> robot.handIn(
                                plan.reports().iterator(),
                                settings.rate() * SHARE_OF_REPORTS,
                                Math.max(1, settings.inFlight() / 2)))) {
            while (clock.instant().isBefore(end)) {
                for (Background work : List.of(kills, troubles, requests, reports)) {
                    work.failure().ifPresent(failure -> {
                        throw failure;
                    });
                }
                tell(
                        load,
                        robot,
                        killer,
                        "%s of %s"
                                .formatted(
                                        LiveLine.minutes(Duration.between(begin, clock.instant())),
                                        LiveLine.minutes(settings.length())));
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    private boolean settle(Load load, Robot robot, Killer killer) throws InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE_AT_LAST);
        killer.awaitHealed();
        new Stack(site, Progress.unheard()).start(EnumSet.allOf(Part.class));
        troublemaker.calm();
        while (clock.instant().isBefore(deadline)) {
            int left = load.book().inFlight() + robot.book().inFlight();
            tell(load, robot, killer, "the last %d runs".formatted(left));
            if (load.awaitRest(BETWEEN_LOOKS) && robot.book().inFlight() == 0) {
                return true;
            }
        }
        return false;
    }

    private void tell(Load load, Robot robot, Killer killer, String time) {
        Book<AcceptedRun> book = load.book();
        int sum = killer.kills().values().stream().mapToInt(Integer::intValue).sum();
        String down = killer.down().isEmpty() ? "" : " (down: %s)".formatted(String.join(", ", killer.down()));
        telling.status(
                "%s · accepted %d, ended %d, waiting %d, in flight %d · reports %d, in flight %d · killed %d%s · %s"
                        .formatted(
                                time,
                                book.numberAccepted(),
                                book.numberEnded(),
                                book.numberWaiting(),
                                book.inFlight(),
                                robot.book().numberAccepted(),
                                robot.book().inFlight(),
                                sum,
                                down,
                                troublemaker.current()));
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
