-- Owner: bulkimport. Why: the rows of uploaded files stay here; the engine knows only their line numbers.

CREATE TABLE bulkimport (
    run      text    CONSTRAINT bulkimport_pk PRIMARY KEY,   -- the business id of its run
    rows     integer NOT NULL,
    imported integer,                                        -- null until the run has added them up
    failed   integer,
    CONSTRAINT bulkimport_totals CHECK (imported + failed = rows)
);

CREATE TABLE bulkimport_row (
    run   text    NOT NULL CONSTRAINT bulkimport_row_of REFERENCES bulkimport (run),
    line  integer NOT NULL,                                  -- in the file; the header is line 1
    name  text    NOT NULL,
    email text    NOT NULL,
    phone text    NOT NULL,
    CONSTRAINT bulkimport_row_pk PRIMARY KEY (run, line)
);
