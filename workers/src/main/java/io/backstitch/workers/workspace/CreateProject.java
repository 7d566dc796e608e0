package io.backstitch.workers.workspace;

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

/** Creates the project that everything else belongs to; undone by deleting it. The partner recognises our key. */
@EffectWorker(
        jobType = "workspace.create-project",
        lane = "automation",
        does = "Creates the project",
        partner = "objects",
        recovery = Recovery.REPEAT_WITH_KEY,
        retry = "external-api",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@CompensatedBy(jobType = "workspace.delete-project", recovery = Recovery.REPEATABLE, retry = "external-api")
class CreateProject
        implements CompensableEffect<CreateProject.Request, CreateProject.Receipt>,
                Effect.Findable<CreateProject.Request, CreateProject.Receipt> {

    record Request(String workspace, String owner) {}

    record Receipt(String projectId) {}

    private static final String KIND = "projects";

    private final ObjectsClient projects;

    CreateProject(ObjectsClient projects) {
        this.projects = projects;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        return new Receipt(projects.create(KIND, attempt.key(), request, Workspace.PROJECT_REFUSED));
    }

    /** Asked only before an unwinding, so that nothing is created just to be deleted. */
    @Override
    public Optional<Receipt> find(Request request, Attempt attempt) {
        return projects.find(KIND, attempt.key()).map(Receipt::new);
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        if (receipt != null) {
            projects.delete(KIND, receipt.projectId(), attempt.key());
        }
    }
}
