package storetest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
)

var editor = readout.By{Who: "editor", When: time.Date(2026, 5, 8, 9, 0, 0, 0, time.UTC), Note: "read it"}

func testPeople(t *testing.T, s *suite) {
	s.put(everything...)
	s.want("two of one name", s.people("kov"), "[ana-kovac Ana Kovac ana-kovac-2 Ana Kovac]")
	s.want("by the first name", s.people("ana kov"), "[ana-kovac Ana Kovac ana-kovac-2 Ana Kovac]")
	s.want("without accents", s.people("Muller"), "[jean-muller Jean Müller]")
	s.want("nobody", s.people("ovac"), "[]")
	minister, err := s.Identity(s.ctx, "ana-kovac")
	s.must(err)
	s.want("who speaks", line(minister.Articles, minister.Statements, minister.Spoken, minister.First, minister.Last), "3 2 2 2026-05-04 2026-05-07")
	s.want("namesakes", minister.Namesakes, "[{ana-kovac-2 Ana Kovac person}]")
	s.want("outlets", minister.Outlets, "[{The Daily Courier 2 2026-05-04 2026-05-07} {Evening Post 1 2026-05-05 2026-05-05}]")
	var bases []string
	for _, e := range minister.Evidence {
		bases = append(bases, e.Basis+" "+e.Words)
	}
	s.want("evidence", strings.Join(bases, ", "), "company ivan petrov, role foreign, name Ana Kovac")
	s.want("evidence, one at a time", pages(s, 1, func(p readout.Paging) (readout.List[readout.Evidence], error) {
		return s.Evidence(s.ctx, "ana-kovac", p)
	}), minister.Evidence)
	met, err := s.Met(s.ctx, "ana-kovac", readout.Paging{})
	s.must(err)
	var with []string
	for _, m := range met.Items {
		with = append(with, m.Date+" "+m.With.ID)
	}
	s.want("met", with, "[2026-05-20 ivan-petrov 2026-05-20 jean-muller 2026-05-04 ivan-petrov]")
	mentioned, err := s.Mentioned(s.ctx, "meridia", readout.Paging{})
	s.must(err)
	s.want("mentioned", said(mentioned.Items), []string{threat})
	for _, id := range []string{"", "nobody"} {
		_, err := s.Identity(s.ctx, id)
		s.fails("no such identity", err, readout.ErrNotFound)
		_, err = s.Met(s.ctx, id, readout.Paging{})
		s.fails("no such identity", err, readout.ErrNotFound)
		_, err = s.Evidence(s.ctx, id, readout.Paging{})
		s.fails("no such identity", err, readout.ErrNotFound)
		_, err = s.Mentioned(s.ctx, id, readout.Paging{})
		s.fails("no such identity", err, readout.ErrNotFound)
	}
}

// testUnion lets a new reading of one article show that two identities are one.
func testUnion(t *testing.T, s *suite) {
	s.put(everything...)
	both := reports()["sport"]
	for i := range both.Entities {
		if e := &both.Entities[i]; e.Name == "Ana Kovac" {
			e.Roles = append(e.Roles, "foreign minister")
		}
	}
	_, err := s.Put(s.ctx, readout.Entry{Record: both, Models: "second"})
	s.must(err)
	s.must(s.Check(s.ctx))
	s.want("one", s.people("kov"), "[ana-kovac Ana Kovac]")
	s.want("all she said", s.search(readout.Filter{Speaker: []string{"ana-kovac-2"}}, readout.ByDate), []string{defence, praise, truce})
	s.must(s.Delete(s.ctx, s.article("sport")))
	s.want("what is left", s.search(readout.Filter{Speaker: []string{"ana-kovac"}}, readout.ByDate), []string{praise, truce})
}

func testMerge(t *testing.T, s *suite) {
	s.put(everything...)
	s.must(s.Merge(s.ctx, "ana-kovac", "ana-kovac-2", editor))
	merged := func() {
		t.Helper()
		s.want("people", s.people("kov"), "[ana-kovac Ana Kovac]")
		i, err := s.Identity(s.ctx, "ana-kovac-2")
		s.must(err)
		s.want("the merged id leads on", line(i.ID, i.Statements, i.Articles), "ana-kovac 3 4")
		s.want("speaker", s.search(readout.Filter{Speaker: []string{"ana-kovac"}}, readout.ByDate), []string{defence, praise, truce})
		s.want("speaker by the old id", s.search(readout.Filter{Speaker: []string{"ana-kovac-2"}}, readout.ByDate), []string{defence, praise, truce})
	}
	merged()
	_, err := s.Put(s.ctx, readout.Entry{Record: reports()["sport"], Models: "second"})
	s.must(err)
	merged()
	s.must(s.Delete(s.ctx, s.article("sport")))
	s.put("sport")
	merged()
	d, err := s.Decisions(s.ctx, "ana-kovac")
	s.must(err)
	if len(d) != 1 || d[0].Kind != "merge" || d[0].From.ID != "ana-kovac-2" || d[0].By != editor {
		t.Errorf("decisions: %+v", d)
	}
	s.fails("into itself", s.Merge(s.ctx, "ana-kovac", "ana-kovac-2", editor), readout.ErrDuplicate)
	s.fails("nobody", s.Merge(s.ctx, "ana-kovac", "nobody", editor), readout.ErrNotFound)
}

func testSplit(t *testing.T, s *suite) {
	s.put(everything...)
	i, err := s.Identity(s.ctx, "ana-kovac")
	s.must(err)
	post := s.article("post")
	at := slices.IndexFunc(i.Evidence, func(e readout.Evidence) bool { return e.Article == post })
	created, err := s.Split(s.ctx, "ana-kovac", i.Evidence[at:at+1], editor)
	s.must(err)
	split := func() {
		t.Helper()
		s.want("what stays", s.search(readout.Filter{Speaker: []string{"ana-kovac"}}, readout.ByDate), []string{truce})
		s.want("what was split off", s.search(readout.Filter{Speaker: []string{created}}, readout.ByDate), []string{praise})
		j, err := s.Identity(s.ctx, created)
		s.must(err)
		s.want("statements", line(j.Statements, j.Articles, len(j.Evidence), j.Evidence[0].Basis), "1 1 1 user")
	}
	split()
	_, err = s.Put(s.ctx, readout.Entry{Record: reports()["post"], Models: "second"}, readout.Entry{Record: reports()["courier"], Models: "second"})
	s.must(err)
	split()
	d, err := s.Decisions(s.ctx, created)
	s.must(err)
	if len(d) != 1 || d[0].Kind != "split" || d[0].Into.ID != created || d[0].From.ID != "ana-kovac" {
		t.Errorf("decisions: %+v", d)
	}
	_, err = s.Split(s.ctx, "ana-kovac", i.Evidence[at:at+1], editor)
	s.fails("what is not its own", err, readout.ErrNotFound)
	_, err = s.Split(s.ctx, "ana-kovac", nil, editor)
	s.fails("nothing", err, readout.ErrQuery)
	s.must(s.Merge(s.ctx, "ana-kovac", created, editor))
	s.want("merged again", s.search(readout.Filter{Speaker: []string{"ana-kovac"}}, readout.ByDate), []string{praise, truce})
}
