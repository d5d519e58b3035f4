-- What each of several processes reads, by its shards: listings, fetched days and the glossary should be the same ones.
CREATE TABLE process_reading (
    shards text COLLATE "C" PRIMARY KEY CHECK (shards <> ''),
    seeds text COLLATE "C" NOT NULL,
    feed text COLLATE "C" NOT NULL,
    glossary text COLLATE "C" NOT NULL
);
