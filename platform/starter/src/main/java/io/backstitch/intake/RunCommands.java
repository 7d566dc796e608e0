package io.backstitch.intake;

import io.backstitch.auditlog.Audited;
import io.backstitch.auditlog.Commands;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a person may tell a run. */
@Component
public class RunCommands {

    private static final Logger log = LoggerFactory.getLogger(RunCommands.class);
    private static final Duration TIME_TO_LIVE = Duration.ofHours(1);
    /** The outcome of a run that was cancelled before the engine began it. */
    private static final String CANCELLED = "CANCELLED";

    private final CamundaClient client;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Sagas sagas;
    private final Commands audit;
    private final Clock clock;

    RunCommands(
            CamundaClient client,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Sagas sagas,
            Commands audit,
            Clock clock) {
        this.client = client;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sagas = sagas;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Cancels a run by message: it is unwound as its model says. The engine's own cancel would not compensate. Twice is the
     * same as once: the first is on record in the audit, before the engine is told; each tells the engine, which may not have heard the former.
     *
     * <p>A run that is stuck since the engine never began it has nothing to undo: it has ended with this.
     *
     * @param who the person, as the token names them
     * @param reason in their words
     */
    public void cancel(Run run, String who, String reason) {
        transactions.executeWithoutResult(transaction -> record(run, who, reason));
        if (isKnownAsNeverBegun(run)) {
            sagas.end(run.saga(), CANCELLED);
            return;
        }
        client.newPublishMessageCommand()
                .messageName(run.process() + ".cancelled")
                .correlationKey(run.id())
                .timeToLive(TIME_TO_LIVE)
                .send()
                .join();
    }

    private boolean isKnownAsNeverBegun(Run run) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM stuck_run WHERE run = ? AND kind = 'NEVER_BEGUN' AND told_at IS NOT NULL)
                        """).param(run.id()).query(Boolean.class).single();
    }

    /**
     * Hands a run over to the engine once more: for one that the engine has never begun, for instance since no model of it took its start message. On
     * record. Where the engine has the message yet, twice is the same as once.
     *
     * @param who the person, as the token names them
     * @return false when the engine has begun it, when it has ended, or when it waits to be handed over anyway
     */
    public boolean handOver(Run run, String who) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean again = jdbc.sql("""
                                    UPDATE run SET relayed_at = NULL, dead_at = NULL, tries = 0
                                    WHERE id = ? AND (relayed_at IS NOT NULL OR dead_at IS NOT NULL)
                                      AND NOT EXISTS (SELECT FROM run_instance AS begun WHERE begun.process = run.process AND begun.run = run.id)
                                      AND NOT EXISTS (SELECT FROM saga WHERE saga.id = run.process || '/' || run.id AND ended_at IS NOT NULL)
                                    """).param(run.id()).update() == 1;
            if (again) {
                audit.record(Audited.RUN_HANDED_OVER, run.saga().value(), who, Map.of());
                log.info("Run {} is handed over to the engine once more", run.id());
            }
            return again;
        }));
    }

    private void record(Run run, String who, String reason) {
        boolean first = jdbc.sql("UPDATE run SET cancelled_at = ? WHERE id = ? AND cancelled_at IS NULL")
                        .params(Timestamp.from(clock.instant()), run.id())
                        .update()
                == 1;
        if (first) {
            audit.record(Audited.RUN_CANCELLED, run.saga().value(), who, Map.of("reason", reason));
            log.info("Run {} is cancelled", run.id());
        }
    }

    /**
     * Takes a run back because one of its steps is given up. Twice with the same id is the same as once.
     *
     * @param id of the decision
     */
    public void giveUp(SagaId saga, String id) {
        try {
            client.newPublishMessageCommand()
                    .messageName(saga.process() + ".cancelled")
                    .correlationKey(saga.businessId())
                    .messageId(id)
                    .timeToLive(TIME_TO_LIVE)
                    .variables(Map.of("givenUp", true))
                    .send()
                    .join();
        } catch (ClientStatusException e) {
            if (e.getStatusCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }
}
