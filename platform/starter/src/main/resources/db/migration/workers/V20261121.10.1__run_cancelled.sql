-- Owner: workers, intake. Why: a command to cancel is on record once, however often it is repeated.

ALTER TABLE run ADD COLUMN cancelled_at timestamptz;  -- when a person first said so; null before that
