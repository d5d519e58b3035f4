-- What a listing says of a paper besides its text: where its code and its project page are, whose it is, what it is
-- about. NULL where no listing says so; an address is https, as the parser takes no other.
ALTER TABLE paper ADD COLUMN code TEXT CHECK (code <> '');
ALTER TABLE paper ADD COLUMN project TEXT CHECK (project <> '');
ALTER TABLE paper ADD COLUMN organization TEXT CHECK (organization <> '');

CREATE TABLE keyword (
    arxiv_id TEXT NOT NULL REFERENCES paper ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    keyword  TEXT NOT NULL CHECK (keyword <> ''),
    PRIMARY KEY (arxiv_id, position)
) STRICT, WITHOUT ROWID;
