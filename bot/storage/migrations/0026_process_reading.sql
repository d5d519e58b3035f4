-- What each of several processes reads, by its shards: listings, fetched days and the glossary should be the same ones.
CREATE TABLE process_reading (
    shards   TEXT PRIMARY KEY CHECK (shards <> ''),
    seeds    TEXT NOT NULL,
    feed     TEXT NOT NULL,
    glossary TEXT NOT NULL
) STRICT;
