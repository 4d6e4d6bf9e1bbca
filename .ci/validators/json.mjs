// Records, ninjs, PLOVER and SARIF, by ajv. The words of spans are cut from the text again.
import { join } from "node:path";
import { lines, load, must, recordOf, recordsOf, slice, sum, text } from "./tools.mjs";

export async function json(context) {
  const Ajv = await load(context, "ajv/dist/2020");
  const addFormats = await load(context, "ajv-formats");
  const compile = (schema, options) => {
    const ajv = new Ajv({ allErrors: true, strict: false, ...options });
    addFormats(ajv);
    const holds = ajv.compile(schema);
    return (value, what) => {
      if (!holds(value)) throw new Error(`${what}: ` + holds.errors.slice(0, 3).map((e) => `${e.instancePath} ${e.message}`).join("; "));
    };
  };
  const beside = (file) => JSON.parse(text(new URL(file, import.meta.url)));
  const record = compile(beside("../../docs/record.schema.json"));
  const ninjs = compile(beside("ninjs.schema.json"));
  const plover = compile(beside("plover.schema.json"));
  const sarif = await sarifSchema(context);
  const first = (s, from, to) => s.replace(from, to);

  return [
    {
      name: "jsonl", by: "ajv, with docs/record.schema.json", counts: "records",
      check(path) {
        const all = lines(path);
        all.forEach((r, i) => {
          record(r, `line ${i + 1}`);
          const spans = [];
          (function walk(x) {
            if (x && typeof x === "object") {
              if (Number.isInteger(x.start) && Number.isInteger(x.end) && typeof x.text === "string") spans.push(x);
              Object.values(x).forEach(walk);
            }
          })({ ...r, article: undefined });
          must(spans.length > 0, `line ${i + 1} has no spans`);
          for (const s of spans) must(slice(r.article.text, s.start, s.end) === s.text, `line ${i + 1}: ${s.start}:${s.end} is not ${s.text}`);
        });
        return all.length;
      },
      spoil: {
        "a span one too far": (s) => first(s, /"start":(\d+)/, (_, n) => `"start":${+n + 1}`),
        "no text": (s) => first(s, '"text":', '"txt":'),
        "an unknown field": (s) => first(s, '"form":', '"shape":1,"form":'),
        "half a line": (s) => s.slice(0, s.length >> 1),
      },
    },
    {
      name: "ninjs", by: "ajv, with a schema after ninjs 3.1", counts: "items",
      check(path) {
        const all = lines(path);
        all.forEach((item, i) => {
          ninjs(item, `line ${i + 1}`);
          const r = recordOf(context, item.altIds?.[0].value);
          const want = (r.statements ?? []).length + (r.occasions ?? []).length;
          must(item.associations.length === want, `line ${i + 1} has ${item.associations.length} associations, not ${want}`);
          const body = item.bodies[0];
          must(Array.from(body.value).length === body.charCount, `line ${i + 1}: charCount`);
          for (const a of item.associations.filter((a) => a.rel === "quotation")) {
            const at = a.descriptions.filter((d) => d.role === "position");
            a.bodies.forEach((b, k) => must(slice(body.value, ...at[k].value.split("-").map(Number)) === b.value, `${a.name}: the words are not at ${at[k].value}`));
          }
        });
        return all.length;
      },
      spoil: {
        "an unknown property": (s) => first(s, '"bodies"', '"quotes":[],"bodies"'),
        "an association without a name": (s) => first(s, /("associations":\[\{"uri":"[^"]*"),"name":"[^"]*"/, "$1"),
        "a kind that is none": (s) => first(s, '"type":"text"', '"type":"article"'),
        "no uri": (s) => first(s, '"uri":', '"url":'),
        "a position one too far": (s) => first(s, /"role":"position","value":"(\d+)-/, (_, n) => `"role":"position","value":"${+n + 1}-`),
      },
    },
    {
      name: "plover", by: "ajv, with a schema after PLOVER's manual", counts: "events",
      check(path) {
        const all = lines(path);
        all.forEach((e, i) => {
          plover(e, `line ${i + 1}`);
          const { text } = recordOf(context, e.readout.article).article;
          must(slice(text, e.text_info.start, e.text_info.end) === e.text, `line ${i + 1}: the sentence is not there`);
          must(slice(text, e.readout.start, e.readout.end) === e.event_text[0], `line ${i + 1}: the trigger is not there`);
        });
        const want = sum(recordsOf(context, path), (r) => (r.events ?? []).length);
        must(all.length === want, `${all.length} events, not ${want}`);
        return all.length;
      },
      spoil: {
        "a country of two letters": (s) => first(s, /"code":"(..)./, '"code":"$1'),
        "a type that is none": (s) => first(s, /"event":\["[A-Z]+"/, '"event":["TALK"'),
        "an event less": (s) => s.slice(s.indexOf("\n") + 1),
        "a trigger one too far": (s) => first(s, /"start":(\d+),"end":(\d+)\}\}/, (_, a, b) => `"start":${+a + 1},"end":${+b + 1}}}`),
      },
    },
    {
      name: "sarif", by: "ajv, with the schema of SARIF 2.1.0 in jest-sarif", counts: "results",
      check(path) {
        const log = JSON.parse(text(path));
        sarif(log);
        for (const { ruleId, ruleIndex, locations } of log.runs[0].results) {
          must(log.runs[0].tool.driver.rules[ruleIndex]?.id === ruleId, `rule ${ruleIndex} is not ${ruleId}`);
          const { startLine, endLine, startColumn, endColumn } = locations[0].physicalLocation.region;
          must(endLine > startLine || endColumn >= startColumn, `${ruleId} ends before it starts`);
        }
        return log.runs[0].results.length;
      },
      spoil: {
        "another version": (s) => first(s, '"version":"2.1.0"', '"version":"2"'),
        "a level that is none": (s) => first(s, '"level":"warning"', '"level":"loud"'),
        "a line from 0": (s) => first(s, /"startLine":\d+/, '"startLine":0'),
        "a message without text": (s) => first(s, '"message":{"text"', '"message":{"words"'),
        "a rule of another number": (s) => first(s, /"ruleIndex":\d+/, '"ruleIndex":99'),
        "no tool": (s) => first(s, '"tool"', '"hammer"'),
      },
    },
  ];
}

// sarifSchema compiles the schema of SARIF, which is of an older draft.
async function sarifSchema(context) {
  const Ajv = await load(context, "ajv-draft-04");
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  (await load(context, "ajv-formats"))(ajv);
  const holds = ajv.compile(JSON.parse(text(join(context.modules, "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"))));
  return (log) => must(holds(log), (holds.errors ?? []).slice(0, 3).map((e) => `${e.instancePath} ${e.message}`).join("; "));
}
