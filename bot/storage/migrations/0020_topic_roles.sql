-- Roles that the members of a server can take for a topic: each has one topic, and each topic one role. A post of papers
-- pings the roles of the topics that its papers are on. Which members have a role is known to Discord alone.
CREATE TABLE topic_role (
    guild_id INTEGER NOT NULL,
    role_id  INTEGER NOT NULL,
    topic    TEXT NOT NULL COLLATE NOCASE CHECK (topic <> ''),
    PRIMARY KEY (guild_id, role_id),
    UNIQUE (guild_id, topic)
) STRICT, WITHOUT ROWID;

-- The message of a server with the button by which members take them.
CREATE TABLE role_menu (
    guild_id   INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    language   TEXT NOT NULL CHECK (language IN ('en', 'ko'))
) STRICT;
