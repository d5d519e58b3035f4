-- What a person keeps here, by their own wish; all of it goes when they ask for that.

-- The title is kept too, so that a saved paper can be named after it has left the corpus.
CREATE TABLE saved_paper (
    user_id  INTEGER NOT NULL,
    arxiv_id TEXT NOT NULL CHECK (arxiv_id <> ''),
    title    TEXT NOT NULL CHECK (title <> ''),
    saved_at TEXT NOT NULL,
    PRIMARY KEY (user_id, arxiv_id)
) STRICT, WITHOUT ROWID;

-- `listed_after` is the newest listing day of the moment at which the person began, or began again, to get what is new
-- on it: nothing up to that day is sent to them.
CREATE TABLE follow (
    user_id      INTEGER NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('topic', 'author')),
    value        TEXT NOT NULL CHECK (value <> ''),
    followed_at  TEXT NOT NULL,
    listed_after TEXT CHECK (listed_after GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    PRIMARY KEY (user_id, kind, value)
) STRICT, WITHOUT ROWID;

-- Where a follower's matches go: the direct channel with the bot, in the language they last used. `stopped_at` is set
-- when Discord refuses direct messages to them; following something again clears it.
CREATE TABLE follower (
    user_id    INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL UNIQUE,
    language   TEXT NOT NULL CHECK (language IN ('en', 'ko')),
    since      TEXT NOT NULL,
    stopped_at TEXT
) STRICT;
