-- Owner: retention. Why: a run that is long over goes from the tables into an archive; what was answered and promised about it stays true (promises P1, P2).

-- One archive of some runs of one process: planned, written to files, and then on record with what is left of the runs.
CREATE TABLE run_archive (
    number     bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT run_archive_pk PRIMARY KEY,
    process    text        NOT NULL,
    runs       text[],                    -- which are to go; null when they are gone
    count      integer     NOT NULL,
    audit_seq  bigint      NOT NULL,      -- all that the audit says of these runs is up to that entry
    audit_hash text        NOT NULL,
    planned_at timestamptz NOT NULL,
    manifest   text,                      -- SHA-256 of the manifest, as the audit has it; null until they are gone
    done_at    timestamptz
);
-- What was planned and is not done.
CREATE INDEX run_archive_planned ON run_archive (process, number) WHERE done_at IS NULL;

-- The runs that are gone: their ids are never given out again.
CREATE TABLE run_archived (
    id          text        CONSTRAINT run_archived_pk PRIMARY KEY,
    process     text        NOT NULL,
    asked_by    text        NOT NULL,     -- as that of the run
    accepted_at timestamptz NOT NULL,
    archive     bigint      NOT NULL
);

-- What had come in for them, so that it is known when it comes again.
CREATE TABLE request_archived (
    request     bytea       NOT NULL,     -- made of process, source and idempotency key
    asked_by    text        NOT NULL,
    process     text        NOT NULL,
    run         text        NOT NULL,
    fingerprint bytea,                    -- null when it is no longer remembered
    archived_at timestamptz NOT NULL,
    CONSTRAINT request_archived_pk PRIMARY KEY (request, asked_by)
);
-- Whose time to be remembered is over.
CREATE INDEX request_archived_remembered ON request_archived (archived_at) WHERE fingerprint IS NOT NULL;

-- Runs that could not be archived, for a reason that nobody has thought of.
CREATE TABLE run_archive_aside (
    process  text        NOT NULL,
    run      text        NOT NULL,
    why      text        NOT NULL,
    aside_at timestamptz NOT NULL,
    CONSTRAINT run_archive_aside_pk PRIMARY KEY (process, run)
);

-- Those of one run, to be deleted with it.
CREATE INDEX failed_attempt_by_saga ON failed_attempt (saga) WHERE saga IS NOT NULL;
CREATE INDEX incident_of_instance ON incident (process_instance_key);
