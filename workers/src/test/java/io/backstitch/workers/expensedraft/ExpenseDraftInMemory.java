package io.backstitch.workers.expensedraft;

import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.api.response.ActivatedJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The application on the engine in memory, with what tests of drafts ask of it. */
final class ExpenseDraftInMemory extends InMemoryApplication {

    /** A run that the intake has taken from a form. */
    record HandedIn(SagaId saga, String requester, String email, String department, long amount) {}

    ExpenseDraftInMemory(RunningStack stack, Path folder) {
        super(stack, folder);
    }

    /** Starts as Tasklist does when somebody has filled in the form; returns the process instance. */
    long fillIn(Map<String, Object> form) {
        checkAnswers("expensedraft.fill-in", form);
        return client().newCreateInstanceCommand()
                .bpmnProcessId("expensedraft")
                .latestVersion()
                .variables(form)
                .send()
                .join()
                .getProcessInstanceKey();
    }

    /** Waits for the task of the draft. */
    ActivatedJob confirmation(long draft) {
        return task(
                "Task_ConfirmReport",
                job -> job.getProcessInstanceKey() == draft,
                () -> failWhere(engine.standing(draft)));
    }

    /** Waits for the task of a draft that came back. */
    ActivatedJob confirmationWithNote(long draft) {
        return task(
                "Task_ConfirmReport",
                job -> job.getProcessInstanceKey() == draft
                        && !String.valueOf(job.getVariablesAsMap().getOrDefault("note", ""))
                                .isEmpty(),
                () -> failWhere(engine.standing(draft)));
    }

    /** Completes it as somebody to whom the engine had assigned it. */
    void confirm(long draft, String assignee, Map<String, Object> answers) {
        ActivatedJob task = confirmation(draft);
        tellOfCompletion(task, assignee, answers);
        complete(task, answers);
    }

    void tell(ActivatedJob task, String assignee) {
        tellOfCompletion(task, assignee, Map.of());
    }

    /** Waits until the draft has ended, and returns where. */
    List<String> ended(long draft) {
        return await("the end of draft " + draft).until(() -> engine.ends(draft), ends -> !ends.isEmpty());
    }

    /** The run that the draft has become; empty when it has become none. */
    Optional<HandedIn> run(long draft) {
        return database()
                .sql("""
                        SELECT id, variables ->> 'requester' requester, variables ->> 'email' email,
                            variables ->> 'department' department, (variables #>> '{items,0,amount}')::bigint amount
                        FROM run WHERE process = 'expense' AND source = 'form' AND idempotency_key = ?
                        """)
                .param(String.valueOf(draft))
                .query((row, number) -> new HandedIn(
                        new SagaId("expense", row.getString("id")),
                        row.getString("requester"),
                        row.getString("email"),
                        row.getString("department"),
                        row.getLong("amount")))
                .optional();
    }

    /** What is on record about the run, whether it is in the chain yet or not. */
    List<String> onRecord(SagaId saga) {
        return database()
                .sql("""
                        SELECT kind || ' ' || body entry FROM audit_pending WHERE run = :run
                        UNION SELECT convert_from(canonical, 'UTF8') FROM audit_entry WHERE run = :run
                        """)
                .param("run", saga.value())
                .query((row, number) -> row.getString("entry"))
                .list();
    }
}
