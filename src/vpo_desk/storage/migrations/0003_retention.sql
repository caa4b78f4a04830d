-- Retention: the agency's schedule, what was decided about keeping a case, holds, purges, and what
-- remains of a purged object. Versions can be deleted from here on, if they stand in purge_list.

CREATE TABLE schedule_head (
    id      TEXT PRIMARY KEY CHECK (id = 'schedule'),
    version INTEGER NOT NULL,
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE TABLE retention_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL UNIQUE REFERENCES case_head (id),
    until   TEXT,
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE TABLE hold_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_head (id),
    stands  INTEGER NOT NULL CHECK (stands IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX hold_by_case ON hold_head (case_id);

-- No reference to the case: a purge that is done outlives it.

CREATE TABLE purge_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT,
    state   TEXT NOT NULL CHECK (state IN ('asked', 'withdrawn', 'done')),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX purge_by_case ON purge_head (case_id);

CREATE TABLE trace_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL CHECK (version = 1),
    of      TEXT NOT NULL CHECK (of IN ('case', 'concern', 'copy')),
    year    INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX trace_by_number ON trace_head (of, year, ordinal);

-- Filled and emptied within one transaction: at rest it has no rows.

CREATE TABLE purge_list (
    object_id TEXT NOT NULL,
    version   INTEGER NOT NULL,
    PRIMARY KEY (object_id, version)
) STRICT;

DROP TRIGGER version_is_never_deleted;

CREATE TRIGGER version_is_never_deleted BEFORE DELETE ON version
WHEN NOT EXISTS
    (SELECT 1 FROM purge_list WHERE object_id = OLD.object_id AND version = OLD.version)
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;

-- Whether a purge still has to be swept is asked at every opening.

CREATE INDEX audit_purge ON audit (sequence) WHERE kind = 'purge';
