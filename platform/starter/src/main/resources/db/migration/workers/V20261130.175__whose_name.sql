-- Owner: approval. Why: a user name may be given out again; who has it then inherits no right of who had it before.

-- The realm's own ids beside the names; empty where nobody knew them, as in all rows of before: there the name counts alone.
ALTER TABLE approval_delegation
    ADD COLUMN from_id text NOT NULL DEFAULT '',
    ADD COLUMN to_id   text NOT NULL DEFAULT '';
ALTER TABLE approval_seat ADD COLUMN user_ids text[] NOT NULL DEFAULT '{}';
ALTER TABLE approval ADD COLUMN requester_id text NOT NULL DEFAULT '';
