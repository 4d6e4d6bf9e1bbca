-- Counts every change, so that answers can be kept until the next.
INSERT INTO settings (name, value) VALUES ('changes', '0');

-- The links of a family are read at once.
ALTER TABLE short_names ADD COLUMN family TEXT NOT NULL DEFAULT '';
UPDATE short_names SET family = (SELECT g.family FROM identities g WHERE g.id = short_names.short);
CREATE INDEX short_names_family ON short_names (family);

-- +only sqlite3
-- All that placing a name needs of its family stands together.
DROP INDEX identities_family;
CREATE INDEX identities_family ON identities (family, key, id, identity, bare, split, into_id, bond, appearances);

-- +only postgres
-- What somebody said in a time stands together, as it does in SQLite.
DROP INDEX speakers_identity;
CREATE INDEX speakers_identity ON speakers (identity, statement);
