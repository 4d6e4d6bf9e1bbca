package sqlite

import (
	"strings"

	"github.com/readout-project/readout/internal/sqlstore"
)

// query writes a question in the query syntax of FTS5.
func query(e sqlstore.Expr) string {
	switch e := e.(type) {
	case sqlstore.And:
		return join(e, " AND ")
	case sqlstore.Or:
		return join(e, " OR ")
	case sqlstore.Not:
		return "(" + query(e.Yes) + " NOT " + query(e.No) + ")"
	case sqlstore.Phrase:
		var b strings.Builder
		b.WriteString(string(e.Column) + ` : "`)
		for i, w := range e.Words {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.Raw)
		}
		b.WriteByte('"')
		if e.Prefix {
			b.WriteString(" *")
		}
		return b.String()
	}
	panic("sqlite: no such question")
}

func join(list []sqlstore.Expr, with string) string {
	parts := make([]string, len(list))
	for i, e := range list {
		parts[i] = query(e)
	}
	return "(" + strings.Join(parts, with) + ")"
}
