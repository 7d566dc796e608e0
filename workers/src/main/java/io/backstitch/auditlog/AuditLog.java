package io.backstitch.auditlog;

import io.backstitch.audit.Draft;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Appends to the audit of this installation.
 *
 * <p>What is appended is on record if and only if the transaction that appends it is committed: decision and record come together or not at all,
 * and a rollback leaves no gap. Nobody waits for anybody. Its place in the chain it gets from the {@link Sequencer} a moment after the commit;
 * of two transactions that follow each other, in their order.
 */
@Component
public class AuditLog {

    private final Drafts drafts;

    AuditLog(Drafts drafts) {
        this.drafts = drafts;
    }

    /**
     * Appends the drafts in their order.
     *
     * @throws IllegalStateException when there is no transaction of Spring
     */
    public void append(Draft... drafts) {
        requireTransaction();
        this.drafts.add(List.of(drafts));
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "The audit is appended to outside of a transaction: append in the one that makes the decision");
        }
    }
}
