-- The daily post: who wants it where, and what was posted.
-- A delivery's row is claimed before anything is sent, with the papers it will show: after a restart the very same
-- post is sent or found again. The primary key is the promise that a listing day is posted once per channel.

CREATE TABLE digest_subscription (
    guild_id         INTEGER NOT NULL,
    channel_id       INTEGER NOT NULL,
    post_time        TEXT NOT NULL CHECK (post_time GLOB '[0-2][0-9]:[0-5][0-9]' AND post_time < '24'),
    timezone         TEXT NOT NULL,
    count            INTEGER NOT NULL CHECK (count BETWEEN 1 AND 10),
    language         TEXT NOT NULL CHECK (language IN ('en', 'ko')),
    when_nothing_new TEXT NOT NULL CHECK (when_nothing_new IN ('nothing', 'highlights')),
    set_by           INTEGER NOT NULL,
    set_at           TEXT NOT NULL,
    PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;

-- For highlights of the archive `day` is the local date on which they were due. `attempted_at` is written before
-- sending: such a row without a message may have its message in the channel all the same.
CREATE TABLE digest_delivery (
    channel_id   INTEGER NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('listing', 'highlights')),
    day          TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    guild_id     INTEGER NOT NULL,
    claimed_at   TEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    attempted_at TEXT,
    retry_at     TEXT,
    error_en     TEXT,
    error_ko     TEXT,
    message_id   INTEGER,
    sent_at      TEXT,
    PRIMARY KEY (channel_id, kind, day),
    CHECK ((error_en IS NULL) = (error_ko IS NULL)),
    CHECK ((message_id IS NULL) = (sent_at IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE digest_delivery_paper (
    channel_id INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    day        TEXT NOT NULL,
    position   INTEGER NOT NULL CHECK (position >= 0),
    arxiv_id   TEXT NOT NULL,
    PRIMARY KEY (channel_id, kind, day, position),
    FOREIGN KEY (channel_id, kind, day) REFERENCES digest_delivery ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
