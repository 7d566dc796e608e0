-- Owner: approval. Why: a new approval asks only about those whom it concerns, and nobody can make them many.

-- One from a person to another: of several, the one that lasts longest.
UPDATE approval_delegation AS older SET ended_at = now()
WHERE ended_at IS NULL AND EXISTS (
    SELECT FROM approval_delegation AS other
    WHERE other.from_user = older.from_user AND other.to_user = older.to_user AND other.ended_at IS NULL
      AND (other.until, other.id) > (older.until, older.id));
CREATE UNIQUE INDEX approval_delegation_once ON approval_delegation (from_user, to_user) WHERE ended_at IS NULL;
