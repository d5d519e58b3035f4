-- A digest of the papers that a revision left, by which what was derived from them is known to be of this state;
-- NULL where it was not worked out yet.
ALTER TABLE corpus_revision ADD COLUMN state TEXT;
