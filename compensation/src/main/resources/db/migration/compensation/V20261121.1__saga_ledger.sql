-- Owner: compensation. Why: what happened outside must be known before, during and after each call (promises P1, P4).

CREATE TABLE saga (
    id           text        CONSTRAINT saga_pk PRIMARY KEY,
    process      text        NOT NULL,
    business_id  text        NOT NULL,
    state        text        NOT NULL
        CONSTRAINT saga_state CHECK (state IN ('RUNNING', 'UNWINDING', 'WAITING_FOR_PERSON', 'COMPLETED', 'COMPENSATED', 'PARTLY_COMPENSATED')),
    outcome      text,                               -- which end of the model was reached
    cause        text,                               -- why it was unwound; kept apart from the outcome
    fences       jsonb       NOT NULL DEFAULT '{}',  -- element id -> activations below this number are void
    opened_at    timestamptz NOT NULL,
    ended_at     timestamptz
);

CREATE TABLE effect (
    key            text        CONSTRAINT effect_pk PRIMARY KEY,
    saga           text        NOT NULL CONSTRAINT effect_saga REFERENCES saga (id),
    position       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    element        text        NOT NULL,
    activation     bigint      NOT NULL,
    type           text        NOT NULL,
    undoes         text        CONSTRAINT effect_undoes REFERENCES effect (key),
    compensation   text,
    recovery       text        NOT NULL
        CONSTRAINT effect_recovery CHECK (recovery IN ('IN_TRANSACTION', 'REPEAT_WITH_KEY', 'REPEATABLE', 'ASK_PARTNER', 'ASK_PERSON')),
    state          text        NOT NULL
        CONSTRAINT effect_state CHECK (state IN ('CLAIMED', 'IN_DOUBT', 'NOT_DONE', 'COMPLETED', 'VOID', 'UNDONE')),
    attempt        integer     NOT NULL CONSTRAINT effect_attempt CHECK (attempt > 0),
    owner          text        NOT NULL,
    lease_until    timestamptz NOT NULL,
    fingerprint    text        NOT NULL,
    request        text        NOT NULL,             -- as it was fingerprinted, so text: jsonb would rewrite it
    receipt        text,                             -- null also when the effect is only presumed to have happened
    acknowledged   boolean     NOT NULL DEFAULT false,
    undo_requested boolean     NOT NULL DEFAULT false,
    claimed_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL
);

-- The effects of one run in their order: unwinding, and the page of a run.
CREATE INDEX effect_by_saga ON effect (saga, position);

CREATE TABLE effect_event (
    id      bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT effect_event_pk PRIMARY KEY,
    key     text        NOT NULL,
    attempt integer     NOT NULL,
    event   text        NOT NULL,
    detail  text,
    at      timestamptz NOT NULL
);

-- The history of one effect in its order.
CREATE INDEX effect_event_by_key ON effect_event (key, id);
