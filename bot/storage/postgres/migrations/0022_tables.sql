-- The tables as the first 22 migrations of SQLite make them, where it is said what they are for. From here on each of
-- those has one of the same number here. Texts are compared by their bytes, as SQLite does.

-- One row: the number of the last migration.
CREATE TABLE schema_version (
    version bigint NOT NULL
);
INSERT INTO schema_version (version) VALUES (0);

-- Which process is the only one to do something: a file has a lock instead. `seen_at` is its last sign of life.
CREATE TABLE lease (
    name text COLLATE "C" PRIMARY KEY,
    holder text COLLATE "C" NOT NULL,
    process text COLLATE "C" NOT NULL,
    taken_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL
);

CREATE TABLE paper (
    arxiv_id text COLLATE "C" PRIMARY KEY CHECK (arxiv_id <> ''),
    title text COLLATE "C" NOT NULL CHECK (title <> ''),
    more_authors bigint NOT NULL CHECK (more_authors IN (0, 1)),
    thumbnail_url text COLLATE "C",
    video_url text COLLATE "C",
    code text COLLATE "C" CHECK (code <> ''),
    project text COLLATE "C" CHECK (project <> ''),
    organization text COLLATE "C" CHECK (organization <> '')
);

CREATE TABLE section (
    arxiv_id text COLLATE "C" NOT NULL REFERENCES paper ON DELETE CASCADE,
    position bigint NOT NULL CHECK (position >= 0),
    heading text COLLATE "C",
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (arxiv_id, position)
);

CREATE TABLE author (
    arxiv_id text COLLATE "C" NOT NULL REFERENCES paper ON DELETE CASCADE,
    position bigint NOT NULL CHECK (position >= 0),
    name text COLLATE "C" NOT NULL CHECK (name <> ''),
    PRIMARY KEY (arxiv_id, position)
);

