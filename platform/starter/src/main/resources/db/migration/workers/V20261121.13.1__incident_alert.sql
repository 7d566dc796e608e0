-- Owner: messaging. Why: an alert to the webhook is stored with the incident it tells of, and sent until it is taken. A row is deleted then;
-- one that nobody took in all its attempts stays, for people to see.

CREATE TABLE incident_alert (
    id          text        CONSTRAINT incident_alert_pk PRIMARY KEY,   -- the header webhook-id, the same in each attempt
    body        text        NOT NULL,
    attempts    integer     NOT NULL DEFAULT 0,
    next_at     timestamptz NOT NULL DEFAULT now(),
    given_up_at timestamptz
);

-- What is due, the one that waits longest first.
CREATE INDEX incident_alert_due ON incident_alert (next_at) WHERE given_up_at IS NULL;
