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
		"“We saw 𝄞 <nothing> & left,” said two officials.\n\n" +
		"The talks with Reth in Vienna on May 4 lasted over two hours. They dealt with a treaty, and no deal was signed, Kovac told a " +
		"reporter on Air Force One.\n"
	b := &builder{t: t, text: text}
	r := &Readout{Article: Article{ID: "talks", URL: "https://example.org/talks?a=1&b=2", Title: "Kovac: no \"signature\" yet",
		Authors: []string{"A. Writer", "B. Writer"}, Publisher: "Example Wire", Published: "2026-05-04", Language: "en", Text: text,
		Modified: "2026-05-04T18:00:00Z", Dateline: "VIENNA, May 4", Guessed: []string{"published"}, Origin: Origin{File: "news.warc.gz", Offset: 4711, Length: 815}, Corrections: []string{"An earlier version gave the wrong day."},
		Marks: []Mark{{At: 0, From: 120, To: 190, Kind: "heading"}, {At: strings.Index(text, "\n\n") + 2, From: 200, To: 420, Kind: "post", Time: "2026-05-04T16:00:00Z"}}}}
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
	friday := Time{Span: b.from(0).next("Friday"), Type: "DATE", Value: "2026-05-08"}
	r.Statements = []Statement{
		{ID: "s1", Form: Direct, Content: []Span{b.from(0).next("We will not sign before the observers arrive,")}, Source: ana,
			Cue: b.from(ana.End).next("told"), Speaker: "e1", Basis: Named, Addressees: []string{"e2"}, Occasion: "o1", Confidence: 0.97,
			Acts: []Act{{Type: "refusal", Span: b.from(0).next("We will not sign before the observers arrive"), Target: "e3",
				Condition: b.from(0).next("before the observers arrive")}}},
		{ID: "s2", Form: Mixed, Source: she, Cue: b.from(she.End).next("added"), Speaker: "e1", Basis: Pronominal,
			Content: []Span{b.next("that Daniel Reth had promised a draft “by Friday”")}, InReplyTo: "s1", Confidence: 0.5},
		{ID: "s3", Form: Mixed, Source: daniel, Cue: b.from(daniel.End).next("had promised"), Speaker: "e3", Basis: Named,
			Content: []Span{b.next("a draft “by Friday”")}, Within: "s2", Language: "de", Confidence: 0.25,
			Acts: []Act{{Type: "commitment", Span: b.from(0).next("a draft “by Friday”"), Deadline: &friday, Rule: "cues.txt:31"}}},
		{ID: "s4", Form: Direct, Speaker: "e1", Basis: Carried, Content: []Span{b.next("Or Saturday.")}},
		{ID: "s5", Form: Direct, Content: []Span{b.next("We saw 𝄞"), b.next("<nothing> & left,")}, Cue: b.next("said"),
			Source: officials, Confidence: 1, Claims: []Span{b.from(0).next("We saw 𝄞")}},
	}
	talks := b.from(officials.End).next("The talks")
	vienna := PlaceMention{Span: b.next("Vienna"), Name: "Vienna", Country: "AT", Located: true, Lat: 48.2085, Lon: 16.3721, GeoNames: 2761369}
	may := Time{Span: b.next("May 4"), Type: "DATE", Value: "2026-05-04"}
	hours := Time{Span: b.next("over two hours"), Type: "DURATION", Value: "PT2H", Mod: "MORE_THAN"}
	treaty := b.next("a treaty")
	none := b.next("no deal was signed")
	plane := PlaceMention{Span: b.from(none.End).next("Air Force One"), Name: "Air Force One", Country: "US"}
	r.Statements = append(r.Statements, Statement{ID: "s6", Form: Indirect, Source: b.from(none.End).next("Kovac"), Cue: b.next("told"),
		Content: []Span{{talks.Start, none.End}}, Speaker: "e1", Basis: Named, When: &may, Confidence: 0.9})
	r.Occasions = []Occasion{
		{ID: "o1", Kind: "remarks", Participants: []string{"e1", "e2"}, Place: &plane, Relations: []Relation{{"after", "o2"}},
			Spans: []Span{b.from(0).next("told reporters")}, Rule: "occasions.txt:90"},
		{ID: "o2", Kind: "meeting", Participants: []string{"e1", "e3"}, Place: &vienna, When: &may, Duration: &hours, Topics: []Span{treaty}, Spans: []Span{talks}},
	}
	dateline := vienna
	dateline.Span = b.from(0).next("VIENNA")
	r.Times = []Time{friday, may, hours}
	r.Places = []PlaceMention{dateline, vienna, plane}
	r.Events = []Event{
		{ID: "v1", Type: "CONSULT", Mode: "visit", CAMEO: "042", Trigger: talks, Actors: []string{"e3"}, Recipients: []string{"e1"},
			Polarity: "positive", Modality: "actual", When: &may, Where: &vienna, Statement: "s6", Occasion: "o2", Rule: "frames/verbal_cooperation.txt:40"},
		{ID: "v2", Type: "AGREE", CAMEO: "057", Trigger: b.from(none.Start).next("signed"), Actors: []string{"e1", "e3"}, Polarity: "negative", Modality: "actual", Rule: "learned"},
	}
	r.Talks = []Talks{{ID: "t1", Parties: []string{"e1", "e3"}, Topics: []Span{treaty}, Occasions: []string{"o1", "o2"}, Result: "none",
		Denied:      []Point{{none, "s6", "denial", "talks.txt:61"}},
		Agreed:      []Point{{Span: b.from(0).next("a draft")}},
		Outstanding: []Point{{Span: b.from(0).next("before the observers arrive"), Statement: "s1"}},
		Next:        []Point{{b.from(0).next("a draft “by Friday”"), "s3", "commitment", ""}}}}
	return r
}
