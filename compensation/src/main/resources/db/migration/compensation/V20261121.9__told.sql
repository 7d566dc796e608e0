-- Owner: compensation. Why: what others hear of the ends of runs is collected, not stored once more with each end.

ALTER TABLE saga ADD COLUMN told boolean NOT NULL DEFAULT false;  -- others have been told of its end
UPDATE saga SET told = true WHERE ended_at IS NOT NULL;

-- What is to be told, oldest first: empty most of the time.
CREATE INDEX saga_untold ON saga (ended_at) WHERE ended_at IS NOT NULL AND NOT told;
