-- Owner: workers, dead letters. Why: what partners and libraries say quotes names, addresses and cards; it is for operators, and masked.

-- What stands behind our own sentence; null when that is nothing.
ALTER TABLE failed_attempt ADD COLUMN answer text;
ALTER TABLE dead_letter ADD COLUMN answer text;

-- What stands there from before: e-mail addresses, tokens, card numbers and other long numbers go.
CREATE FUNCTION pg_temp.masked(said text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT regexp_replace(regexp_replace(regexp_replace(said,
        '[^[:space:]@"''<>,;:(){}]+(@|%40)[^[:space:]@"''<>,;:(){}]+', '[e-mail]', 'g'),
        '\m(tok|sk|pk|rk|pm|src|seti|whsec)_[A-Za-z0-9_-]{3,}', '[token]', 'g'),
        '[0-9]([ .-]{0,2}[0-9]){12,18}|[0-9]{9,}', '[number]', 'g')
$$;
-- A failure was told by its class and its message: the class is left to all who may look.
CREATE FUNCTION pg_temp.class_of(failure text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT substring(failure FROM '^(?:[a-z][A-Za-z0-9_]*\.)+([A-Za-z0-9_$]+)')
$$;

UPDATE failed_attempt SET answer = pg_temp.masked(error), error = coalesce(pg_temp.class_of(error), 'It failed');
UPDATE dead_letter SET answer = pg_temp.masked(reason),
                       reason = coalesce(pg_temp.class_of(reason), 'The engine cannot go on here')
WHERE kind = 'INCIDENT' OR pg_temp.class_of(reason) IS NOT NULL;
UPDATE effect_event SET detail = substring(detail FROM '^(the partner [a-z ]*: |skipped: )') || pg_temp.class_of(regexp_replace(detail, '^(the partner [a-z ]*: |skipped: )', ''))
WHERE detail ~ '^(the partner [a-z ]*: |skipped: )([a-z][A-Za-z0-9_]*\.)+[A-Z]';
UPDATE effect_event SET detail = pg_temp.class_of(detail) WHERE detail ~ '^([a-z][A-Za-z0-9_]*\.)+[A-Z]';
UPDATE incident SET message = pg_temp.masked(message) WHERE message IS DISTINCT FROM pg_temp.masked(message);
UPDATE job_pause SET detail = pg_temp.masked(detail) WHERE detail IS DISTINCT FROM pg_temp.masked(detail);

DROP FUNCTION pg_temp.masked(text);
DROP FUNCTION pg_temp.class_of(text);
