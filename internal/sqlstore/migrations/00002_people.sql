-- What people decide and correct, and who may write.

-- Merges and splits of identities, by hand.
CREATE TABLE decisions (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,            -- merge, split
    into_id   TEXT NOT NULL,
    into_name TEXT NOT NULL,
    into_kind TEXT NOT NULL,
    from_id   TEXT NOT NULL,
    from_name TEXT NOT NULL,
    from_kind TEXT NOT NULL,
    who       TEXT NOT NULL,
    at        TEXT NOT NULL,            -- RFC 3339, UTC
    note      TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_into ON decisions (into_id);
CREATE INDEX decisions_from ON decisions (from_id);

-- Appearances that were split off by hand, so that they stay so when their article is read again.
CREATE TABLE pins (
    article  TEXT NOT NULL,
    family   TEXT NOT NULL,
    key      TEXT NOT NULL,
    identity TEXT NOT NULL REFERENCES identities,
    PRIMARY KEY (article, family, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX pins_identity ON pins (identity);

-- What somebody said against a record. The record as read stays.
CREATE TABLE corrections (
    id        TEXT PRIMARY KEY,
    article   TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    number    INTEGER NOT NULL,         -- they are laid over the record in this order
    kind      TEXT NOT NULL,            -- speaker, not-a-statement, missing
    statement TEXT NOT NULL,            -- key
    speaker   TEXT NOT NULL,
    words     TEXT NOT NULL,
    who       TEXT NOT NULL,
    at        TEXT NOT NULL,            -- RFC 3339, UTC
    note      TEXT NOT NULL,
    lost      INTEGER NOT NULL,         -- 1 where its words are no longer in the text
    withdrawn TEXT NOT NULL,            -- when; empty while it stands
    withdrawn_by TEXT NOT NULL,
    data      TEXT NOT NULL             -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX corrections_article ON corrections (article, number);

-- Keys of programs and people that may write; of their secrets the SHA-256.
CREATE TABLE keys (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    hash    TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,
    used    TEXT NOT NULL,
    revoked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
