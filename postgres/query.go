package postgres

import (
	"strconv"
	"strings"

	"github.com/readout-project/readout/internal/sqlstore"
	"github.com/readout-project/readout/ledger"
)

// weights are the labels that lexemes of a column carry in statements.vector.
var weights = map[sqlstore.Column]string{sqlstore.Said: "A", sqlstore.About: "B", sqlstore.Fields: "C"}

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
			b.WriteString("'" + w.Folded + "':")
			if e.Prefix && i == len(e.Words)-1 {
				b.WriteByte('*')
			}
			b.WriteString(weights[e.Column])
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

// vector writes a tsvector: every word at its position, columns apart so that no phrase reaches from one into the other.
func vector(said, about, fields string) string {
	var b strings.Builder
	at := 0
	for _, c := range []struct {
		name sqlstore.Column
		text string
	}{{sqlstore.Said, said}, {sqlstore.About, about}, {sqlstore.Fields, fields}} {
		for w := range ledger.Words(c.text) {
			at++
			b.WriteString("'" + w.Folded + "':" + strconv.Itoa(at) + weights[c.name] + " ")
		}
		at++
	}
	return b.String()
}
