-- What a post still lacks, and the servers that the bot is no longer in.

-- The threads that a sent post is to get and has not: a process that ends between the two leaves word of them.
ALTER TABLE digest_delivery ADD COLUMN threads_due TEXT NOT NULL DEFAULT 'none'
    CHECK (threads_due IN ('none', 'post', 'papers'));

-- Nothing is posted to these; what they set up waits for their return, and is removed when it was not to be.
CREATE TABLE left_guild (
    guild_id INTEGER PRIMARY KEY,
    left_at  TEXT NOT NULL
) STRICT;
