-- Owner: messaging. Why: who may write to the records' topic is not the engine (promises P3, P5), and what the engine wrote before its exporter signed goes on.

-- Up to where somebody is believed who is believed no more: nobody's signature, or that of a key that was retired. Written once, at the first start that knows
-- so; who is not in it for a partition is not believed there at all.
CREATE TABLE engine_records_until (
    topic           text        NOT NULL,
    signer          text        NOT NULL,    -- the id of a key; empty for what is not signed
    topic_partition integer     NOT NULL,
    until_offset    bigint      NOT NULL,    -- the first that is not believed
    since           timestamptz NOT NULL,
    CONSTRAINT engine_records_until_pk PRIMARY KEY (topic, signer, topic_partition)
);

-- What no signature proves may be a flood: so much of it is kept, and no more.
ALTER TABLE engine_record_aside ADD COLUMN proven boolean NOT NULL DEFAULT true;
CREATE INDEX engine_record_aside_unproven ON engine_record_aside (topic) WHERE NOT proven;   -- how many there are
