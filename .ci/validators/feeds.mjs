// Atom and JSON Feed by feedsmith and rss-parser, iCalendar by ical.js.
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { load, must, text, unique } from "./tools.mjs";

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export async function feeds(context) {
  const feedsmith = await load(context, "feedsmith");
  const Parser = createRequire(join(context.modules, "node_modules", "x.js"))("rss-parser");
  const ICAL = await load(context, "ical.js");
  const first = (s, from, to) => s.replace(from, to);
  const web = (url) => /^https?:\/\//.test(url);

  // likeIts fails where a feed has other entries than the feed of the other kind, of the same statements.
  const likeIts = (path, from, to, ids, idsOf) => {
    const twin = path.replace(from, to);
    if (twin !== path && existsSync(twin)) must(JSON.stringify(idsOf(twin)) === JSON.stringify(ids), "its twin has other entries");
  };
  const jsonIDs = (path) => JSON.parse(text(path)).items.map((i) => i.id);

  return [
    {
      name: "atom", by: "feedsmith, rss-parser and xmllint", counts: "entries",
      async check(path) {
        execFileSync("xmllint", ["--noout", "--nonet", path], { stdio: "pipe" });
        const feed = feedsmith.parseAtomFeed(text(path));
        must(feed.id && feed.title && instant.test(feed.updated), "a feed has an id, a title and when it was updated");
        const entries = feed.entries ?? [];
        must(entries.length > 0, "there is no entry");
        unique(entries.map((e) => e.id), "entry");
        for (const e of entries) {
          must(e.title && instant.test(e.updated), `${e.id} has no title, or no time`);
          must(!e.published || instant.test(e.published), `${e.id}: published ${e.published}`);
          must(e.content?.value ?? e.content, `${e.id} has no content`);
          for (const l of e.links ?? []) must(web(l.href), `${e.id}: a link to ${l.href}`);
          must(new Date(e.updated) <= new Date(feed.updated), `${e.id} is newer than its feed`);
        }
        const other = await new Parser().parseString(text(path));
        must(other.items.length === entries.length, `${other.items.length} items for rss-parser, ${entries.length} for feedsmith`);
        likeIts(path, /atom\/([^/]*)\.atom$/, "jsonfeed/$1.json", entries.map((e) => e.id), jsonIDs);
        return entries.length;
      },
      spoil: {
        "an open element": (s) => first(s, "</entry>", ""),
        "no id": (s) => first(s, /<id>[^<]*<\/id>/, ""),
        "no time": (s) => first(s, /(<entry>.*?)<updated>[^<]*<\/updated>/s, "$1"),
        "a bare ampersand": (s) => first(s, "&lt;", "& "),
        "a day without its hour": (s) => first(s, /(<entry>.*?<updated>[^<T]*)T[^<]*/s, "$1"),
        "an entry twice": (s) => first(s, /<entry>.*?<\/entry>/s, (e) => e + e),
      },
    },
    {
      name: "jsonfeed", by: "feedsmith", counts: "items",
      check(path) {
        const feed = feedsmith.parseJsonFeed(text(path));
        must(feed.title && JSON.parse(text(path)).version === "https://jsonfeed.org/version/1.1", "a feed has a version and a title");
        must(feed.items.length > 0, "there is no item");
        unique(feed.items.map((i) => i.id), "item");
        // A statement whose article has an address has one name, in a feed of files and in one of a ledger.
        const named = (items) => JSON.stringify(items.filter((i) => i.external_url).map((i) => i.id).sort());
        const files = join(dirname(path), "examples.json");
        must(!existsSync(files) || named(feed.items) === named(JSON.parse(text(files)).items), "statements have other names here than in the files");
        for (const i of feed.items) {
          must(i.id && (i.content_html || i.content_text), `${i.id} has no content`);
          for (const at of [i.date_published, i.date_modified]) must(!at || instant.test(at), `${i.id}: ${at}`);
          for (const url of [i.url, i.external_url]) must(!url || web(url), `${i.id}: a link to ${url}`);
        }
        return feed.items.length;
      },
      spoil: {
        "no version": (s) => first(s, '"version"', '"release"'),
        "no items": (s) => first(s, '"items"', '"entries"'),
        "an item without content": (s) => first(s, '"content_html"', '"content_markdown"'),
        "an item without an id": (s) => first(s, /("items":\[\{)"id":"[^"]*",/, "$1"),
        "half of it": (s) => s.slice(0, s.length >> 1),
      },
    },
    {
      name: "icalendar", by: "ical.js", counts: "events",
      check(path) {
        const raw = text(path);
        must(raw.endsWith("\r\n") && !/[^\r]\n/.test(raw), "a line does not end in CRLF");
        for (const line of raw.split("\r\n")) must(Buffer.byteLength(line) <= 75, `a line of ${Buffer.byteLength(line)} bytes`);
        ICAL.design.strict = true;
        const calendar = new ICAL.Component(ICAL.parse(raw));
        must(calendar.getFirstPropertyValue("version") === "2.0" && calendar.getFirstPropertyValue("prodid"), "a calendar has a version and a maker");
        const events = calendar.getAllSubcomponents("vevent");
        unique(events.map((e) => e.getFirstPropertyValue("uid")), "event");
        for (const e of events) {
          const uid = e.getFirstPropertyValue("uid");
          for (const p of ["dtstamp", "dtstart"]) must(e.getFirstPropertyValue(p) instanceof ICAL.Time, `${uid} has no ${p}`);
          const { startDate, endDate } = new ICAL.Event(e);
          must(startDate.isDate || startDate.hour < 24, `${uid} starts at ${startDate}`);
          must(endDate.compare(startDate) > 0 || !e.hasProperty("dtend"), `${uid} ends before it starts`);
          must(["TENTATIVE", "CONFIRMED", "CANCELLED", undefined, null].includes(e.getFirstPropertyValue("status")), `${uid}: status`);
          must(e.getFirstPropertyValue("summary"), `${uid} has no summary`);
          must(!e.hasProperty("attendee"), `${uid} invites somebody`);
        }
        must(!calendar.hasProperty("method"), "it is no invitation");
        return events.length;
      },
      spoil: {
        "no end": (s) => first(s, "END:VCALENDAR\r\n", ""),
        "bare line feeds": (s) => s.replaceAll("\r\n", "\n"),
        "an event without a beginning": (s) => first(s, /DTSTART[^\r]*\r\n/, ""),
        "a day that is none": (s) => first(s, /DTSTART;VALUE=DATE:\d{8}/, "DTSTART;VALUE=DATE:tomorrow"),
        "a long line": (s) => first(s, "SUMMARY:", "SUMMARY:" + "x".repeat(80)),
        "an invitation": (s) => first(s, "SUMMARY:", "ATTENDEE:mailto:a@example.org\r\nSUMMARY:"),
        "an event twice": (s) => first(s, /BEGIN:VEVENT.*?END:VEVENT\r\n/s, (e) => e + e),
      },
    },
  ];
}
