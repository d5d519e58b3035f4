-- Who does not want a language model to write about answers: servers, and people wherever they ask. Without a row it may.
CREATE TABLE model_off_guild (
    guild_id bigint PRIMARY KEY,
    set_at text COLLATE "C" NOT NULL
);
CREATE TABLE model_off_person (
    user_id bigint PRIMARY KEY,
    set_at text COLLATE "C" NOT NULL
);
