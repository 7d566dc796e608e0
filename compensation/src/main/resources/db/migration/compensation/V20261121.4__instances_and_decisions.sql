-- Owner: compensation. Why: a claim must not outlive the process that made it, and a person's decision is on record.

-- The processes that claim effects. A claim whose owner is silent past alive_until may be taken over at once.
CREATE TABLE instance (
    id          text        CONSTRAINT instance_pk PRIMARY KEY,
    started_at  timestamptz NOT NULL,
    alive_until timestamptz NOT NULL,               -- by the clock of the database
    jobs        bigint[]    NOT NULL DEFAULT '{}'   -- the engine's jobs that it has in hand for longer than a beat
);

ALTER TABLE effect
    ADD COLUMN called_at        timestamptz NOT NULL DEFAULT now(),  -- when the newest call to the partner may have begun
    ADD COLUMN deaths           integer     NOT NULL DEFAULT 0,      -- owners that died at it, one after the other
    ADD COLUMN kernel_undoes_it boolean     NOT NULL DEFAULT false;  -- the engine will send no handler for this one

ALTER TABLE effect_event ADD COLUMN actor text;  -- the person who decided; null for a worker

-- A run that cannot go on without a person, apart from where it is on its way.
ALTER TABLE saga ADD COLUMN waits_for_person boolean NOT NULL DEFAULT false;

-- The effects that wait for a person, few at any time.
CREATE INDEX effect_in_doubt ON effect (changed_at) WHERE state = 'IN_DOUBT';
