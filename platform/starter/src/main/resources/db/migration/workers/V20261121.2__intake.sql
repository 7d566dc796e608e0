-- Owner: intake. Why: what was answered 202 exists for ever, once (promise P2).

CREATE TABLE run (
    id              text        CONSTRAINT run_pk PRIMARY KEY,   -- derived from process, source and idempotency key
    process         text        NOT NULL,
    source          text        NOT NULL,
    idempotency_key text        NOT NULL,
    fingerprint     text        NOT NULL,
    variables       jsonb       NOT NULL,
    accepted_at     timestamptz NOT NULL,
    relayed_at      timestamptz,
    CONSTRAINT run_once UNIQUE (process, source, idempotency_key)
);

-- What waits to be relayed, oldest first.
CREATE INDEX run_waiting ON run (accepted_at) WHERE relayed_at IS NULL;
