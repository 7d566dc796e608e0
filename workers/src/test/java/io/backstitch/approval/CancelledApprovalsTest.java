package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.compensation.Fingerprint;
import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryDirectory;
import io.backstitch.job.StepInstance;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An approval ends with its run, and the record says nothing else. */
@NeedsStack(Part.POSTGRES)
class CancelledApprovalsTest {

    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());
    private static final Door.Caller REQUESTER = new Door.Caller("employee", "", null);
    private static final JsonMapper JSON = JsonMapper.shared();

    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @Import({
        Approvals.class,
        ApprovalTasks.class,
        UserTasks.class,
        LateDecisions.class,
        ProvenDecisions.class,
        DecisionEntries.class,
        RepeatedRefusals.class,
        ApprovalAudit.class,
        FormRecords.class,
        ShownSnapshots.class,
        Delegations.class,
        Withdrawals.class,
        Holders.class,
        Door.class,
        Conclusions.class,
        ConcludeApproval.class,
        CancelledApprovals.class,
        InMemoryDirectory.class
    })
    static class Parts {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private final ConfigurableApplicationContext application;
    private final Door door;
    private final long approval = KEYS.addAndGet(10);
    private final String run = "expense/e" + approval;

    CancelledApprovalsTest(RunningStack stack) {
        application = PartsOnDatabase.start(stack, Parts.class);
        door = application.getBean(Door.class);
    }

    @BeforeEach
    void open() {
        new ApprovalsOnDatabase(application.getBean(JdbcClient.class))
                .open(approval, 1, "'{managers}'", "'{}'", "'{}'");
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void endsWhenTheEngineHasTakenItsProcessAwayAndOnlyOnce() {
        terminated();
        terminated();

        assertThat(outcome()).isEqualTo("cancelled");
        assertThat(entries("approval.concluded")).singleElement().satisfies(entry -> {
            assertThat(entry.path("outcome").asString()).isEqualTo("cancelled");
            assertThat(entry.has("withdrawal")).isFalse();
        });
        assertThat(door.decide(approval, new Door.Caller("manager", "", null), "approve", "ok", Map.of()))
                .isEqualTo(new Door.Outcome.Conflict("Nothing is asked any more: the run that asked was cancelled"));
    }

    @Test
    void nobodyWithdrawsWhatIsOver() {
        terminated();

        assertThat(door.withdraw(approval, REQUESTER, "too dear"))
                .isEqualTo(new Door.Outcome.Conflict("Nothing is asked any more: the run that asked was cancelled"));
        assertThat(entries("approval.withdrawn")).isEmpty();
    }

    @Test
    void aWithdrawalThatCameTooLateSaysSoAndTheEngineIsNotTold() {
        door.withdraw(approval, REQUESTER, "too dear");
        terminated();

        assertThat(outcome()).isEqualTo("cancelled");
        assertThat(entries("approval.concluded"))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.path("withdrawal").asString()).isEqualTo("too-late"));
        assertThat(application.getBean(Withdrawals.class).untold()).doesNotContain(approval);
    }

    @Test
    void isWithdrawnOnlyByWhoAsked() {
        conclude("withdrawn");

        assertThat(outcome()).as("somebody told the engine so").isEqualTo("cancelled");
    }

    @Test
    void isWithdrawnWhenWhoAskedDidThat() {
        door.withdraw(approval, REQUESTER, "too dear");

        assertThat(conclude("withdrawn").result().reason()).isEqualTo("too dear");
        assertThat(outcome()).isEqualTo("withdrawn");
        assertThat(entries("approval.concluded"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.has("withdrawal")).isFalse());
    }

    /** As an earlier version has left them. */
    @Test
    void thoseOfRunsThatHaveEndedAreFound() {
        sql("INSERT INTO saga (id, process, business_id, state, opened_at, outcome) VALUES (?, 'expense', ?, 'COMPENSATED', now(), 'ROLLED_BACK')")
                .params(run, "e" + approval)
                .update();

        application.getBean(CancelledApprovals.class).closeThoseOfEndedRuns();

        assertThat(outcome()).isEqualTo("cancelled");
    }

    @Test
    void aDecisionThatFoundItsTaskGoneIsNotSaidToHaveBeenOvertakenBySomebody() {
        ProvenDecisions.Stored decision = new ProvenDecisions.Stored(
                UUID.randomUUID(),
                approval,
                approval,
                "manager",
                null,
                JSON.readTree("{\"decision\": \"approve\", \"reason\": \"ok\"}"),
                Fingerprint.of("x"),
                Instant.EPOCH,
                ProvenDecisions.State.STORED);
        application.getBean(ProvenDecisions.class).add(decision);
        terminated();

        application
                .getBean(LateDecisions.class)
                .overtaken(
                        decision,
                        new UserTasks.UserTask(
                                approval,
                                approval,
                                null,
                                null,
                                UserTasks.State.CANCELED,
                                "",
                                null,
                                1,
                                9,
                                Instant.EPOCH));

        assertThat(entries("approval.refused"))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.path("why").asString()).startsWith("The task had ended a moment before"));
    }

    private ConcludeApproval.Answer conclude(String closing) {
        ConcludeApproval step = application.getBean(ConcludeApproval.class);
        return application
                .getBean(TransactionTemplate.class)
                .execute(status -> step.handle(new ConcludeApproval.Request(closing), aStep()));
    }

    private StepInstance aStep() {
        return new StepInstance(new SagaId("expense", "e" + approval), approval, approval + 1, "Task_Conclude");
    }

    private void terminated() {
        application
                .getBean(TransactionTemplate.class)
                .executeWithoutResult(status -> application
                        .getBean(CancelledApprovals.class)
                        .handle(new EngineRecord(
                                1,
                                99,
                                approval,
                                "PROCESS_INSTANCE",
                                "ELEMENT_TERMINATED",
                                Instant.EPOCH,
                                null,
                                JSON.valueToTree(Map.of("bpmnElementType", "PROCESS", "bpmnProcessId", "approval")))));
    }

    private String outcome() {
        return sql("SELECT outcome FROM approval WHERE id = ? AND concluded_at IS NOT NULL")
                .param(approval)
                .query(String.class)
                .single();
    }

    private List<JsonNode> entries(String kind) {
        return sql("""
                        SELECT body::text AS text FROM audit_pending WHERE run = :run AND kind = :kind
                        UNION ALL
                        SELECT convert_from(canonical, 'UTF8') FROM audit_entry WHERE run = :run AND kind = :kind
                        """)
                .param("run", run)
                .param("kind", kind)
                .query((row, number) -> JSON.readTree(row.getString(1)))
                .list()
                .stream()
                .map(entry -> entry.has("body") ? entry.path("body") : entry)
                .toList();
    }

    private JdbcClient.StatementSpec sql(String statement) {
        return application.getBean(JdbcClient.class).sql(statement);
    }
}
