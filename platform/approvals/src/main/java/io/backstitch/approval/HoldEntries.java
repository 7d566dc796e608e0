package io.backstitch.approval;

import io.backstitch.compensation.SagaId;
import io.backstitch.messaging.RunInstances;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts on record that somebody took a task that they may not do: the first time, the second, the fourth, and so on, so that a game
 * without end leaves few entries. To be called in a transaction.
 *
 * <p>Metric {@code backstitch.tasks.held}: how often that was seen, by {@code process}.
 */
@Component
class HoldEntries {

    private static final Logger log = LoggerFactory.getLogger(HoldEntries.class);

    private final ApprovalAudit audit;
    private final Approvals approvals;
    private final RunInstances runs;
    private final MeterRegistry metrics;

    HoldEntries(ApprovalAudit audit, Approvals approvals, RunInstances runs, MeterRegistry metrics) {
        this.audit = audit;
        this.approvals = approvals;
        this.runs = runs;
        this.metrics = metrics;
    }

    /** @param times the how manieth time at the same task, whoever it was */
    void held(Holds.Held held, Verdict.Refused refused, int times) {
        metrics.counter("backstitch.tasks.held", "process", held.process()).increment();
        if (Integer.bitCount(times) != 1) {
            return;
        }
        audit.append(
                AuditedApproval.TASK_HELD,
                run(held),
                Map.of(
                        "actor", audit.pseudonym(held.holder()),
                        "process", held.process(),
                        "task", String.valueOf(held.elementInstance()),
                        "rule", refused.rule(),
                        "why", refused.why(),
                        "times", times));
        log.warn(
                "Task {} of {} is taken from somebody who may not do it: {}",
                held.task(),
                held.process(),
                refused.rule());
    }

    private @Nullable String run(Holds.Held held) {
        return held.process().equals(ApprovalProcess.ID)
                ? approvals.find(held.instance()).map(Approval::run).orElse(null)
                : runs.find(held.instance())
                        .map(run -> new SagaId(run.process(), run.id()).value())
                        .orElse(null);
    }
}
