-- Owner: approval. Why: who was asked, what they saw and what they decided is counted here, not in variables of the engine.

-- People's tasks as the engine's records tell them. Made again from the beginning of the topic at any time.
CREATE TABLE user_task (
    user_task_key        bigint      CONSTRAINT user_task_pk PRIMARY KEY,
    element_instance_key bigint      NOT NULL CONSTRAINT user_task_of_element UNIQUE,
    process_instance_key bigint      NOT NULL,
    process              text        NOT NULL,
    element              text        NOT NULL,
    form_key             bigint,
    assignee             text,
    state                text        NOT NULL
        CONSTRAINT user_task_state CHECK (state IN ('CREATED', 'COMPLETED', 'CANCELED')),
    action               text,               -- as the completion named it
    answer               jsonb,              -- the variables of the completion; of approvals only
    partition            integer     NOT NULL,
    position             bigint      NOT NULL, -- of the newest record that is in here
    created_at           timestamptz NOT NULL,
    ended_at             timestamptz
);

-- Forms as the engine has them, by the same records.
CREATE TABLE engine_form (
    form_key bigint  CONSTRAINT engine_form_pk PRIMARY KEY,
    form     text    NOT NULL,
    version  integer NOT NULL,
    sha256   text    NOT NULL,
    content  text    NOT NULL
);
-- The form that somebody saw, by what the audit says of it.
CREATE INDEX engine_form_by_hash ON engine_form (sha256);

CREATE TABLE approval (
    id                   bigint      CONSTRAINT approval_pk PRIMARY KEY, -- the process instance
    run                  text        NOT NULL,
    kind                 text        NOT NULL,
    subject              text        NOT NULL,
    form                 text        NOT NULL,
    requester            text        NOT NULL,
    department           text,
    amount               bigint,
    currency             text,
    proposal             jsonb       NOT NULL,
    editable             text[]      NOT NULL,
    limits               jsonb       NOT NULL,
    level                integer     NOT NULL,
    seats                integer     NOT NULL,
    needed               integer     NOT NULL,
    first_rejection_ends boolean     NOT NULL,
    outcome              text
        CONSTRAINT approval_outcome CHECK (outcome IN ('approved', 'rejected', 'returned', 'expired', 'withdrawn')),
    opened_at            timestamptz NOT NULL,
    concluded_at         timestamptz
);
-- What waits for people.
CREATE INDEX approval_open ON approval (opened_at) WHERE concluded_at IS NULL;

-- Who may decide at a level: one seat, one decision.
CREATE TABLE approval_seat (
    approval bigint  NOT NULL CONSTRAINT approval_seat_of REFERENCES approval,
    level    integer NOT NULL,
    seat     integer NOT NULL,
    groups   text[]  NOT NULL,
    users    text[]  NOT NULL,
    guests   text[]  NOT NULL DEFAULT '{}',  -- groups of the next level that were invited; the engine is told of them
    told     boolean NOT NULL DEFAULT true,
    CONSTRAINT approval_seat_pk PRIMARY KEY (approval, level, seat)
);
CREATE INDEX approval_seat_untold ON approval_seat (approval) WHERE NOT told;

-- Each time a seat's task is opened.
CREATE TABLE approval_task (
    element_instance_key bigint      CONSTRAINT approval_task_pk PRIMARY KEY,
    approval             bigint      NOT NULL,
    level                integer     NOT NULL,
    seat                 integer     NOT NULL,
    state                text        NOT NULL DEFAULT 'OPEN'
        CONSTRAINT approval_task_state CHECK (state IN ('OPEN', 'SEALED', 'REFUSED', 'TOO_LATE')),
    seen                 text        NOT NULL,
    note                 text        NOT NULL,
    opened_at            timestamptz NOT NULL,
    sealed_by            bigint      CONSTRAINT approval_task_sealed_once UNIQUE, -- the step instance
    actor                text,
    on_behalf_of         text,
    decision             text,
    counted              boolean     NOT NULL DEFAULT false,
    reason               text,
    rule                 text,
    proposal             jsonb,               -- with the edits; null without any
    CONSTRAINT approval_task_of_seat FOREIGN KEY (approval, level, seat) REFERENCES approval_seat
);
CREATE INDEX approval_task_of_approval ON approval_task (approval, opened_at);

-- Decisions that came with a token. The id goes with the completion, and its record proves that it is the same.
CREATE TABLE approval_decision (
    id                   uuid        CONSTRAINT approval_decision_pk PRIMARY KEY,
    approval             bigint      NOT NULL,
    element_instance_key bigint      NOT NULL CONSTRAINT approval_decision_of REFERENCES approval_task,
    actor                text        NOT NULL,
    authenticated_at     timestamptz,
    answer               jsonb       NOT NULL,
    fingerprint          text        NOT NULL,
    at                   timestamptz NOT NULL,
    state                text        NOT NULL DEFAULT 'STORED'
        CONSTRAINT approval_decision_state CHECK (state IN ('STORED', 'TOLD', 'OVERTAKEN')),
    CONSTRAINT approval_decision_once UNIQUE (element_instance_key, actor)
);
CREATE INDEX approval_decision_stored ON approval_decision (at) WHERE state = 'STORED';

CREATE TABLE approval_withdrawal (
    approval bigint      CONSTRAINT approval_withdrawal_pk PRIMARY KEY CONSTRAINT approval_withdrawal_of REFERENCES approval,
    actor    text        NOT NULL,
    reason   text        NOT NULL,
    at       timestamptz NOT NULL,
    told     boolean     NOT NULL DEFAULT false
);
CREATE INDEX approval_withdrawal_untold ON approval_withdrawal (at) WHERE NOT told;

CREATE TABLE approval_delegation (
    id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT approval_delegation_pk PRIMARY KEY,
    from_user  text        NOT NULL,
    to_user    text        NOT NULL,
    until      timestamptz NOT NULL,
    reason     text        NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at   timestamptz,
    CONSTRAINT approval_delegation_to_another CHECK (from_user <> to_user)
);
-- For whom somebody may decide.
CREATE INDEX approval_delegation_to ON approval_delegation (to_user, until) WHERE ended_at IS NULL;
