package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.stack.sandbox.ObjectChange.Change;
import io.backstitch.stack.torture.Finding.Kind;
import io.backstitch.stack.torture.Project.Sent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Judges every project by the record of the partner that assigns people.
 *
 * <ol>
 *   <li>Duplicate: somebody was assigned twice.
 *   <li>Lost: a project whose run has neither ended nor waits for a person, or ended otherwise than with its people; whose people are
 *       those of no plan; that began by an older plan, while the last one is neither known to the run nor waits for a person; from which
 *       somebody was released.
 *   <li>Wrong order: somebody was assigned before the date of the plan.
 * </ol>
 */
final class ProjectOracle {
    private final ProjectEvidence evidence;
    private final List<Finding> findings = new ArrayList<>();

    private ProjectOracle(ProjectEvidence evidence) {
        this.evidence = evidence;
    }

    /** None if all promises were kept. */
    static List<Finding> judge(ProjectEvidence evidence) {
        var oracle = new ProjectOracle(evidence);
        oracle.findDuplicates();
        oracle.judgeRun();
        return List.copyOf(oracle.findings);
    }

    private void findDuplicates() {
        Set<String> seen = new HashSet<>();
        for (ObjectChange change : evidence.assignments()) {
            if (change.change() == Change.DELETED) {
                find(Kind.LOST, "%s was released, and nobody asked for it".formatted(change.id()));
            } else if (!seen.add(person(change))) {
                find(Kind.DUPLICATE, "%s was assigned twice (%s)".formatted(person(change), change.key()));
            }
        }
    }

    private void judgeRun() {
        RunRecord run = evidence.run();
        if (run == null) {
            find(Kind.LOST, "was accepted, and the application does not know it");
        } else if (run.hasEnded()) {
            judgeEnd(Objects.requireNonNullElse(run.outcome(), "without an outcome"));
        } else if (!run.waitsForPerson()) {
            find(Kind.LOST, "has not ended and waits for nobody: it is " + run.state());
        }
    }

    private void judgeEnd(String outcome) {
        if (!outcome.equals("BEGUN")) {
            find(Kind.LOST, "was to begin and ended " + outcome);
            return;
        }
        Set<String> assigned = new HashSet<>();
        evidence.assignments().stream()
                .filter(change -> change.change() == Change.CREATED)
                .forEach(change -> assigned.add(person(change)));
        List<Sent> plans = evidence.planned().sent().stream()
                .filter(plan -> Set.copyOf(plan.people()).equals(assigned))
                .toList();
        if (plans.isEmpty()) {
            find(
                    Kind.LOST,
                    "has %s, and no plan says so: %s"
                            .formatted(assigned, evidence.planned().sent()));
        } else if (plans.stream().noneMatch(this::isDue)) {
            find(Kind.WRONG_ORDER, "has %s before the date of any such plan: %s".formatted(assigned, plans));
        } else if (plans.stream().filter(this::isDue).noneMatch(this::isLast) && evidence.undelivered() == 0) {
            find(
                    Kind.LOST,
                    "has %s, and its last plan is nowhere: %s"
                            .formatted(assigned, evidence.planned().sent()));
        }
    }

    private boolean isDue(Sent plan) {
        Instant first = evidence.assignments().stream()
                .map(ObjectChange::at)
                .min(Instant::compareTo)
                .orElseThrow();
        return !first.isBefore(plan.startDate());
    }

    private boolean isLast(Sent plan) {
        return plan.equals(evidence.planned().sent().getLast());
    }

    private static String person(ObjectChange change) {
        return change.content() == null ? "" : change.content().path("person").asString("");
    }

    private void find(Kind kind, String what) {
        findings.add(new Finding(kind, evidence.planned().run(), what));
    }
}
