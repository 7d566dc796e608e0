-- Owner: schedules. Why: a plan whose times are edited has a beginning of its own, and nothing is made up for that it never had; a misfire says why.

CREATE TABLE schedule_plan (
    name     text        NOT NULL,
    plan     text        NOT NULL,      -- when it comes, as the setting says
    until    timestamptz NOT NULL,      -- all its times up to then have had their turn
    begun_at timestamptz NOT NULL,      -- when an instance first had it
    seen_at  timestamptz NOT NULL,      -- when one last had it, about
    ended_at timestamptz,               -- another has taken its place, and what it had planned by then is on record
    CONSTRAINT schedule_plan_pk PRIMARY KEY (name, plan)
);

-- The table schedule stays as instances of the version before have left it: a plan that is not in schedule_plan begins where they were.
ALTER TABLE schedule_misfire
    ADD COLUMN reason text NOT NULL DEFAULT 'NOBODY_THERE'
        CONSTRAINT schedule_misfire_reason CHECK (reason IN ('NOBODY_THERE', 'DOES_NOT_EXIST', 'PLAN_CHANGED'));
