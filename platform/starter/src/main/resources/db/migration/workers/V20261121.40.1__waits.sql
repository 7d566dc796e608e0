-- Owner: waiting. Why: every open run is explained by what it waits for, and one that waits for nothing is found (promise P3). Made of the
-- engine's records and of nothing else: a rebuild of the records makes them anew.

-- The process instances that the engine has, those that were called too.
CREATE TABLE engine_instance (
    instance bigint      CONSTRAINT engine_instance_pk PRIMARY KEY,   -- the engine's key
    root     bigint      NOT NULL,                                    -- the one that nobody called
    process  text        NOT NULL,
    run      text,                                                    -- the business id of the root; null when it did not begin by message
    since    timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);   -- few rows, and each goes soon

-- What belongs to a run: from the run to its root, and on to those that were called.
CREATE INDEX engine_instance_of_run ON engine_instance (run) WHERE run IS NOT NULL;
CREATE INDEX engine_instance_of_root ON engine_instance (root);

-- What they wait for: inserted when it begins, deleted when it ends.
CREATE TABLE engine_wait (
    wait_key         bigint      CONSTRAINT engine_wait_pk PRIMARY KEY,   -- the engine's key
    kind             text        NOT NULL
        CONSTRAINT engine_wait_kind CHECK (kind IN ('JOB', 'TASK', 'INCIDENT', 'EVENT', 'TIMER', 'MESSAGE')),
    instance         bigint      NOT NULL,
    element_instance bigint      NOT NULL,
    element          text        NOT NULL,
    name             text        NOT NULL,             -- the job type, the message's name, the incident's type
    created_at       timestamptz NOT NULL,
    since            timestamptz NOT NULL,             -- of a job: since when a worker could take it
    until            timestamptz,                      -- of a timer: when it is due; of a job: when it comes again unless it ends before
    ready            boolean     NOT NULL DEFAULT true -- of a job: false when its attempts are used up
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- What one run waits for.
CREATE INDEX engine_wait_of_instance ON engine_wait (instance);
-- The queue of each job type, the oldest first.
CREATE INDEX engine_wait_queue ON engine_wait (name, since) WHERE kind = 'JOB' AND ready AND until IS NULL;

-- One row for each job type that the engine has ever made a job of.
CREATE TABLE job_queue (
    job_type     text CONSTRAINT job_queue_pk PRIMARY KEY,
    taken_at     timestamptz,                  -- when a worker last took or ended one, give or take some seconds
    newest_taken timestamptz,                  -- since when the newest of those that were taken had waited
    waiting      integer NOT NULL DEFAULT 0,   -- how many wait for a worker, and
    oldest       timestamptz,                  -- since when the one that has waited longest, as of the last look
    in_hand      integer NOT NULL DEFAULT 0    -- how many workers have in hand for more than a moment
);

-- Which instance of the engine a run was, also of one that has ended.
CREATE INDEX run_instance_of_run ON run_instance (run);
