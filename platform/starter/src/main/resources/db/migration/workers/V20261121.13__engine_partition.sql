-- Owner: messaging. Why: the engine's records come at least once, and what is made of them can be made anew; both need to know how far
-- the records were read.

-- How often all that is made of the records of a topic was to be made anew.
CREATE TABLE engine_records (
    topic      text    CONSTRAINT engine_records_pk PRIMARY KEY,
    generation integer NOT NULL
);

-- One row for each partition of the engine, locked while one of its records is handled.
CREATE TABLE engine_partition (
    topic      text        NOT NULL,
    partition  integer     NOT NULL,
    generation integer     NOT NULL,   -- who reads for an older one has nothing to say
    position   bigint      NOT NULL,   -- how far this generation has come
    told       bigint      NOT NULL,   -- how far any has come: what is up to there is known outside too
    told_at    timestamptz NOT NULL,   -- the engine's time of that record, or of the newest before it
    CONSTRAINT engine_partition_pk PRIMARY KEY (topic, partition)
);
