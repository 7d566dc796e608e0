-- A person in every column that can name one: by login, mail address or full name. All of it is over.
INSERT INTO saga (id, process, business_id, state, outcome, cause, opened_at, ended_at) VALUES
    ('onboarding/planted-1', 'onboarding', 'planted-1', 'COMPENSATED', 'CANCELLED', 'cancelled by quirin.planted; see quirin.planted2', '2001-01-01', '2001-01-02'),
    ('bulkimport/planted-2', 'bulkimport', 'planted-2', 'COMPLETED', 'DONE', NULL, '2001-01-01', '2001-01-02');
INSERT INTO effect (key, saga, element, activation, type, recovery, state, attempt, owner, lease_until, fingerprint, request, receipt, claimed_at, changed_at) VALUES
    ('onboarding/planted-1/charge', 'onboarding/planted-1', 'charge', 1, 'payments.charge', 'REPEAT_WITH_KEY', 'COMPLETED', 1, 'one',
     '2001-01-01', 'f1', '{"amount":13050,"payee":"quirin.planted"}', '{"id":"pay-1","to":"Q.Planted@garden.example"}', '2001-01-01', '2001-01-01'),
    ('onboarding/planted-1/store', 'onboarding/planted-1', 'store', 1, 'onboarding.store', 'IN_TRANSACTION', 'COMPLETED', 1, 'one',
     '2001-01-01', 'f2', '{"name":"Quirin Östlich-Planted"}', NULL, '2001-01-01', '2001-01-01');
INSERT INTO effect_event (key, attempt, event, detail, actor, at) VALUES
    ('onboarding/planted-1/charge', 1, 'DECIDED', 'said by quirin.planted', 'quirin.planted', '2001-01-01');
INSERT INTO run (id, process, source, asked_by, idempotency_key, fingerprint, variables, accepted_at, relayed_at, dead_at) VALUES
    ('planted-1', 'onboarding', 'api/web', '5b1d1f4e-7d0c-4f52-9c5e-0c7a5a0f9d11', 'of-quirin.planted', 'f3',
     '{"name":"Quirin Östlich-Planted","email":"q.planted@garden.example","amount":130.50,"lines":[{"by":"quirin.planted"}],"note":null}',
     '2001-01-01', '2001-01-01', NULL),
    ('planted-2', 'bulkimport', 'api/web', '', 'k2', 'f4', '{"rows":3}', '2001-01-01', '2001-01-01', NULL),
    ('planted-3', 'onboarding', 'api/web', '', 'k3', 'f5', '{"email":"q.planted@garden.example"}', '2001-01-01', NULL, '2001-01-02');
INSERT INTO run_event (id, run, process, message, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at, dead_at) VALUES
    ('event-planted', 'planted-1', 'onboarding', 'changed', 'hooks/crm', 'k4', 'f6', '{"email":"q.planted@garden.example"}', '2001-01-01', '2001-01-01', NULL),
    ('event-dead', 'planted-9', 'onboarding', 'changed', 'hooks/crm', 'k5', 'f7', '{"email":"q.planted@garden.example"}', '2001-01-01', NULL, '2001-01-02');
INSERT INTO variable_change (run, variable, value, changed_by, changed_at) VALUES
    ('planted-1', 'email', '"q.planted@garden.example"', 'quirin.planted', '2001-01-01');
INSERT INTO dead_letter (state, kind, reason, answer, process, element, event, saga, retries, opened_at, decided_at, decided_by, note) VALUES
    ('GIVEN_UP', 'UNDELIVERED', 'no run for quirin.planted', 'no customer q.planted@garden.example', 'onboarding', 'changed', 'event-dead', 'onboarding/planted-9',
     0, '2001-01-01', '2001-01-02', 'quirin.planted', 'I, Quirin Östlich-Planted, gave it up');
INSERT INTO failed_attempt (job_key, process_instance_key, process, element, job_type, idempotency_key, classified, error, answer, at) VALUES
    (1, 1, 'onboarding', 'charge', 'payments.charge', 'order-of-quirin.planted', 'FINAL', 'quirin.planted is not known', 'who is quirin.planted?', '2001-01-01');
INSERT INTO incident_alert (id, body, given_up_at) VALUES ('alert-planted', '{"message":"quirin.planted is not known"}', '2001-01-01');
INSERT INTO user_task (user_task_key, element_instance_key, process_instance_key, process, element, assignee, state, candidate_users, answer, partition, position, created_at, ended_at) VALUES
    (21, 21, 1, 'approval', 'Task', 'quirin.planted', 'COMPLETED', '{boss,quirin.planted}', '{"reason":"Quirin Östlich-Planted asked"}', 1, 1, '2001-01-01', '2001-01-01'),
    (22, 22, 1, 'approval', 'Task', 'quirin.planted', 'COMPLETED', NULL, NULL, 1, 1, '2001-01-01', '2001-01-01');
