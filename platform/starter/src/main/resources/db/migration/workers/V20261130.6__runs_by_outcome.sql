-- Owner: history. Why: a list of runs costs what it shows, however many runs there are.

CREATE INDEX saga_newest ON saga (opened_at DESC, business_id DESC);
CREATE INDEX saga_newest_of_process ON saga (process, opened_at DESC, business_id DESC);
-- Written once for each run, when it ends.
CREATE INDEX saga_of_outcome ON saga (outcome, opened_at DESC, business_id DESC) WHERE outcome IS NOT NULL;
CREATE INDEX saga_of_process_and_outcome ON saga (process, outcome, opened_at DESC, business_id DESC) WHERE outcome IS NOT NULL;

-- What the lists were made of before.
DROP INDEX run_newest, run_newest_of_process;
