-- Owner: intake. Why: lists of runs begin with the newest, of all processes or of one.

CREATE INDEX run_newest ON run (accepted_at DESC, id DESC);
CREATE INDEX run_newest_of_process ON run (process, accepted_at DESC, id DESC);
