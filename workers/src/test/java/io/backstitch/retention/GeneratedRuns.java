package io.backstitch.retention;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ended runs as the application leaves them, made by the database itself. Every third has an approval, every tenth an event and a dead letter, every
 * thirtieth some of each.
 */
final class GeneratedRuns {

    /** Stands wherever people or partners write something. */
    static final String NAME = "Zaphod.Planted@example.org";

    /** For each table what one run has in it; n is the number of the run, e of its effect. */
    private static final List<String> STATEMENTS = List.of(
            """
            INSERT INTO run (id, signed_name, process, source, asked_by, idempotency_key, fingerprint, variables, accepted_at, relayed_at)
            SELECT :process || '-' || n, :process || '/' || n || '~1.abcdefghijklmnopqrstuv', :process, 'api/bench', 'person-' || n % 100,
                   'key-' || n || :name, encode(sha256(convert_to('x' || n, 'UTF8')), 'hex'),
                   jsonb_build_object('email', :name, 'plan', repeat('p', 200)), at, at + interval '1 second'
            """, """
            INSERT INTO saga (id, process, business_id, state, outcome, cause, opened_at, ended_at, told, instance)
            SELECT :process || '/' || :process || '-' || n, :process, :process || '-' || n, 'COMPLETED', 'DONE', :name, at, at + interval '1 minute', true,
                   :base + n
            """, """
            INSERT INTO run_instance (process_instance_key, process, run) SELECT :base + n, :process, :process || '-' || n
            """, """
            INSERT INTO effect (key, saga, element, activation, type, compensation, recovery, state, attempt, owner, lease_until, fingerprint, request,
                                receipt, acknowledged, claimed_at, changed_at)
            SELECT :process || '/' || :process || '-' || n || '/Task_' || e, :process || '/' || :process || '-' || n, 'Task_' || e, n,
                :process || '.task' || e,
                   :process || '.undo' || e, 'REPEAT_WITH_KEY', 'COMPLETED', 1, 'owner', at, encode(sha256(convert_to('y' || n, 'UTF8')), 'hex'),
                   '{"email": "' || :name || '"}', '{"id": "' || n || '", "holder": "' || :name || '"}', true, at, at
            FROM of_runs, generate_series(1, 5) AS e
            """, """
            INSERT INTO effect (key, saga, element, activation, type, undoes, recovery, state, attempt, owner, lease_until, fingerprint, request,
                claimed_at, changed_at)
            SELECT :process || '/' || :process || '-' || n || '/Task_1/undo', :process || '/' || :process || '-' || n, 'Task_1', 0, :process || '.undo1',
                   :process || '/' || :process || '-' || n || '/Task_1', 'REPEAT_WITH_KEY', 'COMPLETED', 1, 'owner', at, '', '{}', at, at
            FROM of_runs WHERE n % 7 = 0
            """, """
            INSERT INTO effect_event (key, attempt, event, detail, actor, at)
            SELECT :process || '/' || :process || '-' || n || '/Task_' || e, 1, event, :name, :name, at
            FROM of_runs, generate_series(1, 5) AS e, unnest(ARRAY['CLAIMED', 'COMPLETED']) AS event
            """, """
            INSERT INTO run_event (id, run, process, message, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at, message_key, taken_at)
            SELECT 'event-' || :process || n, :process || '-' || n, :process, :process || '.changed', 'test', 'event-' || n,
                   encode(sha256(convert_to('z' || n, 'UTF8')), 'hex'), jsonb_build_object('name', :name), at, at, :base + n, at
            FROM of_runs WHERE n % 10 = 0
            """, """
            INSERT INTO failed_attempt (job_key, process_instance_key, saga, process, element, job_type, idempotency_key, classified, error, answer, at)
            SELECT :base + n, :base + n, :process || '/' || :process || '-' || n, :process, 'Task_1', 'task1', NULL, 'HEALS', :name, :name, at
            FROM of_runs WHERE n % 10 = 0
            """, """
            INSERT INTO dead_letter (state, kind, reason, job_key, process_instance_key, saga, process, element, retries, opened_at, decided_at,
                decided_by, note, told_at)
            SELECT 'REPLAYED', 'FINAL', :name, :base + n, :base + n, :process || '/' || :process || '-' || n, :process, 'Task_1', 1, at, at, :name, :name, at
            FROM of_runs WHERE n % 10 = 0
            """, """
            INSERT INTO variable_change (run, variable, value, changed_by, changed_at)
            SELECT :process || '-' || n, 'email', to_jsonb(:name::text), :name, at FROM of_runs WHERE n % 10 = 0
            """, """
            INSERT INTO incident (incident_key, partition, position, element_instance_key, process_instance_key, process, element, error_type,
                message, created_at, resolved_at)
            SELECT :base + n, 1, n, n, :base + n, :process, 'Task_1', 'JOB_NO_RETRIES', :name, at, at FROM of_runs WHERE n % 10 = 0
            """, """
            INSERT INTO approval (id, run, kind, subject, form, requester, proposal, editable, limits, level, seats, needed, first_rejection_ends,
                outcome, opened_at, concluded_at)
            SELECT :called + n, :process || '/' || :process || '-' || n, 'payout', :name, 'form', :name, jsonb_build_object('payee', :name), '{}',
                '{}', 1, 1, 1, true,
                   'approved', at, at
            FROM of_runs WHERE n % 3 = 0
            """, """
            INSERT INTO approval_seat (approval, level, seat, groups, users) SELECT :called + n, 1, 1, '{managers}', ARRAY[:name] FROM of_runs WHERE n % 3 = 0
            """, """
            INSERT INTO approval_task (element_instance_key, approval, level, seat, state, seen, note, opened_at, actor, decision, reason, proposal)
            SELECT :called + n, :called + n, 1, 1, 'SEALED', 'hash', :name, at, :name, :name, :name, jsonb_build_object('payee',
                :name) FROM of_runs WHERE n % 3 = 0
            """, """
            INSERT INTO approval_decision (id, approval, element_instance_key, actor, answer, fingerprint, at, state)
            SELECT gen_random_uuid(), :called + n, :called + n, :name, jsonb_build_object('reason', :name), '', at, 'TOLD' FROM of_runs WHERE n % 3 = 0
            """, """
            INSERT INTO approval_use (approval, job_type, key)
            SELECT :called + n, :process || '.task1', :process || '/' || :process || '-' || n || '/Task_1' FROM of_runs WHERE n % 3 = 0
            """, """
            INSERT INTO approval_withdrawal (approval, actor, reason, at, told) SELECT :called + n, :name, :name, at, true FROM of_runs WHERE n % 30 = 0
            """, """
            INSERT INTO approval_refusal (approval, actor, times) SELECT :called + n, :name, 1 FROM of_runs WHERE n % 30 = 0
            """, """
            INSERT INTO task_hold (user_task_key, holder, position, times) SELECT :called + n, :name, n, 1 FROM of_runs WHERE n % 30 = 0
            """, """
            INSERT INTO stuck_run (run, process, kind, reason, since, found_at)
            SELECT :process || '-' || n, :process, 'NO_WORKER', :name, at, at FROM of_runs WHERE n % 30 = 0
            """, """
            INSERT INTO user_task (user_task_key, element_instance_key, process_instance_key, process, element, assignee, state, answer, partition,
                position, created_at, ended_at)
            SELECT :called + n, :called + n, :called + n, 'approval', 'Task_Decide', :name, 'COMPLETED', jsonb_build_object('reason', :name), 1, n, at, at
            FROM of_runs WHERE n % 3 = 0
            """);

    private final JdbcClient jdbc;
    private final String process;
    private final long base;

    /** @param base from where on keys of the engine are free */
    GeneratedRuns(JdbcClient jdbc, String process, long base) {
        this.jdbc = jdbc;
        this.process = process;
        this.base = base;
    }

    /** Those with these numbers, which ended so many days ago. */
    void insert(int from, int to, int daysAgo) {
        Map<String, Object> parameters = Map.of(
                "process",
                process,
                "name",
                NAME,
                "base",
                base,
                "called",
                base + 500_000_000L,
                "from",
                from,
                "to",
                to,
                "days",
                daysAgo);
        for (String statement : STATEMENTS) {
            String all = statement.contains("FROM of_runs") ? statement : statement + " FROM of_runs";
            int select = all.indexOf("SELECT");
            jdbc.sql(all.substring(0, select) + """
                            WITH of_runs AS (SELECT n, now() - :days * interval '1 day' - (:to - n) * interval '1 millisecond' AS at
                                             FROM generate_series(:from, :to) AS n)
                            """ + all.substring(select))
                    .params(parameters)
                    .update();
        }
    }

    String run(int number) {
        return process + "-" + number;
    }
}
