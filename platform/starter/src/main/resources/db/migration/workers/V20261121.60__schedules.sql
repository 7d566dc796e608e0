-- Owner: schedules. Why: each planned time starts one run, whichever instance is there, and one that was missed is on record.

CREATE TABLE schedule (
    name  text        CONSTRAINT schedule_pk PRIMARY KEY,
    until timestamptz NOT NULL                     -- all times up to then have had their turn
);

CREATE TABLE schedule_misfire (
    schedule   text        NOT NULL,
    planned_at timestamptz NOT NULL,
    found_at   timestamptz NOT NULL,
    made_up    boolean     NOT NULL,               -- whether a run was started for it after all
    CONSTRAINT schedule_misfire_pk PRIMARY KEY (schedule, planned_at)
);
