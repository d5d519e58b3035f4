-- What each of the last revisions changed, so that it can be taken back: every paper as it was before, as JSON, and
-- NULL where it was new. `undoes` is the revision that a rollback took back.
CREATE TABLE corpus_change (
    revision_id INTEGER NOT NULL REFERENCES corpus_revision ON DELETE CASCADE,
    arxiv_id    TEXT NOT NULL CHECK (arxiv_id <> ''),
    before      TEXT CHECK (before IS NULL OR json_valid(before)),
    PRIMARY KEY (revision_id, arxiv_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE corpus_revision ADD COLUMN undoes INTEGER REFERENCES corpus_revision;

-- An uploaded listing that waits for an admin's word before it takes the place of another file. `replaces` is the
-- digest of that file's content: another content is not what the admin was asked about.
CREATE TABLE corpus_upload (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL CHECK (name <> ''),
    content     BLOB NOT NULL,
    replaces    TEXT NOT NULL,
    uploaded_at TEXT NOT NULL
) STRICT;

-- The change of the listings that admins were shown last: one is not told of the same change twice.
CREATE TABLE corpus_offer (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    digest     TEXT NOT NULL,
    offered_at TEXT NOT NULL
) STRICT;

-- What admins did, for those who operate the bot; NULL as the person is the bot itself.
CREATE TABLE audit (
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    user_id  INTEGER,
    guild_id INTEGER,
    action   TEXT NOT NULL CHECK (action <> ''),
    detail   TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_user ON audit (user_id);
