package export

import (
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

// What stands in quotation marks is said, or is listed with what can be seen of it.
func TestPassed(t *testing.T) {
	const text = `"We will not sign," Reth said. The film "The Long Night" is his "dream". He read "a letter that came from the front in May". "Gone," it says.`
	at := func(words string) readout.Span {
		i := strings.Index(text, words)
		return readout.Span{Start: i, End: i + len(words)}
	}
	r := &readout.Readout{Article: readout.Article{Text: text},
		Entities: []readout.Entity{{ID: "e1", Name: "Reth", Kind: readout.Person, Mentions: []readout.Mention{{Span: at("Reth"), Form: readout.ByName}}}},
		Statements: []readout.Statement{{ID: "s1", Form: readout.Direct, Speaker: "e1", Basis: readout.Named, Source: at("Reth"), Cue: at("said"),
			Content: []readout.Span{at("We will not sign")}}}}
	v, err := NewView(r, ByHand{Corrected: map[string]bool{"s1": true}, Removed: []readout.Span{at("Gone")}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range v.Sections {
		for _, e := range s.Entries {
			if s.ID == "passed" || s.ID == "said" {
				got = append(got, e.Words[0]+": "+e.Notes[0].Text)
			}
		}
	}
	want := []string{
		"We will not sign: direct, corrected",
		"The Long Night: written as a name or a title is",
		"dream: only 1 word, and nobody is told to have said so",
		"a letter that came from the front in May: nobody is told to have said so",
		"Gone,: marked by somebody as not a statement",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
