-- What Discord said once, until it says so again: one answer ends nothing.

-- When a fresh look first found no such channel, while its server was there.
ALTER TABLE digest_subscription ADD COLUMN missing_since TEXT;
-- When Discord first refused messages to a person who had taken them; and when a person whose messages were stopped
-- was told of it.
ALTER TABLE follower ADD COLUMN refused_at TEXT;
ALTER TABLE follower ADD COLUMN told_at TEXT;
-- How many papers of the day a post leaves out because the channel was shown them within the last days.
ALTER TABLE digest_delivery ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0 CHECK (left_out >= 0);
