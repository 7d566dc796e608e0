package io.backstitch.approval;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many decisions of one person about one approval were refused. Somebody who may not decide can try all day; the first few tries are
 * on record each, of the others the 8th, the 16th, the 32nd and so on.
 *
 * <p>It knows people by their pseudonym in the audit. To be called in a transaction, with the approval locked.
 */
@Component
class RepeatedRefusals {

    private static final int EACH = 5;
    /** The engine named nobody. */
    private static final String NOBODY = "";

    private final JdbcClient jdbc;
    private final ApprovalAudit audit;

    RepeatedRefusals(JdbcClient jdbc, ApprovalAudit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Counts one more, and returns how many there are now. */
    int count(long approval, @Nullable String actor) {
        return jdbc.sql("""
                        INSERT INTO approval_refusal AS known (approval, actor, times) VALUES (?, ?, 1)
                        ON CONFLICT (approval, actor) DO UPDATE SET times = known.times + 1
                        RETURNING times
                        """)
                .params(
                        approval,
                        actor == null ? NOBODY : audit.pseudonym(actor).id())
                .query(Integer.class)
                .single();
    }

    static boolean isRecorded(int times) {
        return times <= EACH || Integer.bitCount(times) == 1;
    }
}
