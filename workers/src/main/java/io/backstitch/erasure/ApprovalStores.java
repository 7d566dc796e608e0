package io.backstitch.erasure;

import java.util.List;

/**
 * Who asked, who was asked, who decided; and the audit. The names that the audit knows ({@code audit_person}) go by {@link
 * io.backstitch.auditlog.People#forget}, since entries prove them.
 */
final class ApprovalStores {

    private static final String OPEN = "%1$s.concluded_at IS NULL OR " + Stores.runs("%1$s.run");
    private static final String OF_APPROVAL =
            "EXISTS (SELECT FROM approval AS asked WHERE asked.id = t.approval AND (" + OPEN.formatted("asked") + "))";

    static final List<Store> ALL = List.of(
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
                    .with(Kind.FREE, "hash"),
            Store.of("audit_entry")
                    .with(Kind.CHAIN_BYTES, "canonical")
                    .with(Kind.FREE, "tenant", "kind", "run", "hash"),
            Store.of("audit_pending").with(Kind.CHAIN, "body").with(Kind.FREE, "tenant", "kind", "run"),
            Store.of("audit_head").with(Kind.FREE, "tenant", "hash", "frontier"),
            Store.of("audit_checkpoint").with(Kind.FREE, "tenant", "line", "frontier"),
            Store.of("audit_key").with(Kind.FREE, "id", "public_key"),
            Store.of("audit_person").with(Kind.FREE, "id", "salt", "value"));

    private ApprovalStores() {}

    private static Store ofApproval(String table) {
        return Store.of(table).labelled("'the approval ' || t.approval").openWhile(OF_APPROVAL);
    }
}
