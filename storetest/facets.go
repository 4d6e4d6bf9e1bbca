package storetest

import (
	"testing"

	"github.com/readout-project/readout"
)

// testFacets asks for counts again and again: what is kept of them is given up whenever something changes.
func testFacets(t *testing.T, s *suite) {
	speakers := func(what, want string) {
		t.Helper()
		for range 2 {
			counts, err := s.Facets(s.ctx, readout.Filter{}, []string{"speaker", "outlet"}, 0)
			s.must(err)
			s.want(what, line(counts["speaker"], counts["outlet"]), want)
			for _, list := range counts {
				clear(list) // it is the caller's
			}
		}
	}
	const post = "[{ana-kovac Ana Kovac 1}] [{Evening Post Evening Post 2}]"
	speakers("none", "[] []")
	s.put("post")
	speakers("one article", post)
	s.put("post") // as it is
	speakers("the same article", post)
	s.put("sport")
	speakers("two articles", "[{ana-kovac Ana Kovac 1} {ana-kovac-2 Ana Kovac 1}] [{Evening Post Evening Post 2} {Sport Weekly Sport Weekly 1}]")
	s.must(s.Merge(s.ctx, "ana-kovac", "ana-kovac-2", editor))
	speakers("two who are one", "[{ana-kovac Ana Kovac 2}] [{Evening Post Evening Post 2} {Sport Weekly Sport Weekly 1}]")
	s.must(s.Delete(s.ctx, s.article("sport")))
	speakers("one is deleted", post)
}
