// CSV by papaparse, Parquet by hyparquet: read back, counted, and the words cut from the text again.
import { createRequire } from "node:module";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { load, must, recordOf, recordsOf, slice, text, unique } from "./tools.mjs";

export async function tables(context) {
  const papa = createRequire(join(context.modules, "node_modules", "x.js"))("papaparse");
  const hyparquet = await load(context, "hyparquet");
  const plain = (cell) => cell.replace(/^'(?=[=+\-@\t\r])/, ""); // the apostrophe that keeps a cell from being a formula
  const first = (s, from, to) => s.replace(from, to);

  function csv(path) {
    const { data, errors } = papa.parse(text(path), { header: true, skipEmptyLines: true });
    must(errors.length === 0, errors[0] && `row ${errors[0].row}: ${errors[0].message}`);
    for (const row of data) for (const [k, cell] of Object.entries(row)) must(!/^[=+\-@\t\r]/.test(cell) || k === "lon" || k === "lat", `${k} is a formula: ${cell}`);
    return data;
  }

  // counted fails unless a table has as many rows of each article as its record has parts.
  function counted(path, rows, parts) {
    unique(rows.map((r) => r.id), "id");
    const of = new Map();
    for (const { article } of rows) {
      const record = recordOf(context, article);
      of.set(record, (of.get(record) ?? 0) + 1);
    }
    for (const record of recordsOf(context, path)) {
      const want = (record[parts] ?? []).length, got = of.get(record) ?? 0;
      must(got === want, `${got} rows of ${record.article.id}, not ${want}`);
    }
    return rows.length;
  }

  const statements = (path, rows, said) => {
    for (const row of rows) {
      const record = recordOf(context, row.article);
      const statement = record.statements.find((s) => s.id === row.statement);
      must(said(row) === statement.content.map((c) => c.text).join(" … "), `${row.article} ${row.statement}: other words`);
      if (row.start === "" || row.start == null) continue;
      const words = slice(record.article.text, Number(row.start), Number(row.end));
      must(words.startsWith(statement.content[0].text), `${row.article} ${row.statement}: the words are not at ${row.start}`);
    }
    return counted(path, rows, "statements");
  };

  return [
    {
      name: "csv", by: "papaparse", counts: "rows",
      check: (path) => statements(path, csv(path), (row) => plain(row.content)),
      spoil: {
        "a cell more": (s) => first(s, /\n/, "\nx,"),
        "an open quotation mark": (s) => first(s, /\n/, '\n"'),
        "a formula": (s) => first(s, /,direct,/, ",=direct,"),
        "a row less": (s) => s.slice(0, s.lastIndexOf("\nurn:")) + "\n",
        "other words": (s) => first(s, /,assertion/, ",promise").replace(/the/g, "teh"),
      },
    },
    {
      name: "csv-events", by: "papaparse", counts: "rows",
      check(path) {
        const rows = csv(path);
        for (const row of rows) {
          const words = slice(recordOf(context, row.article).article.text, Number(row.start), Number(row.end));
          must(words === plain(row.trigger), `${row.article} ${row.event}: ${row.trigger} is not at ${row.start}`);
        }
        return counted(path, rows, "events");
      },
      spoil: {
        "a cell more": (s) => first(s, /\n/, "\nx,"),
        "a row less": (s) => s.slice(0, s.lastIndexOf("\nurn:")) + "\n",
        "a trigger one too far": (s) => first(s, /,(\d+),(\d+),([^,\n]*)\n/, (_, a, b, c) => `,${+a + 1},${+b + 1},${c}\n`),
      },
    },
    {
      name: "parquet", by: "hyparquet", counts: "rows", binary: true,
      async check(path) {
        const bytes = readFileSync(path);
        const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
        const metadata = hyparquet.parquetMetadata(file);
        const rows = await hyparquet.parquetReadObjects({ file });
        must(Number(metadata.num_rows) === rows.length, `${metadata.num_rows} rows are told, ${rows.length} read`);
        for (const row of rows) must(row.acts.every((a) => /^[a-z_]+$/.test(a)), `${row.statement}: acts ${row.acts}`);
        return statements(path, rows, (row) => row.content.join(" … "));
      },
      spoil: {
        "half the file": (s) => s.slice(0, s.length >> 1),
        "a page of nothing": (s) => s.slice(0, 4) + "\0".repeat(64) + s.slice(68),
        "no magic number": (s) => s.slice(0, -1) + "2",
      },
    },
  ];
}
