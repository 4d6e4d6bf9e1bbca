package attribution_test

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/internal/mark"
	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A reading is a text with the statements found in it.
type reading struct {
	doc        *text.Doc
	set        *entity.Set
	statements []attribution.Statement
}

// finder returns what reads a text up to its statements.
func finder(t testing.TB) func(words string) reading {
	t.Helper()
	parser, err := syntax.Load(models.English())
	if err != nil {
		t.Fatal(err)
	}
	entities, err := entity.Load(models.English())
	if err != nil {
		t.Fatal(err)
	}
	f, err := attribution.Load(models.English())
	if err != nil {
		t.Fatal(err)
	}
	return func(words string) reading {
		r := reading{doc: text.New(words)}
		trees := parser.Parse(r.doc)
		r.set = entities.Find(r.doc, trees)
		r.statements = f.Find(r.doc, trees, r.set)
		return r
	}
}

// marked writes the outermost statements of a text into it.
func (r *reading) marked() string {
	var spans []mark.Span
	n := 0
	add := func(x attribution.Range, role string) {
		if x.First < x.End {
			spans = append(spans, mark.Span{Span: r.doc.Range(x.First, x.End), Label: fmt.Sprintf("%d %s", n, role)})
		}
	}
	for _, s := range r.outermost() {
		n++
		add(s.Source, "source")
		add(s.Cue, "cue")
		for _, x := range s.Content {
			add(x, "content")
		}
	}
	return format(r.doc.Text, spans)
}

func (r *reading) outermost() []attribution.Statement {
	return slices.DeleteFunc(slices.Clone(r.statements), func(s attribution.Statement) bool { return s.Within >= 0 })
}

func format(words string, spans []mark.Span) string {
	slices.SortStableFunc(spans, func(a, b mark.Span) int { return cmp.Compare(a.Start, b.Start) })
	s, err := mark.Format(words, spans)
	if err != nil {
		return fmt.Sprintf("%s (%v)", s, err)
	}
	return strings.ReplaceAll(s, "\n\n", " // ")
}

// known reports whether the statements have the speakers and addressees that the end of a line asks for.
func (r *reading) known(asked string) bool {
	all := r.outermost()
	for part := range strings.SplitSeq(asked, ";") {
		var n int
		number, name, _ := strings.Cut(strings.TrimSpace(part), " ")
		if _, err := fmt.Sscan(number, &n); err != nil || n < 1 || n > len(all) {
			return false
		}
		who := []int{all[n-1].Speaker}
		if rest, ok := strings.CutPrefix(name, "to "); ok {
			name, who = rest, all[n-1].Addressees
		}
		if !slices.ContainsFunc(who, func(e int) bool { return e >= 0 && strings.Contains(r.set.Entities[e].Name, name) }) {
			return false
		}
	}
	return true
}

// TestFind reads the texts of testdata/statements.txt. The models may read some otherwise: one in twelve.
func TestFind(t *testing.T) {
	read := finder(t)
	b, err := os.ReadFile("testdata/statements.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, wrong := 0, 0
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		all++
		markup, asked, _ := strings.Cut(line, " => ")
		words, spans, err := mark.Parse(strings.ReplaceAll(markup, " // ", "\n\n"))
		if err != nil {
			t.Fatalf("statements.txt:%d: %v", i+1, err)
		}
		r := read(words)
		got, want := r.marked(), format(words, spans)
		if got != want || asked != "" && !r.known(asked) {
			wrong++
			t.Logf("statements.txt:%d:\n got %s\nwant %s %s", i+1, got, want, asked)
		}
	}
	if 12*wrong > all {
		t.Errorf("%d of %d texts are read otherwise", wrong, all)
	}
}

// TestFindHolds reads texts that are cut, doubled or broken: every statement stays within the document, points at statements and entities
// that are there, and has something that is said.
func TestFindHolds(t *testing.T) {
	read := finder(t)
	b, err := os.ReadFile("testdata/statements.txt")
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.NewReplacer("[", "", "]", "", "|", " ").Replace(string(b))
	for cut := 0; cut < len(plain); cut += 97 {
		for _, words := range []string{plain[:cut], plain[cut:], strings.ReplaceAll(plain[:cut], "”", ""), strings.ToUpper(plain[cut:min(len(plain), cut+600)])} {
			r := read(strings.ToValidUTF8(words, ""))
			r.check(t)
			if t.Failed() {
				t.Fatalf("in a text of %d bytes: %.80q", len(words), words)
			}
		}
	}
}

func (r *reading) check(t *testing.T) {
	t.Helper()
	inside := func(x attribution.Range) bool { return 0 <= x.First && x.First <= x.End && x.End <= len(r.doc.Tokens) }
	for i, s := range r.statements {
		if len(s.Content) == 0 {
			t.Errorf("statement %d says nothing", i)
		}
		for _, x := range s.Content {
			if !inside(x) || x.First == x.End {
				t.Errorf("statement %d: content %v of %d tokens", i, x, len(r.doc.Tokens))
			}
		}
		if !inside(s.Source) || !inside(s.Cue) {
			t.Errorf("statement %d: source %v, cue %v of %d tokens", i, s.Source, s.Cue, len(r.doc.Tokens))
		}
		if s.Speaker >= len(r.set.Entities) || s.Within >= len(r.statements) || s.InReplyTo >= len(r.statements) || s.Within == i {
			t.Errorf("statement %d: speaker %d, within %d, in reply to %d", i, s.Speaker, s.Within, s.InReplyTo)
		}
		if !(s.Confidence >= 0 && s.Confidence <= 1) {
			t.Errorf("statement %d: confidence %v", i, s.Confidence)
		}
		if s.Basis == readout.Carried && s.Speaker < 0 {
			t.Errorf("statement %d carries on with nobody", i)
		}
	}
}
