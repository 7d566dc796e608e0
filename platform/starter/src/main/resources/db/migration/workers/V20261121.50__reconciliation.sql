-- Owner: reconciliation. Why: sources that can be asked are asked by one instance at a time, from where the last look ended; what is found is told once.

CREATE TABLE asked_source (
    source       text        CONSTRAINT asked_source_pk PRIMARY KEY,   -- as the intake names it
    until        timestamptz NOT NULL,                                 -- all that happened before is taken in, or found
    leased_until timestamptz NOT NULL                                  -- an instance asks it now
);

CREATE TABLE reconciliation_finding (
    source     text        NOT NULL,
    event      text        NOT NULL,                                   -- its id at the source
    difference text        NOT NULL,
    found_at   timestamptz NOT NULL,
    CONSTRAINT reconciliation_finding_pk PRIMARY KEY (source, event, difference),
    CONSTRAINT reconciliation_finding_difference CHECK (difference IN ('MISSED', 'CONFLICT', 'MALFORMED'))
);
