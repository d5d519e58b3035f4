-- What a server may choose for its daily post, and what became of a post that could not be sent.
-- A server has any number of subscriptions, one a channel. Topics and quiet days are JSON arrays: of queries, and of
-- weekdays from Monday = 0. `noticed_at` is set once the person who set it up was told that posting fails, and
-- cleared by the next post that succeeds.

ALTER TABLE digest_subscription ADD COLUMN min_votes INTEGER NOT NULL DEFAULT 0 CHECK (min_votes >= 0);
ALTER TABLE digest_subscription ADD COLUMN topics TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(topics));
ALTER TABLE digest_subscription ADD COLUMN role_id INTEGER;
ALTER TABLE digest_subscription ADD COLUMN quiet_days TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(quiet_days));
ALTER TABLE digest_subscription ADD COLUMN threads TEXT NOT NULL DEFAULT 'none'
    CHECK (threads IN ('none', 'post', 'papers'));
ALTER TABLE digest_subscription ADD COLUMN notice_channel_id INTEGER;
ALTER TABLE digest_subscription ADD COLUMN paused_at TEXT;
ALTER TABLE digest_subscription ADD COLUMN noticed_at TEXT;

-- Why a paper stands on top of a post: the followed topic or author that it matches; NULL for the rest.
ALTER TABLE digest_delivery_paper ADD COLUMN reason TEXT;
-- The post's thread, and why one that was wanted could not be opened.
ALTER TABLE digest_delivery ADD COLUMN thread_id INTEGER;
