-- The engine's time of the record that made the row: a rebuild makes anew what is of records that their topic still has. Null in rows of before:
-- they stay.
ALTER TABLE run_instance ADD begun_at timestamptz;
ALTER TABLE engine_form ADD created_at timestamptz;
