package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.Mail;
import io.backstitch.stack.sandbox.PaymentOperation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What there is to judge a torture by, read when it is over.
 *
 * @param accepted all that was answered 202
 * @param runs how each stands, by its id; one that is missing is unknown to the application
 * @param waiting the runs of which the engine says that a person must act: a task or an incident
 * @param payments the payments partner's own record, oldest first
 * @param mails the mail sink's own record, oldest first
 * @param workspaces what stands in Keycloak
 */
record Evidence(
        List<AcceptedRun> accepted,
        Map<String, RunRecord> runs,
        Set<String> waiting,
        List<PaymentOperation> payments,
        List<Mail> mails,
        List<Workspace> workspaces) {

    /**
     * A group in Keycloak.
     *
     * @param key the idempotency key that made it
     */
    record Workspace(String group, String key) {
        boolean isOf(AcceptedRun run) {
            return key.contains("/" + run.id() + "/");
        }
    }

    Evidence {
        accepted = List.copyOf(accepted);
        runs = Map.copyOf(runs);
        waiting = Set.copyOf(waiting);
        payments = List.copyOf(payments);
        mails = List.copyOf(mails);
        workspaces = List.copyOf(workspaces);
    }
}
