-- Owner: messaging. Why: the engine resolves an incident by its key only, and tells that key only in its records.

CREATE TABLE incident (
    incident_key         bigint      CONSTRAINT incident_pk PRIMARY KEY,
    partition            integer     NOT NULL,   -- with position: the record that told us first
    position             bigint      NOT NULL,
    job_key              bigint,                 -- none when it is not about a job
    element_instance_key bigint      NOT NULL,
    process_instance_key bigint      NOT NULL,
    process              text        NOT NULL,
    element              text        NOT NULL,
    error_type           text        NOT NULL,
    message              text        NOT NULL,
    created_at           timestamptz NOT NULL,
    resolved_at          timestamptz
);

-- Which incident holds up this job, or this activity?
CREATE INDEX incident_open_job ON incident (job_key) WHERE resolved_at IS NULL;
CREATE INDEX incident_open_element ON incident (element_instance_key) WHERE resolved_at IS NULL;
