-- Owner: compensation. Why: partners get keys encoded; what an earlier version called under a key of other than plain ASCII, they know by another name (promise P1).

-- How partners were given the key when they were called last; null: as an earlier version did, with what the carrier made of it.
ALTER TABLE effect ADD COLUMN key_form smallint;
