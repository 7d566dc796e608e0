-- Owner: approval. Why: an effect that needs an approval begins only when one is sealed, and each counts once (promises P1, P5).

CREATE TABLE approval_use (
    approval bigint NOT NULL CONSTRAINT approval_use_of REFERENCES approval,
    job_type text   NOT NULL,
    key      text   NOT NULL,                                -- of the effect that it counts for
    CONSTRAINT approval_use_once UNIQUE (approval, job_type)
);
-- What was approved for a run.
CREATE INDEX approval_of_run ON approval (run, kind);

ALTER TABLE dead_letter DROP CONSTRAINT dead_letter_kind;
ALTER TABLE dead_letter ADD CONSTRAINT dead_letter_kind
    CHECK (kind IN ('ATTEMPTS_USED_UP', 'FINAL', 'BUG', 'IN_DOUBT', 'KEY_REUSED', 'VOIDED', 'INCIDENT', 'UNDELIVERED', 'NOT_PERMITTED'));
