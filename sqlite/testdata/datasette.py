"""Asks of a ledger what Datasette asks of a database that it opens, reads its records, and prints a search.

Arguments: the ledger, the dictionary of its packed columns."""
import json
import re
import sqlite3
import sys
import zlib

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

dictionary = open(sys.argv[2], "rb").read()
records = [packed for packed, in db.execute("select record from versions")]
for packed in records:
    assert json.loads(zlib.decompressobj(zdict=dictionary).decompress(packed))["article"]["text"]
assert records

found = list(db.execute(
    """select said from statements where rowid in
         (select rowid from statements_fts where statements_fts match '"truce"')"""))
assert len(found) == 1, found
print(re.sub(r"\s+", " ", found[0][0]))
