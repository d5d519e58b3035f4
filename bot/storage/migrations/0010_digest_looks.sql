-- When the posts of each channel are next to be looked at, so that an idle minute costs one query, however many there
-- are. A person's direct channel stands under guild 0.
--
-- `look_at` is '' where something has changed, which is looked at at once, and NULL where nothing comes before the
-- next change: what is paused, stopped or left. `looked_at` is when that was worked out: a later moment than now is
-- one of a clock gone wrong, and what was worked out by it is void. `awaits` names the papers among which nothing was
-- found for a slot that is still open, so that other papers are looked at. `held` counts the tries of a post that waits
-- for nothing but Discord, which answers nobody; one that was not tried counts 1.
--
-- `version` counts the changes: a look that was under way meanwhile does not hide them.
CREATE TABLE digest_look (
    guild_id   INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    look_at    TEXT DEFAULT '',
    looked_at  TEXT NOT NULL DEFAULT '',
    awaits     TEXT,
    held       INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
    version    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX digest_look_by_moment ON digest_look (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX digest_look_by_look ON digest_look (looked_at);
CREATE INDEX digest_look_by_papers ON digest_look (awaits) WHERE awaits IS NOT NULL;
CREATE INDEX digest_look_held ON digest_look (held, looked_at) WHERE held > 0;
CREATE INDEX left_guild_by_age ON left_guild (left_at);

-- The hour and zone of people's messages, a setting, by which their moments were worked out.
CREATE TABLE digest_people_hour (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    hour TEXT NOT NULL
) STRICT;

INSERT INTO digest_look (guild_id, channel_id) SELECT guild_id, channel_id FROM digest_subscription;
INSERT INTO digest_look (guild_id, channel_id) SELECT 0, channel_id FROM follower;

-- Whoever changes what is wanted, and by whatever statement, has it looked at: a moment that nobody moved forward would
-- be a post that never comes. An INSERT OR REPLACE would take an INSERT's place in here too, hence UPDATE and INSERT.
CREATE TRIGGER digest_subscription_new AFTER INSERT ON digest_subscription BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id;
    INSERT INTO digest_look (guild_id, channel_id) SELECT NEW.guild_id, NEW.channel_id
    WHERE NOT EXISTS (SELECT 1 FROM digest_look WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id);
END;

CREATE TRIGGER digest_subscription_changed AFTER UPDATE OF post_time, timezone, count, language, when_nothing_new,
    set_at, min_votes, topics, quiet_days, threads, paused_at ON digest_subscription BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id;
END;

CREATE TRIGGER digest_subscription_gone AFTER DELETE ON digest_subscription BEGIN
    DELETE FROM digest_look WHERE guild_id = OLD.guild_id AND channel_id = OLD.channel_id;
END;

CREATE TRIGGER left_guild_back AFTER DELETE ON left_guild BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1 WHERE guild_id = OLD.guild_id;
END;

CREATE TRIGGER follower_new AFTER INSERT ON follower BEGIN
    INSERT INTO digest_look (guild_id, channel_id) VALUES (0, NEW.channel_id);
END;

CREATE TRIGGER follower_changed AFTER UPDATE OF channel_id, language, since, stopped_at ON follower BEGIN
    UPDATE digest_look SET channel_id = NEW.channel_id, look_at = '', version = version + 1
    WHERE guild_id = 0 AND channel_id = OLD.channel_id;
END;

CREATE TRIGGER follower_gone AFTER DELETE ON follower BEGIN
    DELETE FROM digest_look WHERE guild_id = 0 AND channel_id = OLD.channel_id;
END;

CREATE TRIGGER follow_new AFTER INSERT ON follow BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = 0 AND channel_id = (SELECT channel_id FROM follower WHERE user_id = NEW.user_id);
END;

CREATE TRIGGER follow_changed AFTER UPDATE ON follow BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = 0 AND channel_id = (SELECT channel_id FROM follower WHERE user_id = NEW.user_id);
END;

CREATE TRIGGER follow_gone AFTER DELETE ON follow BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = 0 AND channel_id = (SELECT channel_id FROM follower WHERE user_id = OLD.user_id);
END;
