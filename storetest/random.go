package storetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/readout-project/readout"
)

// testRandom adds, reads again, deletes, merges, splits and corrects by chance articles of few names, and holds that everything hangs together after
// every step.
func testRandom(t *testing.T, s *suite) {
	r := rand.New(rand.NewPCG(4, 2))
	names := []string{"Ana Kovac", "Kovac", "Ana Kovac", "Ivan Petrov", "Petrov", "Minister Rita Vale", "Vale"}
	roles := []string{"minister", "goalkeeper", "mayor", "", ""}
	any := func(list []string) string { return list[r.IntN(len(list))] }
	article := func(n int) *readout.Readout {
		b := report("", fmt.Sprint("random-", n), any([]string{"Evening Post", "Sport Weekly"}), fmt.Sprintf("2026-03-0%d", 1+r.IntN(9)), "")
		for range 1 + r.IntN(3) {
			who, to := any(names), any(names)
			b.para(fmt.Sprintf("%s told %s that %s was late.", who, to, any(names)))
			speaker := b.person(who, who, any(roles))
			listener := b.person(to, to, any(roles))
			b.said(speaker, who, "told", b.r.Article.Text[len(b.r.Article.Text)-len(" was late.")-4:len(b.r.Article.Text)-1], func(st *readout.Statement) {
				if listener != speaker {
					st.Addressees = []string{listener}
				}
			})
		}
		return b.done()
	}
	var articles []string
	somebody := func() readout.Identity {
		l, err := s.People(s.ctx, "", "", readout.Paging{})
		s.must(err)
		if len(l.Items) == 0 {
			return readout.Identity{}
		}
		return l.Items[r.IntN(len(l.Items))]
	}
	mayMiss := func(err error) {
		t.Helper()
		if err != nil && !errors.Is(err, readout.ErrNotFound) && !errors.Is(err, readout.ErrDuplicate) && !errors.Is(err, readout.ErrQuery) {
			t.Fatal(err)
		}
	}
	for step := range 150 {
		what := r.IntN(12)
		switch {
		case what < 7 || len(articles) == 0:
			out, err := s.Put(s.ctx, readout.Entry{Record: article(r.IntN(12)), Models: fmt.Sprint(r.IntN(3))}, readout.Entry{Record: article(r.IntN(12)), Models: fmt.Sprint(r.IntN(3))})
			s.must(err)
			articles = append(articles, out[0].Article, out[1].Article)
		case what == 7:
			mayMiss(s.Delete(s.ctx, any(articles)))
		case what == 8:
			mayMiss(s.Merge(s.ctx, somebody().ID, somebody().ID, editor))
		case what == 9:
			i, err := s.Identity(s.ctx, somebody().ID)
			mayMiss(err)
			if err == nil && len(i.Evidence) > 0 {
				_, err = s.Split(s.ctx, i.ID, i.Evidence[:1], editor)
				mayMiss(err)
			}
		default:
			l, err := s.Search(s.ctx, readout.Filter{}, readout.ByDate, readout.Paging{})
			s.must(err)
			if len(l.Items) == 0 {
				continue
			}
			h := l.Items[r.IntN(len(l.Items))]
			kind := []readout.CorrectionKind{readout.WrongSpeaker, readout.WrongSpeaker, readout.NotAStatement}[r.IntN(3)]
			c, err := s.Correct(s.ctx, readout.Correction{Article: h.Article.ID, Kind: kind, Statement: h.Key, Speaker: []string{any(names), somebody().ID, ""}[r.IntN(3)], By: editor})
			mayMiss(err)
			if err == nil && r.IntN(3) == 0 {
				s.must(s.Withdraw(s.ctx, c.ID, editor))
			}
		}
		if err := s.Check(s.ctx); err != nil {
			t.Fatalf("after step %d (%d): %v", step, what, err)
		}
	}
}
