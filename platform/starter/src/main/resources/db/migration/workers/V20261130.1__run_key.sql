-- Owner: job. Why: a step is done only for a run that a door has taken, which it knows by the signature of the run's name (promises P1, P5).

CREATE TABLE run_key (
    id             integer     CONSTRAINT run_key_pk PRIMARY KEY,   -- the newest signs, all are believed
    secret         bytea       NOT NULL,
    unsigned_until timestamptz NOT NULL                             -- runs that were accepted before need no signature
);

-- 244 random bits. Instances of the last version may hand over runs for a while yet, where there are any.
INSERT INTO run_key (id, secret, unsigned_until)
SELECT 1,
       decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
       CASE WHEN EXISTS (SELECT FROM saga) THEN now() + interval '1 hour' ELSE now() END;

-- Process instances that no door has begun.
CREATE TABLE refused_instance (
    instance   bigint      CONSTRAINT refused_instance_pk PRIMARY KEY,   -- the engine's key
    process    text        NOT NULL,
    why        text        NOT NULL,
    refused_at timestamptz NOT NULL
);
-- How many there were of late.
CREATE INDEX refused_instance_of_late ON refused_instance (refused_at);

-- The run's name as its steps show it. Null for those from before.
ALTER TABLE run ADD COLUMN signed_name text;
