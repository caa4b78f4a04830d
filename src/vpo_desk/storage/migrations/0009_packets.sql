-- A copy belongs to a case, or to a meeting: a packet names every case on its agenda. What names
-- them stands in its content, so that the purge of one case does not take the packet's copies.

ALTER TABLE copy_head RENAME TO copy_head_before;

CREATE TABLE copy_head (
    id         TEXT PRIMARY KEY,
    version    INTEGER NOT NULL,
    case_id    TEXT REFERENCES case_head (id),
    meeting_id TEXT REFERENCES meeting_head (id),
    document   TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    CHECK ((case_id IS NULL) <> (meeting_id IS NULL)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

-- The order of entry is that of the rows.

INSERT INTO copy_head (rowid, id, version, case_id, document, outcome)
SELECT rowid, id, version, case_id, document, outcome FROM copy_head_before;

DROP TABLE copy_head_before;

CREATE INDEX copy_by_case ON copy_head (case_id);
CREATE INDEX copy_by_meeting ON copy_head (meeting_id) WHERE meeting_id IS NOT NULL;
