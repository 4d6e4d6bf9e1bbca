-- What is kept of articles, and what searches need. Dates are YYYY-MM-DD, empty when not known; spans are bytes of the article's text.

-- +goose Up
-- Text that is compared by its bytes, whatever the database was made with.
CREATE DOMAIN ctext AS TEXT COLLATE "C";

CREATE TABLE settings (
    name  ctext PRIMARY KEY,
    value ctext NOT NULL
);

INSERT INTO settings (name, value) VALUES ('cursor secret', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')), ('statements added', '0');

-- The latest version of each article.
CREATE TABLE articles (
    id         ctext PRIMARY KEY,
    key        ctext NOT NULL UNIQUE,    -- URL, or what the source calls it
    version    BIGINT NOT NULL,
    title      ctext NOT NULL,
    publisher  ctext NOT NULL,
    url        ctext NOT NULL,
    published  ctext NOT NULL,           -- RFC 3339
    language   ctext NOT NULL,
    statements BIGINT NOT NULL         -- how many
);
CREATE INDEX articles_published ON articles (published DESC, id);
CREATE INDEX articles_publisher ON articles (publisher);

-- Every version with its record, as it was read.
CREATE TABLE versions (
    article    ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    version    BIGINT NOT NULL,
    added      ctext NOT NULL,           -- RFC 3339, UTC
    hash       ctext NOT NULL,           -- SHA-256 of the text
    models     ctext NOT NULL,           -- digest of the models that read it
    title      ctext NOT NULL,
    publisher  ctext NOT NULL,
    url        ctext NOT NULL,
    published  ctext NOT NULL,
    statements BIGINT NOT NULL,
    words      BIGINT NOT NULL,
    record     ctext NOT NULL,           -- JSON, with the text
    PRIMARY KEY (article, version)
);

-- People, organizations, groups, countries and places across articles, as groups of appearances. A group may stand for itself or
-- be counted to another; the one at the end is the identity that pages show, and all others name it.
CREATE TABLE identities (
    id          ctext PRIMARY KEY,
    identity    ctext NOT NULL REFERENCES identities, -- at the end; its own id where it stands for itself
    name        ctext NOT NULL,
    kind        ctext NOT NULL,
    family      ctext NOT NULL,          -- within what others are looked for that may be the same
    key         ctext NOT NULL,          -- folded name without titles
    bare        BIGINT NOT NULL,       -- 1: of appearances that nothing tells from namesakes
    split       BIGINT NOT NULL,       -- 1: by hand from another
    into_id     ctext REFERENCES identities, -- the next one that it is counted to
    bond        ctext NOT NULL,          -- why: united, merged, joined
    appearances BIGINT NOT NULL,
    statements  BIGINT NOT NULL,       -- in which it speaks
    spoken      BIGINT NOT NULL,       -- in which it is spoken to
    all_appearances BIGINT NOT NULL,   -- with those of groups that are counted to it; 0 where it does not stand for itself
    all_statements  BIGINT NOT NULL,
    all_spoken      BIGINT NOT NULL
);
CREATE INDEX identities_statements ON identities (all_statements DESC, id);
CREATE INDEX identities_identity ON identities (identity);
CREATE INDEX identities_family ON identities (family);
CREATE INDEX identities_into ON identities (into_id) WHERE into_id IS NOT NULL;

-- Their names, folded, whole and from each word on: "ana maria kovac", "maria kovac", "kovac".
CREATE TABLE identity_names (
    name     ctext NOT NULL,
    identity ctext NOT NULL REFERENCES identities ON DELETE CASCADE,
    PRIMARY KEY (name, identity)
);
CREATE INDEX identity_names_identity ON identity_names (identity);

-- What tells a group from namesakes, and by how many appearances: "person kovac: role minister".
CREATE TABLE evidence (
    fact     ctext NOT NULL,
    identity ctext NOT NULL REFERENCES identities ON DELETE CASCADE,
    count    BIGINT NOT NULL,
    PRIMARY KEY (fact, identity)
);
CREATE INDEX evidence_identity ON evidence (identity);

-- Groups of people with one name only that share evidence with one of a fuller name.
CREATE TABLE short_names (
    short    ctext NOT NULL REFERENCES identities ON DELETE CASCADE,
    fuller   ctext NOT NULL REFERENCES identities ON DELETE CASCADE,
    evidence ctext NOT NULL,
    PRIMARY KEY (short, fuller)
);
CREATE INDEX short_names_full ON short_names (fuller);

-- The entities of records that have a name, and whose they are.
CREATE TABLE appearances (
    article  ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    entity   ctext NOT NULL,             -- in the record
    identity ctext NOT NULL REFERENCES identities,
    name     ctext NOT NULL,
    kind     ctext NOT NULL,
    family   ctext NOT NULL,
    key      ctext NOT NULL,
    country  ctext NOT NULL,
    date     ctext NOT NULL,             -- of the article
    basis    ctext NOT NULL,             -- why it is counted to the group
    words    ctext NOT NULL,             -- the shared role, country or name
    evidence ctext NOT NULL,             -- JSON
    PRIMARY KEY (article, entity)
);
CREATE INDEX appearances_identity ON appearances (identity, date DESC, article, entity);

-- What articles say of a group: its names, roles and countries, and the outlets it is in.
CREATE TABLE attested (
    identity ctext NOT NULL REFERENCES identities ON DELETE CASCADE,
    field    ctext NOT NULL,             -- name, role, country, outlet
    text     ctext NOT NULL,
    article  ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    date     ctext NOT NULL,             -- of the article
    PRIMARY KEY (identity, field, text, article)
);
CREATE INDEX attested_article ON attested (article);

-- What happened: meetings, press conferences, … as one article tells of them.
CREATE TABLE occasions (
    id        BIGINT PRIMARY KEY,      -- higher is later
    article   ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    occasion  ctext NOT NULL,            -- in the record
    kind      ctext NOT NULL,
    place     ctext NOT NULL,
    country   ctext NOT NULL,
    date      ctext NOT NULL,
    words     ctext NOT NULL,
    data      ctext NOT NULL             -- JSON
);
CREATE INDEX occasions_article ON occasions (article, occasion);

CREATE TABLE occasion_participants (
    identity ctext NOT NULL REFERENCES identities ON DELETE CASCADE,
    occasion BIGINT NOT NULL REFERENCES occasions ON DELETE CASCADE,
    PRIMARY KEY (identity, occasion)
);
CREATE INDEX occasion_participants_occasion ON occasion_participants (occasion);

-- Who said what, in the latest version of each article.
CREATE TABLE statements (
    id         BIGINT PRIMARY KEY,     -- higher is later, and before in one article of one day
    key        ctext NOT NULL UNIQUE,
    article    ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    statement  ctext NOT NULL,           -- in the record
    added      BIGINT NOT NULL UNIQUE, -- in this order
    date       ctext NOT NULL,
    speaker    ctext REFERENCES identities, -- where it is one
    source     ctext NOT NULL,           -- the words that name the speaker
    cue        ctext NOT NULL,
    said       ctext NOT NULL,
    form       ctext NOT NULL,           -- direct, indirect, mixed
    occasion   BIGINT REFERENCES occasions,
    claim      BIGINT NOT NULL,        -- 1 where it holds a checkable claim
    corrected  BIGINT NOT NULL,        -- 1 where somebody corrected it
    about      ctext NOT NULL,           -- names and topics, for the index
    fields     ctext NOT NULL,           -- speaker_…, act_…, outlet_…: for the index
    vector     TSVECTOR NOT NULL,       -- what was said (A), what it is about (B), fields (C)
    data       ctext NOT NULL            -- JSON
);
CREATE INDEX statements_article ON statements (article);
CREATE INDEX statements_speaker ON statements (speaker);
CREATE INDEX statements_occasion ON statements (occasion);

CREATE INDEX statements_vector ON statements USING gin (vector);

CREATE TABLE speakers (
    statement BIGINT NOT NULL REFERENCES statements ON DELETE CASCADE,
    identity  ctext NOT NULL REFERENCES identities,
    PRIMARY KEY (statement, identity)
);
CREATE INDEX speakers_identity ON speakers (identity);

CREATE TABLE addressees (
    statement BIGINT NOT NULL REFERENCES statements ON DELETE CASCADE,
    identity  ctext NOT NULL REFERENCES identities,
    PRIMARY KEY (statement, identity)
);
CREATE INDEX addressees_identity ON addressees (identity);

CREATE TABLE acts (
    statement BIGINT NOT NULL REFERENCES statements ON DELETE CASCADE,
    n         BIGINT NOT NULL,
    type      ctext NOT NULL,
    words     ctext NOT NULL,
    deadline  ctext NOT NULL,            -- TIMEX3 value
    PRIMARY KEY (statement, n)
);

-- Who did what to whom, in the PLOVER ontology.
CREATE TABLE events (
    article   ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    event     ctext NOT NULL,            -- in the record
    type      ctext NOT NULL,
    mode      ctext NOT NULL,
    cameo     ctext NOT NULL,
    words     ctext NOT NULL,
    polarity  ctext NOT NULL,
    modality  ctext NOT NULL,
    date      ctext NOT NULL,            -- TIMEX3 value
    place     ctext NOT NULL,
    statement BIGINT REFERENCES statements ON DELETE CASCADE, -- in which it is told
    PRIMARY KEY (article, event)
);
CREATE INDEX events_statement ON events (statement);

CREATE TABLE event_parts (
    article  ctext NOT NULL,
    event    ctext NOT NULL,
    part     ctext NOT NULL,             -- actor, recipient
    identity ctext NOT NULL REFERENCES identities,
    PRIMARY KEY (article, event, part, identity),
    FOREIGN KEY (article, event) REFERENCES events ON DELETE CASCADE
);
CREATE INDEX event_parts_identity ON event_parts (identity);

-- Negotiations, as one article tells of them.
CREATE TABLE talks (
    id      BIGINT PRIMARY KEY,        -- higher is later
    key     ctext NOT NULL UNIQUE,
    article ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    talks   ctext NOT NULL,              -- in the record
    date    ctext NOT NULL,
    result  ctext NOT NULL,
    topics  ctext NOT NULL,
    searched ctext NOT NULL,             -- words of topics and points, folded, a blank before and after each
    data    ctext NOT NULL               -- JSON
);
CREATE INDEX talks_article ON talks (article);

CREATE TABLE talks_parties (
    identity ctext NOT NULL REFERENCES identities,
    talks    BIGINT NOT NULL REFERENCES talks ON DELETE CASCADE,
    PRIMARY KEY (identity, talks)
);
CREATE INDEX talks_parties_talks ON talks_parties (talks);

-- Deadlines, next steps and events to come.
CREATE TABLE coming (
    key       ctext PRIMARY KEY,
    article   ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    date      ctext NOT NULL,            -- TIMEX3 value
    first     ctext NOT NULL,            -- day of it
    last      ctext NOT NULL,
    kind      ctext NOT NULL,            -- deadline, next, event
    certainty ctext NOT NULL,
    words     ctext NOT NULL,
    place     ctext NOT NULL,
    data      ctext NOT NULL             -- JSON
);
CREATE INDEX coming_last ON coming (last, key);
CREATE INDEX coming_article ON coming (article);

CREATE TABLE coming_who (
    coming   ctext NOT NULL REFERENCES coming ON DELETE CASCADE,
    identity ctext NOT NULL REFERENCES identities,
    PRIMARY KEY (coming, identity)
);
CREATE INDEX coming_who_identity ON coming_who (identity);

CREATE TABLE times (
    article ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    start_byte BIGINT NOT NULL,
    end_byte   BIGINT NOT NULL,
    type    ctext NOT NULL,              -- TIMEX3: DATE, TIME, DURATION, SET
    value   ctext NOT NULL,
    words   ctext NOT NULL,
    PRIMARY KEY (article, start_byte, end_byte)
);

CREATE TABLE places (
    article  ctext NOT NULL REFERENCES articles ON DELETE CASCADE,
    start_byte BIGINT NOT NULL,
    end_byte   BIGINT NOT NULL,
    name     ctext NOT NULL,
    country  ctext NOT NULL,
    lat      DOUBLE PRECISION,
    lon      DOUBLE PRECISION,
    geonames BIGINT,
    PRIMARY KEY (article, start_byte, end_byte)
);

-- +goose Down
SELECT 'migrations go forward only' WHERE 0;
