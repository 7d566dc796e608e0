-- Owner: approval. Why: who may not do a task does not keep it from those who may (promises P3, P5).

-- Whom the model asks; null of tasks from before, until the records are read anew.
ALTER TABLE user_task ADD COLUMN candidate_groups text[], ADD COLUMN candidate_users text[];
-- What somebody is at.
CREATE INDEX user_task_held ON user_task (user_task_key) WHERE state = 'CREATED' AND assignee IS NOT NULL;

-- Who took an open task, and whether they may. Gone when the task ends; stays when the tasks are made anew of the records.
CREATE TABLE task_hold (
    user_task_key bigint      NOT NULL,
    holder        text        NOT NULL,               -- user name
    position      bigint      NOT NULL,               -- of the engine's record that was judged
    rule          text,                               -- which they break; null when they may
    times         integer     NOT NULL,               -- how often they took it although they may not
    release_at    timestamptz,                        -- when it is taken from them; null when that is done, or not to be done
    CONSTRAINT task_hold_pk PRIMARY KEY (user_task_key, holder)
);
CREATE INDEX task_hold_due ON task_hold (release_at) WHERE release_at IS NOT NULL;
