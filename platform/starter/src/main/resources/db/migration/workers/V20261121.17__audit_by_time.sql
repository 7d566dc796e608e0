-- Which models the engine has is on record once for each of the engine's records; nobody asks the audit for it any more.
DROP INDEX audit_entry_of_models;

-- Exports of a period. Entries come in the order of their time, so this index is a few pages, and costs an append next to nothing.
CREATE INDEX audit_entry_by_time ON audit_entry USING brin (at) WITH (autosummarize = on);
