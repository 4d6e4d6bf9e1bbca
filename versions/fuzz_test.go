package versions_test

import (
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/versions"
)

// Any two texts can be compared, and what is found again are the same words.
func FuzzCompare(f *testing.F) {
	f.Add("He said two gates would open. She did not.", "She did not. He said three gates would open.", 8, 28)
	f.Add("Correction: 45 is 4.5.", "", 0, 10)
	f.Fuzz(func(t *testing.T, a, b string, from, to int) {
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		of := func(version int, text string) *readout.Kept {
			r := &readout.Readout{Article: readout.Article{Text: text}}
			if s := (readout.Span{Start: from, End: to}); from >= 0 && !s.Empty() && to <= len(text) && strings.ToValidUTF8(s.In(text), "") == s.In(text) {
				r.Statements = []readout.Statement{{ID: "s1", Form: readout.Indirect, Content: []readout.Span{s}}, {ID: "s2"}}
				if place, how := ledger.Follow(s, text, b); how != ledger.Lost && place.In(b) != s.In(text) {
					t.Errorf("%q is found as %q", s.In(text), place.In(b))
				}
			}
			return &readout.Kept{ArticleRef: readout.ArticleRef{ID: "a", Version: version}, Record: r, Read: r}
		}
		versions.Compare(of(1, a), of(2, b))
	})
}
