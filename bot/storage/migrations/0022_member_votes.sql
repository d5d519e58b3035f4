-- 👍 of a server's members, one each for a paper. They are not the votes of a listing, which readers gave elsewhere. The
-- paper may have left the corpus, or never have been in it.
CREATE TABLE member_vote (
    guild_id INTEGER NOT NULL,
    arxiv_id TEXT NOT NULL CHECK (arxiv_id <> ''),
    user_id  INTEGER NOT NULL,
    voted_at TEXT NOT NULL,
    PRIMARY KEY (guild_id, arxiv_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_vote_by_user ON member_vote (user_id, guild_id);
CREATE INDEX member_vote_of_guild_by_age ON member_vote (guild_id, voted_at);
CREATE INDEX member_vote_by_age ON member_vote (voted_at);
