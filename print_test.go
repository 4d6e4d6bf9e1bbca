package readout

import (
	"bytes"
	"strings"
	"testing"

	"github.com/readout-project/readout/internal/golden"
)

func TestPrint(t *testing.T) {
	for _, c := range []struct {
		file   string
		layout Layout
	}{
		{"testdata/print.txt", Layout{}},
		{"testdata/print_narrow.txt", Layout{Width: 32}},
		{"testdata/print_color.txt", Layout{Color: true}},
	} {
		var got bytes.Buffer
		if err := sampleRecord(t).Print(&got, c.layout); err != nil {
			t.Fatal(err)
		}
		golden.File(t, c.file, got.Bytes())
	}
}

func TestPrintWidth(t *testing.T) {
	for width := 24; width < 120; width += 7 {
		var got bytes.Buffer
		if err := sampleRecord(t).Print(&got, Layout{Width: width}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(got.String()) {
			if line = strings.TrimSuffix(line, "\n"); columns(line) > width {
				t.Errorf("width %d: %d columns in %q", width, columns(line), line)
			}
		}
	}
}

func TestPrintNothing(t *testing.T) {
	var got bytes.Buffer
	r := &Readout{Article: Article{ID: "list", Text: "Milk, eggs, flour"}}
	if err := r.Print(&got, Layout{}); err != nil {
		t.Fatal(err)
	}
	if want := "list\nNo statements found in 3 words.\n"; got.String() != want {
		t.Errorf("got %q, want %q", got.String(), want)
	}
}

// An article must not steer the terminal of whoever reads about it.
func TestPrintHarmless(t *testing.T) {
	var got bytes.Buffer
	text := "say \x1b]0;owned\x07\u202e\u009b2J"
	r := &Readout{Article: Article{Title: text, Text: text}, Statements: []Statement{{ID: "s1", Form: Indirect, Content: []Span{{0, len(text)}}}}}
	if err := r.Print(&got, Layout{}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(got.String(), "\x1b\x07\u202e\u009b") {
		t.Errorf("control characters in %q", got.String())
	}
}

func TestPrintSpeakers(t *testing.T) {
	text := "MS. LEE: Good morning. It said: so."
	r := &Readout{Article: Article{ID: "talk", Text: text}, Statements: []Statement{
		{ID: "s1", Form: Direct, Source: Span{0, 7}, Cue: Span{7, 8}, Basis: Transcript, Content: []Span{{9, 22}}},
		{ID: "s2", Form: Indirect, Source: Span{23, 25}, Cue: Span{26, 30}, Content: []Span{{32, 34}}},
		{ID: "s3", Form: Indirect, Content: []Span{{32, 34}}},
	}}
	var got bytes.Buffer
	if err := r.Print(&got, Layout{}); err != nil {
		t.Fatal(err)
	}
	const want = `talk
3 statements · 0 speakers

MS. LEE
    “Good morning.”

It (not established)
  said
    so

(source not given)
  (indirect)
    so
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}
