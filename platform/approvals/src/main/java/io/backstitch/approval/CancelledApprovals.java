package io.backstitch.approval;

import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.EngineRecordHandler;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends an approval with its run: when the engine's records say that its process was taken away, nobody is asked, reminded or waited for any
 * more. One that was opened in that very moment, or by an earlier version, is found by its run, which has ended.
 */
@Component
class CancelledApprovals implements EngineRecordHandler {

    private static final Logger log = LoggerFactory.getLogger(CancelledApprovals.class);
    private static final int AT_ONCE = 100;

    private final Approvals approvals;
    private final Conclusions conclusions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    CancelledApprovals(Approvals approvals, Conclusions conclusions, JdbcClient jdbc, TransactionTemplate transaction) {
        this.approvals = approvals;
        this.conclusions = conclusions;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public String valueType() {
        return "PROCESS_INSTANCE";
    }

    @Override
    public void handle(EngineRecord record) {
        boolean taken = record.intent().equals("ELEMENT_TERMINATED")
                && record.text("bpmnElementType").equals("PROCESS")
                && record.text("bpmnProcessId").equals(ApprovalProcess.ID);
        if (taken) {
            approvals.find(record.key()).ifPresent(it -> cancel(it.id()));
        }
    }

    @Scheduled(initialDelay = 10_000, fixedDelay = 60_000)
    void closeThoseOfEndedRuns() {
        try {
            left().forEach(this::close);
        } catch (DataAccessException | TransactionException e) {
            log.debug("Approvals of runs that have ended are looked for again in a minute", e);
        }
    }

    /** One that cannot be closed holds up no other. */
    private void close(long id) {
        try {
            transaction.executeWithoutResult(status -> cancel(id));
        } catch (RuntimeException e) {
            log.error("Approval {} of a run that has ended is not closed; it is tried again in a minute", id, e);
        }
    }

    private List<Long> left() {
        return jdbc.sql("""
                        SELECT approval.id FROM approval JOIN saga ON saga.id = approval.run
                        WHERE concluded_at IS NULL AND saga.outcome IS NOT NULL
                          AND NOT EXISTS (SELECT FROM engine_instance WHERE instance = approval.id)
                        ORDER BY approval.id LIMIT ?
                        """)
                .param(AT_ONCE)
                .query((row, number) -> row.getLong("id"))
                .list();
    }

    private void cancel(long id) {
        Approval approval = approvals.lock(id);
        String decided = approval.outcome();
        conclusions.conclude(approval, decided == null ? ApprovalProcess.CANCELLED : decided);
    }
}
