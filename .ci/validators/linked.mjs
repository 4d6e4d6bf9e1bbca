// Web Annotation and schema.org: JSON-LD, expanded by jsonld. Their contexts are not fetched. That of Web Annotation is made here of
// the terms that are written; a term that it lacks is refused. The terms of schema.org are looked up in the types of schema-dts.
import { createRequire } from "node:module";
import { join } from "node:path";
import { lines, load, must, slice, text, unique } from "./tools.mjs";

const id = (iri) => ({ "@id": iri, "@type": "@id" });
const annotationContext = {
  oa: "http://www.w3.org/ns/oa#", as: "http://www.w3.org/ns/activitystreams#", rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  dcterms: "http://purl.org/dc/terms/", foaf: "http://xmlns.com/foaf/0.1/", xsd: "http://www.w3.org/2001/XMLSchema#",
  id: "@id", type: "@type",
  Annotation: "oa:Annotation", AnnotationPage: "as:OrderedCollectionPage", SpecificResource: "oa:SpecificResource", TextualBody: "oa:TextualBody",
  TextQuoteSelector: "oa:TextQuoteSelector", TextPositionSelector: "oa:TextPositionSelector", TimeState: "oa:TimeState", Software: "as:Application",
  items: { "@id": "as:items", "@type": "@id", "@container": "@list" }, body: id("oa:hasBody"), target: id("oa:hasTarget"), source: id("oa:hasSource"),
  selector: id("oa:hasSelector"), state: id("oa:hasState"), generator: id("as:generator"), exact: "oa:exact", prefix: "oa:prefix", suffix: "oa:suffix",
  start: { "@id": "oa:start", "@type": "xsd:nonNegativeInteger" }, end: { "@id": "oa:end", "@type": "xsd:nonNegativeInteger" },
  sourceDate: { "@id": "oa:sourceDate", "@type": "xsd:dateTime" }, name: "foaf:name", value: "rdf:value",
  motivation: { "@id": "oa:motivatedBy", "@type": "@vocab" }, purpose: { "@id": "oa:hasPurpose", "@type": "@vocab" },
  classifying: "oa:classifying", describing: "oa:describing", identifying: "oa:identifying", linking: "oa:linking", tagging: "oa:tagging",
};
const contexts = {
  "http://www.w3.org/ns/anno.jsonld": annotationContext,
  "https://schema.org": { "@vocab": "https://schema.org/", sameAs: id("https://schema.org/sameAs"), url: id("https://schema.org/url") },
};
const documentLoader = async (url) => {
  must(contexts[url], `there is no context ${url}`);
  return { documentUrl: url, document: { "@context": contexts[url] } };
};

