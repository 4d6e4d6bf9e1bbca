package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// talks lists negotiations.
func (s *server) talks(r *http.Request) (*page, error) {
	l, err := s.store.Talks(r.Context(), readout.Filter{}, paging(r))
	if err != nil {
		return nil, err
	}
	v := listView[talksLine]{Items: linesOf(l.Items), More: more(r, l.Next)}
	return &page{View: "talks", Title: "Talks", Tab: "talks", Data: v}, nil
}

// linesOf lists talks, those of several articles that are between two of the same parties or more on one line.
func linesOf(all []readout.TalksRef) (out []talksLine) {
	for _, t := range all {
		i := slices.IndexFunc(out, func(l talksLine) bool { return sharedParties(l.Parties, t.Parties) > 1 })
		if i < 0 {
			out = append(out, lineOf(t))
			continue
		}
		if out[i].Articles++; out[i].Line == nil {
			out[i].Line = lineOf(t).Line
		}
	}
	return out
}

// maxTold is how many articles tell talks on their page.
const maxTold = 30

type talksView struct {
	Parties  []readout.IdentityRef
	Topics   []string
	Results  []toldBy
	Lists    []toldList
	Lanes    *lanes // nil where it is not known who speaks for whom
	Timeline timeline
	Articles []readout.ArticleRef
}

// A toldBy is words and the article that they stand in.
type toldBy struct {
	Words, Date string
	Article     readout.ArticleRef
	Statement   string               // key; empty when it is nobody's word
	Also        []readout.ArticleRef // which tell the same
}

type toldList struct {
	Title, Class string
	Items        []toldBy
}

// add adds words, or tells that one more article has them: what one list has twice, whole or as part of the other, is told once, in the
// words that came first and with the date of the last.
func (l *toldList) add(x toldBy) {
	for i := range l.Items {
		if o := &l.Items[i]; containsWords(o.Words, x.Words) || containsWords(x.Words, o.Words) {
			if o.Article.ID != x.Article.ID && !slices.ContainsFunc(o.Also, func(a readout.ArticleRef) bool { return a.ID == x.Article.ID }) {
				o.Also = append(o.Also, x.Article)
			}
			if x.Date != "" {
				o.Date = x.Date
			}
			return
		}
	}
	l.Items = append(l.Items, x)
}

// results tell people how talks ended, as an article has it.
var results = map[string]string{"agreement": "agreement reached", "partial": "agreement in part", "none": "no agreement"}

// talksPage shows one negotiation, as all articles tell it that have two of its parties.
func (s *server) talksPage(r *http.Request) (*page, error) {
	ctx := r.Context()
	told, err := s.toldOf(ctx, r.PathValue("key"))
	if err != nil {
		return nil, err
	}
	v := talksView{Parties: told[0].Parties}
	lists := []toldList{{"Agreed", "meet", nil}, {"Not agreed", "meet", nil}, {"Outstanding", "meet", nil}, {"Next", "next", nil}}
	var occasions []happening
	var all []*readout.Kept
	var points []lanePoint
	slices.SortStableFunc(told, func(a, b readout.TalksRef) int { return strings.Compare(b.Article.Published, a.Article.Published) })
	for i := range told {
		t := &told[i]
		kept, err := s.store.Get(ctx, t.Article.ID, t.Article.Version)
		if err != nil {
			return nil, err
		}
		all = append(all, kept)
		date := t.Article.Published[:min(len(t.Article.Published), 10)]
		for k, of := range [][]readout.Point{t.Talks.Agreed, t.Talks.Denied, t.Talks.Outstanding, t.Talks.Next} {
			for n, words := range [][]string{t.Agreed, t.Denied, t.Outstanding, t.Next}[k] {
				x := toldBy{Words: words, Date: date, Article: t.Article}
				if n < len(of) {
					x.Statement = kept.Keys[of[n].Statement]
				}
				if x.Statement == "" {
					points = append(points, lanePoint{lists[k].Title, x})
				}
				lists[k].add(x)
			}
		}
		for _, topic := range t.Topics {
			if !slices.Contains(v.Topics, topic) {
				v.Topics = append(v.Topics, topic)
			}
		}
		if words := results[t.Talks.Result]; words != "" {
			v.Results = append(v.Results, toldBy{Words: words, Date: date, Article: t.Article})
		}
		if !slices.ContainsFunc(v.Articles, func(a readout.ArticleRef) bool { return a.ID == t.Article.ID }) {
			v.Articles = append(v.Articles, t.Article)
		}
		occasions = append(occasions, happeningsOf(t, kept)...)
	}
	for _, l := range lists {
		if len(l.Items) > 0 {
			v.Lists = append(v.Lists, l)
		}
	}
	v.Timeline = timelineOf(occasions)
	if v.Lanes, err = s.lanesOf(ctx, v.Parties, all, v.Timeline.Items, points); err != nil {
		return nil, err
	}
	var names []string
	for _, p := range v.Parties {
		names = append(names, p.Name)
	}
	return &page{View: "negotiation", Title: "Talks: " + strings.Join(names, ", "), Tab: "talks", Data: v}, nil
}

