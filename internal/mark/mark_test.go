package mark

import (
	"fmt"
	"testing"

	"github.com/readout-project/readout"
)

func Example() {
	text, spans := Must(`[[Ann|person] of Ayr|speaker] [said|cue] [“it \[really\] rained”|content].`)
	fmt.Println(text)
	for _, s := range spans {
		fmt.Printf("%-7s %s\n", s.Label, s.In(text))
	}
	// Output:
	// Ann of Ayr said “it [really] rained”.
	// speaker Ann of Ayr
	// person  Ann
	// cue     said
	// content “it [really] rained”
}

func TestRoundTrip(t *testing.T) {
	for _, markup := range []string{
		"", "no span", `a \| b \[c\] \\`, "[a|x]", "[a|x][b|y]", "[[a|x]|y]", "[a [b|x] [c [d|z]|y] e|w] f", "[“é”|q]",
	} {
		text, spans, err := Parse(markup)
		if err != nil {
			t.Errorf("%q: %v", markup, err)
			continue
		}
		if got, err := Format(text, spans); got != markup || err != nil {
			t.Errorf("%q became %q (%v)", markup, got, err)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, markup := range []string{"[a", "[a]", "a|b", "a]", "[a|", "[a|]", `a \b`, `\`, "[a|x|y]", "[|x]"} {
		if text, spans, err := Parse(markup); err == nil {
			t.Errorf("%q: %q %v", markup, text, spans)
		}
	}
	if got, err := Format("abc", []Span{{readout.Span{Start: 0, End: 2}, "x"}, {readout.Span{Start: 1, End: 3}, "y"}}); err == nil || got != "[ab|x]c" {
		t.Errorf("%q, %v", got, err)
	}
	if got := Labelled([]Span{{readout.Span{Start: 0, End: 2}, "x"}, {readout.Span{Start: 1, End: 3}, "y"}}, "y"); len(got) != 1 || got[0].Start != 1 {
		t.Error(got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`[[a|x] \[b|y]`)
	f.Fuzz(func(t *testing.T, markup string) {
		text, spans, err := Parse(markup)
		if err != nil {
			return
		}
		again, err := Format(text, spans)
		if err != nil {
			t.Fatal(err)
		}
		if text2, spans2, err := Parse(again); text2 != text || fmt.Sprint(spans2) != fmt.Sprint(spans) || err != nil {
			t.Fatalf("%q %v, %q %v, %v", text, spans, text2, spans2, err)
		}
	})
}
