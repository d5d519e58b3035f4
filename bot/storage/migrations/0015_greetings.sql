-- Which joins of a server were answered with a first message: one each, also when Discord tells of a join again or the
-- bot starts anew. A row that is there before the message is sent makes silence more likely than a second message.
CREATE TABLE greeting (
    guild_id  INTEGER PRIMARY KEY,
    joined_at TEXT NOT NULL
) STRICT;
CREATE INDEX greeting_joined ON greeting (joined_at);
