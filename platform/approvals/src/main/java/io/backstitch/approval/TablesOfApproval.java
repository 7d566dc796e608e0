package io.backstitch.approval;

import io.backstitch.messaging.Incident;
import io.backstitch.tables.Kind;
import io.backstitch.tables.Leftover;
import io.backstitch.tables.Owed;
import io.backstitch.tables.RunRows;
import io.backstitch.tables.RunSql;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who asked, who was asked, who decided; and the tasks of people. */
@Component
class TablesOfApproval implements TableOwner {

    private static final String OPEN = "%1$s.concluded_at IS NULL OR " + RunSql.goesOn("%1$s.run");
    private static final String OPEN_APPROVAL =
            "EXISTS (SELECT FROM approval AS asked WHERE asked.id = t.approval AND (" + OPEN.formatted("asked") + "))";
    private static final String OF_APPROVAL = "via.run = going.saga AND own.approval = via.id";
    private static final String OF_CALLED = "via.run = going.saga AND own.process_instance_key = via.id";

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("user_task")
                        .labelled("'the task ' || t.user_task_key || ' of ' || t.process")
                        .openWhile("t.state = 'CREATED' OR EXISTS (SELECT FROM engine_instance AS here"
                                + " WHERE here.instance = t.process_instance_key)")
                        .with(Kind.LOGIN, "assignee")
                        .with(Kind.LOGINS, "candidate_users")
                        .with(Kind.JSON, "answer")
                        .with(Kind.FREE, "process", "element", "state", "action", "candidate_groups"),
                Store.of("task_hold")
                        .labelled("'the task ' || t.user_task_key")
                        .openWhile("t.release_at IS NOT NULL")
                        .with(Kind.LOGIN, "holder")
                        .with(Kind.FREE, "rule"),
                Store.of("engine_form").with(Kind.FREE, "form", "sha256", "content"),
                Store.of("engine_refusal").with(Kind.TEXT, "why").with(Kind.FREE, "item"),
                Store.of("approval")
                        .labelled("'the approval ' || t.id || ' of ' || t.run")
                        .openWhile(OPEN.formatted("t"))
                        .with(Kind.KEY, "run", "requester_id")
                        .with(Kind.LOGIN, "requester")
                        .with(Kind.TEXT, "subject")
                        .with(Kind.JSON, "proposal")
                        .with(Kind.FREE, "kind", "form", "department", "currency", "editable", "limits", "outcome"),
                ofApproval("approval_seat")
                        .with(Kind.LOGINS, "users")
                        .with(Kind.FREE, "groups", "guests", "user_ids"), // the realm's own ids
                ofApproval("approval_task")
                        .with(Kind.LOGIN, "actor", "on_behalf_of")
                        .with(Kind.TEXT, "note", "reason", "decision")
                        .with(Kind.JSON, "proposal")
                        .with(Kind.FREE, "state", "seen", "rule"),
                ofApproval("approval_decision")
                        .with(Kind.LOGIN, "actor")
                        .with(Kind.JSON, "answer")
                        .with(Kind.FREE, "fingerprint", "state"),
                ofApproval("approval_withdrawal").with(Kind.LOGIN, "actor").with(Kind.TEXT, "reason"),
                Store.of("approval_refusal").with(Kind.FREE, "actor"), // the pseudonym in the audit
                Store.of("approval_use").with(Kind.KEY, "key").with(Kind.FREE, "job_type"),
                Store.of("approval_delegation")
                        .labelled("'the delegation ' || t.id")
                        .openWhile("t.ended_at IS NULL AND t.until > CAST(:now AS timestamptz)")
                        .with(Kind.LOGIN, "from_user", "to_user")
                        .with(Kind.KEY, "from_id", "to_id")
                        .with(Kind.TEXT, "reason"),
                Store.of("approval_snapshot")
                        .labelled("'what was seen, ' || t.hash")
                        .openWhile(
                                "t.hash IN (SELECT task.seen FROM approval_task AS task JOIN approval AS asked ON asked.id = task.approval"
                                        + " WHERE " + OPEN.formatted("asked") + ")")
                        .with(Kind.WHOLE, "content")
                        .with(Kind.FREE, "hash"));
    }

    private static Store ofApproval(String table) {
        return Store.of(table).labelled("'the approval ' || t.approval").openWhile(OPEN_APPROVAL);
    }

    @Override
    public List<RunRows> ofRuns() {
        return List.of(
                RunRows.gone("approval_refusal", OF_APPROVAL).by("approval AS via"),
                RunRows.kept(
                                "approval_use",
                                OF_APPROVAL,
                                "own.approval, own.job_type, own.key",
                                "own.approval, own.job_type")
                        .by("approval AS via"),
                RunRows.gone("approval_withdrawal", OF_APPROVAL).by("approval AS via"),
                RunRows.gone("approval_decision", OF_APPROVAL).by("approval AS via"),
                RunRows.kept(
                                "approval_task",
                                OF_APPROVAL,
                                "own.approval, own.level, own.seat, own.state, own.seen, own.counted, own.rule, own.opened_at",
                                "own.approval, own.opened_at, own.element_instance_key")
                        .by("approval AS via"),
                RunRows.gone("approval_seat", OF_APPROVAL).by("approval AS via"),
                RunRows.gone(
                                "task_hold",
                                "via.run = going.saga AND task.process_instance_key = via.id AND own.user_task_key = task.user_task_key")
                        .by("approval AS via, user_task AS task"),
                RunRows.gone("user_task", OF_CALLED).by("approval AS via"),
                RunRows.gone("user_task", RunRows.OF_INSTANCE).by("run_instance AS via"),
                Incident.ofRuns(OF_CALLED).by("approval AS via"),
                RunRows.kept("approval", "own.run = going.saga", """
                    own.id, own.kind, own.form, own.amount, own.currency, own.level, own.seats, own.needed, own.outcome, own.opened_at,
                        own.concluded_at""", "own.id"));
    }

    @Override
    public List<Leftover> leftovers() {
        return List.of(
                new Leftover("approval_delegation", "coalesce(own.ended_at, own.until) < :before"),
                new Leftover(
                        "user_task",
                        "own.ended_at < :before AND " + Leftover.NO_INSTANCE
                                + " AND NOT EXISTS (SELECT FROM approval WHERE id = own.process_instance_key)"));
    }

    @Override
    public List<Owed> owed() {
        return List.of(new Owed("""
                        EXISTS (SELECT FROM approval WHERE run = it.id AND (concluded_at IS NULL
                                OR EXISTS (SELECT FROM approval_decision WHERE approval = approval.id AND approval_decision.state = 'STORED')
                                OR EXISTS (SELECT FROM approval_withdrawal WHERE approval_withdrawal.approval = approval.id AND NOT told)))""", "an approval is open"));
    }
}
