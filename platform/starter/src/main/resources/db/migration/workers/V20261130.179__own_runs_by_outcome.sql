-- Owner: history. Why: a list of one's own runs that ended in one way costs what it shows, also for a program that has begun a hundred thousand.

UPDATE saga SET asked_by = run.asked_by FROM run WHERE run.asked_by <> '' AND saga.id = run.process || '/' || run.id;
-- Written once for each run that somebody asked for, when it ends.
CREATE INDEX saga_of_asker_and_outcome ON saga (asked_by, outcome, opened_at DESC, business_id DESC) WHERE outcome IS NOT NULL AND asked_by <> '';
