package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.sandbox.SandboxClient;
import io.backstitch.stack.torture.Projects.Planned;
import io.backstitch.stack.torture.Robot.Played;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Those that are asked when a torture is over: the partners themselves, the engine, and the application about each run. */
public final class Witnesses {
    /** Where an expense report waits for the decisions about it: see expense.bpmn. */
    private static final String APPROVAL = "Call_Approval";

    private static final int LOOKS = 20;
    private static final Duration UNTIL_UNDELIVERED_IS_KNOWN = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final SandboxClient sandbox;
    private final WorkspaceRecord workspaces;
    private final People people;

    public Witnesses(URI sandbox, URI keycloak, People people) {
        this.sandbox = new SandboxClient(sandbox);
        this.workspaces = new WorkspaceRecord(keycloak);
        this.people = people;
    }

    /** The tally of all that this load was told to be accepted. */
    public Tally tally(Load load) {
        List<AcceptedRun> accepted = load.book().accepted();
        Map<String, RunRecord> runs = runs(load, accepted);
        List<String> unended = runs.values().stream()
                .filter(run -> !run.hasEnded())
                .map(RunRecord::id)
                .toList();
        var evidence = new Evidence(
                accepted, runs, people.waiting(unended), sandbox.record(), sandbox.mails(), workspaces.all());
        return Tally.of(evidence, load.book().refusals());
    }

    /** What became of the expense reports. */
    List<ReportEvidence> reports(Robot robot, OperateRecord engine) {
        List<Played> reports = robot.book().accepted();
        List<String> runs = reports.stream().map(Played::run).toList();
        Set<String> waiting = people.waiting(runs);
        Set<String> wentOn = engine.past(APPROVAL, runs);
        List<PaymentOperation> payments = sandbox.record();
        return reports.stream()
                .map(it -> new ReportEvidence(
                        it,
                        look(() -> robot.approvers().as("operator").run(it.run()))
                                .orElse(null),
                        waiting.contains(it.run()),
                        wentOn.contains(it.run()),
                        rulings(robot, it),
                        payments.stream()
                                .filter(payment -> it.run().equals(payment.reference())
                                        || payment.key().contains("/" + it.run() + "/"))
                                .toList()))
                .toList();
    }

    /** What became of the projects. */
    List<ProjectEvidence> projects(Projects projects) {
        List<ObjectChange> changes = sandbox.objects();
        long deadline = System.nanoTime() + UNTIL_UNDELIVERED_IS_KNOWN.toNanos();
        return projects.book().accepted().stream()
                .map(it -> withTooLate(it, changes, projects, deadline))
                .toList();
    }

    /** That a plan reached nobody is known some time after its run has ended. */
    private static ProjectEvidence withTooLate(
            Planned it, List<ObjectChange> changes, Projects projects, long deadline) {
        while (true) {
            ProjectEvidence evidence = evidence(it, changes, projects);
            if (ProjectOracle.judge(evidence).isEmpty() || System.nanoTime() > deadline || !slept()) {
                return evidence;
            }
        }
    }

    private static ProjectEvidence evidence(Planned it, List<ObjectChange> changes, Projects projects) {
        return new ProjectEvidence(
                it,
                look(() -> projects.run(it.run())).orElse(null),
                look(() -> projects.undelivered(it.run())).orElse(0),
                changes.stream()
                        .filter(change -> change.key().contains("/" + it.run() + "/"))
                        .toList());
    }

    /** Entries get their place in the chain a moment after they are written. */
    private static List<Ruling> rulings(Robot robot, Played it) {
        Supplier<Optional<JsonNode>> audit = () -> robot.approvers().audit(it.run());
        return look(() -> audit.get().filter(all -> it.report().isLeftToPeople() || Ruling.isConcluded(all)))
                .or(() -> look(audit))
                .map(Ruling::of)
                .orElse(List.of());
    }

    private static Map<String, RunRecord> runs(Load load, List<AcceptedRun> accepted) {
        Map<String, RunRecord> runs = new HashMap<>();
        for (AcceptedRun run : accepted) {
            look(() -> load.doors().run(run.id())).ifPresent(record -> runs.put(run.id(), record));
        }
        return runs;
    }

    /** More than once: an application that is busy is not an application that has lost a run. */
    private static <T> Optional<T> look(Supplier<Optional<T>> at) {
        for (int i = 0; i < LOOKS; i++) {
            Optional<T> seen = at.get();
            if (seen.isPresent()) {
                return seen;
            }
            if (!slept()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** No when it was interrupted. */
    private static boolean slept() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
