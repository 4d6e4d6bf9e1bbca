package text

import (
	"strings"
	"testing"
)

// Every line of the borders' file must be read, and say something that a gap can have.
func TestBordersFile(t *testing.T) {
	templates := map[string]bool{}
	b := &builder{tokenizer: tokenizer{s: "a b"}}
	b.tokenizer.paragraph(0, 3)
	for _, f := range b.around(1) {
		templates[f[0]] = true
	}
	n := 0
	for line := range strings.Lines(bordersFile) {
		if line[0] == '#' {
			continue
		}
		feature, _, ok := strings.Cut(line, "\t")
		if template, _, _ := strings.Cut(feature, " "); !ok || !templates[template] || borders[HashForm(feature)] == 0 {
			t.Errorf("the line %q has no weight or no template", line)
		}
		n++
	}
	if n < 100 {
		t.Errorf("%d weights", n)
	}
}

// What training is told of a gap must be what the splitter asks about.
func TestGaps(t *testing.T) {
	const s = "Regards, Jane Miller Please call. Thanks, Tom"
	asked := map[int]bool{}
	gaps := Gaps(s, func(at int) bool { return strings.HasPrefix(s[at:], "Please") })
	for _, g := range gaps {
		asked[g.At] = true
		if len(g.Features) == 0 || g.Features[0] != "all" {
			t.Errorf("features %q", g.Features)
		}
	}
	for at, want := range map[int]bool{strings.Index(s, "Please"): true, strings.Index(s, "Jane"): true, strings.Index(s, "call"): false, strings.Index(s, "Thanks"): false} {
		if asked[at] != want {
			t.Errorf("the gap before %q: asked %v", s[at:], asked[at])
		}
	}
}
