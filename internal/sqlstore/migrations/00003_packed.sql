-- Counts every change, so that answers can be kept until the next.
INSERT INTO settings (name, value) VALUES ('changes', '0');

-- +only sqlite3
-- All that placing a name needs of its family stands together.
DROP INDEX identities_family;
CREATE INDEX identities_family ON identities (family, key, id, identity, bare, split, into_id, bond, appearances);
