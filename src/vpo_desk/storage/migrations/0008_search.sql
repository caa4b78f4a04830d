-- The search index. It is derived from the current versions, no history: no trigger, no digest. An
-- entry's number is the audit sequence of the version it stands for, and it keeps no text, only
-- the words by which that version is found.

CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', detail = none, prefix = '2 3', tokenize = 'ascii'
);

INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);

-- By what people are found who are told otherwise: sounds, spellings, phone digits, handles.

CREATE TABLE person_key (
    key       TEXT NOT NULL,
    person_id TEXT NOT NULL,
    PRIMARY KEY (key, person_id)
) STRICT, WITHOUT ROWID;

-- In which form the index was built; 0 means that it has yet to be.

CREATE TABLE search_form (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    form INTEGER NOT NULL
) STRICT;

INSERT INTO search_form VALUES (1, 0);

-- The list of concerns, newest first, a page at a time.

CREATE INDEX concern_by_time ON concern_head (at DESC, ordinal DESC);

-- When somebody came up last.

CREATE INDEX concern_by_about ON concern_head (about_id, at) WHERE about_id IS NOT NULL;
CREATE INDEX concern_by_source ON concern_head (source_id, at) WHERE source_id IS NOT NULL;
CREATE INDEX interview_by_person ON interview_head (with_id, at);
