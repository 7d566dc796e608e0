package io.backstitch.erasure;

import java.util.List;

/**
 * What came in, and what became of it. {@code asked_by} is the realm's own id of an account, which is never given out again: with it the same request is known
 * again, and when the account is deleted it says nothing.
 */
final class IntakeStores {

    private static final String RUN = "t.process || '/' || t.id";
    private static final String RUN_OF_EVENT = "t.process || '/' || t.run";

    static final List<Store> ALL = List.of(
            Store.of("run")
                    .labelled(RUN)
                    .openWhile(Stores.hasNotEnded(RUN)
                            + " AND (t.dead_at IS NULL OR EXISTS (SELECT FROM dead_letter AS letter WHERE letter.saga = "
                            + RUN
                            + " AND letter.state = 'OPEN'))")
                    .with(Kind.KEY, "id", "source", "asked_by", "idempotency_key")
                    .with(Kind.JSON, "variables")
                    .with(Kind.FREE, "process", "fingerprint", "signed_name"),
            Store.of("run_event")
                    .labelled(RUN_OF_EVENT + " || ', ' || t.message")
                    .openWhile(Stores.hasNotEnded(RUN_OF_EVENT)
                            + " AND (t.dead_at IS NULL OR EXISTS (SELECT FROM dead_letter AS letter WHERE letter.event = t.id"
                            + " AND letter.state = 'OPEN'))")
                    .with(Kind.KEY, "id", "run", "source", "asked_by", "idempotency_key")
                    .with(Kind.JSON, "variables")
                    .with(Kind.FREE, "process", "message", "fingerprint"),
            Store.of("variable_change")
                    .labelled("t.run || ', ' || t.variable")
                    .openWhile("EXISTS (SELECT FROM run JOIN saga ON saga.id = run.process || '/' || run.id"
                            + " WHERE run.id = t.run AND saga.ended_at IS NULL)")
                    .with(Kind.KEY, "run")
                    .with(Kind.JSON, "value")
                    .with(Kind.LOGIN, "changed_by")
                    .with(Kind.FREE, "variable"),
            Store.of("dead_letter")
                    .with(Kind.KEY, "saga", "idempotency_key", "event")
                    .with(Kind.LOGIN, "decided_by")
                    .with(Kind.TEXT, "reason", "answer", "note")
                    .with(Kind.FREE, "state", "kind", "process", "element", "job_type"),
            Store.of("failed_attempt")
                    .with(Kind.KEY, "saga", "idempotency_key")
                    .with(Kind.TEXT, "error", "answer")
                    .with(Kind.FREE, "process", "element", "job_type", "classified"),
            Store.of("event_publication")
                    .labelled("'an event that waits to be sent'")
                    .openWhile("true")
                    .with(Kind.JSON_TEXT, "serialized_event")
                    .with(Kind.FREE, "listener_id", "event_type", "status"),
            Store.of("incident_alert")
                    .labelled("'the alert ' || t.id")
                    .openWhile("t.given_up_at IS NULL")
                    .with(Kind.JSON_TEXT, "body")
                    .with(Kind.FREE, "id"),
            Store.of("run_archive").with(Kind.FREE, "process", "runs", "audit_hash", "manifest"),
            Store.of("run_archived").with(Kind.KEY, "id", "asked_by").with(Kind.FREE, "process"),
            Store.of("request_archived")
                    .with(Kind.KEY, "run", "asked_by")
                    .with(Kind.FREE, "process", "request", "fingerprint"), // hashes, as bytes
            Store.of("run_archive_aside")
                    .with(Kind.KEY, "run")
                    .with(Kind.TEXT, "why")
                    .with(Kind.FREE, "process"),
            Store.of("run_key").with(Kind.FREE, "secret"),
            Store.of("asked_source").with(Kind.FREE, "source"),
            Store.of("reconciliation_finding").with(Kind.KEY, "event").with(Kind.FREE, "source", "difference"),
            Store.of("schedule").with(Kind.FREE, "name"),
            Store.of("schedule_plan").with(Kind.FREE, "name", "plan"),
            Store.of("schedule_misfire").with(Kind.FREE, "schedule", "reason"),
            Store.of("flyway_schema_history")
                    .with(Kind.FREE, "version", "description", "type", "script", "installed_by"));

    private IntakeStores() {}
}
