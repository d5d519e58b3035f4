-- With which of a forum's posts of single papers a role is pinged. It is decided before the first of them is sent and
-- never again: the papers and topics that it follows from may be others when the rest is sent.
CREATE TABLE digest_ping (
    channel_id INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    day        TEXT NOT NULL,
    role_id    INTEGER NOT NULL,
    arxiv_id   TEXT NOT NULL,
    PRIMARY KEY (channel_id, kind, day, role_id),
    FOREIGN KEY (channel_id, kind, day) REFERENCES digest_delivery ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
