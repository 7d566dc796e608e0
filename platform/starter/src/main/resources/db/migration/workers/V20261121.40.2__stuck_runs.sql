-- Owner: waiting. Why: a run that makes no progress and waits for nothing is told once, and listed until it moves again (promise P3).

CREATE TABLE stuck_run (
    run      text        CONSTRAINT stuck_run_pk PRIMARY KEY,
    process  text        NOT NULL,
    kind     text        NOT NULL,
    reason   text        NOT NULL,     -- a sentence; {age} stands for how long it is since
    since    timestamptz NOT NULL,
    found_at timestamptz NOT NULL,
    told_at  timestamptz               -- null while it may still be a coincidence
);

-- One row: one instance of the application looks for all.
CREATE TABLE stuck_watch (
    one_row boolean     CONSTRAINT stuck_watch_pk PRIMARY KEY DEFAULT true CONSTRAINT stuck_watch_one_row CHECK (one_row),
    since   timestamptz NOT NULL DEFAULT now(),   -- runs that were accepted before are not judged by records that were not kept then
    watcher text        NOT NULL DEFAULT '',
    until   timestamptz NOT NULL DEFAULT now()    -- by the clock of the database; then another may take its place
);
INSERT INTO stuck_watch DEFAULT VALUES;

-- The jobs at which a worker hangs: beyond the time limit of their policy, and not ended by an interruption.
CREATE TABLE job_overdue (
    job_key    bigint      NOT NULL,
    instance   text        NOT NULL,   -- of the application; when it is gone, so is the worker
    job_type   text        NOT NULL,
    time_limit interval    NOT NULL,
    began_at   timestamptz NOT NULL,
    CONSTRAINT job_overdue_pk PRIMARY KEY (job_key, instance)
);

-- Which runs were lately told to go back: few among all.
CREATE INDEX run_cancelled ON run (cancelled_at) WHERE cancelled_at IS NOT NULL;
