// Package export writes records in the formats of others: pages of HTML, tables, feeds, calendars, JSON-LD, and what linguists and
// political scientists exchange. docs/formats.md tells what each holds and leaves out.
package export
