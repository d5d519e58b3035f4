-- Lists of papers as they were shown, so that their pages can be turned after a restart and are not shifted by a
-- reload. The id stands in the buttons. Lists are removed a month after they were shown.
CREATE TABLE shown_list (
    id       INTEGER PRIMARY KEY,
    user_id  INTEGER NOT NULL,
    shown_at TEXT NOT NULL,
    content  TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX shown_list_by_age ON shown_list (shown_at);
CREATE INDEX shown_list_by_user ON shown_list (user_id);

-- The thread in which a server discusses a paper.
CREATE TABLE discussion (
    guild_id  INTEGER NOT NULL,
    arxiv_id  TEXT NOT NULL CHECK (arxiv_id <> ''),
    thread_id INTEGER NOT NULL UNIQUE,
    opened_at TEXT NOT NULL,
    PRIMARY KEY (guild_id, arxiv_id)
) STRICT, WITHOUT ROWID;
