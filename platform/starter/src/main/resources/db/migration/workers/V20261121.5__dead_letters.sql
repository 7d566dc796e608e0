-- Owner: workers, dead letters. Why: what failed, how often and why, and what a person decided about it, is on record.

-- Each attempt that failed, as it was classified.
CREATE TABLE failed_attempt (
    id                   bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT failed_attempt_pk PRIMARY KEY,
    job_key              bigint      NOT NULL,
    process_instance_key bigint      NOT NULL,
    saga                 text,                     -- null when the run has no business id
    process              text        NOT NULL,
    element              text        NOT NULL,
    job_type             text        NOT NULL,
    idempotency_key      text,                     -- null for steps that are not effects
    classified           text        NOT NULL
        CONSTRAINT failed_attempt_classified CHECK (classified IN ('HEALS', 'BUSINESS_NO', 'FINAL', 'BUG')),
    error                text        NOT NULL,
    at                   timestamptz NOT NULL
);

-- The attempts of one dead letter.
CREATE INDEX failed_attempt_by_job ON failed_attempt (job_key, id);

CREATE TABLE dead_letter (
    id                   bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT dead_letter_pk PRIMARY KEY,
    state                text        NOT NULL
        CONSTRAINT dead_letter_state CHECK (state IN ('OPEN', 'REPLAYED', 'GIVEN_UP', 'RESOLVED')),
    kind                 text        NOT NULL
        CONSTRAINT dead_letter_kind CHECK (kind IN ('ATTEMPTS_USED_UP', 'FINAL', 'BUG', 'IN_DOUBT', 'KEY_REUSED', 'VOIDED', 'INCIDENT')),
    reason               text        NOT NULL,
    job_key              bigint,                   -- null for an incident that has no job
    incident_key         bigint,                   -- null until the engine's record of the incident has come
    process_instance_key bigint      NOT NULL,
    saga                 text,
    process              text        NOT NULL,
    element              text        NOT NULL,
    job_type             text,
    idempotency_key      text,
    retries              integer     NOT NULL,     -- what a replay gives the job
    opened_at            timestamptz NOT NULL,
    decided_at           timestamptz,
    decided_by           text,
    note                 text,
    told_at              timestamptz               -- when the engine was told of the decision; null before that
);

-- One open letter for each job, and for each incident.
CREATE UNIQUE INDEX dead_letter_open_job ON dead_letter (job_key) WHERE state = 'OPEN';
CREATE UNIQUE INDEX dead_letter_incident ON dead_letter (incident_key) WHERE incident_key IS NOT NULL;
-- Listing the open ones, and those of one run.
CREATE INDEX dead_letter_open ON dead_letter (opened_at) WHERE state = 'OPEN';
CREATE INDEX dead_letter_by_saga ON dead_letter (saga);
-- Decisions of which the engine was not told because the process died or the engine was away.
CREATE INDEX dead_letter_untold ON dead_letter (decided_at) WHERE state IN ('REPLAYED', 'GIVEN_UP') AND told_at IS NULL;
