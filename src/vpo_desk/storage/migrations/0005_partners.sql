-- The agency's directory, referrals to it, and meetings with partners.

CREATE TABLE resource_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    first_call INTEGER NOT NULL CHECK (first_call IN (0, 1)),
    retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX resource_by_name ON resource_head (retired, name);

CREATE TABLE referral_head (
    id          TEXT PRIMARY KEY,
    version     INTEGER NOT NULL,
    case_id     TEXT NOT NULL REFERENCES case_head (id),
    at          TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('made', 'accepted', 'engaged', 'ended', 'declined')),
    resource_id TEXT REFERENCES resource_head (id),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX referral_by_case ON referral_head (case_id, at);

CREATE TABLE meeting_head (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    number  INTEGER NOT NULL UNIQUE,
    at      TEXT NOT NULL,
    closed  INTEGER NOT NULL CHECK (closed IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX meeting_by_time ON meeting_head (closed, at);

-- One for each case on an agenda: what was said of a case goes when the case is purged.

CREATE TABLE agenda_item_head (
    id         TEXT PRIMARY KEY,
    version    INTEGER NOT NULL,
    meeting_id TEXT NOT NULL REFERENCES meeting_head (id),
    case_id    TEXT NOT NULL REFERENCES case_head (id),
    place      INTEGER NOT NULL,
    taken_off  INTEGER NOT NULL CHECK (taken_off IN (0, 1)),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version)
) STRICT;

CREATE INDEX agenda_item_by_meeting ON agenda_item_head (meeting_id, place);
CREATE INDEX agenda_item_by_case ON agenda_item_head (case_id);