// toldOf returns the talks with a key, and those of other articles that are between two of the same parties or more.
func (s *server) toldOf(ctx context.Context, key string) ([]readout.TalksRef, error) {
	one, err := s.store.TalksBy(ctx, key)
	if err != nil {
		return nil, err
	}
	out := []readout.TalksRef{*one}
	f := readout.Filter{}
	for _, p := range one.Parties {
		f.Speaker = append(f.Speaker, p.ID)
	}
	if len(f.Speaker) < 2 {
		return out, nil
	}
	l, err := s.store.Talks(ctx, f, readout.Paging{Limit: maxSearched})
	if err != nil {
		return nil, err
	}
	for _, t := range l.Items {
		if t.Key != key && len(out) < maxTold && sharedParties(t.Parties, one.Parties) > 1 {
			out = append(out, t)
		}
	}
	return out, nil
}

// maxSearched is how many talks of the same parties are looked at.
const maxSearched = 1000

func sharedParties(a, b []readout.IdentityRef) (n int) {
	for _, x := range a {
		if slices.ContainsFunc(b, func(y readout.IdentityRef) bool { return x.ID != "" && x.ID == y.ID }) {
			n++
		}
	}
	return n
}

// A happening is an occasion of talks, as an article tells it.
type happening struct {
	Kind, Date, Words, Place, Duration string
	Dated                              bool // by the article's words, not by its own date
	Article                            readout.ArticleRef
	N                                  int     // from 1
	X, Y, Foot                         float64 // where the picture shows it, and its number
}

func happeningsOf(t *readout.TalksRef, kept *readout.Kept) (out []happening) {
	r := kept.Record
	for i := range r.Occasions {
		o := &r.Occasions[i]
		if !slices.Contains(t.Talks.Occasions, o.ID) {
			continue
		}
		h := happening{Kind: label(o.Kind), Article: t.Article}
		if len(o.Spans) > 0 {
			h.Words = o.Spans[0].In(r.Article.Text)
		}
		if o.When != nil {
			h.Date = o.When.Value
		}
		if _, err := time.Parse(time.DateOnly, h.Date[:min(len(h.Date), 10)]); err == nil {
			h.Date, h.Dated = h.Date[:10], true
		} else if firstOf(h.Date) != "" {
			h.Dated = true
		} else {
			h.Date = t.Article.Published[:min(len(t.Article.Published), 10)]
		}
		if o.Place != nil {
			h.Place = o.Place.In(r.Article.Text)
		}
		if o.Duration != nil {
			h.Duration = o.Duration.In(r.Article.Text)
		}
		out = append(out, h)
	}
	return out
}

// firstOf returns the first day of a time; empty where it is none that a calendar has.
func firstOf(value string) string {
	first, _, _ := ledger.Range(value)
	return first
}

// byDate compares times by their first days; what has none comes last.
func byDate(a, b string) int {
	switch first, other := firstOf(a), firstOf(b); {
	case (first == "") != (other == ""):
		return strings.Compare(other, first)
	default:
		return strings.Compare(first, other)
	}
}

// A timeline is what happened in the order of time, and where a picture shows it.
type timeline struct {
	Items         []happening
	Ticks         []tick
	Width, Height int
}

type tick struct {
	X    float64
	Name string
}

const (
	lineWidth, lineHeight = 720, 84
	lineEdge              = 24
	lineStep              = 20 // between marks that would lie on each other
)

func timelineOf(all []happening) timeline {
	t := timeline{Items: all, Width: lineWidth, Height: lineHeight}
	slices.SortStableFunc(t.Items, func(a, b happening) int { return byDate(a.Date, b.Date) })
	var first, last time.Time
	at := make([]time.Time, len(all))
	for i := range t.Items {
		t.Items[i].N = i + 1
		d, err := time.Parse(time.DateOnly, firstOf(t.Items[i].Date))
		if err != nil {
			continue
		}
		at[i] = d
		if first.IsZero() || d.Before(first) {
			first = d
		}
		if d.After(last) {
			last = d
		}
	}
	if first.IsZero() {
		return t
	}
	x := func(d time.Time) float64 {
		if !last.After(first) {
			return lineWidth / 2
		}
		return lineEdge + (lineWidth-2*lineEdge)*float64(d.Sub(first))/float64(last.Sub(first))
	}
	var placed []happening
	for i := range t.Items {
		h := &t.Items[i]
		if at[i].IsZero() {
			continue
		}
		h.X, h.Y = x(at[i]), lineHeight-34
		for slices.ContainsFunc(placed, func(p happening) bool { return p.Y == h.Y && h.X-p.X < lineStep }) && h.Y > lineStep {
			h.Y -= lineStep
		}
		h.Foot = h.Y + 4
		placed = append(placed, *h)
	}
	t.Ticks = []tick{{x(first), day(first.Format(time.DateOnly))}}
	if last.After(first) {
		t.Ticks = append(t.Ticks, tick{x(last), day(last.Format(time.DateOnly))})
	}
	return t
}