CREATE TABLE listing (
    arxiv_id text COLLATE "C" NOT NULL REFERENCES paper ON DELETE CASCADE,
    day text COLLATE "C" NOT NULL CHECK (day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    votes bigint CHECK (votes >= 0),
    position bigint NOT NULL CHECK (position >= 0),
    source_file text COLLATE "C" NOT NULL,
    PRIMARY KEY (arxiv_id, day)
);

CREATE TABLE corpus_revision (
    id bigint PRIMARY KEY,
    loaded_at text COLLATE "C" NOT NULL,
    papers bigint NOT NULL,
    listings bigint NOT NULL,
    added bigint NOT NULL,
    updated bigint NOT NULL,
    removed bigint NOT NULL,
    rejected bigint NOT NULL,
    undoes bigint REFERENCES corpus_revision,
    state text COLLATE "C"
);

CREATE TABLE digest_subscription (
    guild_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    post_time text COLLATE "C" NOT NULL CHECK (post_time ~ '^[0-2][0-9]:[0-5][0-9]$' AND post_time < '24'),
    timezone text COLLATE "C" NOT NULL,
    count bigint NOT NULL CHECK (count BETWEEN 1 AND 10),
    language text COLLATE "C" NOT NULL CHECK (language IN ('en', 'ko')),
    when_nothing_new text COLLATE "C" NOT NULL CHECK (when_nothing_new IN ('nothing', 'highlights')),
    set_by bigint NOT NULL,
    set_at text COLLATE "C" NOT NULL,
    min_votes bigint NOT NULL DEFAULT 0 CHECK (min_votes >= 0),
    topics text COLLATE "C" NOT NULL DEFAULT '[]' CHECK ((topics::json) IS NOT NULL),
    role_id bigint,
    quiet_days text COLLATE "C" NOT NULL DEFAULT '[]' CHECK ((quiet_days::json) IS NOT NULL),
    threads text COLLATE "C" NOT NULL DEFAULT 'none' CHECK (threads IN ('none', 'post', 'papers')),
    notice_channel_id bigint,
    paused_at text COLLATE "C",
    noticed_at text COLLATE "C",
    missing_since text COLLATE "C",
    listing_when text COLLATE "C" NOT NULL DEFAULT 'complete' CHECK (listing_when IN ('complete', 'newest')),
    publish bigint NOT NULL DEFAULT 1 CHECK (publish IN (0, 1)),
    PRIMARY KEY (guild_id, channel_id)
);

CREATE TABLE command_tree (
    application_id bigint PRIMARY KEY,
    hash text COLLATE "C" NOT NULL CHECK (hash <> '')
);

CREATE TABLE saved_folder (
    id bigint PRIMARY KEY,
    user_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL CHECK (name <> ''),
    name_key text COLLATE "C" NOT NULL CHECK (name_key <> ''),
    created_at text COLLATE "C" NOT NULL,
    UNIQUE (user_id, name_key)
);

CREATE TABLE saved_paper (
    user_id bigint NOT NULL,
    arxiv_id text COLLATE "C" NOT NULL CHECK (arxiv_id <> ''),
    title text COLLATE "C" NOT NULL CHECK (title <> ''),
    saved_at text COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL DEFAULT '',
    folder_id bigint REFERENCES saved_folder (id) ON DELETE SET NULL,
    PRIMARY KEY (user_id, arxiv_id)
);

CREATE TABLE follow (
    user_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('topic', 'author')),
    value text COLLATE "C" NOT NULL CHECK (value <> ''),
    followed_at text COLLATE "C" NOT NULL,
    listed_after text COLLATE "C" CHECK (listed_after ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    PRIMARY KEY (user_id, kind, value)
);

CREATE TABLE follower (
    user_id bigint PRIMARY KEY,
    channel_id bigint NOT NULL UNIQUE,
    language text COLLATE "C" NOT NULL CHECK (language IN ('en', 'ko')),
    since text COLLATE "C" NOT NULL,
    stopped_at text COLLATE "C",
    refused_at text COLLATE "C",
    told_at text COLLATE "C"
);

CREATE TABLE shown_list (
    id bigint PRIMARY KEY,
    user_id bigint NOT NULL,
    shown_at text COLLATE "C" NOT NULL,
    content text COLLATE "C" NOT NULL CHECK ((content::json) IS NOT NULL),
    packed bytea
);

CREATE TABLE discussion (
    guild_id bigint NOT NULL,
    arxiv_id text COLLATE "C" NOT NULL CHECK (arxiv_id <> ''),
    thread_id bigint NOT NULL UNIQUE,
    opened_at text COLLATE "C" NOT NULL,
    used_at text COLLATE "C",
    PRIMARY KEY (guild_id, arxiv_id)
);

CREATE TABLE corpus_change (
    revision_id bigint NOT NULL REFERENCES corpus_revision ON DELETE CASCADE,
    arxiv_id text COLLATE "C" NOT NULL CHECK (arxiv_id <> ''),
    before text COLLATE "C" CHECK (before IS NULL OR (before::json) IS NOT NULL),
    PRIMARY KEY (revision_id, arxiv_id)
);

CREATE TABLE corpus_upload (
    id bigint PRIMARY KEY,
    name text COLLATE "C" NOT NULL CHECK (name <> ''),
    content bytea NOT NULL,
    replaces text COLLATE "C" NOT NULL,
    uploaded_at text COLLATE "C" NOT NULL
);

CREATE TABLE corpus_offer (
    id bigint PRIMARY KEY CHECK (id = 1),
    digest text COLLATE "C" NOT NULL,
    offered_at text COLLATE "C" NOT NULL
);

CREATE TABLE audit (
    id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    at text COLLATE "C" NOT NULL,
    user_id bigint,
    guild_id bigint,
    action text COLLATE "C" NOT NULL CHECK (action <> ''),
    detail text COLLATE "C" NOT NULL
);

CREATE TABLE left_guild (
    guild_id bigint PRIMARY KEY,
    left_at text COLLATE "C" NOT NULL
);

CREATE TABLE digest_look (
    guild_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    look_at text COLLATE "C" DEFAULT '',
    looked_at text COLLATE "C" NOT NULL DEFAULT '',
    awaits text COLLATE "C",
    held bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
    version bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, channel_id)
);

CREATE TABLE digest_people_hour (
    id bigint PRIMARY KEY CHECK (id = 1),
    hour text COLLATE "C" NOT NULL
);

CREATE TABLE digest_posted (
    channel_id bigint NOT NULL,
    guild_id bigint NOT NULL,
    month text COLLATE "C" NOT NULL CHECK (month ~ '^[0-9]{4}-[0-9]{2}$'),
    papers bytea NOT NULL,
    PRIMARY KEY (channel_id, guild_id, month)
);

