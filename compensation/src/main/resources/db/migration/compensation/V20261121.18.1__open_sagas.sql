-- The few that have not ended, among all that have.
CREATE INDEX saga_open ON saga (opened_at) WHERE ended_at IS NULL;
