"""Asks of a ledger what Datasette asks of a database that it opens, and prints a search."""
import re
import sqlite3
import sys

db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
tables = [name for name, in db.execute("select name from sqlite_master where type = 'table'")]
for table in tables:
    list(db.execute(f"select * from [{table}] limit 101"))
    for key in db.execute(f"pragma foreign_key_list([{table}])"):
        assert key[2] in tables, (table, key)

# Datasette's detect_fts: the full-text table of a table.
fts = [name for name, in db.execute(
    """select name from sqlite_master where rootpage = 0 and (
         sql like '%VIRTUAL TABLE%USING FTS%content="statements"%'
         or sql like '%VIRTUAL TABLE%USING FTS%content=[statements]%'
         or (tbl_name = 'statements' and sql like '%VIRTUAL TABLE%USING FTS%'))""")]
assert fts == ["statements_fts"], fts

found = list(db.execute(
    """select said from statements where rowid in
         (select rowid from statements_fts where statements_fts match '"truce"')"""))
assert len(found) == 1, found
print(re.sub(r"\s+", " ", found[0][0]))
