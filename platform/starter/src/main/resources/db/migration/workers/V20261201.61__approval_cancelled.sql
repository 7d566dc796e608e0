-- Owner: approval. Why: an approval ends with its run, and says so; those that were left open by runs that have ended are found and closed.

ALTER TABLE approval DROP CONSTRAINT approval_outcome;
ALTER TABLE approval ADD CONSTRAINT approval_outcome
    CHECK (outcome IN ('approved', 'rejected', 'returned', 'expired', 'withdrawn', 'cancelled'));
