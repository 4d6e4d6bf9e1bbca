// What the checks of several formats need.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { basename, join } from "node:path";
import { readFileSync } from "node:fs";

// load imports a package of others from the folder that they were installed in.
export async function load(context, name) {
  const require = createRequire(join(context.modules, "node_modules", "x.js"));
  const module = await import(pathToFileURL(require.resolve(name)).href);
  return module.default ?? module;
}

export const text = (path) => readFileSync(path, "utf8");

export function must(holds, what) {
  if (!holds) throw new Error(what);
}

// slice cuts a text at code points.
export function slice(text, start, end) {
  return Array.from(text).slice(start, end).join("");
}

// unique fails where two are the same.
export function unique(list, what) {
  const seen = new Set();
  for (const x of list) {
    must(!seen.has(x), `${what} ${x} stands twice`);
    seen.add(x);
  }
}

// lines returns the values of JSON Lines.
export function lines(path) {
  const all = text(path);
  must(all === "" || all.endsWith("\n"), "the last line does not end");
  return all.split("\n").slice(0, -1).map((line) => JSON.parse(line));
}

export const sum = (list, of) => list.reduce((n, x) => n + of(x), 0);

// recordOf finds the record of an article by its id, be it that of the record or that of the ledger.
export function recordOf(context, id) {
  const found = context.records.find((r) => r.article.id === (context.ids[id] ?? id));
  must(found, `no article is called ${id}`);
  return found;
}

// recordsOf returns the records of the articles that a file holds: of one whose id is its name, else of all.
export function recordsOf(context, path) {
  const name = basename(path).replace(/\..*$/, "");
  return context.ids[name] || context.records.some((r) => r.article.id === name) ? [recordOf(context, name)] : context.records;
}
