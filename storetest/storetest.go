// Package storetest is what every readout.Store must do: one suite of tests, and a dump of all that a store answers, which must be the same
// text for each.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// Open returns an empty store, which the test closes.
type Open func(t *testing.T) readout.Store

// Run runs the suite.
func Run(t *testing.T, open Open) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, *suite)
	}{
		{"Put", testPut},
		{"Versions", testVersions},
		{"Delete", testDelete},
		{"InvalidEntries", testInvalid},
		{"Search", testSearch},
		{"Marks", testMarks},
		{"Facets", testFacets},
		{"Relevance", testRelevance},
		{"Paging", testPaging},
		{"Cursors", testCursors},
		{"Bounds", testBounds},
		{"NewSince", testNewSince},
		{"Order", testOrder},
		{"People", testPeople},
		{"Remark", testRemark},
		{"Links", testLinks},
		{"Union", testUnion},
		{"Merge", testMerge},
		{"Split", testSplit},
		{"Correct", testCorrect},
		{"Judge", testJudge},
		{"CorrectAcrossVersions", testCorrectVersions},
		{"NewSpeaker", testNewSpeaker},
		{"Random", testRandom},
		{"Undone", testUndone},
		{"Keys", testKeys},
		{"Notes", testNotes},
		{"State", testState},
		{"Cancel", testCancel},
		{"ReadersAndWriters", testConcurrent},
		{"Hostile", testHostile},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &suite{t: t, ctx: context.Background(), Store: open(t), open: open}
			test.run(t, s)
			if err := s.Check(s.ctx); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}

// A suite is a store under test, with what fails the test at once.
type suite struct {
	t   testing.TB
	ctx context.Context
	readout.Store
	open Open // another one
}

func (s *suite) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// put adds reports and returns the id of the last one.
func (s *suite) put(names ...string) string {
	s.t.Helper()
	all := reports()
	var entries []readout.Entry
	for _, name := range names {
		if all[name] == nil {
			s.t.Fatalf("no report %q", name)
		}
		entries = append(entries, readout.Entry{Models: "first", Record: all[name]})
	}
	out, err := s.Put(s.ctx, entries...)
	s.must(err)
	return out[len(out)-1].Article
}

var everything = []string{"courier", "post", "sport", "wire", "undated"}

// search returns the words of what is found.
func (s *suite) search(f readout.Filter, by readout.Sort) []string {
	s.t.Helper()
	l, err := s.Search(s.ctx, f, by, readout.Paging{})
	s.must(err)
	return said(l.Items)
}

func said(hits []readout.Hit) (words []string) {
	for _, h := range hits {
		words = append(words, strings.Join(h.Words, " … "))
	}
	return words
}

// key returns the key of a statement by how it begins.
func (s *suite) key(begins string) string {
	s.t.Helper()
	l, err := s.Search(s.ctx, readout.Filter{}, readout.ByDate, readout.Paging{})
	s.must(err)
	for _, h := range l.Items {
		if strings.HasPrefix(h.Words[0], begins) {
			return h.Key
		}
	}
	s.t.Fatalf("no statement %q", begins)
	return ""
}

func (s *suite) want(what string, got, want any) {
	s.t.Helper()
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		at := 0 // of long texts the part that differs
		for at < len(g) && at < len(w) && g[at] == w[at] {
			at++
		}
		at = max(0, at-200)
		s.t.Errorf("%s:\n got %.600s\nwant %.600s", what, g[at:], w[at:])
	}
}

func (s *suite) fails(what string, err, want error) {
	s.t.Helper()
	if !errors.Is(err, want) {
		s.t.Errorf("%s: error %v, want %v", what, err, want)
	}
}

// state is all that a store answers, in text.
func (s *suite) state() string {
	s.t.Helper()
	return Dump(s.t, s.Store)
}

func changes(out []readout.Outcome) (list []readout.Change) {
	for _, o := range out {
		list = append(list, o.Change)
	}
	return list
}

func testPut(t *testing.T, s *suite) {
	all := reports()
	entries := func(models string, names ...string) (list []readout.Entry) {
		for _, n := range names {
			list = append(list, readout.Entry{Models: models, Record: all[n]})
		}
		return list
	}
	for _, step := range []struct {
		models  string
		names   []string
		changes []readout.Change
	}{
		{"first", everything, slices.Repeat([]readout.Change{readout.Added}, 5)},
		{"first", everything, slices.Repeat([]readout.Change{readout.Unchanged}, 5)},
		{"second", []string{"post", "sport"}, []readout.Change{readout.Reread, readout.Reread}},
		{"second", []string{"courier changed", "courier changed"}, []readout.Change{readout.Revised, readout.Unchanged}},
		{"second", []string{"courier"}, []readout.Change{readout.Reread}},
		{"second", []string{"courier"}, []readout.Change{readout.Unchanged}},
		{"second", nil, nil},
	} {
		out, err := s.Put(s.ctx, entries(step.models, step.names...)...)
		s.must(err)
		s.want(fmt.Sprint("putting ", step.names), changes(out), step.changes)
	}
	st, err := s.Stats(s.ctx)
	s.must(err)
	s.want("counts", st, readout.Stats{Articles: 5, Versions: 6, Statements: 8, People: 4, Organizations: 2, Events: 2, Talks: 2})
}

