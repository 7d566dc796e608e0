-- Owner: intake. Why: what comes for a run after the request that starts it, or before that, exists for ever, once, too (promise P2).

CREATE TABLE run_event (
    id              text        CONSTRAINT run_event_pk PRIMARY KEY,   -- derived from process, source and idempotency key
    seq             bigint      GENERATED ALWAYS AS IDENTITY,          -- in this order they are relayed to one run
    run             text        NOT NULL,                              -- of the subject; it may be yet to come
    process         text        NOT NULL,
    message         text        NOT NULL,                              -- by which the model catches it
    source          text        NOT NULL,
    idempotency_key text        NOT NULL,
    fingerprint     text        NOT NULL,
    variables       jsonb       NOT NULL,
    accepted_at     timestamptz NOT NULL,
    relayed_at      timestamptz,                                       -- the engine has it
    message_key     bigint,                                            -- the engine's name for it
    taken_at        timestamptz,                                       -- the run has taken it
    tries           integer     NOT NULL DEFAULT 0,                    -- that the engine refused
    dead_at         timestamptz                                        -- it cannot be delivered: a dead letter tells why
);

-- What waits to be relayed, and what came before it for the same run.
CREATE INDEX run_event_waiting ON run_event (run, seq) WHERE relayed_at IS NULL AND dead_at IS NULL;
-- What the engine has and no run has taken.
CREATE INDEX run_event_untaken ON run_event (relayed_at) WHERE taken_at IS NULL AND dead_at IS NULL;
-- What the engine's records tell of.
CREATE INDEX run_event_message ON run_event (message_key) WHERE message_key IS NOT NULL;
-- Those of one run.
CREATE INDEX run_event_of_run ON run_event (run, seq);

ALTER TABLE run ADD COLUMN tries integer NOT NULL DEFAULT 0, ADD COLUMN dead_at timestamptz;
DROP INDEX run_waiting;
CREATE INDEX run_waiting ON run (accepted_at) WHERE relayed_at IS NULL AND dead_at IS NULL;
