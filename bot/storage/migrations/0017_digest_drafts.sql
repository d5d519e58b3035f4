-- What an admin is setting up in a panel and has not saved yet, so that a panel survives a restart of the bot.
-- `settings` and `before` are JSON objects with the columns of digest_subscription: what the panel shows, and what was
-- in force for its channel when it was opened, by which another admin's save in the meantime is noticed.
CREATE TABLE digest_draft (
    id         TEXT PRIMARY KEY,
    guild_id   INTEGER NOT NULL,
    user_id    INTEGER NOT NULL,
    settings   TEXT NOT NULL CHECK (json_valid(settings)),
    before     TEXT CHECK (before IS NULL OR json_valid(before)),
    changed    INTEGER NOT NULL CHECK (changed IN (0, 1)),
    updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_draft_by_age ON digest_draft (updated_at);
CREATE INDEX digest_draft_by_user ON digest_draft (user_id, updated_at);
