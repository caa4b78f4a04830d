-- The history: every version of every object, written once. Heads below are derived from it.

CREATE TABLE audit (
    sequence  INTEGER PRIMARY KEY CHECK (sequence > 0),
    at        TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??Z'),
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL CHECK (action <> ''),
    kind      TEXT NOT NULL,
    object_id TEXT NOT NULL,
    detail    TEXT NOT NULL,
    digest    TEXT NOT NULL CHECK (length(digest) IN (0, 64)),
    previous  TEXT NOT NULL CHECK (length(previous) = 64),
    hash      TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX audit_object ON audit (object_id, sequence);

CREATE TABLE version (
    object_id      TEXT NOT NULL CHECK (object_id <> ''),
    version        INTEGER NOT NULL CHECK (version > 0),
    kind           TEXT NOT NULL,
    recorded_at    TEXT NOT NULL,
    audit_sequence INTEGER NOT NULL UNIQUE REFERENCES audit (sequence),
    salt           BLOB NOT NULL CHECK (length(salt) = 16),
    content        TEXT NOT NULL CHECK (json_valid(content)),
    PRIMARY KEY (object_id, version)
) STRICT;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;

CREATE TRIGGER version_is_never_changed BEFORE UPDATE ON version
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;

CREATE TRIGGER version_is_never_deleted BEFORE DELETE ON version
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;

-- Heads: the current version of each object and what lists sort and filter by.

CREATE TABLE case_file_head (
    id       TEXT PRIMARY KEY,
    version  INTEGER NOT NULL CHECK (version = 1),
    training INTEGER NOT NULL CHECK (training IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE TABLE agency_head (
    id      TEXT PRIMARY KEY CHECK (id = 'agency'),
    version INTEGER NOT NULL,
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE TABLE person_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    name    TEXT NOT NULL,
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX person_by_name ON person_head (name);

CREATE TABLE case_head (
    id          TEXT PRIMARY KEY,
    version     INTEGER NOT NULL,
    number      TEXT NOT NULL UNIQUE,
    year        INTEGER NOT NULL,
    ordinal     INTEGER NOT NULL,
    opened_at   TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN
        ('preliminary', 'gathering', 'assessed', 'managed', 'monitoring', 'closed', 'transferred')),
    priority    TEXT NOT NULL CHECK (priority IN ('imminent', 'urgent', 'routine')),
    level       TEXT CHECK (level IN ('low', 'moderate', 'elevated', 'high', 'undetermined')),
    next_review TEXT,
    subject_id  TEXT REFERENCES person_head (id),
    UNIQUE (year, ordinal),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX case_by_opening ON case_head (opened_at DESC, ordinal DESC);
CREATE INDEX case_by_review ON case_head (next_review) WHERE next_review IS NOT NULL;

CREATE TABLE concern_head (
    id        TEXT PRIMARY KEY,
    version   INTEGER NOT NULL,
    number    TEXT NOT NULL UNIQUE,
    year      INTEGER NOT NULL,
    ordinal   INTEGER NOT NULL,
    at        TEXT NOT NULL,
    decision  TEXT CHECK (decision IN ('open_case', 'preliminary', 'refer', 'no_action', 'link')),
    case_id   TEXT REFERENCES case_head (id),
    about_id  TEXT REFERENCES person_head (id),
    source_id TEXT REFERENCES person_head (id),
    UNIQUE (year, ordinal),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX concern_waiting ON concern_head (at) WHERE decision IS NULL;
CREATE INDEX concern_by_case ON concern_head (case_id);

CREATE TABLE triage_head (
    id         TEXT PRIMARY KEY,
    version    INTEGER NOT NULL,
    concern_id TEXT NOT NULL REFERENCES concern_head (id),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX triage_by_concern ON triage_head (concern_id);

CREATE TABLE role_head (
    id        TEXT PRIMARY KEY,
    version   INTEGER NOT NULL,
    case_id   TEXT NOT NULL REFERENCES case_head (id),
    person_id TEXT NOT NULL REFERENCES person_head (id),
    role      TEXT NOT NULL,
    UNIQUE (case_id, person_id, role),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX role_by_person ON role_head (person_id);

CREATE TABLE protocol_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL CHECK (version = 1),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE TABLE interview_head (
    id        TEXT PRIMARY KEY,
    version   INTEGER NOT NULL,
    case_id   TEXT NOT NULL REFERENCES case_head (id),
    with_id   TEXT NOT NULL REFERENCES person_head (id),
    protocol  TEXT NOT NULL REFERENCES protocol_head (id),
    at        TEXT NOT NULL,
    sealed    INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX interview_by_case ON interview_head (case_id, at);
CREATE INDEX interview_unfinished ON interview_head (at) WHERE sealed = 0;

CREATE TABLE root_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_head (id),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX root_by_case ON root_head (case_id);

CREATE TABLE answer_head (
    id           TEXT PRIMARY KEY,
    version      INTEGER NOT NULL,
    interview_id TEXT NOT NULL REFERENCES interview_head (id),
    question_id  TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN
        ('answered', 'declined', 'unknown', 'not_asked', 'not_applicable')),
    root_id      TEXT REFERENCES root_head (id),
    UNIQUE (interview_id, question_id),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX answer_by_root ON answer_head (root_id) WHERE root_id IS NOT NULL;

CREATE TABLE difference_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_head (id),
    state   TEXT NOT NULL CHECK (state IN ('open', 'resolved')),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX difference_by_case ON difference_head (case_id);

CREATE TABLE assessment_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_head (id),
    number  INTEGER NOT NULL CHECK (number > 0),
    sealed  INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    UNIQUE (case_id, number),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE TABLE plan_head (
    id       TEXT PRIMARY KEY,
    version  INTEGER NOT NULL,
    case_id  TEXT NOT NULL REFERENCES case_head (id),
    number   INTEGER NOT NULL CHECK (number > 0),
    sealed   INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    next_due TEXT,
    UNIQUE (case_id, number),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX plan_by_due ON plan_head (next_due) WHERE next_due IS NOT NULL;

CREATE TABLE copy_head (
    id       TEXT PRIMARY KEY,
    version  INTEGER NOT NULL,
    case_id  TEXT NOT NULL REFERENCES case_head (id),
    document TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX copy_by_case ON copy_head (case_id);

-- Attachments come with casework; the table is there so that counts and checks have one shape.

CREATE TABLE attachment_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id TEXT REFERENCES case_head (id),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

-- Words typed but not yet committed. Not history: no trigger, no digest.

CREATE TABLE draft (
    scope    TEXT NOT NULL,
    field    TEXT NOT NULL,
    binding  TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    content  TEXT NOT NULL,
    PRIMARY KEY (scope, field)
) STRICT;

-- The current answers, so that another program can count them.

CREATE VIEW current_answer AS
SELECT head.id AS id,
       head.version AS version,
       interview.case_id AS case_id,
       head.interview_id AS interview_id,
       head.question_id AS question_id,
       head.state AS state,
       json_extract(version.content, '$.text') AS text,
       json_extract(version.content, '$.verbatim') AS verbatim,
       version.recorded_at AS recorded_at
FROM answer_head AS head
JOIN version ON version.object_id = head.id AND version.version = head.version
JOIN interview_head AS interview ON interview.id = head.interview_id
WHERE head.state <> 'not_asked';
