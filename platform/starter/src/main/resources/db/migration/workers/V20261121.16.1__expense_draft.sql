-- Owner: expensedraft. Why: each confirmation of a drafted report is answered once, whatever crashes.

CREATE TABLE expense_draft_answer (
    step    bigint CONSTRAINT expense_draft_answer_pk PRIMARY KEY,       -- the engine's instance of the step that answered
    task    bigint NOT NULL CONSTRAINT expense_draft_answer_once UNIQUE, -- the engine's key of the task that was completed
    outcome text   NOT NULL
        CONSTRAINT expense_draft_answer_outcome CHECK (outcome IN ('handed-in', 'discarded', 'returned')),
    note    text   NOT NULL
);

-- The completed tasks of a draft.
CREATE INDEX user_task_of_process_instance ON user_task (process_instance_key);
