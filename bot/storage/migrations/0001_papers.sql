-- Papers as listed. The arXiv id without version is a paper's identity; votes belong to a listing,
-- because a paper can be listed on several days, and are NULL where unknown: 0 is a count.

CREATE TABLE paper (
    arxiv_id      TEXT PRIMARY KEY CHECK (arxiv_id <> ''),
    title         TEXT NOT NULL CHECK (title <> ''),
    more_authors  INTEGER NOT NULL CHECK (more_authors IN (0, 1)),
    thumbnail_url TEXT,
    video_url     TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE section (
    arxiv_id TEXT NOT NULL REFERENCES paper ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    heading  TEXT,
    text     TEXT NOT NULL,
    PRIMARY KEY (arxiv_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE author (
    arxiv_id TEXT NOT NULL REFERENCES paper ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    name     TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (arxiv_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE listing (
    arxiv_id    TEXT NOT NULL REFERENCES paper ON DELETE CASCADE,
    day         TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    votes       INTEGER CHECK (votes >= 0),
    position    INTEGER NOT NULL CHECK (position >= 0),
    source_file TEXT NOT NULL,
    PRIMARY KEY (arxiv_id, day)
) STRICT, WITHOUT ROWID;

-- One row per load that changed something, so that a load can be shown.
CREATE TABLE corpus_revision (
    id        INTEGER PRIMARY KEY,
    loaded_at TEXT NOT NULL,
    papers    INTEGER NOT NULL,
    listings  INTEGER NOT NULL,
    added     INTEGER NOT NULL,
    updated   INTEGER NOT NULL,
    removed   INTEGER NOT NULL,
    rejected  INTEGER NOT NULL
) STRICT;
