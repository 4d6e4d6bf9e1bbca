package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// facetFields are the fields that a search counts the values of, and what they are called.
var facetFields = []option{
	{Value: "speaker", Label: "Who says it"}, {Value: "addressee", Label: "To whom"}, {Value: "act", Label: "What it does"}, {Value: "form", Label: "Form"},
	{Value: "outlet", Label: "Outlet"}, {Value: "place", Label: "Place"}, {Value: "occasion", Label: "Occasion"}, {Value: "event", Label: "Event told"}, {Value: "year", Label: "Year"},
}

// named are the fields whose values are names, which stand as they are.
var named = map[string]bool{"speaker": true, "addressee": true, "outlet": true, "place": true, "event": true}

const (
	facetValues = 8
	maxCount    = readout.FacetReach // beyond it, a page says only that there are more
)

type searchView struct {
	Query   string
	Count   int
	More    bool
	Sorts   []choice
	Groups  []choice
	Bars    bars
	Facets  []facetView
	Partly  bool // facets are those of the newest statements alone
	Results []group
	Next    string
	Exports []link
	Empty   []emptyView
	Error   string
}

// A choice is one of several ways to show a list.
type choice struct {
	Label, Link string
	On          bool
}

type facetView struct {
	Label  string
	Values []facetValue
}

type facetValue struct {
	Label, Link string // no link where the query asks for it already
	Count       int
}

// A group is results that belong together; all of them, where they are not grouped.
type group struct {
	Article *readout.ArticleRef
	Speaker *readout.IdentityRef
	Remarks []remark
}

// An emptyView is a part of a query without which something is found.
type emptyView struct {
	ledger.Removal
	Link string
}

// questionOf reads the question of an address.
func questionOf(r *http.Request) (question, error) {
	v := r.URL.Query()
	x, err := newQuestion(strings.TrimSpace(v.Get("q")), v.Get("sort"))
	if x.group = v.Get("group"); err == nil && x.group != "" && x.group != "article" && x.group != "speaker" {
		return x, bad("Results are grouped by \"article\" or \"speaker\", not %q.", clip(x.group, 40))
	}
	return x, err
}

// search shows what a query finds.
func (s *server) search(r *http.Request) (*page, error) {
	ctx := r.Context()
	x, err := questionOf(r)
	v := searchView{Query: x.q}
	p := &page{View: "search", Title: "Search", Tab: "search", Query: x.q, Data: &v}
	if x.q != "" {
		p.Title = clip(x.q, 80)
	}
	if err != nil {
		if e := problemOf(err); e.Status < 500 {
			v.Error, p.Status = e.Detail, e.Status
			return p, nil
		}
		return nil, err
	}
	found, err := s.store.Search(ctx, x.filter, x.sort, paging(r))
	if err != nil {
		return nil, err
	}
	if v.Count, v.More, err = s.store.Count(ctx, x.filter, maxCount); err != nil {
		return nil, err
	}
	for _, o := range []option{{"date", "newest first", false}, {"oldest", "oldest first", false}, {"relevance", "best match first", false}} {
		v.Sorts = append(v.Sorts, choice{o.Label, x.address("/search", "sort", o.Value), string(x.sort) == o.Value})
	}
	for _, o := range []option{{"", "by statement", false}, {"article", "by article", false}, {"speaker", "by speaker", false}} {
		v.Groups = append(v.Groups, choice{o.Label, x.address("/search", "group", o.Value), x.group == o.Value})
	}
	if v.Count == 0 {
		removals, err := s.explain(ctx, x)
		if err != nil {
			return nil, err
		}
		for _, m := range removals {
			v.Empty = append(v.Empty, emptyView{m, x.with(ledger.Format(m.Filter, x.sort))})
		}
		return p, nil
	}
	counts, err := s.store.Facets(ctx, x.filter, append(facetNames(), inTime...), 0)
	if err != nil {
		return nil, err
	}
	v.Facets, v.Partly = facetsOf(counts, x), v.More
	v.Bars = barsOf(counts, "over-time", "Statements over time", x.q, true)
	remarks := remarksOf(found.Items)
	if err := s.outlets(ctx, remarks); err != nil {
		return nil, err
	}
	v.Results, v.Next = grouped(remarks, x.group), more(r, found.Next)
	for _, e := range searchExports {
		v.Exports = append(v.Exports, link{e.title, x.address("/search."+e.ext, "group", "")})
	}
	p.Feed = x.address("/search.atom", "group", "")
	return p, nil
}

// facetNames are the names of the fields that a search counts the values of.
func facetNames() []string { return each(facetFields, func(o option) string { return o.Value }) }

// facetsOf makes lists of the most frequent values, each with the search that has it too.
func facetsOf(counts map[string][]readout.Facet, x question) (out []facetView) {
	for _, f := range facetFields {
		v := facetView{Label: f.Label}
		for _, value := range counts[f.Value][:min(len(counts[f.Value]), facetValues)] {
			fv := facetValue{Label: value.Label, Count: value.Count}
			if !named[f.Value] {
				fv.Label = label(value.Label)
			}
			fv.Label = clip(fv.Label, maxName)
			if len(value.Value) > maxField {
				v.Values = append(v.Values, fv) // too long to be asked for
				continue
			}
			if term := ledger.Term(f.Value, value.Value); !slices.Contains(strings.Fields(x.q), term) {
				fv.Link = x.with(strings.TrimSpace(x.q + " " + term))
			}
			v.Values = append(v.Values, fv)
		}
		if len(v.Values) > 0 {
			out = append(out, v)
		}
	}
	return out
}

// grouped puts remarks together that have an article or a speaker in common, in the order of the first of each.
func grouped(all []remark, by string) (out []group) {
	if by == "" {
		return []group{{Remarks: all}}
	}
	for _, m := range all {
		i := slices.IndexFunc(out, func(g group) bool {
			return by == "article" && g.Article.ID == m.Article.ID || by == "speaker" && g.Speaker.ID == m.Speaker.ID && g.Speaker.Name == m.Speaker.Name
		})
		if i < 0 {
			i = len(out)
			g := group{}
			if by == "article" {
				g.Article = &m.Article
			} else {
				g.Speaker = &m.Speaker
			}
			out = append(out, g)
		}
		out[i].Remarks = append(out[i].Remarks, m)
	}
	return out
}
