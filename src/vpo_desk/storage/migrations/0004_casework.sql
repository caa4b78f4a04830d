-- Casework: record checks, notes, tasks, orders, events of the timeline, reviews, closings,
-- transfers, the agency's own numbers, and persons' requests for their own records.

CREATE TABLE record_head (
    id       TEXT PRIMARY KEY,
    version  INTEGER NOT NULL,
    case_id  TEXT NOT NULL REFERENCES case_head (id),
    check_id TEXT NOT NULL,
    at       TEXT NOT NULL,
    result   TEXT NOT NULL CHECK (result IN ('none', 'relevant', 'not_available')),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX record_by_case ON record_head (case_id, at);

CREATE TABLE note_head (
    id        TEXT PRIMARY KEY,
    version   INTEGER NOT NULL,
    case_id   TEXT NOT NULL REFERENCES case_head (id),
    at        TEXT NOT NULL,
    protected TEXT CHECK (protected IN ('religion', 'politics', 'association')),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX note_by_case ON note_head (case_id, at);

-- No case: a task of the desk itself.

CREATE TABLE task_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT REFERENCES case_head (id),
    due     TEXT NOT NULL,
    shown   TEXT NOT NULL,
    open    INTEGER NOT NULL CHECK (open IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX task_by_case ON task_head (case_id);
CREATE INDEX task_open ON task_head (shown) WHERE open = 1;

CREATE TABLE order_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_head (id),
    kind    TEXT NOT NULL,
    until   TEXT,
    stands  INTEGER NOT NULL CHECK (stands IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX order_by_case ON order_head (case_id);
CREATE INDEX order_standing ON order_head (until) WHERE stands = 1;

CREATE TABLE event_head (
    id       TEXT PRIMARY KEY,
    version  INTEGER NOT NULL,
    case_id  TEXT NOT NULL REFERENCES case_head (id),
    earliest TEXT,
    latest   TEXT,
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX event_by_case ON event_head (case_id);

CREATE TABLE review_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_head (id),
    at      TEXT NOT NULL,
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX review_by_case ON review_head (case_id, at);

CREATE TABLE closing_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_head (id),
    at      TEXT NOT NULL,
    grounds TEXT NOT NULL,
    stands  INTEGER NOT NULL CHECK (stands IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX closing_by_case ON closing_head (case_id, at);

CREATE TABLE transfer_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_head (id),
    at      TEXT NOT NULL,
    stands  INTEGER NOT NULL CHECK (stands IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX transfer_by_case ON transfer_head (case_id, at);

CREATE TABLE own_number_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_head (id),
    kind    TEXT NOT NULL,
    number  TEXT NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX own_number_by_case ON own_number_head (case_id);

CREATE TABLE request_head (
    id       TEXT PRIMARY KEY,
    version  INTEGER NOT NULL,
    asked_on TEXT NOT NULL,
    open     INTEGER NOT NULL CHECK (open IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX request_by_day ON request_head (asked_on);
