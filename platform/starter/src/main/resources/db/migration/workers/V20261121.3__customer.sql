-- Owner: onboarding. Why: the customers that the process creates.

CREATE TABLE customer (
    id         text        CONSTRAINT customer_pk PRIMARY KEY,   -- the business id of its onboarding
    name       text        NOT NULL,
    email      text        NOT NULL,
    plan       text        NOT NULL,
    state      text        NOT NULL CONSTRAINT customer_state CHECK (state IN ('ACTIVE', 'CANCELLED')),
    created_at timestamptz NOT NULL
);
