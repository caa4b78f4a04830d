-- People: one record that stands for another, roles that ended, relationships and merges.

ALTER TABLE person_head ADD COLUMN merged_into TEXT REFERENCES person_head (id);

CREATE INDEX person_merged ON person_head (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX person_listed ON person_head (name = '', name COLLATE NOCASE)
    WHERE merged_into IS NULL;

ALTER TABLE role_head ADD COLUMN stands INTEGER NOT NULL DEFAULT 1 CHECK (stands IN (0, 1));

CREATE TABLE relationship_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    from_id TEXT NOT NULL REFERENCES person_head (id),
    to_id   TEXT NOT NULL REFERENCES person_head (id),
    kind    TEXT NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX relationship_from ON relationship_head (from_id);
CREATE INDEX relationship_to ON relationship_head (to_id);

CREATE TABLE merge_head (
    id       TEXT PRIMARY KEY,
    version  INTEGER NOT NULL,
    kept_id  TEXT NOT NULL REFERENCES person_head (id),
    other_id TEXT NOT NULL REFERENCES person_head (id),
    stands   INTEGER NOT NULL CHECK (stands IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX merge_by_kept ON merge_head (kept_id);
CREATE INDEX merge_by_other ON merge_head (other_id);