export async function linked(context) {
  const jsonld = await load(context, "jsonld");
  const require = createRequire(join(context.modules, "node_modules", "x.js"));
  const expand = async (document) => {
    const out = await jsonld.expand(document, { documentLoader, safe: true });
    must(out.length > 0, "nothing is left of it when it is expanded");
    return jsonld.toRDF(out, { documentLoader, safe: true, format: "application/n-quads" });
  };
  const schema = vocabulary(text(require.resolve("schema-dts").replace(/schema\.js$/, "schema.d.ts")));
  const first = (s, from, to) => s.replace(from, to);

  return [
    {
      name: "webannotation", by: "jsonld", counts: "annotations",
      async check(path) {
        let count = 0;
        for (const page of lines(path)) {
          const quads = await expand(page);
          const known = (quads.match(/ns\/oa#Annotation>/g) ?? []).length;
          must(known === page.items.length, `${known} annotations in RDF, not ${page.items.length}`);
          unique(page.items.map((a) => a.id), "annotation");
          count += known;
          const texts = context.records.map((r) => r.article.text);
          const of = texts.find((t) => page.items.every((a) => a.target.every((t1) => fits(t, t1))));
          must(of !== undefined, "the annotations fit no article");
        }
        return count;
      },
      spoil: {
        "a term that is none": (s) => first(s, '"motivation":"describing"', '"motivation":"describing","quotes":"x"'),
        "a motivation that is none": (s) => first(s, '"motivation":"describing"', '"motivation":"shouting"'),
        "a position one too far": (s) => first(s, /"TextPositionSelector","start":(\d+)/, (_, n) => `"TextPositionSelector","start":${+n + 1}`),
        "an id twice": (s) => first(s, /"id":"(urn[^"]*)","type":"Annotation",(.*?)"id":"urn[^"]*","type":"Annotation"/, '"id":"$1","type":"Annotation",$2"id":"$1","type":"Annotation"'),
      },
    },
    {
      name: "schemaorg", by: "jsonld and schema-dts", counts: "nodes",
      async check(path) {
        let count = 0;
        for (const document of lines(path)) {
          await expand(document);
          for (const node of document["@graph"]) known(schema, node);
          const ids = document["@graph"].map((n) => n["@id"]);
          unique(ids, "node");
          const article = document["@graph"][0];
          for (const q of document["@graph"].filter((n) => n["@type"] === "Quotation")) {
            must(q.isPartOf["@id"] === article["@id"], `${q.identifier} is part of no article`);
            for (const to of [q.creator, q["readout:speaker"]]) must(!to || ids.includes(to["@id"]), `${q.identifier} has a speaker who is nowhere`);
          }
          count += ids.length;
        }
        return count;
      },
      spoil: {
        "a type that is none": (s) => first(s, '"@type":"Quotation"', '"@type":"Quote"'),
        "a property of another type": (s) => first(s, '"spokenByCharacter"', '"jobTitle"'),
        "an own term without its prefix": (s) => first(s, '"readout:cue"', '"cue"'),
        "a speaker who is nowhere": (s) => first(s, /"creator":\{"@id":"urn/, '"creator":{"@id":"urx'),
        "a context that is none": (s) => first(s, "https://schema.org", "https://schema.example"),
      },
    },
  ];
}

function fits(text, target) {
  const [quote, position] = target.selector;
  const { start, end } = position;
  const before = slice(text, Math.max(0, start - 200), start);
  return slice(text, start, end) === quote.exact && before.endsWith(quote.prefix ?? "") && slice(text, end, end + 200).startsWith(quote.suffix ?? "");
}

// vocabulary reads which properties each type has from the interfaces of schema-dts.
function vocabulary(types) {
  const own = new Map();
  for (const [, name, parents, body] of types.matchAll(/interface (\w+?)Base(?: extends ([^{]*))? \{([\s\S]*?)\n\}/g)) {
    const properties = [...body.matchAll(/^\s+"(\w+)"\?:/gm)].map((m) => m[1]);
    own.set(name, { properties, parents: [...(parents ?? "").matchAll(/(\w+?)Base/g)].map((m) => m[1]) });
  }
  // A type without properties of its own is its parent: interface CountryLeaf extends AdministrativeAreaBase.
  for (const [, name, parents] of types.matchAll(/interface (\w+?)Leaf extends ([^{]*) \{/g)) {
    if (!own.has(name)) own.set(name, { properties: [], parents: [...parents.matchAll(/(\w+?)Base/g)].map((m) => m[1]) });
  }
  must(own.size > 500, `schema-dts was not understood: ${own.size} types`);
  const all = (name, into = new Set()) => {
    for (const p of own.get(name)?.properties ?? []) into.add(p);
    for (const parent of own.get(name)?.parents ?? []) all(parent, into);
    return into;
  };
  return (type) => (own.has(type) ? all(type) : null);
}

// known fails where a node has a type or a property that schema.org has not.
function known(schema, node) {
  if (Object.keys(node).length === 1 && node["@id"]) return;
  const properties = schema(node["@type"]);
  must(properties, `schema.org has no type ${node["@type"]}`);
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith("@") || key.startsWith("readout:")) continue;
    must(properties.has(key), `schema.org's ${node["@type"]} has no ${key}`);
    for (const v of [value].flat()) if (v && typeof v === "object") known(schema, v);
  }
}
