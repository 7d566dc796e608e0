-- Owner: compensation. Why: who copies the name of a run into an instance of their own must not act for it (promises P1, P5).

-- The process instance of the engine that is the run; null until it is known.
ALTER TABLE saga ADD COLUMN instance bigint;

-- Of an effect of a called process: the instance in which it stands. That it belongs to the run, the engine's records tell later.
ALTER TABLE effect ADD COLUMN called_instance bigint;
CREATE INDEX effect_of_called_instance ON effect (called_instance) WHERE called_instance IS NOT NULL;

-- When the handler came; the others of the same compensation come at the same time, or not at all.
ALTER TABLE effect ADD COLUMN undo_requested_at timestamptz;
