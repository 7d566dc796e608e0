-- Owner: messaging. Why: what is changed in the engine past our doors is told from what we changed, and is on record (promises P1, P6).

-- Commands that we gave the engine and whose record has not come: each is deleted with it.
CREATE TABLE own_command (
    number     bigint      CONSTRAINT own_command_pk PRIMARY KEY,   -- goes with the command, and comes with its record
    value_type text        NOT NULL,                                -- of that record
    target     bigint      NOT NULL,                                -- the engine's key of what it is about
    given_at   timestamptz NOT NULL
);
-- Those that the engine refused have no record.
CREATE INDEX own_command_old ON own_command (given_at);