CREATE TABLE feed_state (
    id bigint PRIMARY KEY CHECK (id = 1),
    tried_at text COLLATE "C",
    succeeded_at text COLLATE "C",
    failing_since text COLLATE "C",
    error_en text COLLATE "C",
    error_ko text COLLATE "C",
    told_at text COLLATE "C",
    CHECK ((error_en IS NULL) = (error_ko IS NULL))
);

CREATE TABLE feed_day (
    day text COLLATE "C" PRIMARY KEY CHECK (day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    fetched_at text COLLATE "C" NOT NULL
);

CREATE TABLE keyword (
    arxiv_id text COLLATE "C" NOT NULL REFERENCES paper ON DELETE CASCADE,
    position bigint NOT NULL CHECK (position >= 0),
    keyword text COLLATE "C" NOT NULL CHECK (keyword <> ''),
    PRIMARY KEY (arxiv_id, position)
);

CREATE TABLE greeting (
    guild_id bigint PRIMARY KEY,
    joined_at text COLLATE "C" NOT NULL
);

CREATE TABLE enrichment (
    arxiv_id text COLLATE "C" PRIMARY KEY CHECK (arxiv_id <> ''),
    asked_at text COLLATE "C" NOT NULL,
    outcome text COLLATE "C" NOT NULL CHECK (outcome IN ('found', 'unknown', 'withdrawn'))
);

CREATE TABLE digest_draft (
    id text COLLATE "C" PRIMARY KEY,
    guild_id bigint NOT NULL,
    user_id bigint NOT NULL,
    settings text COLLATE "C" NOT NULL CHECK ((settings::json) IS NOT NULL),
    before text COLLATE "C" CHECK (before IS NULL OR (before::json) IS NOT NULL),
    changed bigint NOT NULL CHECK (changed IN (0, 1)),
    updated_at text COLLATE "C" NOT NULL
);

CREATE TABLE digest_period (
    guild_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    every text COLLATE "C" NOT NULL CHECK (every IN ('week', 'month', 'day-week', 'day-month')),
    weekday bigint CHECK (weekday BETWEEN 0 AND 6),
    since text COLLATE "C" NOT NULL,
    PRIMARY KEY (guild_id, channel_id),
    CHECK (weekday IS NOT NULL OR every IN ('month', 'day-month'))
);

CREATE TABLE digest_delivery (
    channel_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('listing', 'highlights', 'week', 'month')),
    day text COLLATE "C" NOT NULL CHECK (day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    guild_id bigint NOT NULL,
    claimed_at text COLLATE "C" NOT NULL,
    attempts bigint NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    attempted_at text COLLATE "C",
    retry_at text COLLATE "C",
    error_en text COLLATE "C",
    error_ko text COLLATE "C",
    message_id bigint,
    sent_at text COLLATE "C",
    thread_id bigint,
    threads_due text COLLATE "C" NOT NULL DEFAULT 'none' CHECK (threads_due IN ('none', 'post', 'papers')),
    left_out bigint NOT NULL DEFAULT 0 CHECK (left_out >= 0),
    since text COLLATE "C" CHECK (since ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    until text COLLATE "C" CHECK (until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    publish_due bigint NOT NULL DEFAULT 0 CHECK (publish_due IN (0, 1)),
    PRIMARY KEY (channel_id, kind, day),
    CHECK ((error_en IS NULL) = (error_ko IS NULL)),
    CHECK ((message_id IS NULL) = (sent_at IS NULL)),
    CHECK ((since IS NULL) = (until IS NULL) AND since <= until)
);

CREATE TABLE digest_delivery_paper (
    channel_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    day text COLLATE "C" NOT NULL,
    position bigint NOT NULL CHECK (position >= 0),
    arxiv_id text COLLATE "C" NOT NULL,
    reason text COLLATE "C",
    PRIMARY KEY (channel_id, kind, day, position),
    FOREIGN KEY (channel_id, kind, day) REFERENCES digest_delivery ON DELETE CASCADE
);

CREATE TABLE digest_part (
    channel_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    day text COLLATE "C" NOT NULL,
    arxiv_id text COLLATE "C" NOT NULL,
    message_id bigint NOT NULL,
    PRIMARY KEY (channel_id, kind, day, arxiv_id),
    FOREIGN KEY (channel_id, kind, day) REFERENCES digest_delivery ON DELETE CASCADE
);

CREATE TABLE topic_role (
    guild_id bigint NOT NULL,
    role_id bigint NOT NULL,
    topic text COLLATE "C" NOT NULL CHECK (topic <> ''),
    PRIMARY KEY (guild_id, role_id)
);

CREATE TABLE role_menu (
    guild_id bigint PRIMARY KEY,
    channel_id bigint NOT NULL,
    message_id bigint NOT NULL,
    language text COLLATE "C" NOT NULL CHECK (language IN ('en', 'ko'))
);

CREATE TABLE reading_list (
    guild_id bigint NOT NULL,
    arxiv_id text COLLATE "C" NOT NULL CHECK (arxiv_id <> ''),
    title text COLLATE "C" NOT NULL CHECK (title <> ''),
    note text COLLATE "C" NOT NULL DEFAULT '',
    added_by bigint,
    added_at text COLLATE "C" NOT NULL,
    done_by bigint,
    done_at text COLLATE "C",
    CHECK (done_by IS NULL OR done_at IS NOT NULL),
    PRIMARY KEY (guild_id, arxiv_id)
);

CREATE TABLE member_vote (
    guild_id bigint NOT NULL,
    arxiv_id text COLLATE "C" NOT NULL CHECK (arxiv_id <> ''),
    user_id bigint NOT NULL,
    voted_at text COLLATE "C" NOT NULL,
    PRIMARY KEY (guild_id, arxiv_id, user_id)
);

-- Without regard to the case of ASCII letters, as SQLite's NOCASE.
CREATE UNIQUE INDEX topic_role_by_topic ON topic_role (guild_id, lower(topic));

CREATE INDEX shown_list_by_age ON shown_list (shown_at);
CREATE INDEX shown_list_by_user ON shown_list (user_id);
CREATE INDEX audit_by_user ON audit (user_id);
CREATE INDEX digest_look_by_moment ON digest_look (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX digest_look_by_look ON digest_look (looked_at);
CREATE INDEX digest_look_by_papers ON digest_look (awaits) WHERE awaits IS NOT NULL;
CREATE INDEX digest_look_held ON digest_look (held, looked_at) WHERE held > 0;
CREATE INDEX left_guild_by_age ON left_guild (left_at);
CREATE INDEX digest_posted_by_age ON digest_posted (month);
CREATE INDEX discussion_by_use ON discussion ((coalesce(used_at, opened_at)));
CREATE INDEX audit_by_age ON audit (at);
CREATE INDEX follower_stopped ON follower (stopped_at) WHERE stopped_at IS NOT NULL;
CREATE INDEX digest_subscription_by_channel ON digest_subscription (channel_id);
CREATE INDEX digest_subscription_by_setter ON digest_subscription (set_by);
CREATE INDEX greeting_joined ON greeting (joined_at);
CREATE INDEX enrichment_asked ON enrichment (asked_at);
CREATE INDEX digest_draft_by_age ON digest_draft (updated_at);
CREATE INDEX digest_draft_by_user ON digest_draft (user_id, updated_at);
CREATE INDEX digest_delivery_by_age ON digest_delivery (claimed_at);
CREATE INDEX digest_delivery_unsent ON digest_delivery (claimed_at) WHERE message_id IS NULL;
CREATE INDEX reading_list_by_adder ON reading_list (added_by) WHERE added_by IS NOT NULL;
CREATE INDEX reading_list_by_reader ON reading_list (done_by) WHERE done_by IS NOT NULL;
CREATE INDEX reading_list_by_age ON reading_list (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX saved_paper_by_folder ON saved_paper (folder_id) WHERE folder_id IS NOT NULL;
CREATE INDEX member_vote_by_user ON member_vote (user_id, guild_id);
CREATE INDEX member_vote_of_guild_by_age ON member_vote (guild_id, voted_at);
CREATE INDEX member_vote_by_age ON member_vote (voted_at);

-- Whoever changes what is wanted, and by whatever statement, has it looked at.
CREATE FUNCTION digest_subscription_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id;
    INSERT INTO digest_look (guild_id, channel_id) SELECT NEW.guild_id, NEW.channel_id
    WHERE NOT EXISTS (SELECT 1 FROM digest_look WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id);
    RETURN NULL;
END $$;
CREATE TRIGGER digest_subscription_new AFTER INSERT ON digest_subscription
    FOR EACH ROW EXECUTE FUNCTION digest_subscription_new();

CREATE FUNCTION digest_subscription_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM digest_look WHERE guild_id = OLD.guild_id AND channel_id = OLD.channel_id;
    RETURN NULL;
END $$;
CREATE TRIGGER digest_subscription_gone AFTER DELETE ON digest_subscription
    FOR EACH ROW EXECUTE FUNCTION digest_subscription_gone();

CREATE FUNCTION left_guild_back() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1 WHERE guild_id = OLD.guild_id;
    RETURN NULL;
END $$;
CREATE TRIGGER left_guild_back AFTER DELETE ON left_guild
    FOR EACH ROW EXECUTE FUNCTION left_guild_back();

CREATE FUNCTION follower_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO digest_look (guild_id, channel_id) VALUES (0, NEW.channel_id);
    RETURN NULL;
END $$;
CREATE TRIGGER follower_new AFTER INSERT ON follower
    FOR EACH ROW EXECUTE FUNCTION follower_new();

CREATE FUNCTION follower_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE digest_look SET channel_id = NEW.channel_id, look_at = '', version = version + 1
    WHERE guild_id = 0 AND channel_id = OLD.channel_id;
    RETURN NULL;
END $$;
CREATE TRIGGER follower_changed AFTER UPDATE OF channel_id, language, since, stopped_at ON follower
    FOR EACH ROW EXECUTE FUNCTION follower_changed();

CREATE FUNCTION follower_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM digest_look WHERE guild_id = 0 AND channel_id = OLD.channel_id;
    RETURN NULL;
END $$;
CREATE TRIGGER follower_gone AFTER DELETE ON follower
    FOR EACH ROW EXECUTE FUNCTION follower_gone();

CREATE FUNCTION follow_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = 0 AND channel_id = (SELECT channel_id FROM follower WHERE user_id = NEW.user_id);
    RETURN NULL;
END $$;
CREATE TRIGGER follow_new AFTER INSERT ON follow
    FOR EACH ROW EXECUTE FUNCTION follow_new();

CREATE FUNCTION follow_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = 0 AND channel_id = (SELECT channel_id FROM follower WHERE user_id = NEW.user_id);
    RETURN NULL;
END $$;
CREATE TRIGGER follow_changed AFTER UPDATE ON follow
    FOR EACH ROW EXECUTE FUNCTION follow_changed();

CREATE FUNCTION follow_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = 0 AND channel_id = (SELECT channel_id FROM follower WHERE user_id = OLD.user_id);
    RETURN NULL;
END $$;
CREATE TRIGGER follow_gone AFTER DELETE ON follow
    FOR EACH ROW EXECUTE FUNCTION follow_gone();

CREATE FUNCTION digest_subscription_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id;
    RETURN NULL;
END $$;
CREATE TRIGGER digest_subscription_changed AFTER UPDATE OF post_time, timezone, count, language, when_nothing_new,
    set_at, min_votes, topics, quiet_days, threads, paused_at, listing_when ON digest_subscription
    FOR EACH ROW EXECUTE FUNCTION digest_subscription_changed();

CREATE FUNCTION digest_period_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id;
    RETURN NULL;
END $$;
CREATE TRIGGER digest_period_new AFTER INSERT ON digest_period
    FOR EACH ROW EXECUTE FUNCTION digest_period_new();

CREATE FUNCTION digest_period_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = NEW.guild_id AND channel_id = NEW.channel_id;
    RETURN NULL;
END $$;
CREATE TRIGGER digest_period_changed AFTER UPDATE ON digest_period
    FOR EACH ROW EXECUTE FUNCTION digest_period_changed();

CREATE FUNCTION digest_period_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE digest_look SET look_at = '', version = version + 1
    WHERE guild_id = OLD.guild_id AND channel_id = OLD.channel_id;
    RETURN NULL;
END $$;
CREATE TRIGGER digest_period_gone AFTER DELETE ON digest_period
    FOR EACH ROW EXECUTE FUNCTION digest_period_gone();

CREATE FUNCTION digest_subscription_period() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM digest_period WHERE guild_id = OLD.guild_id AND channel_id = OLD.channel_id;
    RETURN NULL;
END $$;
CREATE TRIGGER digest_subscription_period AFTER DELETE ON digest_subscription
    FOR EACH ROW EXECUTE FUNCTION digest_subscription_period();
