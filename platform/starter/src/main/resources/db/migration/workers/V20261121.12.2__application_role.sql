-- Owner: auditlog. Why: the application need not be able to change what is on record; see docs/audit-export.md, "The role of the application".

-- Gives the role backstitch_app what the application needs. Called again by who creates the role later; twice is the same as once.
CREATE FUNCTION backstitch_grant_app() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    home text := current_schema();
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO backstitch_app', home);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO backstitch_app', home);
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO backstitch_app', home);
    -- What later migrations of the same owner create.
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO backstitch_app', home);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO backstitch_app', home);

    REVOKE UPDATE, DELETE ON audit_entry, audit_checkpoint, audit_key FROM backstitch_app;
    -- Drafts go when they are chained, which their trigger asks for; the end of the chain moves; persons are erased.
    REVOKE UPDATE ON audit_pending FROM backstitch_app;
    REVOKE DELETE ON audit_head FROM backstitch_app;
    REVOKE UPDATE, DELETE ON audit_person, approval_snapshot FROM backstitch_app;
    GRANT UPDATE (salt, value) ON audit_person TO backstitch_app;
    GRANT UPDATE (content) ON approval_snapshot TO backstitch_app;
    IF to_regclass('flyway_schema_history') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history FROM backstitch_app;
    END IF;
END $$;
REVOKE EXECUTE ON FUNCTION backstitch_grant_app() FROM PUBLIC;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'backstitch_app') THEN
        IF NOT (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) THEN
            RAISE WARNING 'The role backstitch_app is not there, and % may not create roles. The application works, with all rights of %. '
                'To separate them, let an administrator run CREATE ROLE backstitch_app NOLOGIN, and the owner SELECT backstitch_grant_app()',
                current_user, current_user;
            RETURN;
        END IF;
        BEGIN
            CREATE ROLE backstitch_app NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- roles are the whole server's: another database was first
        END;
    END IF;
    PERFORM backstitch_grant_app();
END $$;
