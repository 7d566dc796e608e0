-- Owner: approval. Why: what somebody saw when they decided; the audit holds its hash.

CREATE TABLE approval_snapshot (
    hash       text        CONSTRAINT approval_snapshot_pk PRIMARY KEY, -- SHA-256 of the content, hex
    content    text,                                                    -- canonical JSON with a salt in it; null once it is erased
    created_at timestamptz NOT NULL DEFAULT now()
);
