package sqlstore

import "strings"

// A table collects rows for a table and writes many with one statement.
type table struct {
	name    string
	columns []string
	as      map[string]string // how the value of a column is written where that is not as it is
	upsert  string            // what follows the rows
	args    []any
}

func newTable(name, columns string) *table {
	return &table{name: name, columns: strings.Fields(columns)}
}

func (w *table) add(values ...any) {
	if len(values) != len(w.columns) {
		panic("sqlstore: " + w.name + " has other columns")
	}
	w.args = append(w.args, values...)
}

// flush writes the rows that were added, Dialect.Rows or a half, a quarter … of that at once: a few sizes only, so that prepared statements are used
// again.
func (w *table) flush(t *tx) error {
	width := len(w.columns)
	for len(w.args) > 0 {
		rows := t.d.Rows
		for rows*width > len(w.args) {
			rows /= 2
		}
		if err := t.again(w.insert(rows), w.args[:rows*width]...); err != nil {
			return err
		}
		w.args = w.args[rows*width:]
	}
	w.args = nil
	return nil
}

func (w *table) insert(rows int) string {
	values := make([]string, len(w.columns))
	for i, c := range w.columns {
		values[i] = "?"
		if as, ok := w.as[c]; ok {
			values[i] = as
		}
	}
	row := "(" + strings.Join(values, ", ") + ")"
	return "INSERT INTO " + w.name + " (" + strings.Join(w.columns, ", ") + ") VALUES " + strings.Repeat(row+", ", rows-1) + row + " " + w.upsert
}