func testVersions(t *testing.T, s *suite) {
	s.put("courier")
	id := s.put("courier changed")
	refs, err := s.Versions(s.ctx, id)
	s.must(err)
	for i, ref := range refs {
		s.want("version", fmt.Sprint(ref.Version, ref.Versions, ref.Statements), fmt.Sprint(i+1, 2, 3))
	}
	for version, truce := range map[int]string{1: "June 1", 2: "July 1", 0: "July 1"} {
		k, err := s.Get(s.ctx, id, version)
		s.must(err)
		if k.Read != k.Record || !strings.Contains(k.Read.Article.Text, truce) || len(k.Keys) != 3 {
			t.Errorf("version %d is another text, was corrected, or has %d keys", version, len(k.Keys))
		}
		if err := k.Read.Check(); err != nil {
			t.Errorf("version %d: %v", version, err)
		}
	}
	s.want("what is found is of the latest version", s.search(readout.Filter{Words: []readout.Term{{Text: "truce"}}}, readout.ByDate), "[We will not sign a truce before July 1]")
	reports := reports()
	for name, modified := range map[string]string{"courier": "2026-05-09T08:00:00Z", "courier changed": "2026-05-09T09:30:00+02:00"} { // in any order
		r := *reports[name]
		r.Article.Modified = modified
		_, err := s.Put(s.ctx, readout.Entry{Key: "dated", Record: &r})
		s.must(err)
	}
	refs, err = s.Versions(s.ctx, ledger.ArticleID("dated"))
	s.must(err)
	for i, hash := range []string{ledger.Hash(reports["courier changed"].Article.Text), ledger.Hash(reports["courier"].Article.Text)} {
		s.want("versions are numbered by when they were changed", fmt.Sprint(refs[i].Version, refs[i].Versions, refs[i].Hash), fmt.Sprint(i+1, 2, hash))
	}
	s.must(s.Check(s.ctx))
	s.must(s.Delete(s.ctx, ledger.ArticleID("dated")))
	for _, version := range []int{3, -1} {
		_, err = s.Get(s.ctx, id, version)
		s.fails("no such version", err, readout.ErrNotFound)
	}
	_, err = s.Get(s.ctx, "nobody", 0)
	s.fails("no such article", err, readout.ErrNotFound)
	_, err = s.Versions(s.ctx, "nobody")
	s.fails("no such article", err, readout.ErrNotFound)
}

func testDelete(t *testing.T, s *suite) {
	empty := s.state()
	var ids []string
	for _, name := range everything {
		ids = append(ids, s.put(name))
	}
	s.put("courier changed")
	for _, id := range ids {
		s.must(s.Delete(s.ctx, id))
		s.fails("deleting it again", s.Delete(s.ctx, id), readout.ErrNotFound)
		s.must(s.Check(s.ctx))
	}
	s.want("after all was deleted", s.state(), empty)
	s.put("courier")
	s.want("who is in what is added again", s.people("kovac"), "[ana-kovac Ana Kovac]")
}

func testInvalid(t *testing.T, s *suite) {
	empty := s.state()
	broken := reports()["courier"]
	broken.Statements[0].Content[0].End = 1 << 20
	for what, e := range map[string]readout.Entry{
		"no record":      {},
		"no key":         {Record: &readout.Readout{}},
		"span outside":   {Record: broken},
		"text not UTF-8": {Record: &readout.Readout{Article: readout.Article{ID: "x", Text: "a\xffb"}}},
	} {
		if _, err := s.Put(s.ctx, readout.Entry{Record: reports()["post"]}, e); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	s.want("all or nothing", s.state(), empty)
}

// line writes values with blanks between.
func line(values ...any) string { return strings.TrimSuffix(fmt.Sprintln(values...), "\n") }

// people returns ids and names of those whose name begins so.
func (s *suite) people(name string) (list []string) {
	s.t.Helper()
	l, err := s.People(s.ctx, name, readout.Person, readout.Paging{})
	s.must(err)
	for _, i := range l.Items {
		list = append(list, i.ID+" "+i.Name)
	}
	return list
}
