package io.backstitch.erasure;

import java.util.List;

/** What is made of the engine's records. */
final class RecordStores {

    static final List<Store> ALL = List.of(
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
            Store.of("incident").with(Kind.TEXT, "message").with(Kind.FREE, "process", "element", "error_type"),
            Store.of("engine_record_aside")
                    .with(Kind.BYTES, "content")
                    .with(Kind.TEXT, "why")
                    .with(Kind.FREE, "topic", "value_type", "intent"),
            Store.of("run_instance").with(Kind.KEY, "run").with(Kind.FREE, "process"),
            Store.of("engine_instance").with(Kind.KEY, "run").with(Kind.FREE, "process"),
            Store.of("engine_wait").with(Kind.FREE, "kind", "element", "name"),
            Store.of("engine_form").with(Kind.FREE, "form", "sha256", "content"),
            Store.of("engine_records").with(Kind.FREE, "topic"),
            Store.of("engine_partition").with(Kind.FREE, "topic"),
            Store.of("engine_records_until").with(Kind.FREE, "topic", "signer"),
            Store.of("engine_refusal").with(Kind.TEXT, "why").with(Kind.FREE, "item"),
            Store.of("refused_instance").with(Kind.TEXT, "why").with(Kind.FREE, "process"),
            Store.of("stranger_instance").with(Kind.KEY, "run").with(Kind.FREE, "process"),
            Store.of("stranger_effect").with(Kind.KEY, "key"),
            Store.of("own_command").with(Kind.FREE, "value_type"),
            Store.of("job_pause").with(Kind.TEXT, "detail").with(Kind.FREE, "job_type", "reason"),
            Store.of("job_queue").with(Kind.FREE, "job_type"),
            Store.of("job_overdue").with(Kind.FREE, "instance", "job_type"),
            Store.of("partner_rate").with(Kind.FREE, "id", "state"),
            Store.of("stuck_run")
                    .with(Kind.KEY, "run")
                    .with(Kind.TEXT, "reason")
                    .with(Kind.FREE, "process", "kind"),
            Store.of("stuck_watch").with(Kind.FREE, "watcher"));

    private RecordStores() {}
}
