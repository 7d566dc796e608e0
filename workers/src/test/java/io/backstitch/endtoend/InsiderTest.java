package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What somebody does who reaches the engine, with more rights than any operator: nothing is done for a run that no door has taken, no money moves that was not
 * approved, and nobody waits for what they have poisoned. All of it is on record.
 */
@NeedsStack({Part.POSTGRES, Part.ZEEBE, Part.KAFKA, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION})
class InsiderTest {

    private final RunningStack stack;
    private final Reports reports;
    private final EngineApi engine;
    private final JdbcClient database;

    InsiderTest(RunningStack stack) {
        this.stack = stack;
        this.reports = Reports.granted(stack);
        this.engine = new EngineApi(stack);
        this.database =
                JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
    }

    @Test
    void whatIsStartedPastTheDoorsIsNotDoneAndDoesNotStay() {
        String id = "insider-" + UUID.randomUUID();
        long instance =
                engine.start("agent", Map.of("businessId", id, "projectId", "p-1", "agent", "spy", "purpose", "none"));

        await("the refusal").until(() -> refused(instance) == 1);
        await("the end of it").until(() -> !isActive(instance));
        assertThat(stack.partners().objectCalls())
                .noneMatch(call -> call.toString().contains(id));
        await("the entry").until(() -> onRecord("engine.instance-refused", String.valueOf(instance)) == 1);
    }

    @Test
    void anApprovalThatNobodyAskedForIsNotPutBeforeAnybody() {
        String subject = "Urgent invoice " + UUID.randomUUID();
        long instance = engine.start(
                "approval",
                Map.of(
                        "kind",
                        "expense",
                        "subject",
                        subject,
                        "form",
                        "expense.approve",
                        "requester",
                        "employee",
                        "amount",
                        1200,
                        "currency",
                        "EUR",
                        "proposal",
                        Map.of("amount", 12)));

        await("the end of it").until(() -> refused(instance) == 1 && !isActive(instance));
        assertThat(reports.waiting("manager"))
                .noneMatch(approval -> approval.path("subject").asString().equals(subject));
    }

    @Test
    void noMoneyFollowsATokenThatIsMovedPastTheApproval() {
        String run = reports.handIn("employee", "Moved " + reports.costCenter(), 12_000);
        reports.approvalOf("manager", run);

        engine.activate(instanceOf(run), "Task_PayOut", Map.of("payable", 9_999_900));

        await("the dead letter").until(() -> notPermitted(run), letters -> !letters.isEmpty());
        assertThat(notPermitted(run)).allMatch(reason -> reason.startsWith("It needs an approval of kind \"expense\""));
        assertThat(stack.partners().record().stream().filter(it -> run.equals(it.reference())))
                .isEmpty();
        await("the entry").until(() -> onRecord("effect.not-permitted", run) == 1);
    }

    /** As JSON. */
    static Stream<String> whatCannotBeKept() {
        return Stream.of("\"a\\u0000b\"", "[".repeat(600) + "]".repeat(600));
    }

    @ParameterizedTest
    @MethodSource("whatCannotBeKept")
    void anAnswerThatCannotBeKeptHoldsUpNobody(String poison) {
        String poisoned = reports.handIn("employee", "Poisoned " + reports.costCenter(), 12_000);
        String behind = reports.handIn("employee", "Behind " + reports.costCenter(), 13_000);
        reports.approvalOf("manager", poisoned);
        long task = task(poisoned, 0);
        engine.assign(task, "manager");

        engine.complete(task, "{\"decision\": \"approve\", \"reason\": \"because\", \"more\": %s}".formatted(poison));

        reports.decide("manager", behind, "approve", null);
        assertThat(reports.as("employee").ended(behind).path("outcome").asString())
                .isEqualTo("PAID");
        assertThat(task(poisoned, task)).as("it was refused, and opens again").isNotEqualTo(task);
        reports.decide("manager", poisoned, "approve", null);
        assertThat(reports.as("employee").ended(poisoned).path("outcome").asString())
                .isEqualTo("PAID");
    }

    private int refused(long instance) {
        return count("SELECT count(*) FROM refused_instance WHERE instance = ?", instance);
    }

    private boolean isActive(long instance) {
        return count("SELECT count(*) FROM engine_instance WHERE instance = ?", instance) > 0;
    }

    /** In the chain, where an entry comes a moment after what it tells of. */
    private int onRecord(String kind, String what) {
        return count(
                "SELECT count(*) FROM audit_entry WHERE convert_from(canonical, 'UTF8') LIKE ? AND convert_from(canonical, 'UTF8') LIKE ?",
                "%" + kind + "%",
                "%" + what + "%");
    }

    private int count(String sql, Object... parameters) {
        return database.sql(sql).params(parameters).query(Integer.class).single();
    }

    private long instanceOf(String run) {
        return database.sql("SELECT process_instance_key FROM run_instance WHERE run = ?")
                .param(run)
                .query(Long.class)
                .single();
    }

    private List<String> notPermitted(String run) {
        return database.sql("SELECT reason FROM dead_letter WHERE saga = ? AND kind = 'NOT_PERMITTED'")
                .param("expense/" + run)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** The open task of a run's approval, as the engine numbers it, that is not this one. */
    private long task(String run, long but) {
        return await("a task of " + run)
                .until(
                        () -> database.sql("""
                                        SELECT user_task_key FROM user_task
                                        JOIN approval_task USING (element_instance_key) JOIN approval ON approval.id = approval_task.approval
                                        WHERE approval.run = ? AND user_task.state = 'CREATED' AND user_task_key <> ?
                                        """)
                                .params("expense/" + run, but)
                                .query(Long.class)
                                .optional()
                                .orElse(0L),
                        found -> found != 0);
    }
}
