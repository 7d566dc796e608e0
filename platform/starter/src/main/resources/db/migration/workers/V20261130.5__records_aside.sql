-- Owner: messaging. Why: one record that cannot be kept must not hold up all behind it, and is not lost (promises P2, P3).

CREATE TABLE engine_record_aside (
    topic           text        NOT NULL,
    topic_partition integer     NOT NULL,
    topic_offset    bigint      NOT NULL,
    value_type      text,
    intent          text,
    record_key      bigint,
    instance        bigint,                  -- the engine's process instance, where the record names one
    why             text        NOT NULL,
    content         bytea       NOT NULL,    -- as it came: it may be what no text can hold
    aside_at        timestamptz NOT NULL,
    CONSTRAINT engine_record_aside_pk PRIMARY KEY (topic, topic_partition, topic_offset)
);
