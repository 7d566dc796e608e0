package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.TopicBeginning;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Records delivered twice, late, or all of them anew: the same tasks. */
@NeedsStack(Part.POSTGRES)
class UserTaskRecordsTest {

    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());

    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @Import({
        Approvals.class,
        ApprovalTasks.class,
        UserTasks.class,
        UserTaskRecords.class,
        LateDecisions.class,
        ProvenDecisions.class,
        DecisionEntries.class,
        RepeatedRefusals.class,
        ApprovalAudit.class,
        FormRecords.class,
        ShownSnapshots.class
    })
    static class Records {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private final ConfigurableApplicationContext application;
    private final UserTaskRecords records;
    private final long task = KEYS.incrementAndGet();
    private final List<EngineRecord> life = List.of(
            record("CREATED", 11, "", Map.of()),
            record("ASSIGNED", 12, "manager", Map.of()),
            record("ASSIGNED", 15, "finance", Map.of()),
            record("COMPLETED", 19, "finance", Map.of("decision", "approve")));

    UserTaskRecordsTest(RunningStack stack) {
        application = PartsOnDatabase.start(stack, Records.class);
        records = application.getBean(UserTaskRecords.class);
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void keepsTheNewestWhicheverOrderTheyComeIn() {
        long seed = System.nanoTime();
        List<EngineRecord> twice = new ArrayList<>(life);
        twice.addAll(life);
        Collections.shuffle(twice, new Random(seed));

        twice.forEach(this::handle);

        assertThat(row()).as("seed %d", seed).isEqualTo("COMPLETED finance {\"decision\": \"approve\"} 19");
    }

    @Test
    void makesTheSameOfThemAnew() {
        life.forEach(this::handle);
        String before = row();

        inTransaction(() -> records.forget(new TopicBeginning(1, Instant.EPOCH)));
        assertThat(row()).isEmpty();
        life.forEach(record -> inTransaction(() -> records.restore(record)));

        assertThat(row()).isEqualTo(before);
    }

    private void handle(EngineRecord record) {
        inTransaction(() -> records.handle(record));
    }

    private void inTransaction(Runnable work) {
        application.getBean(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }

    private String row() {
        return application
                .getBean(JdbcClient.class)
                .sql("SELECT state, assignee, answer, position FROM user_task WHERE user_task_key = ?")
                .param(task)
                .query((row, number) -> "%s %s %s %d"
                        .formatted(
                                row.getString("state"),
                                row.getString("assignee"),
                                row.getString("answer"),
                                row.getLong("position")))
                .optional()
                .orElse("");
    }

    /** As the engine writes it, shortened. */
    private EngineRecord record(String intent, long position, String assignee, Map<String, Object> variables) {
        return new EngineRecord(
                1,
                position,
                task,
                "USER_TASK",
                intent,
                Instant.ofEpochMilli(1_795_000_000_000L + position),
                null,
                JsonMapper.shared()
                        .valueToTree(Map.of(
                                "elementInstanceKey",
                                task + 1_000_000,
                                "processInstanceKey",
                                33,
                                "bpmnProcessId",
                                "approval",
                                "elementId",
                                "Task_Decide",
                                "assignee",
                                assignee,
                                "formKey",
                                -1,
                                "action",
                                "complete",
                                "variables",
                                variables)));
    }
}
