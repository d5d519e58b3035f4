-- The glossary that the last load was done with: other processes read theirs again where it is another one than before.
CREATE TABLE corpus_glossary (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    digest TEXT NOT NULL
) STRICT;
