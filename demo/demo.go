// Package demo holds the reports that `readout demo` loads: forty of eight invented outlets on three invented running stories, the
// talks of two countries over a dam, a strike of railway workers and a trial over a bridge. Among them are copies and cuts
// of an agency's reports, translations, a misquotation and an invented quotation, a correction, conflicting figures, two sides'
// accounts of one meeting, and promises kept and broken. All of it is written for this program; nothing of it happened.
package demo

import (
	"cmp"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

//go:embed articles/*.txt
var files embed.FS

// Articles returns the reports in the order in which they were published. Of an article that was changed later, both versions
// are there, under one URL.
func Articles() ([]readout.Article, error) {
	names, err := files.ReadDir("articles")
	if err != nil {
		return nil, err
	}
	var out []readout.Article
	for _, n := range names {
		b, err := files.ReadFile(path.Join("articles", n.Name()))
		if err != nil {
			return nil, err
		}
		a, err := parse(string(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n.Name(), err)
		}
		a.ID = strings.TrimSuffix(n.Name(), ".txt")
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b readout.Article) int {
		return cmp.Or(strings.Compare(a.Published, b.Published), strings.Compare(a.Modified, b.Modified), strings.Compare(a.ID, b.ID))
	})
	return out, nil
}

// parse reads a report: a line "Key: value" for each thing known about it, a blank line, the text.
func parse(s string) (readout.Article, error) {
	head, text, ok := strings.Cut(s, "\n\n")
	if !ok {
		return readout.Article{}, fmt.Errorf("there is no blank line before the text")
	}
	a := readout.Article{Language: "en", Text: strings.TrimSpace(text)}
	fields := map[string]*string{"Title": &a.Title, "Outlet": &a.Publisher, "Published": &a.Published, "Modified": &a.Modified, "URL": &a.URL}
	for line := range strings.SplitSeq(head, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch to := fields[key]; {
		case key == "Byline":
			a.Authors = []string{value}
		case to == nil || value == "":
			return a, fmt.Errorf("%q is nothing that is known of an article", line)
		default:
			*to = value
		}
	}
	return a, nil
}
