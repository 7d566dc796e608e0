package io.backstitch.deadletter;

import static org.awaitility.Awaitility.await;

import io.backstitch.KernelOnDatabase;
import io.backstitch.PartsOnDatabase;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.intake.Run;
import io.backstitch.intake.RunCommands;
import io.backstitch.intake.Runs;
import io.backstitch.intake.Undelivered;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.messaging.OwnCommands;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dead letters as the application has them, on the real database; without the engine, and nobody takes the events. */
final class LettersOnDatabase {

    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());

    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @Import({
        KernelOnDatabase.class,
        DeadLetters.class,
        DeadLetterList.class,
        HappenedTwice.class,
        LetterEvents.class,
        IncidentLetters.class,
        RunCommands.class,
        Undelivered.class,
        EventLetters.class,
        EffectDecisions.class,
        Runs.class
    })
    static class Letters {}

    private final ConfigurableApplicationContext application;

    LettersOnDatabase(RunningStack stack) {
        application = PartsOnDatabase.forAllTests(stack, Letters.class);
    }

    /** A number that no other job, incident or run has. */
    static long newKey() {
        return KEYS.incrementAndGet();
    }

    /** A saga that has begun. */
    SagaId newSaga() {
        SagaId saga = new SagaId("onboarding", "onboarding-" + newKey());
        application.getBean(JdbcTemplate.class).execute((ConnectionCallback<Boolean>) connection -> {
            Sagas.open(connection, saga, Clock.systemUTC().instant());
            return true;
        });
        return saga;
    }

    /** As the engine's record of its begin tells. */
    void isRun(long processInstance, SagaId saga) {
        application
                .getBean(JdbcClient.class)
                .sql("INSERT INTO run_instance (process_instance_key, process, run) VALUES (?, ?, ?)")
                .params(processInstance, saga.process(), saga.businessId())
                .update();
    }

    DeadLetters letters() {
        return application.getBean(DeadLetters.class);
    }

    /** Made here, not by Spring: it would go on telling the engine by itself. */
    Replay replay() {
        return new Replay(
                application.getBean(DeadLetterList.class),
                letters(),
                application.getBean(Sagas.class),
                application.getBean(RunCommands.class),
                application.getBean(Undelivered.class),
                application.getBean(OwnCommands.class),
                application.getBean(CamundaClient.class),
                application.getBean(Clock.class));
    }

    /** As the door does; the engine is not there. */
    void cancel(SagaId saga, String who) {
        Run run = new Run(saga.businessId(), saga.process(), Clock.systemUTC().instant(), null, null);
        application
                .getBean(JdbcClient.class)
                .sql("""
                        INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at)
                        VALUES (?, ?, 'test', ?, '', '{}', now()) ON CONFLICT DO NOTHING
                        """)
                .params(run.id(), run.process(), run.id())
                .update();
        try {
            application.getBean(RunCommands.class).cancel(run, who, "a test");
        } catch (ClientException e) {
            // It is on record all the same: that is what is asked.
        }
    }

    DeadLetterList.Row find(long letter) {
        return application.getBean(DeadLetterList.class).find(letter).orElseThrow();
    }

    /** As a settle step does. */
    void unwind(SagaId saga) {
        application
                .getBean(JdbcClient.class)
                .sql("UPDATE saga SET state = 'UNWINDING' WHERE id = ?")
                .param(saga.value())
                .update();
    }

    IncidentLetters incidents() {
        return application.getBean(IncidentLetters.class);
    }

    Saga find(SagaId saga) {
        return application.getBean(Sagas.class).find(saga).orElseThrow();
    }

    List<DeadLetterList.Row> openOf(SagaId saga) {
        return application.getBean(DeadLetterList.class).openOf(saga);
    }

    void inTransaction(Consumer<TransactionStatus> work) {
        application.getBean(TransactionTemplate.class).executeWithoutResult(work);
    }

    /** Whether a transaction waits for another one, in this database. */
    boolean someoneWaits() {
        return application
                .getBean(JdbcClient.class)
                .sql(
                        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database())")
                .query(Boolean.class)
                .single();
    }

    /** The data of the events about a letter, as they wait to be sent. */
    List<JsonNode> eventsAbout(long letter) {
        JsonMapper json = JsonMapper.shared();
        return application
                .getBean(JdbcClient.class)
                .sql("SELECT serialized_event FROM event_publication ORDER BY publication_date")
                .query(String.class)
                .list()
                .stream()
                .flatMap(stored -> json.readTree(stored).path("events").valueStream())
                .filter(event -> event.path("subject").asString().equals("dead-letter/" + letter))
                .map(event -> json.readTree(event.path("body").asString()).path("data"))
                .toList();
    }

    /** An effect that was called, and nobody knows more. */
    IdempotencyKey newEffectInDoubt(SagaId saga) {
        IdempotencyKey key = new IdempotencyKey(saga + "/Task_SendFax");
        application
                .getBean(JdbcClient.class)
                .sql("""
                        INSERT INTO effect (key, saga, element, activation, type, recovery, state, attempt, owner,
                                            lease_until, fingerprint, request, claimed_at, changed_at)
                        VALUES (?, ?, 'Task_SendFax', 1, 'fax', 'ASK_PERSON', 'IN_DOUBT', 1, 'gone', now(), '', '{}', now(), now())
                        """)
                .params(key.value(), saga.value())
                .update();
        return key;
    }

    /** As an attempt that was overtaken tells the ledger. */
    void happenedTwice(IdempotencyKey key) {
        application
                .getBean(JdbcClient.class)
                .sql(
                        "INSERT INTO effect_event (key, attempt, event, detail, at) VALUES (?, 1, 'HAPPENED_TWICE', 'the other receipt: {}', now())")
                .param(key.value())
                .update();
        application.getBean(HappenedTwice.class).look();
        application.getBean(HappenedTwice.class).look();
    }

    EffectState effect(IdempotencyKey key) {
        return EffectState.valueOf(application
                .getBean(JdbcClient.class)
                .sql("SELECT state FROM effect WHERE key = ?")
                .param(key.value())
                .query(String.class)
                .single());
    }

    EffectDecisions decisions() {
        return application.getBean(EffectDecisions.class);
    }

    /** What the audit holds about a run, as soon as it is in the chain. */
    List<JsonNode> auditOf(SagaId saga) {
        JdbcClient jdbc = application.getBean(JdbcClient.class);
        await().until(() -> jdbc.sql("SELECT count(*) FROM audit_pending WHERE run = ?")
                .param(saga.value())
                .query(Long.class)
                .single()
                .equals(0L));
        return jdbc
                .sql("SELECT convert_from(canonical, 'UTF8') FROM audit_entry WHERE run = ? ORDER BY seq")
                .param(saga.value())
                .query(String.class)
                .list()
                .stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }
}
