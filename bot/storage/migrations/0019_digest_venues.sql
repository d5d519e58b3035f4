-- Daily posts in forums and announcement channels.

-- Whether posts in an announcement channel are published to the servers that follow it; and of a sent post, whether
-- that is still to be done.
ALTER TABLE digest_subscription ADD COLUMN publish INTEGER NOT NULL DEFAULT 1 CHECK (publish IN (0, 1));
ALTER TABLE digest_delivery ADD COLUMN publish_due INTEGER NOT NULL DEFAULT 0 CHECK (publish_due IN (0, 1));
UPDATE digest_draft SET settings = json_set(settings, '$.publish', 1),
    before = CASE WHEN before IS NOT NULL THEN json_set(before, '$.publish', 1) END;

-- In a forum a delivery may be one post for each paper. Each is recorded before the next one is sent, so that only the
-- first that is missing here can stand in the forum all the same.
CREATE TABLE digest_part (
    channel_id INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    day        TEXT NOT NULL,
    arxiv_id   TEXT NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (channel_id, kind, day, arxiv_id),
    FOREIGN KEY (channel_id, kind, day) REFERENCES digest_delivery ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
