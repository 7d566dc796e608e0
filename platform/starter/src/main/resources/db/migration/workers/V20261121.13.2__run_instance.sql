-- Owner: messaging. Why: the engine names its incidents by process instance; people, the ledger and the dead letters know runs.

CREATE TABLE run_instance (
    process_instance_key bigint CONSTRAINT run_instance_pk PRIMARY KEY,
    process              text   NOT NULL,
    run                  text   NOT NULL    -- the business id
);
