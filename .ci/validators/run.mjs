// run.mjs MODULES FOLDER: has every file of FOLDER judged by what reads its format, and by what is known of the articles from their
// records. MODULES holds the readers of others; FOLDER holds a folder a format, records.jsonl, and ids.json: of the ids of articles that
// a ledger gave, those which the records have.
//
// Each format also has ways to spoil a file. A spoiled copy must be refused, or the check proves nothing.
import { readdirSync, readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "./json.mjs";
import { linked } from "./linked.mjs";
import { tables } from "./tables.mjs";
import { feeds } from "./feeds.mjs";
import { texts } from "./texts.mjs";

const [modules, folder] = process.argv.slice(2);
const spoils = mkdtempSync(join(tmpdir(), "spoiled-"));
process.on("exit", () => rmSync(spoils, { recursive: true, force: true }));

const records = readFileSync(join(folder, "records.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
const ids = JSON.parse(readFileSync(join(folder, "ids.json"), "utf8"));
const context = { modules, records, ids };

let failed = 0;
const complain = (what, error) => {
  failed++;
  console.log(`FAILED ${what}: ${error}`);
};

for (const format of (await Promise.all([json, linked, tables, feeds, texts].map((of) => of(context)))).flat()) {
  const files = readdirSync(join(folder, format.name)).filter((file) => !format.ext || file.endsWith(format.ext)).sort();
  const told = [];
  for (const file of files) {
    try {
      told.push(await format.check(join(folder, format.name, file)));
    } catch (error) {
      complain(`${format.name}/${file}`, error.message);
    }
  }
  if (files.length === 0) complain(format.name, "there is no file to judge");
  for (const [how, spoil] of Object.entries(format.spoil)) {
    const kept = await refused(format, files, how, spoil);
    if (kept) complain(`${format.name} spoiled: ${how}`, kept);
  }
  console.log(`${format.name}: ${files.length} files, ${told.reduce((a, b) => a + b, 0)} ${format.counts}; ` +
    `${Object.keys(format.spoil).length} ways to spoil one refused; by ${format.by}`);
}
process.exit(failed ? 1 : 0);

// refused returns nothing when each file that can be spoiled in a way is refused then.
async function refused(format, files, how, spoil) {
  let spoiled = 0;
  for (const file of files) {
    const from = join(folder, format.name, file);
    const whole = readFileSync(from);
    const bad = typeof spoil === "string" ? whole : Buffer.from(spoil(whole.toString(format.binary ? "latin1" : "utf8")), format.binary ? "latin1" : "utf8");
    if (bad.equals(whole)) continue;
    spoiled++;
    const to = join(spoils, file);
    writeFileSync(to, bad);
    if (format.beside) writeFileSync(join(spoils, format.beside(file)), readFileSync(join(folder, format.name, format.beside(file))));
    try {
      await format.check(to);
    } catch {
      continue;
    }
    return `${file} was not refused`;
  }
  return spoiled ? "" : "no file could be spoiled so";
}
