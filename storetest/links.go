package storetest

import (
	"slices"
	"testing"

	"github.com/readout-project/readout"
)

// testLinks joins and parts remarks by hand: that holds when the articles are read again, and is taken back.
func testLinks(t *testing.T, s *suite) {
	entry := func(id, speaker, words string) readout.Entry {
		b := report("", id, "Outlet "+id, "2026-05-04", "")
		b.para(speaker + " said “" + words + "”.")
		b.said(b.person(speaker, speaker, "Mayor"), speaker, "said", words)
		return readout.Entry{Key: id, Models: "first", Record: b.done()}
	}
	all := []readout.Entry{
		entry("a", "Rhea Stone", "we will not raise the toll on the north pier"),
		entry("b", "Rhea Stone", "not raise the toll on the north pier"),
		entry("c", "Rhea Stone", "nobody shall pay more for a boat"),
	}
	_, err := s.Put(s.ctx, all...)
	s.must(err)
	told := func(when, begins string, want ...string) {
		t.Helper()
		found, err := s.Remark(s.ctx, s.key(begins))
		s.must(err)
		var got []string
		for _, h := range found {
			got = append(got, h.Words[0][:3])
		}
		slices.Sort(got)
		slices.Sort(want)
		s.want(when+": what tells the same as "+begins, got, want)
	}
	a, b, c := s.key("we will not raise"), s.key("not raise"), s.key("nobody shall")
	told("before", "we will not raise", "we ", "not")

	same, err := s.Link(s.ctx, readout.Link{Kind: readout.SameRemark, A: c, B: a, By: editor})
	s.must(err)
	_, err = s.Link(s.ctx, readout.Link{Kind: readout.OtherRemark, A: a, B: b, By: editor})
	s.must(err)
	for _, models := range []string{"first", "second"} { // read again
		for i := range all {
			all[i].Models = models
		}
		_, err = s.Put(s.ctx, all...)
		s.must(err)
		told(models, "we will not raise", "we ", "nob")
		told(models, "not raise", "not")
		told(models, "nobody shall", "nob", "we ")
	}

	links, err := s.Links(s.ctx, readout.SameRemark)
	s.must(err)
	s.want("links", len(links), 1)
	s.want("who linked", links[0].Who, editor.Who)
	_, err = s.Link(s.ctx, readout.Link{Kind: readout.SameRemark, A: a, B: c})
	s.fails("the same again", err, readout.ErrDuplicate)
	_, err = s.Link(s.ctx, readout.Link{Kind: readout.SameRemark, A: a, B: b, By: editor})
	s.must(err)
	told("the other way round", "not raise", "not", "we ", "nob")
	s.must(s.Unlink(s.ctx, same.ID, editor))
	told("taken back", "nobody shall", "nob")
	s.fails("taken back twice", s.Unlink(s.ctx, same.ID, editor), readout.ErrNotFound)

	_, err = s.Link(s.ctx, readout.Link{Kind: readout.Topic, A: "tolls", B: "pier", By: editor})
	s.must(err)
	for name, l := range map[string]readout.Link{
		"no kind":      {Kind: "wish", A: a, B: b},
		"no end":       {Kind: readout.Topic, A: "tolls"},
		"one with one": {Kind: readout.SameRemark, A: a, B: a},
	} {
		_, err := s.Link(s.ctx, l)
		s.fails(name, err, readout.ErrQuery)
	}
	_, err = s.Link(s.ctx, readout.Link{Kind: readout.SameRemark, A: a, B: "no statement"})
	s.fails("a statement that is not there", err, readout.ErrNotFound)
}
