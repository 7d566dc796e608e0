-- Owner: job. Why: all processes together keep to the rate of a partner. The state is Bucket4j's own.

CREATE TABLE partner_rate (
    id    text  CONSTRAINT partner_rate_pk PRIMARY KEY, -- partner, lane, rate: another rate begins anew
    state bytea
);
