// TEI by xmllint, brat and CoNLL-U Plus by programs of their own in Python, HTML by parse5, Markdown by commonmark.
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load, must, recordsOf, sum, text } from "./tools.mjs";

const beside = (file) => fileURLToPath(new URL(file, import.meta.url));

// told runs a program and returns what it prints; what it complains of is the error.
function told(program, ...args) {
  try {
    return execFileSync(program, args, { stdio: "pipe", encoding: "utf8" });
  } catch (error) {
    throw new Error((error.stderr || error.message).trim().split("\n").slice(0, 3).join("; "));
  }
}

export async function texts(context) {
  const require = createRequire(join(context.modules, "node_modules", "x.js"));
  const parse5 = await load(context, "parse5");
  const commonmark = require("commonmark");
  const first = (s, from, to) => s.replace(from, to);

  return [
    {
      name: "tei", by: "xmllint, with a RELAX NG schema after TEI P5", counts: "documents",
      check(path) {
        told("xmllint", "--noout", "--nonet", "--relaxng", beside("tei.rng"), path);
        const xml = text(path);
        const ids = [...xml.matchAll(/ xml:id="([^"]*)"/g)].map((m) => m[1]);
        for (const [, pointers] of xml.matchAll(/ (?:who|toWhom|ref|corresp|next|prev)="([^"]*)"/g)) {
          for (const p of pointers.split(" ")) must(!p.startsWith("#") || ids.includes(p.slice(1)), `${p} points nowhere`);
        }
        const said = new Set([...xml.matchAll(/<said [^>]*?xml:id="(s\d+)[^"]*"/g)].map((m) => m[1]));
        const want = sum(recordsOf(context, path), (r) => r.statements.length);
        must(said.size === want, `${said.size} statements, not ${want}`);
        return 1;
      },
      spoil: {
        "an open element": (s) => first(s, "</said>", ""),
        "an element that is none": (s) => first(s, /<seg ([^>]*)>([^<]*)<\/seg>/, "<cue $1>$2</cue>"),
        "an attribute that is none": (s) => first(s, ' direct="', ' indirect="'),
        "an id twice": (s) => first(s, /xml:id="e\d+"(.*?)xml:id="e\d+"/s, 'xml:id="e1"$1xml:id="e1"'),
        "a pointer to nowhere": (s) => first(s, / who="#e/, ' who="#x'),
        "a day that is none": (s) => first(s, / when="[^"]*"/, ' when="tomorrow"'),
        "no header": (s) => first(s, /<teiHeader>.*<\/teiHeader>/s, ""),
      },
    },
    {
      name: "brat", by: "brat's rules, in Python", ext: ".ann", beside: (file) => file.replace(/\.ann$/, ".txt"), counts: "annotations",
      check: (path) => Number(told("python3", beside("brat.py"), path)),
      spoil: {
        "a span one too far": (s) => first(s, /^(T1\t\S+) (\d+)/m, (_, t, n) => `${t} ${+n + 1}`),
        "an id twice": (s) => first(s, /^T2\t/m, "T1\t"),
        "an argument that is nowhere": (s) => first(s, / Content:T\d+/, " Content:T99999"),
        "a type that is none": (s) => first(s, /^(T\d+)\tPerson /m, "$1\tHuman "),
        "a trigger of another type": (s) => first(s, /^(E\d+\t)Quote:/m, "$1Event:"),
        "a role that is none": (s) => first(s, / Source:/, " Speaker:"),
        "a value that is none": (s) => first(s, /^(A\d+\tForm \S+) .*$/m, "$1 shouted"),
        "a line that is none": (s) => s + "X1\tnothing\n",
      },
    },
    {
      name: "conllu", by: "the rules of CoNLL-U Plus, in Python", counts: "words",
      check: (path) => Number(told("python3", beside("conllu.py"), path)),
      spoil: {
        "a column less": (s) => first(s, /\t_\n/, "\n"),
        "a number left out": (s) => first(s, /^3\t/m, "4\t"),
        "no columns named": (s) => s.slice(s.indexOf("\n") + 1),
        "words that are not the text": (s) => first(s, /^(2\t)/m, "$1x"),
        "an empty cell": (s) => first(s, /\t_\t/, "\t\t"),
        "a span that begins inside": (s) => first(s, /\tB-(\S+)\t/, "\tI-$1\t"),
        "no blank line at the end": (s) => s.slice(0, -1),
      },
    },
    {
      name: "markdown", by: "commonmark", counts: "quotations",
      check(path) {
        const tree = new commonmark.Parser().parse(text(path));
        let quotations = 0;
        for (let walker = tree.walker(), step; (step = walker.next()); ) {
          if (!step.entering) continue;
          const { type, destination } = step.node;
          if (type === "block_quote") quotations++;
          must(type !== "html_block" && type !== "html_inline", "there is HTML in it");
          must(type !== "link" || /^https?:/.test(destination), `a link to ${destination}`);
        }
        const want = sum(recordsOf(context, path), (r) => r.statements.length);
        must(quotations === want, `${quotations} quotations, not ${want}`);
        return quotations;
      },
      spoil: {
        "a quotation less": (s) => first(s, /^>.*\n(>.*\n)*/m, ""),
        "HTML in it": (s) => first(s, "> ", "> <b>"),
        "a link to a script": (s) => first(s, "> ", "> [x](javascript:x) "),
      },
    },
    {
      name: "html", by: "parse5", counts: "links",
      check(path) {
        const errors = [];
        const document = parse5.parse(text(path), { onParseError: (e) => errors.push(e), sourceCodeLocationInfo: true });
        must(errors.length === 0, errors[0] && `line ${errors[0].startLine}: ${errors[0].code}`);
        const ids = new Set(), links = [];
        (function walk(node) {
          const at = Object.fromEntries((node.attrs ?? []).map((a) => [a.name, a.value]));
          if (at.id !== undefined) {
            must(at.id && !ids.has(at.id), `id ${at.id} stands twice`);
            ids.add(at.id);
          }
          if (at.href !== undefined) links.push(at.href);
          must(at.src === undefined, `it loads ${at.src}`);
          for (const child of [...(node.childNodes ?? []), ...(node.content?.childNodes ?? [])]) walk(child);
        })(document);
        for (const to of links) {
          must(to.startsWith("#") || /^https?:\/\//.test(to), `a link to ${to}`);
          must(!to.startsWith("#") || ids.has(decodeURIComponent(to.slice(1))), `${to} leads nowhere`);
        }
        return links.length;
      },
      spoil: {
        "a link to nowhere": (s) => first(s, /href="#/, 'href="#none-'),
        "an id twice": (s) => first(s, / id="([^"]+)"(.*?) id="[^"]+"/s, ' id="$1"$2 id="$1"'),
        "a script of others": (s) => first(s, "</head>", '<script src="https://example.org/x.js"></script></head>'),
        "an attribute twice": (s) => first(s, "</body>", "<p lang=en lang=en></p></body>"),
        "a link to a script": (s) => first(s, /href="#[^"]*"/, 'href="javascript:x"'),
      },
    },
  ];
}
