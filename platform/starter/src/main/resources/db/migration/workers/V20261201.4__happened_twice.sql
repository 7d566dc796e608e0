-- Owner: workers, dead letters. Why: an effect that happened twice at its partner must not only stand in a log (promise P1).

ALTER TABLE dead_letter
    ADD COLUMN ledger_event bigint,                          -- of the kind HAPPENED_TWICE: the ledger's event that told it
    DROP CONSTRAINT dead_letter_kind,
    ADD CONSTRAINT dead_letter_kind CHECK (kind IN ('ATTEMPTS_USED_UP', 'FINAL', 'BUG', 'IN_DOUBT', 'KEY_REUSED', 'VOIDED', 'INCIDENT', 'UNDELIVERED',
                                                    'NOT_PERMITTED', 'HAPPENED_TWICE'));

-- One letter for each.
CREATE UNIQUE INDEX dead_letter_happened_twice ON dead_letter (ledger_event) WHERE ledger_event IS NOT NULL;
-- Looked for again and again, and as a rule there is none.
CREATE INDEX effect_event_happened_twice ON effect_event (id) WHERE event = 'HAPPENED_TWICE';
