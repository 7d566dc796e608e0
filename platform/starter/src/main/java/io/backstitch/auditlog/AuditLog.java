package io.backstitch.auditlog;

import io.backstitch.audit.Draft;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

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
    private final JsonMapper json;
    private final Clock clock;

    AuditLog(Drafts drafts, JsonMapper json, Clock clock) {
        this.drafts = drafts;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Appends one entry about what happens now.
     *
     * @param run what it is about: the text of a saga's id, or null
     * @param body as {@link AuditKind} lists it
     * @throws IllegalStateException when there is no transaction of Spring
     * @throws IllegalArgumentException when the body cannot be kept exactly, for instance half a character in a reason
     */
    public void append(AuditKind kind, @Nullable String run, Map<String, ? extends @Nullable Object> body) {
        append(new Draft(clock.instant(), kind.word(), run, json.writeValueAsString(body)));
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
