-- What the members of a server want to read, and what they have read of it. The title is kept too, so that a paper can
-- be named after it has left the corpus. `added_by` and `done_by` are null once that person had their data deleted, and
-- the note goes with the name. `done_at` is set for papers that were read; `bot/storage/retention.py` says how long
-- those stay.
CREATE TABLE reading_list (
    guild_id INTEGER NOT NULL,
    arxiv_id TEXT NOT NULL CHECK (arxiv_id <> ''),
    title    TEXT NOT NULL CHECK (title <> ''),
    note     TEXT NOT NULL DEFAULT '',
    added_by INTEGER,
    added_at TEXT NOT NULL,
    done_by  INTEGER,
    done_at  TEXT,
    CHECK (done_by IS NULL OR done_at IS NOT NULL),
    PRIMARY KEY (guild_id, arxiv_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_list_by_adder ON reading_list (added_by) WHERE added_by IS NOT NULL;
CREATE INDEX reading_list_by_reader ON reading_list (done_by) WHERE done_by IS NOT NULL;
CREATE INDEX reading_list_by_age ON reading_list (done_at) WHERE done_at IS NOT NULL;

-- A person's folders of saved papers, and what they wrote down about one. `name_key` is the name as it is compared. Ids
-- are random: the button of a deleted folder never means another one.
CREATE TABLE saved_folder (
    id         INTEGER PRIMARY KEY,
    user_id    INTEGER NOT NULL,
    name       TEXT NOT NULL CHECK (name <> ''),
    name_key   TEXT NOT NULL CHECK (name_key <> ''),
    created_at TEXT NOT NULL,
    UNIQUE (user_id, name_key)
) STRICT;
ALTER TABLE saved_paper ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE saved_paper ADD COLUMN folder_id INTEGER REFERENCES saved_folder (id) ON DELETE SET NULL;
CREATE INDEX saved_paper_by_folder ON saved_paper (folder_id) WHERE folder_id IS NOT NULL;
