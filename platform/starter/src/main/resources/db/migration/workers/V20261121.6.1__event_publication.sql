-- Owner: messaging. Why: events leave with the transaction that publishes them, or not at all. Names and types are Spring Modulith's
-- (schema v2); a row is deleted when its event is in Kafka, so that the table holds only what waits.

CREATE TABLE event_publication (
    id                     uuid        CONSTRAINT event_publication_pk PRIMARY KEY,
    listener_id            text        NOT NULL,
    event_type             text        NOT NULL,
    serialized_event       text        NOT NULL,
    publication_date       timestamptz NOT NULL,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    integer,
    last_resubmission_date timestamptz
);

-- What waits to be sent again, oldest first.
CREATE INDEX event_publication_waiting ON event_publication (status, publication_date);
