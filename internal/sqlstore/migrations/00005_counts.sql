-- How many there are, as triggers count them: to count a million rows takes longer than a page may.
CREATE TABLE counts (
    name TEXT PRIMARY KEY,              -- of the table; of identities that pages show, their kind
    n    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counts (name, n) VALUES
    ('articles', (SELECT count(*) FROM articles)),
    ('versions', (SELECT count(*) FROM versions)),
    ('statements', (SELECT count(*) FROM statements)),
    ('events', (SELECT count(*) FROM events)),
    ('talks', (SELECT count(*) FROM talks)),
    ('person', (SELECT count(*) FROM identities WHERE kind = 'person' AND all_appearances > 0)),
    ('organization', (SELECT count(*) FROM identities WHERE kind = 'organization' AND all_appearances > 0));

-- +only sqlite3
CREATE TRIGGER articles_more AFTER INSERT ON articles BEGIN UPDATE counts SET n = n + 1 WHERE name = 'articles'; END;
CREATE TRIGGER articles_less AFTER DELETE ON articles BEGIN UPDATE counts SET n = n - 1 WHERE name = 'articles'; END;
CREATE TRIGGER versions_more AFTER INSERT ON versions BEGIN UPDATE counts SET n = n + 1 WHERE name = 'versions'; END;
CREATE TRIGGER versions_less AFTER DELETE ON versions BEGIN UPDATE counts SET n = n - 1 WHERE name = 'versions'; END;
CREATE TRIGGER statements_more AFTER INSERT ON statements BEGIN UPDATE counts SET n = n + 1 WHERE name = 'statements'; END;
CREATE TRIGGER statements_less AFTER DELETE ON statements BEGIN UPDATE counts SET n = n - 1 WHERE name = 'statements'; END;
CREATE TRIGGER events_more AFTER INSERT ON events BEGIN UPDATE counts SET n = n + 1 WHERE name = 'events'; END;
CREATE TRIGGER events_less AFTER DELETE ON events BEGIN UPDATE counts SET n = n - 1 WHERE name = 'events'; END;
CREATE TRIGGER talks_more AFTER INSERT ON talks BEGIN UPDATE counts SET n = n + 1 WHERE name = 'talks'; END;
CREATE TRIGGER talks_less AFTER DELETE ON talks BEGIN UPDATE counts SET n = n - 1 WHERE name = 'talks'; END;
CREATE TRIGGER identities_more AFTER UPDATE OF all_appearances ON identities WHEN old.all_appearances = 0 AND new.all_appearances > 0
    BEGIN UPDATE counts SET n = n + 1 WHERE name = new.kind; END;
CREATE TRIGGER identities_less AFTER UPDATE OF all_appearances ON identities WHEN old.all_appearances > 0 AND new.all_appearances = 0
    BEGIN UPDATE counts SET n = n - 1 WHERE name = new.kind; END;
CREATE TRIGGER identities_gone AFTER DELETE ON identities WHEN old.all_appearances > 0
    BEGIN UPDATE counts SET n = n - 1 WHERE name = old.kind; END;

-- +only postgres
CREATE FUNCTION count_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (SELECT 1 FROM them) THEN UPDATE counts SET n = n + (SELECT count(*) FROM them) WHERE name = TG_TABLE_NAME::text; END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION count_less() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (SELECT 1 FROM them) THEN UPDATE counts SET n = n - (SELECT count(*) FROM them) WHERE name = TG_TABLE_NAME::text; END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION count_identity() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND NEW.all_appearances > 0 THEN UPDATE counts SET n = n + 1 WHERE name = NEW.kind;
    ELSE UPDATE counts SET n = n - 1 WHERE name = OLD.kind; END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER articles_more AFTER INSERT ON articles REFERENCING NEW TABLE AS them FOR EACH STATEMENT EXECUTE FUNCTION count_more();
CREATE TRIGGER articles_less AFTER DELETE ON articles REFERENCING OLD TABLE AS them FOR EACH STATEMENT EXECUTE FUNCTION count_less();
CREATE TRIGGER versions_more AFTER INSERT ON versions REFERENCING NEW TABLE AS them FOR EACH STATEMENT EXECUTE FUNCTION count_more();
CREATE TRIGGER versions_less AFTER DELETE ON versions REFERENCING OLD TABLE AS them FOR EACH STATEMENT EXECUTE FUNCTION count_less();
CREATE TRIGGER statements_more AFTER INSERT ON statements REFERENCING NEW TABLE AS them FOR EACH STATEMENT EXECUTE FUNCTION count_more();
CREATE TRIGGER statements_less AFTER DELETE ON statements REFERENCING OLD TABLE AS them FOR EACH STATEMENT EXECUTE FUNCTION count_less();
CREATE TRIGGER events_more AFTER INSERT ON events REFERENCING NEW TABLE AS them FOR EACH STATEMENT EXECUTE FUNCTION count_more();
CREATE TRIGGER events_less AFTER DELETE ON events REFERENCING OLD TABLE AS them FOR EACH STATEMENT EXECUTE FUNCTION count_less();
CREATE TRIGGER talks_more AFTER INSERT ON talks REFERENCING NEW TABLE AS them FOR EACH STATEMENT EXECUTE FUNCTION count_more();
CREATE TRIGGER talks_less AFTER DELETE ON talks REFERENCING OLD TABLE AS them FOR EACH STATEMENT EXECUTE FUNCTION count_less();
CREATE TRIGGER identities_changed AFTER UPDATE ON identities FOR EACH ROW WHEN ((OLD.all_appearances > 0) <> (NEW.all_appearances > 0))
    EXECUTE FUNCTION count_identity();
CREATE TRIGGER identities_gone AFTER DELETE ON identities FOR EACH ROW WHEN (OLD.all_appearances > 0) EXECUTE FUNCTION count_identity();

-- What is told of somebody is in the index with its days, as it is in SQLite.
ALTER TABLE attested DROP CONSTRAINT attested_pkey;
ALTER TABLE attested ADD PRIMARY KEY (identity, field, text, article) INCLUDE (date);
-- +both

-- Lists of those who speak most ask for a kind.
DROP INDEX identities_statements;
CREATE INDEX identities_statements ON identities (all_statements DESC, id, kind, all_appearances);
