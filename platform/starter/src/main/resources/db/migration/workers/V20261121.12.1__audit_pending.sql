-- Owner: auditlog. Why: decisions come on record without waiting for each other; see docs/decisions/0013-chained-behind-the-commit.md.

-- What is decided, written in the transaction that decides it, until it has its place in the chain.
CREATE TABLE audit_pending (
    tenant text        NOT NULL,
    id     bigint      GENERATED ALWAYS AS IDENTITY,
    at     timestamptz NOT NULL,
    kind   text        NOT NULL,
    run    text,
    body   text        NOT NULL,
    CONSTRAINT audit_pending_pk PRIMARY KEY (tenant, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000); -- nearly empty, and all of it is gone soon

-- Which pending row an entry came from: it comes once, and what has an entry may go from there.
ALTER TABLE audit_entry ADD COLUMN draft bigint;
CREATE UNIQUE INDEX audit_entry_of_draft ON audit_entry (tenant, draft) WHERE draft IS NOT NULL;

CREATE FUNCTION audit_keep_pending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM audit_entry WHERE tenant = OLD.tenant AND draft = OLD.id;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% of % is refused: the audit is only appended to, and % has no entry yet', TG_OP, TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER audit_pending_is_chained BEFORE DELETE ON audit_pending
    FOR EACH ROW EXECUTE FUNCTION audit_keep_pending();
CREATE TRIGGER audit_pending_stays BEFORE UPDATE OR TRUNCATE ON audit_pending
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE audit_pending ENABLE ALWAYS TRIGGER audit_pending_is_chained;
ALTER TABLE audit_pending ENABLE ALWAYS TRIGGER audit_pending_stays;
