// Package web shows a ledger in the browser and to programs: pages that work without JavaScript, the same as JSON at the same
// address with .json at its end, exports of any article and any search, feeds, and news of statements as they come. docs/api.md
// describes what programs can ask.
package web
