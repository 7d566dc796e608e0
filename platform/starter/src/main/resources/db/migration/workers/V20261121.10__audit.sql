-- Owner: auditlog. Why: who decided what stays on record as it was written; see docs/audit-export.md.

-- The chain of each tenant. Nothing here is ever changed.
CREATE TABLE audit_entry (
    tenant    text        NOT NULL,
    seq       bigint      NOT NULL,      -- from 1, without gaps
    at        timestamptz NOT NULL,
    kind      text        NOT NULL,
    run       text,                      -- process/businessId; null when it is about no run
    canonical bytea       NOT NULL,      -- the entry: RFC 8785. The columns before it are copies, to search by
    hash      bytea       NOT NULL
        CONSTRAINT audit_entry_hash CHECK (octet_length(hash) = 32),
    CONSTRAINT audit_entry_pk PRIMARY KEY (tenant, seq)
);

-- What was decided about one run; people know it by its business id.
CREATE INDEX audit_entry_by_business_id ON audit_entry (tenant, substring(run from position('/' in run) + 1), seq)
    WHERE run IS NOT NULL;
-- Whether a model is on record already.
CREATE INDEX audit_entry_of_models ON audit_entry (tenant, seq) WHERE kind = 'model.deployed';

-- Where each chain ends. Its row is locked while an entry is appended, so that a head is followed once.
CREATE TABLE audit_head (
    tenant   text        CONSTRAINT audit_head_pk PRIMARY KEY,
    seq      bigint      NOT NULL,
    at       timestamptz NOT NULL,
    hash     bytea       NOT NULL,
    frontier bytea       NOT NULL        -- the perfect subtrees of the Merkle tree over all hashes, largest first, 32 bytes each
) WITH (fillfactor = 20);                -- changed with each entry, and nothing of it is indexed: there is always room beside it

-- What keys vouch for.
CREATE TABLE audit_checkpoint (
    tenant   text   NOT NULL,
    size     bigint NOT NULL,
    line     text   NOT NULL,            -- as it is exported
    frontier bytea  NOT NULL,            -- an export may begin behind it without all that lies before
    CONSTRAINT audit_checkpoint_pk PRIMARY KEY (tenant, size)
);

-- The public halves of all keys that were in use. Who verifies keeps them elsewhere: these only say which there were.
CREATE TABLE audit_key (
    id         text        CONSTRAINT audit_key_pk PRIMARY KEY,
    public_key text        NOT NULL,     -- X.509, base64
    since      timestamptz NOT NULL
);

-- The people that entries name. Salt and value may be erased: then the chain says nothing about the person, and stays valid.
CREATE TABLE audit_person (
    id    text CONSTRAINT audit_person_pk PRIMARY KEY,
    salt  text,
    value text CONSTRAINT audit_person_value UNIQUE,
    CONSTRAINT audit_person_erased CHECK ((salt IS NULL) = (value IS NULL))
);

-- Who may change tables may also switch this off: it stops accidents and applications. What a person with all rights changes is
-- found by the hashes and the signatures.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: the audit is only appended to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_checkpoint_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_key_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_key
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Always: also for a session that calls itself a replica.
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_stays;
ALTER TABLE audit_checkpoint ENABLE ALWAYS TRIGGER audit_checkpoint_stays;
ALTER TABLE audit_key ENABLE ALWAYS TRIGGER audit_key_stays;
