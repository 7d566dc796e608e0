package io.backstitch.workers.expense;

import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.model.ModelFile;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.api.response.ActivatedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application on the engine in memory, with what tests of expense ask of it. The called process approval is a double with one task, so that a
 * test answers for all its people at once.
 */
final class ExpenseInMemory extends InMemoryApplication {

    @TestConfiguration(proxyBeanMethods = false)
    static class Approval {
        @Bean
        ModelFile approval() throws IOException {
            return new ModelFile(
                    "processes/approval/approval.bpmn",
                    new ClassPathResource("io/backstitch/workers-expense/approval.bpmn").getContentAsByteArray());
        }
    }

    /** An entry of the journal. */
    record Entry(String kind, String costCenter, long amount, String payout) {}

    ExpenseInMemory(RunningStack stack, Path folder) {
        super(stack, folder, Approval.class);
    }

    SagaId start(ExpenseVariables report) {
        return start(Expense.PROCESS, report);
    }

    void grant(String costCenter, long granted) {
        bean(Budgets.class).grant(costCenter, "EUR", granted, "controller");
    }

    void grant(String costCenter, String currency, long granted) {
        bean(Budgets.class).grant(costCenter, currency, granted, "controller");
    }

    long reserved(String costCenter) {
        return bean(Budgets.class).of(costCenter).getFirst().reserved();
    }

    void setCurrentPeriod(boolean closed) {
        Periods periods = bean(Periods.class);
        periods.set(periods.current(), closed, "controller");
    }

    List<Entry> journal(SagaId saga) {
        return database()
                .sql("SELECT kind, cost_center, amount, payout FROM expense_journal WHERE report = ? ORDER BY entry")
                .param(saga.businessId())
                .query((row, number) -> new Entry(
                        row.getString("kind"),
                        row.getString("cost_center"),
                        row.getLong("amount"),
                        row.getString("payout")))
                .list();
    }

    void deleteJournal(SagaId saga) {
        database()
                .sql("DELETE FROM expense_journal WHERE report = ?")
                .param(saga.businessId())
                .update();
    }

    /** What the called process was given, as the approvers' form would see it. */
    Map<String, Object> asked(SagaId saga) {
        return task(saga, "Task_Approve").getVariablesAsMap();
    }

    /** Approves what was proposed, with these entries changed. */
    void approve(SagaId saga, Map<String, Object> changes) {
        Map<String, Object> proposal = new HashMap<>();
        if (asked(saga).get("proposal") instanceof Map<?, ?> proposed) {
            proposed.forEach((name, value) -> proposal.put(String.valueOf(name), value));
        }
        proposal.putAll(changes);
        conclude(saga, "approved", proposal);
    }

    /** Answers as if it had been approved, which nobody has: as who may write variables of the run would. */
    void pretendApproval(SagaId saga, Map<String, Object> proposal) {
        answer(saga, "approved", proposal);
    }

    /** Answers for the called process; the proposal is none, as for everything but an approval it must not matter. */
    void conclude(SagaId saga, String outcome) {
        conclude(saga, outcome, Map.of());
    }

    private void conclude(SagaId saga, String outcome, Map<String, Object> proposal) {
        seal(saga, task(saga, "Task_Approve"), outcome, proposal);
        answer(saga, outcome, proposal);
    }

    /** Leaves the record that the process approval leaves. */
    private void seal(SagaId saga, ActivatedJob asked, String outcome, Map<String, Object> approved) {
        Map<String, Object> variables = asked.getVariablesAsMap();
        Map<String, Object> approval = new HashMap<>(variables);
        approval.put("id", asked.getProcessInstanceKey());
        approval.put("run", saga.value());
        approval.put("outcome", outcome);
        approval.put("proposal", JsonMapper.shared().writeValueAsString(variables.get("proposal")));
        database().sql("""
                        INSERT INTO approval (id, run, kind, subject, form, requester, department, amount, currency, proposal, editable,
                            limits, level, seats, needed, first_rejection_ends, outcome, opened_at, concluded_at)
                        VALUES (:id, :run, :kind, :subject, :form, :requester, :department, :amount, :currency, :proposal::jsonb, '{}',
                            '[]', 1, 1, 1, true, :outcome, clock_timestamp(), clock_timestamp())
                        """).params(approval).update();
        if (!approved.isEmpty()) {
            database()
                    .sql(
                            "INSERT INTO approval_seat (approval, level, seat, groups, users) VALUES (?, 1, 1, '{}', '{}')")
                    .param(asked.getProcessInstanceKey())
                    .update();
            database()
                    .sql("""
                            INSERT INTO approval_task (element_instance_key, approval, level, seat, state, seen, note, opened_at,
                                counted, decision, proposal)
                            VALUES (:key, :id, 1, 1, 'SEALED', '', '', clock_timestamp(), true, 'approve', :proposal::jsonb)
                            """)
                    .param("key", asked.getKey())
                    .param("id", asked.getProcessInstanceKey())
                    .param("proposal", JsonMapper.shared().writeValueAsString(approved))
                    .update();
        }
    }

    private void answer(SagaId saga, String outcome, Map<String, Object> proposal) {
        answer(
                task(saga, "Task_Approve"),
                Map.of("result", Map.of("outcome", outcome, "proposal", proposal, "reason", "because of " + outcome)));
    }

    /** Brings what the engine has recorded of what somebody changed. */
    void tellOfChanges() {
        tellOf(
                "MESSAGE_START_EVENT_SUBSCRIPTION",
                "VARIABLE_DOCUMENT",
                "PROCESS_INSTANCE_MODIFICATION",
                "PROCESS_INSTANCE");
    }

    /** What was changed past our doors, as the audit tells: the run, and the body. */
    List<Map.Entry<String, JsonNode>> changes() {
        return database()
                .sql("""
                        SELECT coalesce(run, '') AS run, body AS text FROM audit_pending WHERE kind = 'engine.changed'
                        UNION ALL SELECT coalesce(run, ''), convert_from(canonical, 'UTF8') FROM audit_entry WHERE kind = 'engine.changed'
                        """)
                .query((row, number) -> {
                    JsonNode text = JsonMapper.shared().readTree(row.getString("text"));
                    return Map.entry(row.getString("run"), text.has("body") ? text.path("body") : text);
                })
                .list();
    }

    void change(SagaId saga, Map<String, Object> answers) {
        complete(saga, "Task_ChangeReport", answers);
    }
}
