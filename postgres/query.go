package postgres

import (
	"strconv"
	"strings"

	"github.com/readout-project/readout/internal/sqlstore"
	"github.com/readout-project/readout/ledger"
)

// marks are what lexemes of a column begin with in statements.vector, so that those of one are not taken for those of another: no word begins so.
// (Weights would do as well, but are not in the index: every row found by it would have to be read.)
var marks = map[sqlstore.Column]string{sqlstore.Said: "", sqlstore.About: "~", sqlstore.Fields: "="}

// query writes a question as a tsquery. Folded words hold neither quotation marks nor backslashes.
func query(e sqlstore.Expr) string {
	switch e := e.(type) {
	case sqlstore.And:
		return join(e, " & ")
	case sqlstore.Or:
		return join(e, " | ")
	case sqlstore.Not:
		return "(" + query(e.Yes) + " & !" + query(e.No) + ")"
	case sqlstore.Phrase:
		var b strings.Builder
		b.WriteByte('(')
		for i, w := range e.Words {
			if i > 0 {
				b.WriteString(" <-> ")
			}
			b.WriteString("'" + marks[e.Column] + w.Folded + "'")
			if e.Prefix && i == len(e.Words)-1 {
				b.WriteString(":*")
			}
		}
		b.WriteByte(')')
		return b.String()
	}
	panic("postgres: no such question")
}

func join(list []sqlstore.Expr, with string) string {
	parts := make([]string, len(list))
	for i, e := range list {
		parts[i] = query(e)
	}
	return "(" + strings.Join(parts, with) + ")"
}

// vector writes a tsvector: every word with the mark of its column, and at its position where phrases are looked for.
func vector(said, about, fields string) string {
	var b strings.Builder
	for _, c := range []struct {
		name sqlstore.Column
		text string
	}{{sqlstore.Said, said}, {sqlstore.About, about}, {sqlstore.Fields, fields}} {
		at := 0
		for w := range ledger.Words(c.text) {
			at++
			b.WriteString("'" + marks[c.name] + w.Folded + "'")
			if c.name != sqlstore.Fields {
				b.WriteString(":" + strconv.Itoa(at))
			}
			b.WriteByte(' ')
		}
	}
	return b.String()
}
