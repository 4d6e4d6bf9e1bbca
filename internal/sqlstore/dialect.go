package sqlstore

import (
	"database/sql"
	"strconv"
	"strings"
)

// A Dialect is what a database has its own way of doing.
type Dialect struct {
	Name     string   // as goose calls it: sqlite3, postgres
	Types    []string // what stands for words of the steps of the schema, which are written for SQLite: word, replacement …
	Prepares bool     // the driver keeps prepared statements
	Rows     int      // that one statement writes, a power of 2
	Numbered bool     // parameters are $1, $2 … and not ?
	Lock     string   // makes writers wait for each other until the end of the transaction; empty where BEGIN does

	Bulk string // gives a connection more memory for transactions that write much; empty where there is nothing to give

	View sql.TxOptions

	// Vector makes the value of the column statements.vector out of what is searched; nil where the index keeps itself.
	Vector func(said, about, fields string) string
	// Index is the table of the index and Found the same joined with statements s, Number the number of what is found, and Match the
	// condition that takes a query. Probe is the condition for the row of s at hand.
	Index, Found, Number, Match, Probe string
	// Walk is how many rows are looked at in order before the index is asked; 0 where that gives what it finds in order.
	Walk int
	// Expect asks how many finds the database expects of a query, in JSON as EXPLAIN of PostgreSQL gives it; needed where there is a Walk.
	Expect string
	// Query writes a question as a query of the index.
	Query func(Expr) string
	// Error wraps what the driver reports in the errors of package readout.
	Error func(error) error
	// Verify are queries that find what is wrong with the files of the database, one fault a row; "ok" is none.
	Verify []string
}

// rebind writes the parameters of a query as the dialect does. Queries hold no question mark but those.
func (d *Dialect) rebind(query string) string {
	if !d.Numbered {
		return query
	}
	var b strings.Builder
	n := 0
	for part := range strings.SplitSeq(query, "?") {
		if n > 0 {
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
		}
		b.WriteString(part)
		n++
	}
	return b.String()
}
