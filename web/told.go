package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
	remarks "github.com/readout-project/readout/remark"
)

// A toldView is what was said once, in the wordings of those who print it.
type toldView struct {
	Longest     wordingView
	Outlets     int
	Independent int // those that print copies of one report counted once
	Articles    int
	Variants    []variantView

	Key    string // of the statement that was asked for
	Files  []link
	Write  bool
	Others []toldIn // all but that
}

// A variantView is a wording beside the longest, and who has it.
type variantView struct {
	Kind  string
	Flags []string
	Runs  []run // what only this wording has is marked
	Gone  []run // of the longest wording, what this one has not is marked
	Told  []toldIn
}

// A toldIn is who prints a wording.
type toldIn struct {
	Key, Date string
	Article   readout.ArticleRef
	Cue       string
	Direct    bool
}

// maxSketched is of how many articles the texts are read for one page, to tell copies of one report.
const maxSketched = 60

// told finds what tells the same as a statement.
func (s *server) told(ctx context.Context, key string) (hits []readout.Hit, r remarks.Remark, err error) {
	if hits, err = s.store.Remark(ctx, key); err != nil {
		return nil, r, err
	}
	all := make([]remarks.Saying, len(hits))
	left := maxSketched
	for i := range hits {
		if err := s.sketch(ctx, &hits[i].Article, &left); err != nil {
			return nil, r, err
		}
		all[i] = remarks.Of(&hits[i], s.sketched(&hits[i].Article))
	}
	return hits, remarks.Join(all), nil
}

// toldPage shows what was said once, as all print it.
func (s *server) toldPage(r *http.Request) (*page, error) {
	hits, found, err := s.told(r.Context(), r.PathValue("key"))
	if err != nil {
		return nil, err
	}
	of := func(k remarks.Saying) *readout.Hit {
		return &hits[slices.IndexFunc(hits, func(h readout.Hit) bool { return h.Key == k.Key })]
	}
	longest := found.Sayings[found.Longest]
	v := toldView{Longest: wordingView{Remark: remarkOf(*of(longest))}, Outlets: found.Outlets, Independent: found.Independent,
		Key: r.PathValue("key"), Write: callerOf(r.Context()).write}
	articles := map[string]bool{}
	for _, x := range found.Variants {
		words := found.Sayings[x.Sayings[0]].Words
		w := variantView{Kind: string(x.Kind), Runs: variantRuns(words, x.Steps, func(st remarks.Step) readout.Span { return st.Variant }),
			Gone: variantRuns(longest.Words, x.Steps, func(st remarks.Step) readout.Span { return st.Longest })}
		for _, f := range x.Flags {
			w.Flags = append(w.Flags, f.String())
		}
		for _, i := range x.Sayings {
			h := of(found.Sayings[i])
			articles[h.Article.ID] = true
			told := toldIn{Key: h.Key, Date: h.Date, Article: h.Article, Cue: remarkOf(*h).Verb(), Direct: h.Statement.Form == readout.Direct}
			if w.Told = append(w.Told, told); h.Key != v.Key {
				v.Others = append(v.Others, told)
			}
		}
		v.Variants = append(v.Variants, w)
	}
	v.Articles = len(articles)
	at := statementPath(v.Key) + "/remark"
	v.Files = acrossLinks(at, "")
	return &page{View: "told", Title: "One remark, as printed", Tab: "search", Data: v, Feed: at + ".atom"}, nil
}

// variantRuns cuts a wording into runs, marking what is not in the other.
func variantRuns(words string, steps []remarks.Step, of func(remarks.Step) readout.Span) []run {
	var marks []readout.Span
	for _, st := range steps {
		if s := of(st); st.Op != remarks.Kept && !s.Empty() {
			marks = append(marks, s)
		}
	}
	slices.SortFunc(marks, func(a, b readout.Span) int { return a.Start - b.Start })
	return runs(strings.ReplaceAll(words, "\n", " "), marks)
}

// toldTwin is toldPage for programs.
func (s *server) toldTwin(ctx context.Context, in *IDInput) (out client.Remark, err error) {
	hits, found, err := s.told(ctx, in.ID)
	if err != nil {
		return out, err
	}
	out = client.Remark{Longest: found.Sayings[found.Longest].Key, Outlets: found.Outlets, Independent: found.Independent, Statements: each(hits, statementJSON)}
	for _, x := range found.Variants {
		out.Variants = append(out.Variants, client.Variant{Kind: string(x.Kind), Flags: each(x.Flags, remarks.Flag.String),
			Statements: each(x.Sayings, func(i int) string { return found.Sayings[i].Key })})
	}
	return out, nil
}
