-- The live feed: how it does, and when each of the last days was fetched.

-- `failing_since` is set from the first failure to the next success; the owners are told once in between.
CREATE TABLE feed_state (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    tried_at      TEXT,
    succeeded_at  TEXT,
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

-- Whether a channel is given a day once its list is complete, or as it grows.
ALTER TABLE digest_subscription ADD COLUMN listing_when TEXT NOT NULL DEFAULT 'complete'
    CHECK (listing_when IN ('complete', 'newest'));

DROP TRIGGER digest_subscription_changed;
CREATE TRIGGER digest_subscription_changed AFTER UPDATE OF post_time, timezone, count, language, when_nothing_new,
    set_at, min_votes, topics, quiet_days, threads, paused_at, listing_when ON digest_subscription BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id;
END;
