package storetest

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

// testRandom adds, reads again, deletes, merges, splits and corrects by chance articles of few names, and holds that everything hangs together after
// every step.
func testRandom(t *testing.T, s *suite) {
	r := rand.New(rand.NewPCG(4, 2))
	article := func(n int) *readout.Readout { return chance(r, n) }
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
			mayMiss(s.Delete(s.ctx, pick(r, articles)))
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
			kind := []readout.CorrectionKind{readout.WrongSpeaker, readout.WrongSpeaker, readout.NotAStatement, readout.RightStatement, readout.Done}[r.IntN(5)]
			c, err := s.Correct(s.ctx, readout.Correction{Article: h.Article.ID, Kind: kind, Statement: h.Key, Speaker: []string{pick(r, fewNames), somebody().ID, ""}[r.IntN(3)], By: editor})
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

// fewNames and fewRoles are of few people, so that chance often makes one of several.
var (
	fewNames = []string{"Ana Kovac", "Kovac", "Ana Kovac", "Ivan Petrov", "Petrov", "Minister Rita Vale", "Vale", "Ana Maria Kovac"}
	fewRoles = []string{"minister", "goalkeeper", "mayor", "", ""}
)

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// chance makes a record of an article by chance.
func chance(r *rand.Rand, n int) *readout.Readout {
	b := report("", fmt.Sprint("random-", n), pick(r, []string{"Evening Post", "Sport Weekly"}), fmt.Sprintf("2026-03-0%d", 1+r.IntN(9)), "")
	for range 1 + r.IntN(3) {
		who, to := pick(r, fewNames), pick(r, fewNames)
		b.para(fmt.Sprintf("%s told %s that %s was late.", who, to, pick(r, fewNames)))
		speaker := b.person(who, who, pick(r, fewRoles))
		listener := b.person(to, to, pick(r, fewRoles))
		b.said(speaker, who, "told", b.r.Article.Text[len(b.r.Article.Text)-len(" was late.")-4:len(b.r.Article.Text)-1], func(st *readout.Statement) {
			if listener != speaker {
				st.Addressees = []string{listener}
			}
		})
	}
	return b.done()
}

// testUndone adds, reads again and deletes by chance, and holds that who is together with whom is as if only what is left had been added, in
// another order.
func testUndone(t *testing.T, s *suite) {
	r := rand.New(rand.NewPCG(7, 30))
	left := map[string]*readout.Readout{}
	for step := range 120 {
		var entries []readout.Entry
		for range 1 + r.IntN(3) {
			n := r.IntN(12)
			entries = append(entries, readout.Entry{Key: fmt.Sprint(n), Models: fmt.Sprint(step), Record: chance(r, n)})
		}
		out, err := s.Put(s.ctx, entries...)
		s.must(err)
		for _, o := range out {
			k, err := s.Get(s.ctx, o.Article, 0) // the latest by its date, whichever came last
			s.must(err)
			left[o.Article] = k.Read
		}
		if r.IntN(2) == 0 {
			id := pick(r, slices.Sorted(maps.Keys(left)))
			s.must(s.Delete(s.ctx, id))
			delete(left, id)
		}
		if step%10 != 9 {
			continue
		}
		s.must(s.Check(s.ctx))
		other := &suite{t: t, ctx: s.ctx, Store: s.open(t)}
		for _, id := range slices.SortedFunc(maps.Keys(left), func(a, b string) int { return strings.Compare(b, a) }) {
			_, err := other.Put(s.ctx, readout.Entry{Key: left[id].Article.ID, Models: "first", Record: left[id]})
			s.must(err)
		}
		s.want(fmt.Sprint("who is who after step ", step), s.together(), other.together())
	}
}

// together tells of each appearance with which other, the first by name, it is counted.
func (s *suite) together() string {
	l, err := s.Articles(s.ctx, readout.Filter{}, readout.Paging{Limit: 1000})
	s.must(err)
	of := map[string]string{} // identities by appearance
	for _, a := range l.Items {
		k, err := s.Get(s.ctx, a.ID, 0)
		s.must(err)
		for _, e := range k.Record.Entities {
			of[fmt.Sprintf("%s %s %s", k.Record.Article.ID, e.ID, e.Name)] = k.Identities[e.ID].ID
		}
	}
	first := map[string]string{}
	var b strings.Builder
	for _, appearance := range slices.Sorted(maps.Keys(of)) {
		if first[of[appearance]] == "" {
			first[of[appearance]] = appearance
		}
		fmt.Fprintf(&b, "%s = %s\n", appearance, first[of[appearance]])
	}
	return b.String()
}
