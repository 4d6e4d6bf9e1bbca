package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
)

// Fill puts the reports of the suite into a store, in two batches, and corrects and decides something.
func Fill(t testing.TB, store readout.Store) {
	s := &suite{t: t, ctx: context.Background(), Store: store}
	s.put("courier", "post", "sport")
	s.put("wire", "courier changed", "undated")
	by := readout.By{Who: "editor", When: time.Date(2026, 5, 8, 9, 0, 0, 0, time.UTC), Note: "read the report"}
	_, err := s.Correct(s.ctx, readout.Correction{Article: s.article("post"), Kind: readout.WrongSpeaker, Statement: s.key("Meridia would answer"),
		Speaker: "Ivan Petrov", By: by})
	s.must(err)
	s.must(s.Merge(s.ctx, "jean-muller", "harbour-town", by))
}

func (s *suite) article(name string) string {
	s.t.Helper()
	out, err := s.Put(s.ctx, readout.Entry{Models: "first", Record: reports()[name]})
	s.must(err)
	return out[0].Article
}

// Dump asks a store everything and returns the answers, but for times of adding.
func Dump(t testing.TB, store readout.Store) string {
	s := &suite{t: t, ctx: context.Background(), Store: store}
	var b strings.Builder
	show := func(title string, v any, err error) {
		t.Helper()
		s.must(err)
		data, err := json.MarshalIndent(v, "", " ")
		s.must(err)
		fmt.Fprintf(&b, "%s\n%s\n\n", title, data)
	}
	stats, err := s.Stats(s.ctx)
	show("stats", stats, err)
	articles, err := s.Articles(s.ctx, readout.Filter{}, readout.Paging{})
	for i := range articles.Items {
		articles.Items[i].Added = time.Time{}
	}
	show("articles", articles, err)
	for _, a := range articles.Items {
		k, err := s.Get(s.ctx, a.ID, 0)
		s.must(err)
		k.Added = time.Time{}
		show("article "+a.Title, []any{k.ArticleRef, k.Corrections, k.Identities, k.Keys, k.Record.Statements}, err)
	}
	for _, by := range []readout.Sort{readout.ByDate, readout.ByOldest, readout.ByAdded} {
		l, err := s.Search(s.ctx, readout.Filter{}, by, readout.Paging{})
		if by != readout.ByDate {
			show("by "+string(by), said(l.Items), err)
			continue
		}
		for i := range l.Items {
			l.Items[i].Article.Added = time.Time{}
		}
		show("by "+string(by), l, err)
	}
	facets, err := s.Facets(s.ctx, readout.Filter{}, strings.Fields("speaker addressee act form outlet place occasion event year month day"), 0)
	show("facets", facets, err)
	exchanges, err := s.Exchanges(s.ctx, readout.Filter{}, 0)
	show("exchanges", exchanges, err)
	talks, err := s.Talks(s.ctx, readout.Filter{}, readout.Paging{})
	for i := range talks.Items {
		talks.Items[i].Article.Added = time.Time{}
	}
	show("talks", talks, err)
	coming, err := s.Coming(s.ctx, "2026-05-01", "", readout.Paging{})
	for i := range coming.Items {
		coming.Items[i].Article.Added = time.Time{}
	}
	show("coming", coming, err)
	people, err := s.People(s.ctx, "", "", readout.Paging{})
	show("people", people, err)
	for _, i := range people.Items {
		one, err := s.Identity(s.ctx, i.ID)
		show("identity "+i.ID, one, err)
		met, err := s.Met(s.ctx, i.ID, readout.Paging{})
		s.must(err)
		var meetings []string
		for _, m := range met.Items {
			meetings = append(meetings, fmt.Sprint(m.Date, " ", m.With.ID, " ", m.Occasion.Kind, " ", m.Article.Title))
		}
		show("met "+i.ID, meetings, err)
		mentioned, err := s.Mentioned(s.ctx, i.ID, readout.Paging{})
		show("mentioned "+i.ID, said(mentioned.Items), err)
		decisions, err := s.Decisions(s.ctx, i.ID)
		show("decisions "+i.ID, decisions, err)
	}
	return b.String()
}
