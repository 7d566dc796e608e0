package io.backstitch.workers.workspace;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import io.backstitch.workers.objects.ObjectsClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates the triggers that wake the agents; undone by deleting them. This partner neither knows our key nor can be asked:
 * when its answer is lost, a person looks there and decides.
 */
@EffectWorker(
        jobType = "workspace.create-triggers",
        lane = "automation",
        does = "Creates the triggers",
        partner = "objects",
        recovery = Recovery.ASK_PERSON,
        retry = "external-api",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@CompensatedBy(jobType = "workspace.delete-triggers", recovery = Recovery.REPEATABLE, retry = "external-api")
class CreateTriggers implements CompensableEffect<CreateTriggers.Request, CreateTriggers.Receipt> {

    record Request(String projectId, List<String> agents) {}

    record Receipt(String triggersId) {}

    private static final String KIND = "triggers";

    private final ObjectsClient triggers;

    CreateTriggers(ObjectsClient triggers) {
        this.triggers = triggers;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        return new Receipt(triggers.create(KIND, attempt.key(), request, Workspace.TRIGGERS_REFUSED));
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        if (receipt == null) {
            throw new IllegalStateException(
                    "Nobody knows the id of the triggers of %s: look for them at the partner, delete them, and record that it was done by hand"
                            .formatted(request.projectId()));
        }
        triggers.delete(KIND, receipt.triggersId(), attempt.key());
    }
}
