package web

import (
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

func TestQuotedWords(t *testing.T) {
	for _, c := range []struct {
		form       readout.StatementForm
		said, want string
	}{
		{readout.Direct, "We have a text. We do not yet have signatures", "we have a text we do not yet have signatures"},
		{readout.Direct, strings.Repeat("Über ", 20), strings.TrimSpace(strings.Repeat("uber ", sameWordsMax))},
		{readout.Mixed, "that the cuts had ‘nothing to do with the deal’", "nothing to do with the deal"},
		{readout.Mixed, `they were "closer than ever" to a deal`, "closer than ever"},
		{readout.Mixed, "without marks", ""},
		{readout.Indirect, "that they would not sign", ""},
	} {
		if got := strings.Join(quotedWords(c.form, []string{c.said}), " "); got != c.want {
			t.Errorf("%s: %q", c.said, got)
		}
	}
}

// The first page is not filled by one article, unless there is no other.
func TestVaried(t *testing.T) {
	var hits []readout.Hit
	for _, a := range "aaaaabbbbbc" {
		hits = append(hits, readout.Hit{Article: readout.ArticleRef{ID: string(a)}})
	}
	names := func(hits []readout.Hit) (out string) {
		for _, h := range hits {
			out += h.Article.ID
		}
		return out
	}
	if got := names(varied(hits, 7)); got != "aaabbbc" {
		t.Errorf("%s", got)
	}
	if got := names(varied(hits, 9)); got != "aaaaabbbb" {
		t.Errorf("%s", got)
	}
}