INSERT INTO task_hold (user_task_key, holder, position, times) VALUES (21, 'quirin.planted', 1, 0);
INSERT INTO incident (incident_key, partition, position, element_instance_key, process_instance_key, process, element, error_type, message, created_at) VALUES
    (1, 1, 1, 1, 1, 'approval', 'Task', 'IO_MAPPING_ERROR', 'no value in {"by":"quirin.planted"}', '2001-01-01');
INSERT INTO engine_record_aside (topic, topic_partition, topic_offset, why, content, aside_at) VALUES
    ('t', 0, 1, 'too deep, of quirin.planted', convert_to('{"name":"Quirin Östlich-Planted"}', 'UTF8') || '\xff00', '2001-01-01'),
    ('t', 0, 2, 'no JSON, of quirin.planted', '\xff005c', '2001-01-01');
INSERT INTO engine_refusal (item, tries, why, next_try_at) VALUES ('decision/1', 1, 'quirin.planted is no candidate', '2001-01-01');
INSERT INTO refused_instance (instance, process, why, refused_at) VALUES (99, 'approval', 'begun by quirin.planted', '2001-01-01');
INSERT INTO run_archive_aside (process, run, why, aside_at) VALUES ('onboarding', 'planted-1', 'no archive for quirin.planted', '2001-01-01');
INSERT INTO job_pause (job_key, process_instance_key, job_type, reason, detail, until) VALUES
    (1, 1, 'payments.charge', 'RETRY', 'said no to quirin.planted', '2001-01-01');
INSERT INTO stuck_run (run, process, kind, reason, since, found_at) VALUES
    ('planted-1', 'onboarding', 'NOT_RELAYED', 'waits for quirin.planted', '2001-01-01', '2001-01-01');
INSERT INTO approval (id, run, kind, subject, form, requester, proposal, editable, limits, level, seats, needed, first_rejection_ends, outcome, opened_at, concluded_at) VALUES
    (1, 'onboarding/planted-1', 'expense', 'quirin.planted: Trade fair (130.50 EUR)', 'expense.approve', 'quirin.planted', '{"guests":["Quirin Östlich-Planted"]}',
     '{amount}', '[]', 1, 1, 1, true, 'approved', '2001-01-01', '2001-01-02');
INSERT INTO approval_seat (approval, level, seat, groups, users) VALUES (1, 1, 1, '{managers}', '{boss,quirin.planted}');
INSERT INTO approval_task (element_instance_key, approval, level, seat, state, seen, note, opened_at, actor, on_behalf_of, decision, reason, proposal) VALUES
    (11, 1, 1, 1, 'SEALED', repeat('a', 64), 'again, quirin.planted', '2001-01-01', 'quirin.planted', 'quirin.planted', 'ask quirin.planted',
     'since Quirin Östlich-Planted said so', '{"by":"quirin.planted"}');
INSERT INTO approval_decision (id, approval, element_instance_key, actor, answer, fingerprint, at, state) VALUES
    (gen_random_uuid(), 1, 11, 'quirin.planted', '{"reason":"so says quirin.planted"}', 'f8', '2001-01-01', 'TOLD');
INSERT INTO approval_withdrawal (approval, actor, reason, at, told) VALUES (1, 'quirin.planted', 'quirin.planted errs', '2001-01-01', true);
INSERT INTO approval_delegation (from_user, to_user, until, reason, created_at, ended_at) VALUES
    ('quirin.planted', 'boss', '2999-01-01', 'Quirin Östlich-Planted is away', '2001-01-01', '2001-01-02'),
    ('boss', 'quirin.planted', '2001-01-02', 'away', '2001-01-01', '2001-01-02');
INSERT INTO approval_snapshot (hash, content) VALUES (repeat('a', 64), '{"shown":{"requester":"quirin.planted"}}');
INSERT INTO customer (id, name, email, plan, state, created_at) VALUES
    ('planted-1', 'Quirin Östlich-Planted', 'q.planted@garden.example', 'free', 'CANCELLED', '2001-01-01');
INSERT INTO bulkimport (run, rows) VALUES ('planted-2', 2);
INSERT INTO bulkimport_row (run, line, name, email, phone) VALUES
    ('planted-2', 2, 'Quirin Östlich-Planted', 'q.planted@garden.example', '+49 1'),
    ('planted-2', 3, 'Somebody Else', 's@garden.example', '+49 2');
INSERT INTO expense_budget (cost_center, currency, granted, reserved, granted_by, granted_at) VALUES ('c1', 'EUR', 1, 0, 'quirin.planted', '2001-01-01');
INSERT INTO expense_period (period, closed, set_by, set_at) VALUES ('2001-01', false, 'quirin.planted', '2001-01-01');
INSERT INTO expense_draft_answer (step, task, outcome, note) VALUES (1, 21, 'returned', 'too much, quirin.planted');
INSERT INTO audit_person (id, salt, value) VALUES (gen_random_uuid()::text, repeat('A', 43), 'quirin.planted');
INSERT INTO audit_entry (tenant, seq, at, kind, run, canonical, hash) VALUES
    ('another', 1, '2001-01-01', 'approval.sealed', NULL, convert_to('{"reason":"quirin.planted said so"}', 'UTF8'), sha256('x')) ON CONFLICT DO NOTHING;
