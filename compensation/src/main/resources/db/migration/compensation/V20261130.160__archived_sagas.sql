-- Owner: compensation. Why: what a run has done may go from the ledger after a time, but nothing is ever done for it again (promise P1).

-- Sagas that were taken out of the ledger: each has ended, and is never opened again.
CREATE TABLE saga_archived (
    id          text        CONSTRAINT saga_archived_pk PRIMARY KEY,   -- as that of the saga
    state       text        NOT NULL,
    outcome     text,
    opened_at   timestamptz NOT NULL,
    ended_at    timestamptz NOT NULL,
    archived_at timestamptz NOT NULL
);

-- Whether the undo of an effect is there: asked for each effect that is deleted.
CREATE INDEX effect_by_undoes ON effect (undoes) WHERE undoes IS NOT NULL;
