-- What grew has an end now: `bot/storage/retention.py` says how long each thing is kept.

-- A list is kept small: ids instead of texts, packed. Of an older one `content` has the texts, and it opens as before.
ALTER TABLE shown_list ADD COLUMN packed BLOB;

-- Which papers a channel was given in a month, as packed ids: of deliveries that are no longer kept. `guild_id` is 0
-- for a person's own channel.
CREATE TABLE digest_posted (
    channel_id INTEGER NOT NULL,
    guild_id   INTEGER NOT NULL,
    month      TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
    papers     BLOB NOT NULL,
    PRIMARY KEY (channel_id, guild_id, month)
) STRICT, WITHOUT ROWID;

CREATE INDEX digest_posted_by_age ON digest_posted (month);

-- The last time that the bot had to do with a thread: long ago, and it is forgotten.
ALTER TABLE discussion ADD COLUMN used_at TEXT;
CREATE INDEX discussion_by_use ON discussion (coalesce(used_at, opened_at));

-- The oldest deliveries, and those without a message, which are asked for each minute.
CREATE INDEX digest_delivery_by_age ON digest_delivery (claimed_at);
CREATE INDEX digest_delivery_unsent ON digest_delivery (claimed_at) WHERE message_id IS NULL;

CREATE INDEX audit_by_age ON audit (at);
CREATE INDEX follower_stopped ON follower (stopped_at) WHERE stopped_at IS NOT NULL;
CREATE INDEX digest_subscription_by_channel ON digest_subscription (channel_id);
CREATE INDEX digest_subscription_by_setter ON digest_subscription (set_by);
