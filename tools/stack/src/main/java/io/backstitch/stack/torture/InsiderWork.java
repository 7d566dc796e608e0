package io.backstitch.stack.torture;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import io.backstitch.stack.torture.insider.InsiderSettings;
import io.backstitch.stack.torture.insider.Insiders;
import io.backstitch.stack.torture.insider.TrueRun;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Shows insiders the stack, and what others do on it. */
record InsiderWork(Site site, Plan plan, OperateRecord people, Clock clock) {
    /** Who asks for all onboardings of a torture. */
    private static final String OPERATOR = "operator";

    /** Two insiders beside this load and this robot; nothing is tried yet. */
    Insiders beside(List<URI> applications, Load load, Robot robot) {
        var settings = new InsiderSettings(
                applications,
                at(Port.KEYCLOAK),
                at(Port.TASKLIST),
                at(Port.OPERATE),
                at(Port.ZEEBE_REST),
                at(Port.SANDBOX),
                "127.0.0.1:" + site.ports().of(Port.KAFKA),
                new Stack(site, Progress.unheard()).component(Part.POSTGRES).url(),
                plan.costCenter(),
                plan.number());
        return new Insiders(settings, people, () -> trueRuns(load, robot), clock);
    }

    private static List<TrueRun> trueRuns(Load load, Robot robot) {
        Set<String> open = new HashSet<>(load.book().unended());
        open.addAll(robot.book().unended());
        return Stream.concat(
                        load.book().accepted().stream().map(it -> onboarding(it, open.contains(it.id()))),
                        robot.book().accepted().stream().map(it -> report(it, open.contains(it.run()))))
                .toList();
    }

    private static TrueRun onboarding(AcceptedRun run, boolean open) {
        return new TrueRun("onboarding", run.id(), run.request().idempotencyKey(), OPERATOR, open);
    }

    private static TrueRun report(Robot.Played played, boolean open) {
        return new TrueRun(
                "expense", played.run(), played.report().key(), played.report().requester(), open);
    }

    /** By name, since cookies and tokens are bound to it. */
    private URI at(Port port) {
        return URI.create("http://localhost:" + site.ports().of(port));
    }
}
