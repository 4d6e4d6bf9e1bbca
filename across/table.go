package across

import (
	"encoding/json"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/readout-project/readout/ledger"
)

// A Row is a line of a table: some words of articles, and in cells what an answer has them for.
type Row struct {
	Cells []string
	ledger.Cite
}

func row(c ledger.Cite, cells ...string) Row { return Row{cells, c} }

// several puts values into one cell.
func several(values []string) string { return strings.Join(values, "|") }

// flag writes a truth in a cell: empty for what is not.
func flag(yes bool) string {
	if yes {
		return "yes"
	}
	return ""
}

// Table returns the items of an answer as a table: the names of the columns, and the rows. Rows of one item have its number, from 1; places count
// code points of the article's text.
func Table[T any](f Feature[T], items []T) ([]string, iter.Seq2[[]string, error]) {
	columns := append(append([]string{"item"}, f.Columns...),
		"outlet", "title", "date", "speaker", "speaker_id", "words", "article", "version", "start", "end", "statement")
	return columns, func(yield func([]string, error) bool) {
		for i := range items {
			for _, r := range f.Rows(&items[i]) {
				start, end := "", "" // not told of what a search finds
				if r.End > 0 {
					start, end = strconv.Itoa(r.Start), strconv.Itoa(r.End)
				}
				cells := append([]string{strconv.Itoa(i + 1)}, r.Cells...)
				if !yield(append(cells, r.Outlet, r.Title, r.Date, r.Speaker, r.SpeakerID, r.Words, r.Article, strconv.Itoa(r.Version), start, end, r.Statement), nil) {
					return
				}
			}
		}
	}
}

// WriteLines writes items as JSON Lines, one a line.
func WriteLines[T any](w io.Writer, items []T) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i := range items {
		if err := e.Encode(&items[i]); err != nil {
			return err
		}
	}
	return nil
}
