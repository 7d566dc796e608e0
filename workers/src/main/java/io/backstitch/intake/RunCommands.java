package io.backstitch.intake;

import io.backstitch.auditlog.AuditKind;
import io.backstitch.auditlog.Commands;
import io.backstitch.compensation.SagaId;
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

    private final CamundaClient client;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Commands audit;
    private final Clock clock;

    RunCommands(CamundaClient client, JdbcClient jdbc, TransactionTemplate transactions, Commands audit, Clock clock) {
        this.client = client;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Cancels a run by message: it is unwound as its model says. The engine's own cancel would not compensate. Twice is the
     * same as once: the first is on record in the audit, before the engine is told; each tells the engine, which may not have heard the former.
     *
     * @param who the person, as the token names them
     */
    public void cancel(Run run, String who) {
        transactions.executeWithoutResult(transaction -> record(run, who));
        client.newPublishMessageCommand()
                .messageName(run.process() + ".cancelled")
                .correlationKey(run.id())
                .timeToLive(TIME_TO_LIVE)
                .send()
                .join();
    }

    private void record(Run run, String who) {
        boolean first = jdbc.sql("UPDATE run SET cancelled_at = ? WHERE id = ? AND cancelled_at IS NULL")
                        .params(Timestamp.from(clock.instant()), run.id())
                        .update()
                == 1;
        if (first) {
            audit.record(AuditKind.RUN_CANCELLED, run.saga().value(), who, Map.of());
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
