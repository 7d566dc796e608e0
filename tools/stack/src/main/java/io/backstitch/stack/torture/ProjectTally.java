package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.ObjectChange.Change;
import java.util.List;

/**
 * What became of the projects.
 *
 * @param accepted projects of which all plans were answered 202
 * @param plans of these
 * @param begun with their people
 * @param waitingForPerson that have a step which failed
 * @param tooLate plans that came when the people were assigned already, and wait for a person
 * @param assignments by the partner's record
 */
public record ProjectTally(
        int accepted, long plans, long begun, long waitingForPerson, long tooLate, long assignments) {

    static ProjectTally of(List<ProjectEvidence> projects) {
        return new ProjectTally(
                projects.size(),
                projects.stream().mapToLong(it -> it.planned().sent().size()).sum(),
                projects.stream().filter(ProjectEvidence::hasEnded).count(),
                projects.stream().filter(ProjectEvidence::waitsForPerson).count(),
                projects.stream().mapToLong(ProjectEvidence::undelivered).sum(),
                projects.stream()
                        .flatMap(it -> it.assignments().stream())
                        .filter(change -> change.change() == Change.CREATED)
                        .count());
    }
}
