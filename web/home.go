package web

import (
	"context"
	"net/http"
	"time"

	"github.com/readout-project/readout"
)

// A tabView is an entry of the menu.
type tabView struct {
	To, Name string
	Here     bool
}

// A talksLine is talks in a list, with the last thing that is told of them.
type talksLine struct {
	readout.TalksRef
	Line     *toldLine
	Articles int // that tell of them
}

type toldLine struct{ Label, Words string }

func lineOf(t readout.TalksRef) talksLine {
	for _, l := range []struct {
		label string
		words []string
	}{{"Next", t.Next}, {"Agreed", t.Agreed}, {"Not agreed", t.Denied}, {"Outstanding", t.Outstanding}, {"About", t.Topics}} {
		if len(l.words) > 0 {
			return talksLine{t, &toldLine{l.label, l.words[0]}, 1}
		}
	}
	return talksLine{t, nil, 1}
}

type homeView struct {
	Empty    bool
	Form     addView
	Example  example
	Stats    readout.Stats
	Latest   []remark
	Coming   []readout.Coming
	Past     []readout.Coming // the last of what was to come, where nothing is
	Talks    []talksLine
	Articles []readout.ArticleRef
	Today    string

	hits []readout.Hit // that Latest shows
}

// How much the first page shows.
const (
	shownLatest = 10
	shownTalks  = 5
	shownPast   = 3
	shownOfOne  = 3 // statements of one article
)

// varied returns the first statements of a list that are so many at most of one article or, where there are too few, the first.
func varied(hits []readout.Hit, n int) (out []readout.Hit) {
	of := map[string]int{}
	for _, h := range hits {
		if of[h.Article.ID]++; of[h.Article.ID] <= shownOfOne && len(out) < n {
			out = append(out, h)
		}
	}
	if len(out) < min(n, len(hits)) {
		return hits[:min(n, len(hits))]
	}
	return out
}

// home shows what is new or, while nothing is there, how to begin.
func (s *server) home(r *http.Request) (*page, error) {
	if r.URL.Path != "/" {
		return nil, fault(http.StatusNotFound, "There is no page %q here.", clip(plain(r.URL.Path), 80))
	}
	v, err := s.latest(r.Context())
	if err != nil {
		return nil, err
	}
	return &page{View: "home", Tab: "home", Data: v, Feed: "/search.atom"}, nil
}

// latest gathers what is new.
func (s *server) latest(ctx context.Context) (*homeView, error) {
	stats, err := s.store.Stats(ctx)
	if err != nil {
		return nil, err
	}
	v := &homeView{Empty: stats.Articles == 0, Stats: stats, Today: s.today()}
	if v.Empty {
		v.Example = firstExample
		return v, nil
	}
	latest, err := s.store.Search(ctx, readout.Filter{}, readout.ByDate, readout.Paging{Limit: 8 * shownLatest})
	if err != nil {
		return nil, err
	}
	v.hits = varied(latest.Items, shownLatest)
	v.Latest = remarksOf(v.hits)
	if err := s.outlets(ctx, v.Latest); err != nil {
		return nil, err
	}
	coming, err := s.store.Coming(ctx, v.Today, "", readout.Paging{Limit: 6})
	if err != nil {
		return nil, err
	}
	if v.Coming = coming.Items; len(v.Coming) == 0 {
		if v.Past, err = s.lastBefore(ctx, v.Today, shownPast); err != nil {
			return nil, err
		}
	}
	talks, err := s.store.Talks(ctx, readout.Filter{}, readout.Paging{Limit: 4 * shownTalks})
	if err != nil {
		return nil, err
	}
	for _, l := range linesOf(talks.Items) {
		if l.Line != nil && len(v.Talks) < shownTalks {
			v.Talks = append(v.Talks, l)
		}
	}
	articles, err := s.store.Articles(ctx, readout.Filter{}, readout.Paging{Limit: 6})
	if err != nil {
		return nil, err
	}
	v.Articles = articles.Items
	return v, nil
}

func (s *server) today() string { return s.o.Now().UTC().Format(time.DateOnly) }

// paging reads which part of a list is asked for.
func paging(r *http.Request) readout.Paging {
	return readout.Paging{Limit: pageSize, Cursor: r.URL.Query().Get("cursor")}
}

// pageSize is how many entries a page of a list shows.
const pageSize = 30

// more returns the address of the part of a list that follows; empty at its end.
func more(r *http.Request, next string) string {
	if next == "" {
		return ""
	}
	q := r.URL.Query()
	q.Set("cursor", next)
	return r.URL.Path + "?" + q.Encode()
}

type listView[T any] struct {
	Items []T
	More  string
}

// articles lists the articles.
func (s *server) articles(r *http.Request) (*page, error) {
	l, err := s.store.Articles(r.Context(), readout.Filter{}, paging(r))
	if err != nil {
		return nil, err
	}
	return &page{View: "articles", Title: "Articles", Tab: "articles", Data: listView[readout.ArticleRef]{l.Items, more(r, l.Next)}}, nil
}
