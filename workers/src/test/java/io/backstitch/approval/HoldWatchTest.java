package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.PartsOnDatabase;
import io.backstitch.approval.ApprovalTasks.Task;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.engine.InMemoryDirectory;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who takes a task in Tasklist that they may not do keeps it from nobody. */
@NeedsStack(Part.POSTGRES)
class HoldWatchTest {

    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Those that have their place in the chain, and those that wait for it. */
    private static final String ENTRIES = """
            WITH entry AS (
                SELECT id AS draft, run, body AS text FROM audit_pending WHERE kind = 'engine.task-held'
                UNION ALL
                SELECT draft, run, convert_from(canonical, 'UTF8') FROM audit_entry WHERE kind = 'engine.task-held')
            """;

    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @EnableConfigurationProperties(HoldSettings.class)
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
        ShownSnapshots.class,
        Delegations.class,
        Withdrawals.class,
        Door.class,
        Holds.class,
        Holders.class,
        HoldEntries.class,
        HoldWatch.class,
        InMemoryDirectory.class
    })
    static class Parts {

        final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T12:00:00Z"));
        final List<Long> returned = new CopyOnWriteArrayList<>();

        @Bean
        Clock clock() {
            InstantSource source = now::get;
            return source.withZone(ZoneOffset.UTC);
        }

        @Bean
        TaskReturn engine() {
            return returned::add;
        }
    }

    private final ConfigurableApplicationContext application;
    private final Parts parts;
    private final long approval = KEYS.incrementAndGet();
    private final long task = KEYS.addAndGet(10);
    private long position = 10;

    HoldWatchTest(RunningStack stack) {
        application = PartsOnDatabase.start(stack, Parts.class);
        parts = application.getBean(Parts.class);
    }

    @BeforeEach
    void open() {
        Approvals approvals = application.getBean(Approvals.class);
        inTransaction(() -> {
            approvals.open(anApproval(), parts.now.get());
            approvals.addSeat(approval, new Seat(1, 1, List.of("expense-managers"), List.of(), List.of()));
            application
                    .getBean(ApprovalTasks.class)
                    .open(new Task(
                            element(),
                            approval,
                            1,
                            1,
                            ApprovalTasks.State.OPEN,
                            "seen",
                            "",
                            parts.now.get(),
                            null,
                            null,
                            null));
        });
        tell("approval", "CREATED", "");
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void theRequesterIsTakenFromTheirOwnApproval() {
        tell("approval", "ASSIGNED", "employee");

        look();
        assertThat(returned()).as("who made a mistake has a moment").isEmpty();
        lookAfter(Duration.ofSeconds(3));
        look();

        assertThat(returned()).containsExactly(task);
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.path("rule").asString()).isEqualTo("own-request");
            assertThat(entry.path("task").asString()).isEqualTo(String.valueOf(element()));
        });
        assertThat(runs()).containsExactly("expense/report-" + approval);
    }

    @Test
    void whoMayDecideKeepsIt() {
        tell("approval", "ASSIGNED", "manager");

        look();
        lookAfter(Duration.ofHours(1));

        assertThat(returned()).isEmpty();
        assertThat(entries()).isEmpty();
    }

    @Test
    void whoTakesItAgainAndAgainKeepsItLongerButNotForEverAndLeavesFewEntries() {
        for (int time = 1; time <= 9; time++) {
            tell("approval", "ASSIGNED", time % 2 == 0 ? "finance" : "nobody-" + time);
            look();
            lookAfter(Duration.ofMinutes(1));
            tell("approval", "ASSIGNED", "");
        }

        assertThat(returned()).hasSize(9);
        assertThat(entries()).extracting(entry -> entry.path("times").asInt()).containsExactly(1, 2, 4, 8);
        HoldSettings settings = application.getBean(HoldSettings.class);
        assertThat(settings.pause(2)).isEqualTo(Duration.ofSeconds(6));
        assertThat(settings.pause(1_000_000)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whoHasGivenItBackBeforeIsNotDisturbed() {
        tell("approval", "ASSIGNED", "employee");
        look();
        tell("approval", "ASSIGNED", "manager");

        lookAfter(Duration.ofMinutes(1));

        assertThat(returned()).isEmpty();
    }

    @Test
    void aTaskOfAnotherModelIsKeptByThoseWhomItAsks() {
        tell("bulkimport", "ASSIGNED", "manager");
        look();
        tell("bulkimport", "ASSIGNED", "employee");
        look();
        lookAfter(Duration.ofSeconds(3));

        assertThat(returned()).containsExactly(key("bulkimport"));
        assertThat(entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("rule").asString()).isEqualTo("not-a-candidate"));
    }

    @Test
    void theDoorDoesNotWaitForSomebodyWhoMayNotDecide() {
        tell("approval", "ASSIGNED", "employee");

        assertThat(decide("manager")).isInstanceOf(Door.Outcome.Stored.class);
    }

    @Test
    void theDoorWaitsForSomebodyWhoMay() {
        tell("approval", "ASSIGNED", "manager2");

        assertThat(decide("manager")).isInstanceOf(Door.Outcome.Conflict.class);
    }

    private Door.Outcome decide(String who) {
        return application
                .getBean(Door.class)
                .decide(approval, new Door.Caller(who, "", null), "reject", "not like this", Map.of());
    }

    private void look() {
        application.getBean(HoldWatch.class).look();
    }

    private void lookAfter(Duration time) {
        parts.now.updateAndGet(now -> now.plus(time));
        look();
        await("what is due to be done, by this look or by the one that comes by itself")
                .until(this::nothingIsDue);
    }

    private boolean nothingIsDue() {
        return application
                .getBean(JdbcClient.class)
                .sql(
                        "SELECT NOT EXISTS (SELECT FROM task_hold WHERE release_at IS NOT NULL AND user_task_key IN (?, ?))")
                .params(key("approval"), key("bulkimport"))
                .query(Boolean.class)
                .single();
    }

    private void inTransaction(Runnable work) {
        application.getBean(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }

    private long element() {
        return task + 1_000_000;
    }

    private long key(String process) {
        return process.equals("approval") ? task : task + 7;
    }

    private List<JsonNode> entries() {
        return application
                .getBean(JdbcClient.class)
                .sql(ENTRIES + "SELECT text FROM entry ORDER BY draft")
                .query((row, number) -> JSON.readTree(row.getString(1)))
                .list()
                .stream()
                .map(entry -> entry.has("body") ? entry.path("body") : entry)
                .filter(entry -> isMine(Long.parseLong(entry.path("task").asString()) - 1_000_000))
                .toList();
    }

    /** Those of the tests before are in the database, too. */
    private List<Long> returned() {
        return parts.returned.stream().filter(this::isMine).toList();
    }

    private boolean isMine(long key) {
        return key == key("approval") || key == key("bulkimport");
    }

    private List<@Nullable String> runs() {
        return application
                .getBean(JdbcClient.class)
                .sql(ENTRIES + "SELECT run FROM entry WHERE run = ?")
                .param("expense/report-" + approval)
                .query(String.class)
                .list();
    }

    private Approval anApproval() {
        return new Approval(
                approval,
                "expense/report-" + approval,
                "expense",
                "Taxi",
                "form",
                "employee",
                null,
                12_000L,
                "EUR",
                JSON.createObjectNode(),
                List.of(),
                List.of(new Approval.Limit("expense-managers", 500_000)),
                1,
                1,
                1,
                true,
                null,
                "");
    }

    /** Brings the engine's record, shortened, as Kafka would. */
    private void tell(String process, String intent, String assignee) {
        position++;
        EngineRecord record = new EngineRecord(
                1,
                position,
                key(process),
                "USER_TASK",
                intent,
                parts.now.get(),
                null,
                JSON.valueToTree(Map.of(
                        "elementInstanceKey",
                        key(process) + 1_000_000,
                        "processInstanceKey",
                        approval,
                        "bpmnProcessId",
                        process,
                        "elementId",
                        "Task_Decide",
                        "assignee",
                        assignee,
                        "candidateGroupsList",
                        List.of("expense-managers"),
                        "candidateUsersList",
                        List.of(),
                        "formKey",
                        -1,
                        "variables",
                        Map.of())));
        inTransaction(() -> application.getBean(UserTaskRecords.class).handle(record));
    }
}
