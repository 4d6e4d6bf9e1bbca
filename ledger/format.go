package ledger

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/readout-project/readout"
)

// Format writes a filter and an order as a query, in one way: Parse reads it back as they are.
func Format(f readout.Filter, by readout.Sort) string {
	parts := partsOf(&f)
	if by != "" && by != readout.ByDate {
		parts = append(parts, part{text: "sort:" + string(by)})
	}
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = p.text
	}
	return strings.Join(texts, " ")
}

// Term writes one value of a field as a part of a query, the name being one of Fields or of Searcher.Facets.
func Term(field, value string) string {
	if f := fieldNames[field]; f != nil && field != "month" && field != "day" {
		field = f.Name
	}
	return field + ":" + quote(value)
}

// quote writes a text in quotation marks where it needs them.
func quote(text string) string {
	bare := text != "" && text != "OR" && text != "AND" && text != "NOT" && text[0] != '-'
	for i, r := range text {
		_, mark := quotes[r]
		if unicode.IsSpace(r) || mark && i == 0 || strings.ContainsRune(`\"():*`, r) {
			bare = false
		}
	}
	if bare {
		return text
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// A part is a piece of a query that can be taken away, and how that is done.
type part struct {
	text string
	drop func(*readout.Filter)
}

// partsOf returns the parts of a filter, in the order in which they are written: a field with all its values is one.
func partsOf(f *readout.Filter) []part {
	var parts []part
	for i, w := range f.Words {
		text := quote(w.Text)
		if w.Prefix {
			text += "*"
		}
		parts = append(parts, part{text, func(f *readout.Filter) { f.Words = without(f.Words, i) }})
	}
	add := func(name string, values []string, drop func(*readout.Filter)) {
		if len(values) > 0 {
			terms := make([]string, len(values))
			for i, v := range values {
				terms[i] = name + ":" + quote(v)
			}
			parts = append(parts, part{strings.Join(terms, " "), drop})
		}
	}
	for _, field := range Fields {
		switch {
		case field.texts != nil:
			add(field.Name, *field.texts(f), func(f *readout.Filter) { *field.texts(f) = nil })
		case field.Name == "act":
			add(field.Name, texts(f.Act), func(f *readout.Filter) { f.Act = nil })
		case field.Name == "form":
			add(field.Name, texts(f.Form), func(f *readout.Filter) { f.Form = nil })
		case field.Name == "after" && f.After != "":
			add(field.Name, []string{f.After}, func(f *readout.Filter) { f.After = "" })
		case field.Name == "before" && f.Before != "":
			add(field.Name, []string{f.Before}, func(f *readout.Filter) { f.Before = "" })
		case field.flag != nil:
			for _, v := range field.Values {
				if *field.flag(f, v) {
					add(field.Name, []string{v}, func(f *readout.Filter) { *field.flag(f, v) = false })
				}
			}
		}
	}
	for i := range f.Without {
		not := partsOf(&f.Without[i])
		texts := make([]string, len(not))
		for j, p := range not {
			texts[j] = p.text
		}
		text := "-" + strings.Join(texts, " ")
		if len(not) != 1 || strings.Contains(not[0].text, " ") && not[0].several() || strings.HasPrefix(text, "--") {
			text = "-(" + text[1:] + ")"
		}
		parts = append(parts, part{text, func(f *readout.Filter) { f.Without = without(f.Without, i) }})
	}
	return parts
}

// several reports whether a part has more than one value.
func (p part) several() bool {
	quoted, escaped := false, false
	for _, r := range p.text {
		switch {
		case escaped:
			escaped = false
		case quoted && r == '\\':
			escaped = true
		case r == '"':
			quoted = !quoted
		case r == ' ' && !quoted:
			return true
		}
	}
	return false
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func without[T any](list []T, i int) []T {
	return append(append([]T(nil), list[:i]...), list[i+1:]...)
}

// A Removal is a part of a search that finds nothing, without which something is found or which alone finds nothing.
type Removal struct {
	Part   string
	Filter readout.Filter // without the part
	Count  int            // what that finds
	More   bool           // whether there are more than Count
	Alone  bool           // the part by itself finds nothing
}

func (r Removal) String() string {
	if r.Alone {
		return fmt.Sprintf("0 with %s alone", r.Part)
	}
	count := fmt.Sprint(r.Count)
	if r.More {
		count = "more than " + count
	}
	return fmt.Sprintf("0 with %s; %s without it", r.Part, count)
}

// A Counter counts what a search finds: readout.Searcher does.
type Counter interface {
	Count(ctx context.Context, f readout.Filter, limit int) (n int, more bool, err error)
}

// Limits of explanations, so that they take no longer than a few searches.
const (
	explainedParts = 12
	explainedCount = 1000
)

// Explain tells of a search that finds nothing which parts remove everything: without which of the first twelve, each by itself, something is found.
// Where several do, it tells which of them find nothing alone.
func Explain(ctx context.Context, s Counter, f readout.Filter) ([]Removal, error) {
	parts := partsOf(&f)
	if len(parts) < 2 {
		return nil, nil
	}
	var out []Removal
	for _, p := range parts[:min(len(parts), explainedParts)] {
		r := Removal{Part: p.text, Filter: f}
		p.drop(&r.Filter)
		var err error
		if r.Count, r.More, err = s.Count(ctx, r.Filter, explainedCount); err != nil {
			return nil, err
		}
		if r.Count > 0 {
			out = append(out, r)
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	for _, p := range parts[:min(len(parts), explainedParts)] {
		alone, _, err := Parse(p.text)
		if err != nil {
			return nil, fmt.Errorf("a part of a query: %w", err)
		}
		n, _, err := s.Count(ctx, alone, 1)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			r := Removal{Part: p.text, Filter: f, Alone: true}
			p.drop(&r.Filter)
			out = append(out, r)
		}
	}
	return out, nil
}
