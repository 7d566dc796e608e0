package io.backstitch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.KernelOnDatabase;
import io.backstitch.PartsOnDatabase;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A run that the engine never began is handed over once more, or ended; and no other. */
@NeedsStack(Part.POSTGRES)
class HandOverTest {

    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @Import({KernelOnDatabase.class, RunCommands.class, Runs.class})
    static class Parts {}

    private final SagaId saga = new SagaId("handover", "handover-" + UUID.randomUUID());
    private final ConfigurableApplicationContext application;
    private final RunCommands commands;

    HandOverTest(RunningStack stack) {
        application = PartsOnDatabase.forAllTests(stack, Parts.class);
        commands = application.getBean(RunCommands.class);
        Timestamp longAgo = Timestamp.from(Instant.parse("2026-11-01T00:00:00Z"));
        jdbc().sql("""
                        INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at)
                        VALUES (:id, :process, 'test', :id, '', '{}', :at, :at)
                        """)
                .param("id", saga.businessId())
                .param("process", saga.process())
                .param("at", longAgo)
                .update();
        application.getBean(JdbcTemplate.class).execute((ConnectionCallback<Boolean>) connection -> {
            Sagas.open(connection, saga, longAgo.toInstant());
            return true;
        });
    }

    @Test
    void handsOneOverThatTheEngineNeverBeganOnceAndOnRecord() {
        assertThat(commands.handOver(run(), "operator")).isTrue();
        assertThat(run().relayedAt()).isNull();
        assertThat(commands.handOver(run(), "operator"))
                .as("it waits for that already")
                .isFalse();

        assertThat(onRecord("operator.run-handed-over")).isEqualTo(1);
    }

    @Test
    void handsNoneOverThatTheEngineHasBegun() {
        jdbc().sql("INSERT INTO run_instance (process_instance_key, process, run) VALUES (?, ?, ?)")
                .params(System.nanoTime(), saga.process(), saga.businessId())
                .update();

        assertThat(commands.handOver(run(), "operator")).isFalse();
        assertThat(run().relayedAt()).isNotNull();
    }

    @Test
    void handsNoneOverThatHasEnded() {
        sagas().end(saga, "DONE");

        assertThat(commands.handOver(run(), "operator")).isFalse();
    }

    @Test
    void cancelEndsOneThatIsKnownNeverToHaveBegun() {
        jdbc().sql("""
                        INSERT INTO stuck_run (run, process, kind, reason, since, found_at, told_at)
                        VALUES (?, ?, 'NEVER_BEGUN', 'test', now(), now(), now())
                        """).params(saga.businessId(), saga.process()).update();

        commands.cancel(run(), "operator", "test");

        jdbc().sql("DELETE FROM stuck_run WHERE run = ?")
                .param(saga.businessId())
                .update();
        Saga ended = sagas().find(saga).orElseThrow();
        assertThat(ended.state().hasEnded()).isTrue();
        assertThat(ended.outcome()).isEqualTo("CANCELLED");
        assertThat(onRecord("operator.run-cancelled")).isEqualTo(1);
    }

    private Run run() {
        return application.getBean(Runs.class).find(saga.businessId()).orElseThrow();
    }

    private Sagas sagas() {
        return application.getBean(Sagas.class);
    }

    private JdbcClient jdbc() {
        return application.getBean(JdbcClient.class);
    }

    /** Chained already, or about to be. */
    private int onRecord(String kind) {
        return jdbc().sql("""
                        SELECT (SELECT count(*) FROM audit_pending WHERE kind = :kind AND run = :run)
                            + (SELECT count(*) FROM audit_entry WHERE convert_from(canonical, 'UTF8') LIKE :kindText
                               AND convert_from(canonical, 'UTF8') LIKE :runText)
                        """)
                .param("kind", kind)
                .param("run", saga.value())
                .param("kindText", "%" + kind + "%")
                .param("runText", "%" + saga.value() + "%")
                .query(Integer.class)
                .single();
    }
}
