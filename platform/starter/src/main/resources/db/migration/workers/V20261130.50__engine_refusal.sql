-- Owner: approval. Why: one answer that the engine refuses must not hold up those of all others (promise P3).

CREATE TABLE engine_refusal (
    item        text        CONSTRAINT engine_refusal_pk PRIMARY KEY,   -- decision/<id>, withdrawal/<approval>, seat/<approval>/<level>/<seat>
    tries       integer     NOT NULL,
    why         text        NOT NULL,
    next_try_at timestamptz NOT NULL
);
