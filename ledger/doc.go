// Package ledger is what all stores of records have in common, and what no database is needed for: what is kept beside a
// record (Derive), who is who across articles (State), corrections laid over a record (Apply), and the language in which
// people search (Parse). Everything here is pure: the same input gives the same result, whatever the store.
package ledger
