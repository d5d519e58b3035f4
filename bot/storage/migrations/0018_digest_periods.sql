-- Weekly and monthly posts: a review of the papers of a period, beside a channel's daily posts or instead of them.

-- How often a channel is posted to; without a row daily. `weekday` counts from Monday = 0; a monthly post comes on the
-- first such day of a month, and on the first of the month without one. `since` is when this was chosen: no post is due
-- for an earlier moment.
CREATE TABLE digest_period (
    guild_id   INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    every      TEXT NOT NULL CHECK (every IN ('week', 'month', 'day-week', 'day-month')),
    weekday    INTEGER CHECK (weekday BETWEEN 0 AND 6),
    since      TEXT NOT NULL,
    PRIMARY KEY (guild_id, channel_id),
    CHECK (weekday IS NOT NULL OR every IN ('month', 'day-month'))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER digest_period_new AFTER INSERT ON digest_period BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id;
END;

CREATE TRIGGER digest_period_changed AFTER UPDATE ON digest_period BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id;
END;

CREATE TRIGGER digest_period_gone AFTER DELETE ON digest_period BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = OLD.guild_id AND channel_id = OLD.channel_id;
END;

-- An INSERT OR REPLACE fires no DELETE trigger: a subscription set anew keeps its period.
CREATE TRIGGER digest_subscription_period AFTER DELETE ON digest_subscription BEGIN
    DELETE FROM digest_period WHERE guild_id = OLD.guild_id AND channel_id = OLD.channel_id;
END;

-- A delivery may be of a week or a month: `day` is then the day on which it is due, and `since` and `until` are the
-- first and last day of its papers, NULL where nothing was listed and it shows highlights of the archive. SQLite cannot
-- change a CHECK, so both tables are copied.
CREATE TABLE digest_delivery_new (
    channel_id   INTEGER NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('listing', 'highlights', 'week', 'month')),
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
    thread_id    INTEGER,
    threads_due  TEXT NOT NULL DEFAULT 'none' CHECK (threads_due IN ('none', 'post', 'papers')),
    left_out     INTEGER NOT NULL DEFAULT 0 CHECK (left_out >= 0),
    since        TEXT CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    until        TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    PRIMARY KEY (channel_id, kind, day),
    CHECK ((error_en IS NULL) = (error_ko IS NULL)),
    CHECK ((message_id IS NULL) = (sent_at IS NULL)),
    CHECK ((since IS NULL) = (until IS NULL) AND since <= until)
) STRICT, WITHOUT ROWID;

CREATE TABLE digest_delivery_paper_new (
    channel_id INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    day        TEXT NOT NULL,
    position   INTEGER NOT NULL CHECK (position >= 0),
    arxiv_id   TEXT NOT NULL,
    reason     TEXT,
    PRIMARY KEY (channel_id, kind, day, position),
    FOREIGN KEY (channel_id, kind, day) REFERENCES digest_delivery_new ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

INSERT INTO digest_delivery_new (channel_id, kind, day, guild_id, claimed_at, attempts, attempted_at, retry_at, error_en,
    error_ko, message_id, sent_at, thread_id, threads_due, left_out)
SELECT channel_id, kind, day, guild_id, claimed_at, attempts, attempted_at, retry_at, error_en,
    error_ko, message_id, sent_at, thread_id, threads_due, left_out FROM digest_delivery;
INSERT INTO digest_delivery_paper_new (channel_id, kind, day, position, arxiv_id, reason)
SELECT channel_id, kind, day, position, arxiv_id, reason FROM digest_delivery_paper;

DROP TABLE digest_delivery_paper;
DROP TABLE digest_delivery;
-- This renames the table in the foreign key too.
ALTER TABLE digest_delivery_new RENAME TO digest_delivery;
ALTER TABLE digest_delivery_paper_new RENAME TO digest_delivery_paper;

CREATE INDEX digest_delivery_by_age ON digest_delivery (claimed_at);
CREATE INDEX digest_delivery_unsent ON digest_delivery (claimed_at) WHERE message_id IS NULL;
