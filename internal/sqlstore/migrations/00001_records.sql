-- What is kept of articles, and what searches need. Dates are YYYY-MM-DD, empty when not known; spans are bytes of the article's text.

-- +only postgres
-- Text that is compared by its bytes, whatever the database was made with.
CREATE DOMAIN ctext AS text COLLATE "C";

-- +both
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- +only sqlite3
INSERT INTO settings (name, value) VALUES ('cursor secret', hex(randomblob(32))), ('statements added', '0');
-- +only postgres
INSERT INTO settings (name, value) VALUES ('cursor secret', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')), ('statements added', '0');
-- +both

-- The latest version of each article.
CREATE TABLE articles (
    id         TEXT PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,    -- URL, or what the source calls it
    version    INTEGER NOT NULL,
    title      TEXT NOT NULL,
    publisher  TEXT NOT NULL,
    url        TEXT NOT NULL,
    published  TEXT NOT NULL,           -- RFC 3339
    language   TEXT NOT NULL,
    statements INTEGER NOT NULL         -- how many
) STRICT, WITHOUT ROWID;
CREATE INDEX articles_published ON articles (published DESC, id);
CREATE INDEX articles_publisher ON articles (publisher);

-- Every version with its record, as it was read.
CREATE TABLE versions (
    article    TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    version    INTEGER NOT NULL,
    added      TEXT NOT NULL,           -- RFC 3339, UTC
    hash       TEXT NOT NULL,           -- SHA-256 of the text
    models     TEXT NOT NULL,           -- digest of the models that read it
    title      TEXT NOT NULL,
    publisher  TEXT NOT NULL,
    url        TEXT NOT NULL,
    published  TEXT NOT NULL,
    statements INTEGER NOT NULL,
    words      INTEGER NOT NULL,
    record     TEXT NOT NULL,           -- JSON, with the text
    PRIMARY KEY (article, version)
) STRICT;

-- People, organizations, groups, countries and places across articles, as groups of appearances. A group may stand for itself or
-- be counted to another; the one at the end is the identity that pages show, and all others name it.
CREATE TABLE identities (
    id          TEXT PRIMARY KEY,
    identity    TEXT NOT NULL REFERENCES identities, -- at the end; its own id where it stands for itself
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    family      TEXT NOT NULL,          -- within what others are looked for that may be the same
    key         TEXT NOT NULL,          -- folded name without titles
    bare        INTEGER NOT NULL,       -- 1: of appearances that nothing tells from namesakes
    split       INTEGER NOT NULL,       -- 1: by hand from another
    into_id     TEXT REFERENCES identities, -- the next one that it is counted to
    bond        TEXT NOT NULL,          -- why: united, merged, joined
    appearances INTEGER NOT NULL,
    statements  INTEGER NOT NULL,       -- in which it speaks
    spoken      INTEGER NOT NULL,       -- in which it is spoken to
    all_appearances INTEGER NOT NULL,   -- with those of groups that are counted to it; 0 where it does not stand for itself
    all_statements  INTEGER NOT NULL,
    all_spoken      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_statements ON identities (all_statements DESC, id);
CREATE INDEX identities_identity ON identities (identity);
CREATE INDEX identities_family ON identities (family);
CREATE INDEX identities_into ON identities (into_id) WHERE into_id IS NOT NULL;

-- Their names, folded, whole and from each word on: "ana maria kovac", "maria kovac", "kovac".
CREATE TABLE identity_names (
    name     TEXT NOT NULL,
    identity TEXT NOT NULL REFERENCES identities ON DELETE CASCADE,
    PRIMARY KEY (name, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_names_identity ON identity_names (identity);

-- What tells a group from namesakes, and by how many appearances: "person kovac: role minister".
CREATE TABLE evidence (
    fact     TEXT NOT NULL,
    identity TEXT NOT NULL REFERENCES identities ON DELETE CASCADE,
    count    INTEGER NOT NULL,
    PRIMARY KEY (fact, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_identity ON evidence (identity);

-- Groups of people with one name only that share evidence with one of a fuller name.
CREATE TABLE short_names (
    short    TEXT NOT NULL REFERENCES identities ON DELETE CASCADE,
    fuller   TEXT NOT NULL REFERENCES identities ON DELETE CASCADE,
    evidence TEXT NOT NULL,
    PRIMARY KEY (short, fuller)
) STRICT, WITHOUT ROWID;
CREATE INDEX short_names_full ON short_names (fuller);

-- The entities of records that have a name, and whose they are.
CREATE TABLE appearances (
    article  TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    entity   TEXT NOT NULL,             -- in the record
    identity TEXT NOT NULL REFERENCES identities,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    family   TEXT NOT NULL,
    key      TEXT NOT NULL,
    country  TEXT NOT NULL,
    date     TEXT NOT NULL,             -- of the article
    basis    TEXT NOT NULL,             -- why it is counted to the group
    words    TEXT NOT NULL,             -- the shared role, country or name
    evidence TEXT NOT NULL,             -- JSON
    PRIMARY KEY (article, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearances_identity ON appearances (identity, date DESC, article, entity);

-- What articles say of a group: its names, roles and countries, and the outlets it is in.
CREATE TABLE attested (
    identity TEXT NOT NULL REFERENCES identities ON DELETE CASCADE,
    field    TEXT NOT NULL,             -- name, role, country, outlet
    text     TEXT NOT NULL,
    article  TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    date     TEXT NOT NULL,             -- of the article
    PRIMARY KEY (identity, field, text, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX attested_article ON attested (article);

-- What happened: meetings, press conferences, … as one article tells of them.
CREATE TABLE occasions (
    id        INTEGER PRIMARY KEY,      -- higher is later
    article   TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    occasion  TEXT NOT NULL,            -- in the record
    kind      TEXT NOT NULL,
    place     TEXT NOT NULL,
    country   TEXT NOT NULL,
    date      TEXT NOT NULL,
    words     TEXT NOT NULL,
    data      TEXT NOT NULL             -- JSON
) STRICT;
CREATE INDEX occasions_article ON occasions (article, occasion);

CREATE TABLE occasion_participants (
    identity TEXT NOT NULL REFERENCES identities ON DELETE CASCADE,
    occasion INTEGER NOT NULL REFERENCES occasions ON DELETE CASCADE,
    PRIMARY KEY (identity, occasion)
) STRICT, WITHOUT ROWID;
CREATE INDEX occasion_participants_occasion ON occasion_participants (occasion);

-- Who said what, in the latest version of each article.
CREATE TABLE statements (
    id         INTEGER PRIMARY KEY,     -- higher is later, and before in one article of one day
    key        TEXT NOT NULL UNIQUE,
    article    TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    statement  TEXT NOT NULL,           -- in the record
    added      INTEGER NOT NULL UNIQUE, -- in this order
    date       TEXT NOT NULL,
    speaker    TEXT REFERENCES identities, -- where it is one
    source     TEXT NOT NULL,           -- the words that name the speaker
    cue        TEXT NOT NULL,
    said       TEXT NOT NULL,
    form       TEXT NOT NULL,           -- direct, indirect, mixed
    occasion   INTEGER REFERENCES occasions,
    claim      INTEGER NOT NULL,        -- 1 where it holds a checkable claim
    corrected  INTEGER NOT NULL,        -- 1 where somebody corrected it
    about      TEXT NOT NULL,           -- names and topics, for the index
    fields     TEXT NOT NULL,           -- speaker_…, act_…, outlet_…: for the index
    -- +only postgres
    vector     TSVECTOR NOT NULL,       -- what was said (A), what it is about (B), fields (C)
    -- +both
    data       TEXT NOT NULL            -- JSON
) STRICT;
CREATE INDEX statements_article ON statements (article);
CREATE INDEX statements_speaker ON statements (speaker);
CREATE INDEX statements_occasion ON statements (occasion);

-- +only sqlite3
CREATE VIRTUAL TABLE statements_fts USING fts5 (
    said, about, fields,
    content="statements", content_rowid="id", -- written so that Datasette finds it
    tokenize = "unicode61 remove_diacritics 2 tokenchars '_'"
);

CREATE TRIGGER statements_insert AFTER INSERT ON statements BEGIN
    INSERT INTO statements_fts (rowid, said, about, fields) VALUES (new.id, new.said, new.about, new.fields);
END;
CREATE TRIGGER statements_delete AFTER DELETE ON statements BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, said, about, fields)
    VALUES ('delete', old.id, old.said, old.about, old.fields);
END;
CREATE TRIGGER statements_update AFTER UPDATE OF said, about, fields ON statements BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, said, about, fields)
    VALUES ('delete', old.id, old.said, old.about, old.fields);
    INSERT INTO statements_fts (rowid, said, about, fields) VALUES (new.id, new.said, new.about, new.fields);
END;

-- +only postgres
CREATE INDEX statements_vector ON statements USING gin (vector);

-- +both
CREATE TABLE speakers (
    statement INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
    identity  TEXT NOT NULL REFERENCES identities,
    PRIMARY KEY (statement, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX speakers_identity ON speakers (identity);

CREATE TABLE addressees (
    statement INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
    identity  TEXT NOT NULL REFERENCES identities,
    PRIMARY KEY (statement, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX addressees_identity ON addressees (identity);

CREATE TABLE acts (
    statement INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
    n         INTEGER NOT NULL,
    type      TEXT NOT NULL,
    words     TEXT NOT NULL,
    deadline  TEXT NOT NULL,            -- TIMEX3 value
    PRIMARY KEY (statement, n)
) STRICT, WITHOUT ROWID;

-- Who did what to whom, in the PLOVER ontology.
CREATE TABLE events (
    article   TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    event     TEXT NOT NULL,            -- in the record
    type      TEXT NOT NULL,
    mode      TEXT NOT NULL,
    cameo     TEXT NOT NULL,
    words     TEXT NOT NULL,
    polarity  TEXT NOT NULL,
    modality  TEXT NOT NULL,
    date      TEXT NOT NULL,            -- TIMEX3 value
    place     TEXT NOT NULL,
    statement INTEGER REFERENCES statements ON DELETE CASCADE, -- in which it is told
    PRIMARY KEY (article, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_statement ON events (statement);

CREATE TABLE event_parts (
    article  TEXT NOT NULL,
    event    TEXT NOT NULL,
    part     TEXT NOT NULL,             -- actor, recipient
    identity TEXT NOT NULL REFERENCES identities,
    PRIMARY KEY (article, event, part, identity),
    FOREIGN KEY (article, event) REFERENCES events ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX event_parts_identity ON event_parts (identity);

-- Negotiations, as one article tells of them.
CREATE TABLE talks (
    id      INTEGER PRIMARY KEY,        -- higher is later
    key     TEXT NOT NULL UNIQUE,
    article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    talks   TEXT NOT NULL,              -- in the record
    date    TEXT NOT NULL,
    result  TEXT NOT NULL,
    topics  TEXT NOT NULL,
    searched TEXT NOT NULL,             -- words of topics and points, folded, a blank before and after each
    data    TEXT NOT NULL               -- JSON
) STRICT;
CREATE INDEX talks_article ON talks (article);

CREATE TABLE talks_parties (
    identity TEXT NOT NULL REFERENCES identities,
    talks    INTEGER NOT NULL REFERENCES talks ON DELETE CASCADE,
    PRIMARY KEY (identity, talks)
) STRICT, WITHOUT ROWID;
CREATE INDEX talks_parties_talks ON talks_parties (talks);

-- Deadlines, next steps and events to come.
CREATE TABLE coming (
    key       TEXT PRIMARY KEY,
    article   TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    date      TEXT NOT NULL,            -- TIMEX3 value
    first     TEXT NOT NULL,            -- day of it
    last      TEXT NOT NULL,
    kind      TEXT NOT NULL,            -- deadline, next, event
    certainty TEXT NOT NULL,
    words     TEXT NOT NULL,
    place     TEXT NOT NULL,
    data      TEXT NOT NULL             -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX coming_last ON coming (last, key);
CREATE INDEX coming_article ON coming (article);

CREATE TABLE coming_who (
    coming   TEXT NOT NULL REFERENCES coming ON DELETE CASCADE,
    identity TEXT NOT NULL REFERENCES identities,
    PRIMARY KEY (coming, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX coming_who_identity ON coming_who (identity);

CREATE TABLE times (
    article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    type    TEXT NOT NULL,              -- TIMEX3: DATE, TIME, DURATION, SET
    value   TEXT NOT NULL,
    words   TEXT NOT NULL,
    PRIMARY KEY (article, start_byte, end_byte)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
    article  TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    name     TEXT NOT NULL,
    country  TEXT NOT NULL,
    lat      REAL,
    lon      REAL,
    geonames INTEGER,
    PRIMARY KEY (article, start_byte, end_byte)
) STRICT, WITHOUT ROWID;
