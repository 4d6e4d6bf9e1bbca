-- What people said belongs together, or does not: statements of one remark, words of one topic.
CREATE TABLE links (
    id        TEXT PRIMARY KEY,
    kind      TEXT NOT NULL,            -- same-remark, other-remark, topic
    a         TEXT NOT NULL,            -- key of a statement; name of a topic
    b         TEXT NOT NULL,            -- key of a statement; word of the topic
    who       TEXT NOT NULL,
    at        TEXT NOT NULL,            -- RFC 3339, UTC
    note      TEXT NOT NULL,
    withdrawn TEXT NOT NULL,            -- when; empty while it stands
    withdrawn_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_a ON links (a, kind);
CREATE INDEX links_b ON links (b, kind);
