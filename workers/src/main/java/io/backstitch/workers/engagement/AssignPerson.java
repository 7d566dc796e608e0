package io.backstitch.workers.engagement;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import io.backstitch.workers.objects.ObjectsClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Assigns one person to the project; undone by releasing them. The partner recognises our key. */
@EffectWorker(
        jobType = "engagement.assign-person",
        does = "Assigns one person to the project",
        lane = "system",
        partner = "objects",
        recovery = Recovery.REPEAT_WITH_KEY,
        retry = "external-api",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@CompensatedBy(jobType = "engagement.release-person", recovery = Recovery.REPEATABLE, retry = "external-api")
class AssignPerson
        implements CompensableEffect<AssignPerson.Request, AssignPerson.Receipt>,
                Effect.Findable<AssignPerson.Request, AssignPerson.Receipt> {

    record Request(String project, String person) {}

    record Receipt(String assignmentId) {}

    private static final String KIND = "assignments";

    private final ObjectsClient assignments;

    AssignPerson(ObjectsClient assignments) {
        this.assignments = assignments;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        return new Receipt(assignments.create(KIND, attempt.key(), request, Engagement.ASSIGNMENT_REFUSED));
    }

    /** Asked only before an unwinding, so that nobody is assigned just to be released. */
    @Override
    public Optional<Receipt> find(Request request, Attempt attempt) {
        return assignments.find(KIND, attempt.key()).map(Receipt::new);
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        if (receipt != null) {
            assignments.delete(KIND, receipt.assignmentId(), attempt.key());
        }
    }
}
