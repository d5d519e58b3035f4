-- Who does not want a language model to write about answers: servers, and people wherever they ask. Without a row it may.
CREATE TABLE model_off_guild (
    guild_id INTEGER PRIMARY KEY,
    set_at   TEXT NOT NULL
) STRICT;
CREATE TABLE model_off_person (
    user_id INTEGER PRIMARY KEY,
    set_at  TEXT NOT NULL
) STRICT;
