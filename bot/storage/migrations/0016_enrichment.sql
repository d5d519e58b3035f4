-- Of which papers the sources were asked for more than the listings have, when, and whether they knew it: nobody is asked
-- twice without cause.
CREATE TABLE enrichment (
    arxiv_id TEXT PRIMARY KEY CHECK (arxiv_id <> ''),
    asked_at TEXT NOT NULL,
    outcome  TEXT NOT NULL CHECK (outcome IN ('found', 'unknown', 'withdrawn'))
) STRICT, WITHOUT ROWID;

CREATE INDEX enrichment_asked ON enrichment (asked_at);
