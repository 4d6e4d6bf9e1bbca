-- What people decide and correct, and who may write.

-- +goose Up
-- Merges and splits of identities, by hand.
CREATE TABLE decisions (
    id        BIGINT PRIMARY KEY,
    kind      ctext NOT NULL,            -- merge, split
    into_id   ctext NOT NULL,
    into_name ctext NOT NULL,
    into_kind ctext NOT NULL,
    from_id   ctext NOT NULL,
    from_name ctext NOT NULL,
    from_kind ctext NOT NULL,
    who       ctext NOT NULL,
    at        ctext NOT NULL,            -- RFC 3339, UTC
    note      ctext NOT NULL
);
CREATE INDEX decisions_into ON decisions (into_id);
CREATE INDEX decisions_from ON decisions (from_id);

-- Appearances that were split off by hand, so that they stay so when their article is read again.
CREATE TABLE pins (
    article  ctext NOT NULL,
    family   ctext NOT NULL,
    key      ctext NOT NULL,
    identity ctext NOT NULL REFERENCES identities,
    PRIMARY KEY (article, family, key)
);
CREATE INDEX pins_identity ON pins (identity);

-- What somebody said against a record. The record as read stays.
CREATE TABLE corrections (
    id        ctext PRIMARY KEY,
    article   ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    number    BIGINT NOT NULL,         -- they are laid over the record in this order
    kind      ctext NOT NULL,            -- speaker, not-a-statement, missing
    statement ctext NOT NULL,            -- key
    speaker   ctext NOT NULL,
    words     ctext NOT NULL,
    who       ctext NOT NULL,
    at        ctext NOT NULL,            -- RFC 3339, UTC
    note      ctext NOT NULL,
    lost      BIGINT NOT NULL,         -- 1 where its words are no longer in the text
    withdrawn ctext NOT NULL,            -- when; empty while it stands
    withdrawn_by ctext NOT NULL,
    data      ctext NOT NULL             -- JSON
);
CREATE INDEX corrections_article ON corrections (article, number);

-- Keys of programs and people that may write; of their secrets the SHA-256.
CREATE TABLE keys (
    id      ctext PRIMARY KEY,
    name    ctext NOT NULL,
    hash    ctext NOT NULL UNIQUE,
    created ctext NOT NULL,
    used    ctext NOT NULL,
    revoked BIGINT NOT NULL
);

-- +goose Down
SELECT 'migrations go forward only' WHERE 0;
