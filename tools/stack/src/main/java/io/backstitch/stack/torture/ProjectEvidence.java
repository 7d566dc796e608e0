package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.stack.torture.Projects.Planned;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is about one project.
 *
 * @param run how it stands; null when the application does not know it
 * @param undelivered plans that its run has not taken, and that wait for a person
 * @param assignments what was done to assignments to this project, by the partner's record, oldest first
 */
record ProjectEvidence(Planned planned, @Nullable RunRecord run, int undelivered, List<ObjectChange> assignments) {

    ProjectEvidence {
        assignments = List.copyOf(assignments);
    }

    boolean hasEnded() {
        return run != null && run.hasEnded();
    }

    boolean waitsForPerson() {
        return run != null && run.waitsForPerson();
    }
}
