-- Owner: approval. Why: what an approver saw is shown to auditors years later, and can be erased; the chain holds its hash.

CREATE TABLE approval_snapshot (
    hash       text CONSTRAINT approval_snapshot_pk PRIMARY KEY -- SHA-256 of the content, hex
        CONSTRAINT approval_snapshot_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
    content    text,                                            -- null when it was erased
    created_at timestamptz NOT NULL DEFAULT now()
);
