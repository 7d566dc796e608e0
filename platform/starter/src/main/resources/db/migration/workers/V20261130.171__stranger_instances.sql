-- Owner: waiting. Why: an instance with a copied name may have ended before anybody looks; what it did is undone all the same (promises P1, P5).

-- Process instances that no door has begun, and those that they have called, as the engine's records tell; also when they ended at once.
CREATE TABLE stranger_instance (
    instance   bigint      CONSTRAINT stranger_instance_pk PRIMARY KEY,
    root       bigint      NOT NULL,
    process    text        NOT NULL,
    run        text,                     -- that its root was begun for; null: it was not begun by a message of ours
    seen_at    timestamptz NOT NULL,
    looked_at  timestamptz NOT NULL,     -- when somebody last looked what it has done
    settled_at timestamptz               -- nothing of it stands, nor can any more; null: it is looked at again
);
-- A few, most of the time.
CREATE INDEX stranger_instance_open ON stranger_instance (looked_at) WHERE settled_at IS NULL;

-- What they had done and is undone: that the audit says so, once.
CREATE TABLE stranger_effect (
    key  text        CONSTRAINT stranger_effect_pk PRIMARY KEY
        CONSTRAINT stranger_effect_effect REFERENCES effect (key) ON DELETE CASCADE,
    told timestamptz NOT NULL
);
