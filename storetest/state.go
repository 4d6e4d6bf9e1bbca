package storetest

import (
	"testing"

	"github.com/readout-project/readout"
)

// testState changes all that can be changed: the state grows each time, and stays where nothing changes.
func testState(t *testing.T, s *suite) {
	last, err := s.State(s.ctx)
	s.must(err)
	var id, key, secret string
	var made readout.Key
	var c readout.Correction
	var link readout.Link
	by := readout.By{Who: "desk"}
	for _, step := range []struct {
		what    string
		changes bool
		do      func() error
	}{
		{"adding", true, func() error { id = s.put(everything...); return nil }},
		{"adding it again", false, func() error { s.put(everything...); return nil }},
		{"searching", false, func() error { s.search(readout.Filter{}, readout.ByDate); return nil }},
		{"a new version", true, func() error { s.put("courier changed"); return nil }},
		{"a correction", true, func() (err error) {
			key = s.key("We will not sign")
			hit, err := s.Statement(s.ctx, key)
			s.must(err)
			c, err = s.Correct(s.ctx, readout.Correction{Kind: readout.NotAStatement, Article: hit.Article.ID, Statement: key, Anchor: hit.Statement.Content, By: by})
			return err
		}},
		{"withdrawing it", true, func() error { return s.Withdraw(s.ctx, c.ID, by) }},
		{"a link", true, func() (err error) {
			link, err = s.Link(s.ctx, readout.Link{Kind: readout.Topic, A: "truce", B: "ceasefire", By: by})
			return err
		}},
		{"taking it back", true, func() error { return s.Unlink(s.ctx, link.ID, by) }},
		{"a merge", true, func() error {
			l, err := s.People(s.ctx, "", readout.Person, readout.Paging{})
			s.must(err)
			return s.Merge(s.ctx, l.Items[0].ID, l.Items[1].ID, by)
		}},
		{"a note", true, func() error { return s.SetNote(s.ctx, "feed", "7") }},
		{"a key", true, func() (err error) { made, secret, err = s.AddKey(s.ctx, "desk"); return err }},
		{"using it first", true, func() error { _, err := s.CheckKey(s.ctx, secret); return err }},
		{"using it again", false, func() error { _, err := s.CheckKey(s.ctx, secret); return err }},
		{"revoking it", true, func() error { return s.RevokeKey(s.ctx, made.ID) }},
		{"deleting", true, func() error { return s.Delete(s.ctx, id) }},
	} {
		s.must(step.do())
		now, err := s.State(s.ctx)
		s.must(err)
		if now < last || now > last != step.changes {
			t.Errorf("%s: the state was %d and is %d", step.what, last, now)
		}
		last = now
	}
}
