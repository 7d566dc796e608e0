-- Owner: waiting. Why: an instance of the engine that no door has begun does nothing, and does not stay (promises P1, P5).

-- Nobody called it, and it is not the instance of a run that a door has taken. Not known of those from before.
ALTER TABLE engine_instance ADD COLUMN stranger boolean NOT NULL DEFAULT false;
-- None, most of the time.
CREATE INDEX engine_instance_stranger ON engine_instance (instance) WHERE stranger;
