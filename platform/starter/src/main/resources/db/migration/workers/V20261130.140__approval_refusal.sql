-- Owner: approval. Why: who is refused again and again does not make the audit long; see RepeatedRefusals.

CREATE TABLE approval_refusal (
    approval bigint NOT NULL REFERENCES approval ON DELETE CASCADE,
    actor    text   NOT NULL, -- the pseudonym in the audit; empty: nobody was named
    times    integer NOT NULL CONSTRAINT approval_refusal_times CHECK (times > 0),
    PRIMARY KEY (approval, actor)
);
