package io.backstitch.workers.onboarding;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the customer's workspace; undone by removing it. */
@EffectWorker(
        jobType = "onboarding.provision-workspace",
        lane = "system",
        does = "Makes a group and its first user in Keycloak",
        partner = "keycloak",
        recovery = Recovery.ASK_PARTNER,
        retry = "external-api",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@CompensatedBy(jobType = "onboarding.deprovision-workspace", recovery = Recovery.REPEATABLE, retry = "external-api")
class ProvisionWorkspace
        implements CompensableEffect<ProvisionWorkspace.Request, ProvisionWorkspace.Receipt>,
                Effect.Findable<ProvisionWorkspace.Request, ProvisionWorkspace.Receipt> {

    record Receipt(String workspaceGroup, String workspaceUser) {
        static Receipt of(Workspaces.Workspace workspace) {
            return new Receipt(workspace.groupId(), workspace.userId());
        }
    }

    record Request(String businessId, String customer, String email) {}

    private final Workspaces workspaces;

    ProvisionWorkspace(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    /** Makes the workspace; a name that is taken is a no of the business. */
    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        return Receipt.of(workspaces.provision(attempt.key(), request.customer(), request.email(), attempt.lease()));
    }

    @Override
    public Optional<Receipt> find(Request request, Attempt attempt) {
        return workspaces
                .find(attempt.key(), request.customer(), request.email())
                .map(Receipt::of);
    }

    /** Removes all that carries the key of the effect, so that it does not matter how far that came. */
    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        workspaces.deprovision(attempt.effect(), request.customer(), request.email(), attempt.lease());
    }
}
