package io.backstitch.workers.onboarding;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Lease;
import io.backstitch.job.BusinessNo;
import java.util.Optional;

/** Where customers' workspaces are. It can be asked which key made a workspace. */
interface Workspaces {

    /** The parts of a workspace. */
    record Workspace(String groupId, String userId) {}

    /** The complete workspace that was made with the key, if any. */
    Optional<Workspace> find(IdempotencyKey key, String customer, String email);

    /**
     * Makes a workspace with its first user; goes on where an earlier attempt with the key has stopped.
     *
     * @param lease asked before each request that changes something
     * @throws BusinessNo when the name or the user belongs to another workspace
     */
    Workspace provision(IdempotencyKey key, String customer, String email, Lease lease) throws BusinessNo;

    /** Removes what was made with the key, as far as it is there; asks the lease before each request. */
    void deprovision(IdempotencyKey key, String customer, String email, Lease lease);
}
