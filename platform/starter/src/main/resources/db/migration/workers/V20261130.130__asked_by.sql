-- Owner: intake. Why: people see what they asked for, and a key of theirs does not meet those of others behind the same client.

-- The realm's own id of a person. Empty where nobody is behind it, and for what came before: that is everybody's of its source.
ALTER TABLE run ADD COLUMN asked_by text NOT NULL DEFAULT '';
ALTER TABLE run_event ADD COLUMN asked_by text NOT NULL DEFAULT '';

ALTER TABLE run DROP CONSTRAINT run_once;
ALTER TABLE run ADD CONSTRAINT run_once UNIQUE (process, source, asked_by, idempotency_key);

-- The list of what somebody asked for, the newest first.
CREATE INDEX run_asked_by ON run (asked_by, accepted_at DESC, id DESC) WHERE asked_by <> '';
-- The open dead letters of one process, the oldest first.
CREATE INDEX dead_letter_open_of_process ON dead_letter (coalesce(split_part(saga, '/', 1), process), opened_at) WHERE state = 'OPEN';
