package web

import (
	"context"
	"net/url"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

func queryEscape(s string) string { return url.QueryEscape(s) }

// searchPath returns the address of a search.
func searchPath(f readout.Filter) string {
	return "/search?q=" + queryEscape(ledger.Format(f, readout.ByDate))
}

// exportsOf returns the addresses of what a filter finds in each format.
func exportsOf(f readout.Filter) (out []link) {
	q := queryEscape(ledger.Format(f, readout.ByDate))
	for _, e := range searchExports {
		out = append(out, link{e.title, "/search." + e.ext + "?q=" + q})
	}
	return out
}

// called returns how a query calls somebody: by name, unless others may be meant by it or it is too long to be one.
func called(who *readout.Identity) string {
	if len(who.Namesakes) > 0 || len(who.Name) > maxField {
		return who.ID
	}
	return who.Name
}

// between returns the address of what one said to another.
func between(from, to readout.IdentityRef) string {
	return searchPath(readout.Filter{Speaker: []string{from.ID}, Addressee: []string{to.ID}})
}

// A question is what a search asks.
type question struct {
	q      string
	filter readout.Filter
	sort   readout.Sort
	group  string
}

// newQuestion understands a query. The sort, where it is given, is used instead of that in the query.
func newQuestion(q, sort string) (question, error) {
	x := question{q: q}
	var err error
	if x.filter, x.sort, err = ledger.Parse(q); err != nil {
		return x, bad("%s", sentence(err.Error()))
	}
	if sort != "" {
		x.sort = readout.Sort(sort)
	}
	if !slices.Contains([]readout.Sort{readout.ByDate, readout.ByOldest, readout.ByRelevance, readout.ByAdded}, x.sort) {
		return x, bad("Results are sorted by \"date\", \"oldest\", \"relevance\" or \"added\", not %q.", clip(sort, 40))
	}
	return x, nil
}

// address returns the address of the question with one thing changed.
func (x question) address(path, name, value string) string {
	v := url.Values{}
	for k, s := range map[string]string{"q": x.q, "sort": string(x.sort), "group": x.group} {
		if k == name {
			s = value
		}
		if s != "" && !(k == "sort" && s == string(readout.ByDate)) {
			v.Set(k, s)
		}
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// with returns the address of the question with another query.
func (x question) with(q string) string {
	x.q = q
	return x.address("/search", "", "")
}

// explain tells of a search that finds nothing how much is found without each of its parts.
func (s *server) explain(ctx context.Context, x question) ([]ledger.Removal, error) {
	return ledger.Explain(ctx, s.store, x.filter)
}
