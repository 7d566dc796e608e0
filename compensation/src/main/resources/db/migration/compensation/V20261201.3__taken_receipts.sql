-- Owner: compensation. Why: what a person has said of an effect can be corrected until something is built on it.

-- Its receipt was handed to a step after it had been recorded. Without a default that is written: the table is not rewritten.
ALTER TABLE effect ADD COLUMN receipt_taken boolean NOT NULL DEFAULT false;
