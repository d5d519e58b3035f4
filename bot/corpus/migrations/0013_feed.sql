-- The live feed: how it does, and when each of the last days was fetched.

CREATE TABLE feed_state (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    tried_at      TEXT,
    succeeded_at  TEXT,
    -- Set from the first failure to the next success; the owners are told once in between.
    failing_since TEXT,
    error_en      TEXT,
    error_ko      TEXT,
    told_at       TEXT,
    CHECK ((error_en IS NULL) = (error_ko IS NULL))
) STRICT;

CREATE TABLE feed_day (
    day        TEXT PRIMARY KEY CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    fetched_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
