package io.backstitch.auditlog;

import io.backstitch.audit.Chain;
import io.backstitch.audit.Draft;
import io.backstitch.audit.Entry;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Appends to the audit of this installation.
 *
 * <p>An entry is on record if and only if the transaction that appended it is committed: decision and entry come together or not at all,
 * and a rollback leaves no gap. From the first append to its end a transaction holds the end of the chain, and others that append wait:
 * append last, and lock nothing behind it.
 */
@Component
public class AuditLog {

    private final Heads heads;
    private final Entries entries;

    AuditLog(Heads heads, Entries entries) {
        this.heads = heads;
        this.entries = entries;
    }

    /**
     * Appends the drafts in their order, and says where they stand.
     *
     * @throws IllegalStateException when there is no transaction of Spring
     */
    public List<Entry> append(Draft... drafts) {
        requireTransaction();
        return append(heads.lock(), List.of(drafts));
    }

    /**
     * Appends the draft unless an entry of its kind says the same: of several that come at the same time, one is appended.
     *
     * @throws IllegalStateException when there is no transaction of Spring
     */
    public void appendOnce(Draft draft) {
        requireTransaction();
        Heads.Locked end = heads.lock();
        if (!entries.exists(draft)) {
            append(end, List.of(draft));
        }
    }

    private List<Entry> append(Heads.Locked end, List<Draft> drafts) {
        List<Entry> chained = Chain.next(end.head(), drafts);
        for (Entry entry : chained) {
            end.tree().append(entries.add(entry));
        }
        if (!chained.isEmpty()) {
            heads.move(chained.getLast().head(), end.tree());
        }
        return chained;
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "The audit is appended to outside of a transaction: append in the one that makes the decision");
        }
    }
}
