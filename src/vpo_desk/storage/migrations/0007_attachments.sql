-- Attachments: what is known of a file is history; its bytes are rows of 256 KB beside it, proved
-- by the digest that the history keeps. Rows of an id without a list entry are still coming in.

DROP TABLE attachment_head;

CREATE TABLE attachment_head (
    id         TEXT PRIMARY KEY,
    version    INTEGER NOT NULL,
    case_id    TEXT REFERENCES case_head (id),
    concern_id TEXT REFERENCES concern_head (id),
    answer_id  TEXT,
    record_id  TEXT,
    at         TEXT NOT NULL,
    CHECK ((case_id IS NULL) <> (concern_id IS NULL)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX attachment_by_case ON attachment_head (case_id, at);
CREATE INDEX attachment_by_concern ON attachment_head (concern_id, at);

CREATE TABLE attachment_slice (
    attachment_id TEXT NOT NULL,
    ordinal       INTEGER NOT NULL CHECK (ordinal > 0),
    bytes         BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 262144),
    PRIMARY KEY (attachment_id, ordinal)
) STRICT;
