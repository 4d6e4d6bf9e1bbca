package readout

import (
	"strings"
	"testing"
)

// A builder makes a record by hand: spans are found by their words, searched from where the
// last one ended.
type builder struct {
	t    *testing.T
	text string
	at   int
}

// next returns the span of the next occurrence of words.
func (b *builder) next(words string) Span {
	b.t.Helper()
	i := strings.Index(b.text[b.at:], words)
	if i < 0 {
		b.t.Fatalf("no %q after byte %d", words, b.at)
	}
	s := Span{b.at + i, b.at + i + len(words)}
	b.at = s.End
	return s
}

// from goes back to a byte.
func (b *builder) from(at int) *builder { b.at = at; return b }

// sampleRecord returns a record with something in every field.
func sampleRecord(t *testing.T) *Readout {
	t.Helper()
	text := "VIENNA — “We will not sign before the observers arrive,” Foreign Minister Ana Kovac told reporters. " +
		"She added that Daniel Reth had promised a draft “by Friday”.\n\n“Or Saturday.”\n\n" +
		"“We saw 𝄞 <nothing> & left,” said two officials.\n"
	b := &builder{t: t, text: text}
	r := &Readout{Article: Article{ID: "talks", URL: "https://example.org/talks?a=1&b=2", Title: "Kovac: no \"signature\" yet",
		Authors: []string{"A. Writer", "B. Writer"}, Publisher: "Example Wire", Published: "2026-05-04", Language: "en", Text: text}}
	ana := b.next("Foreign Minister Ana Kovac")
	reporters := b.from(0).next("reporters")
	she := b.next("She")
	daniel := b.next("Daniel Reth")
	officials := b.next("two officials")
	r.Entities = []Entity{
		{ID: "e1", Name: "Ana Kovac", Kind: Person, Roles: []string{"Foreign Minister"}, Country: "AT",
			Mentions: []Mention{{ana, ByName}, {she, ByPronoun}}},
		{ID: "e2", Name: "reporters", Kind: Group, Mentions: []Mention{{reporters, ByNominal}}},
		{ID: "e3", Name: "Daniel Reth", Kind: Person, Mentions: []Mention{{daniel, ByName}}},
		{ID: "e4", Name: "two officials", Kind: Group, Members: []string{"e1", "e3"}, Mentions: []Mention{{officials, ByNominal}}},
	}
	r.Statements = []Statement{
		{ID: "s1", Form: Direct, Content: []Span{b.from(0).next("We will not sign before the observers arrive,")}, Source: ana,
			Cue: b.from(ana.End).next("told"), Speaker: "e1", Basis: Named, Addressees: []string{"e2"}, Confidence: 0.97},
		{ID: "s2", Form: Mixed, Source: she, Cue: b.from(she.End).next("added"), Speaker: "e1", Basis: Pronominal,
			Content: []Span{b.next("that Daniel Reth had promised a draft “by Friday”")}, InReplyTo: "s1", Confidence: 0.5},
		{ID: "s3", Form: Mixed, Source: daniel, Cue: b.from(daniel.End).next("had promised"), Speaker: "e3", Basis: Named,
			Content: []Span{b.next("a draft “by Friday”")}, Within: "s2", Language: "de", Confidence: 0.25},
		{ID: "s4", Form: Direct, Speaker: "e1", Basis: Carried, Content: []Span{b.next("Or Saturday.")}},
		{ID: "s5", Form: Direct, Content: []Span{b.next("We saw 𝄞"), b.next("<nothing> & left,")}, Cue: b.next("said"),
			Source: officials, Confidence: 1},
	}
	return r
}
