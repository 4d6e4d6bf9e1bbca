package storetest

import (
	"strings"
	"testing"
)

// testNotes sets, replaces and forgets notes; each stands under its own name.
func testNotes(t *testing.T, s *suite) {
	note := func(name, want string) {
		t.Helper()
		got, err := s.Note(s.ctx, name)
		s.must(err)
		if got != want {
			t.Errorf("under %q is noted %.40q, not %.40q", name, got, want)
		}
	}
	long := strings.Repeat("µ", 1<<18)
	note("added /a", "")
	s.must(s.SetNote(s.ctx, "added /a", "17"))
	s.must(s.SetNote(s.ctx, "cursor secret", "mine"))
	note("added /a", "17")
	s.must(s.SetNote(s.ctx, "added /a", long))
	note("added /a", long)
	note("added /b", "")
	s.must(s.SetNote(s.ctx, "added /a", ""))
	s.must(s.SetNote(s.ctx, "added /b", ""))
	note("added /a", "")
	note("cursor secret", "mine")
}
