-- Owner: compensation. Why: an index over what changes at each step makes PostgreSQL write every index again at each step.

DROP INDEX effect_in_doubt;

-- Computed, so that only the effects that a person must decide about ever touch the index.
ALTER TABLE effect ADD COLUMN parked_at timestamptz
    GENERATED ALWAYS AS (CASE WHEN state = 'IN_DOUBT' AND recovery = 'ASK_PERSON' THEN changed_at END) STORED;
CREATE INDEX effect_parked ON effect (parked_at) WHERE parked_at IS NOT NULL;

-- Room in each page for the next version of a row: it is claimed, completed and acknowledged within a second.
ALTER TABLE effect SET (fillfactor = 60);
ALTER TABLE saga SET (fillfactor = 70);
