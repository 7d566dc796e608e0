-- Owner: workers, dead letters. Why: what came in and cannot be delivered waits for a person, as a step that has failed for good does.

ALTER TABLE dead_letter
    ADD COLUMN event text,                                   -- of the intake; null for a step
    ALTER COLUMN process_instance_key DROP NOT NULL,         -- an event has reached no instance
    DROP CONSTRAINT dead_letter_kind,
    ADD CONSTRAINT dead_letter_kind CHECK (kind IN
        ('ATTEMPTS_USED_UP', 'FINAL', 'BUG', 'IN_DOUBT', 'KEY_REUSED', 'VOIDED', 'INCIDENT', 'UNDELIVERED'));

-- One open letter for each event.
CREATE UNIQUE INDEX dead_letter_open_event ON dead_letter (event) WHERE state = 'OPEN';
