-- Owner: compensation. Why: what one version wrote, another must not read as something else (promises P1, P4).

-- The components of the record, one a line, with their types; null: an earlier version wrote it, or a person said it.
ALTER TABLE effect ADD COLUMN request_shape text, ADD COLUMN receipt_shape text;
