-- Owner: commands. Why: who changed which variable of a run to what. Values may be personal, and can be deleted here; the audit names the change.

CREATE TABLE variable_change (
    id         bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT variable_change_pk PRIMARY KEY,
    run        text        NOT NULL,
    variable   text        NOT NULL,
    value      jsonb       NOT NULL,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL
);

-- The last value that a variable of a run was changed to.
CREATE INDEX variable_change_of_run ON variable_change (run, variable, id);
