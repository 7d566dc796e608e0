-- Owner: job. Why: what a step waits for before it is tried again must be seen by people, and outlive the process that put it off.

CREATE TABLE job_pause (
    job_key              bigint      CONSTRAINT job_pause_pk PRIMARY KEY,
    process_instance_key bigint      NOT NULL,
    job_type             text        NOT NULL,
    -- RETRY: an attempt failed. PARTNER_RATE: the partner's rate; the job has its place, at the time. NOT_YET: something must come first.
    -- TENANT_SHARE: the tenant has its share of the lane.
    reason               text        NOT NULL CONSTRAINT job_pause_reason CHECK (reason IN ('RETRY', 'PARTNER_RATE', 'NOT_YET', 'TENANT_SHARE')),
    detail               text        NOT NULL,
    until                timestamptz NOT NULL
);

-- Those whose time is over are deleted.
CREATE INDEX job_pause_until ON job_pause (until);
-- What the open steps of a run wait for.
CREATE INDEX job_pause_instance ON job_pause (process_instance_key);
