-- Whether a new entry touches an if-then rule of the plan that was in force, as the officer said.

CREATE TABLE rule_answer_head (
    id            TEXT PRIMARY KEY,
    version       INTEGER NOT NULL,
    case_id       TEXT NOT NULL REFERENCES case_head (id),
    plan_id       TEXT NOT NULL,
    place         INTEGER NOT NULL,
    entry_id      TEXT NOT NULL,
    entry_version INTEGER NOT NULL,
    touch         TEXT NOT NULL CHECK (touch IN ('yes', 'no')),
    FOREIGN KEY (id, version) REFERENCES version (object_id, version),
    UNIQUE (entry_id, entry_version, plan_id, place)
) STRICT;

CREATE INDEX rule_answer_by_case ON rule_answer_head (case_id);
