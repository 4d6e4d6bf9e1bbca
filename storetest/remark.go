package storetest

import (
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

// testRemark finds accounts of one remark, whatever the order of adding, and as long as they are there.
func testRemark(t *testing.T, s *suite) {
	entry := func(id, date, speaker, words string) readout.Entry {
		b := report("", id, "Outlet "+id, date, "")
		b.para(speaker + " said “" + words + "”.")
		b.said(b.person(speaker, speaker, "Mayor"), speaker, "said", words)
		return readout.Entry{Record: b.done()}
	}
	unnamed := func(id, date, words string) readout.Entry {
		b := report("", id, "Outlet "+id, date, "")
		b.para("Somebody said “" + words + "”.")
		b.said("", "Somebody", "said", words)
		return readout.Entry{Record: b.done()}
	}
	all := []readout.Entry{
		entry("a", "2026-05-04", "Rhea Stone", "If the council repairs the north pier, we will not raise the toll. It is a fair offer"),
		entry("b", "2026-05-05", "Rhea Stone", "we will not raise the toll"),
		entry("c", "2026-05-06", "Stone", "it is a fair offer"),
		entry("d", "2026-05-05", "Omar Finch", "we will not raise the toll"),
		entry("e", "2026-06-05", "Rhea Stone", "we will not raise the toll"),
		entry("f", "2026-05-05", "Rhea Stone", "the crane had not been inspected since last winter"),
		unnamed("g", "2026-05-05", "if the council repairs the north pier, we will not raise the toll"),
		unnamed("h", "", "Nothing like it was ever said of the harbour"),
	}
	for i := range all {
		_, err := s.Put(s.ctx, all[len(all)-1-i])
		s.must(err)
	}
	told := func(begins string, want ...string) {
		t.Helper()
		found, err := s.Remark(s.ctx, s.key(begins))
		s.must(err)
		var got []string
		for _, h := range found {
			got = append(got, strings.TrimPrefix(h.Article.Publisher, "Outlet "))
		}
		s.want("accounts of "+begins, got, want)
	}
	for _, begins := range []string{"If the council", "if the council", "it is a fair"} {
		told(begins, "a", "b", "g", "c")
	}
	told("the crane", "f")
	told("Nothing like it", "h")
	first, err := s.Statement(s.ctx, s.key("If the council"))
	s.must(err)
	s.must(s.Delete(s.ctx, first.Article.ID))
	told("if the council", "g")
	told("it is a fair", "c")
	_, err = s.Put(s.ctx, all[0], all[1])
	s.must(err)
	told("it is a fair", "a", "b", "g", "c")
	people, err := s.People(s.ctx, "omar", "", readout.Paging{})
	s.must(err)
	s.must(s.Merge(s.ctx, "rhea-stone", people.Items[0].ID, editor))
	if found, err := s.Remark(s.ctx, s.key("it is a fair")); err != nil || len(found) != 5 {
		t.Errorf("%d accounts of two who are one, %v", len(found), err)
	}
	_, err = s.Remark(s.ctx, "nobody")
	s.fails("no such statement", err, readout.ErrNotFound)
}
