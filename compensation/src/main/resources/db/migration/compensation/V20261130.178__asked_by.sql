-- Owner: the kernel. Why: what somebody asked for is found by how it ended, however many sagas they or others have.

-- In the words of the application; empty where it names nobody.
ALTER TABLE saga ADD COLUMN asked_by text NOT NULL DEFAULT '';
