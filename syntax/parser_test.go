package syntax

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/readout-project/readout/text"
)

var parser = sync.OnceValues(func() (*Parser, error) { return Load(os.DirFS("../models/en")) })

func load(t testing.TB) *Parser {
	t.Helper()
	p, err := parser()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestParse reads sentences and looks for arcs, each "word <relation head"; the first of equal words is meant. A greedy parser
// errs, so not all need be right, but three in four must.
func TestParse(t *testing.T) {
	p := load(t)
	right, all := 0, 0
	for _, c := range []struct{ text, arcs string }{
		{"The minister said that the talks would resume on Monday.",
			"minister <nsubj said, said <root, that <mark resume, talks <nsubj resume, would <aux resume, resume <ccomp said, Monday <obl resume"},
		{"She told reporters that the plan had failed.",
			"She <nsubj told, reporters <iobj told, had <aux failed, failed <ccomp told"},
		{"The law was signed by the governor.",
			"law <nsubj:pass signed, was <aux:pass signed, by <case governor, governor <obl:agent signed"},
		{"Officials have not commented on the report.",
			"Officials <nsubj commented, have <aux commented, not <advmod commented, report <obl commented"},
		{"He wants to leave the city.",
			"He <nsubj wants, to <mark leave, leave <xcomp wants, city <obj leave"},
		{"Anna Berg, a lawyer for the family, declined to comment.",
			"lawyer <appos Anna, family <nmod lawyer, declined <root, comment <xcomp declined"},
		{"The man who wrote the letter lives in Oslo.",
			"who <nsubj wrote, wrote <acl:relcl man, letter <obj wrote, lives <root, Oslo <obl lives"},
		{"“We will rebuild the bridge,” she said.",
			"We <nsubj rebuild, will <aux rebuild, bridge <obj rebuild, she <nsubj said"},
		{"The mayor’s office and the police denied the claim.",
			"mayor <nmod:poss office, police <conj office, and <cc police, office <nsubj denied, claim <obj denied"},
		{"According to the ministry, prices rose by 5 percent.",
			"According <case ministry, to <fixed According, ministry <obl rose, prices <nsubj rose"},
		{"It is a serious problem.", "is <cop problem, serious <amod problem, problem <root"},
		{"They gave up the search.", "up <compound:prt gave, search <obj gave"},
	} {
		d := text.New(c.text)
		trees := p.Parse(d)
		for arc := range strings.SplitSeq(c.arcs, ", ") {
			word, want, _ := strings.Cut(arc, " <")
			for i, w := range trees.Words {
				if d.Form(i) != word {
					continue
				}
				got := w.Rel.String()
				if w.Head >= 0 {
					got += " " + d.Form(w.Head)
				}
				all++
				if got == want {
					right++
				} else {
					t.Logf("%s\n\t%s: got %q, want %q", c.text, word, got, want)
				}
				break
			}
		}
	}
	if 4*right < 3*all {
		t.Errorf("%d of %d arcs are right", right, all)
	}
}

func TestLemmas(t *testing.T) {
	p := load(t)
	for _, c := range []struct{ text, lemmas string }{
		{"The cities were built again.", "the city be build again ."},
		{"She doesn’t know them.", "she do not know they ."},
		{"He said prices fell in Berlin.", "he say price fall in Berlin ."},
		{"Voters rejected the parties' plans.", "voter reject the party 's plan ."},
	} {
		var got []string
		for _, w := range p.Parse(text.New(c.text)).Words {
			got = append(got, w.Lemma)
		}
		if s := strings.ReplaceAll(strings.Join(got, " "), " ' ", " 's "); s != c.lemmas {
			t.Errorf("%s\n\tgot  %s\n\twant %s", c.text, s, c.lemmas)
		}
	}
}

// check fails the test where the trees are none: each sentence has one root, and every word comes to it.
func check(t *testing.T, d *text.Doc, trees *Trees) {
	t.Helper()
	if len(trees.Words) != len(d.Tokens) {
		t.Fatalf("%d words for %d tokens", len(trees.Words), len(d.Tokens))
	}
	for n, s := range d.Sentences {
		roots, reached := 0, 0
		var down func(i int)
		var todo []int
		down = func(i int) { todo = append(todo, i) }
		for i := s.First; i < s.End; i++ {
			w := trees.Words[i]
			if w.Begin > i || w.End <= i {
				t.Fatalf("word %d is not in its own range %d:%d", i, w.Begin, w.End)
			}
			if w.Head < 0 {
				roots++
				if w.Rel != Root {
					t.Fatalf("the root %d has the relation %s", i, w.Rel)
				}
				down(i)
			} else if w.Head < s.First || w.Head >= s.End || w.Rel == Root || w.Rel == NoRel {
				t.Fatalf("word %d of %d:%d has head %d by %s", i, s.First, s.End, w.Head, w.Rel)
			}
		}
		for len(todo) > 0 {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			reached++
			for c := trees.FirstChild(i); c >= 0; c = trees.NextChild(c) {
				down(c)
			}
		}
		if roots != 1 || reached != s.End-s.First {
			t.Fatalf("sentence %d of %d words: %d roots, %d words reached", n, s.End-s.First, roots, reached)
		}
	}
}

func TestRandomWords(t *testing.T) {
	p := load(t)
	words := strings.Fields(`the a minister said that , . " “ ” ( ) - -- : ; talks would resume on Monday he she it not and or but
		who 's $ 5 % U.S. Oslo - ’ « » ... ? ! # @x http://a.b :) to be been wants because 2015 [ ] / & é 汉字 🙂`)
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		var b strings.Builder
		for range 1 + rnd.IntN(60) {
			b.WriteString(words[rnd.IntN(len(words))])
			b.WriteByte(' ')
		}
		d := text.New(b.String())
		check(t, d, p.Parse(d))
	}
}

func TestLongSentences(t *testing.T) {
	p := load(t)
	for _, s := range []string{
		strings.Repeat("word ", 100_000), "In Oslo: " + strings.Repeat("the man who lives ", 25_000) + ".", strings.Repeat("\" ", 100_000), strings.Repeat("the old man of ", 25_000), strings.Repeat("( a ", 50_000),
	} {
		// One sentence, however text would divide it.
		d := text.New(s)
		d = &text.Doc{Text: d.Text, Tokens: d.Tokens, Sentences: []text.Sentence{{First: 0, End: len(d.Tokens)}}}
		check(t, d, p.Parse(d))
	}
}

// TestRooted parses with each word as the root in turn: the tree must have it.
func TestRooted(t *testing.T) {
	p := load(t)
	d := text.New("According to the mayor, the men who wrote “the letter” and the police denied it in May.")
	var l Line
	var w work
	l.Prepare(d, d.Sentences[0], p.Lexicon)
	p.tag(&l, &w)
	p.arcs(&l, &w)
	for i := 1; i <= l.N; i++ {
		if l.IsMark(i) {
			continue
		}
		if behind := p.rooted(&l, i, &w); behind < 0 {
			t.Errorf("with %q as the root, the transitions are better by %f than the best ones", d.Form(i-1), -behind)
		}
		for k := 1; k <= l.N; k++ {
			if (w.tree.Head[k] == 0) != (k == i) {
				t.Errorf("with %q as the root, the head of %q is %d", d.Form(i-1), d.Form(k-1), w.tree.Head[k])
			}
		}
	}
}

// TestJoinSubjects gives two subjects to one verb: a conjunction before the second joins them, unless it joins clauses.
func TestJoinSubjects(t *testing.T) {
	p := load(t)
	for _, c := range []struct{ text, want string }{
		{"The mayor and the police denied it.", "mayor <nsubj denied, and <cc police, police <conj mayor"},
		{"The mayor, and the police denied it.", "mayor <nsubj denied, and <cc denied, police <nsubj denied"},
		{"The mayor police denied it.", "mayor <nsubj denied, police <nsubj denied"},
	} {
		d := text.New(c.text)
		var l Line
		var tree Tree
		l.Prepare(d, d.Sentences[0], p.Lexicon)
		p.Tag(&l)
		l.Marks(p.Tags)
		tree.Reset(l.N)
		verb := 0
		for i := 1; i <= l.N; i++ {
			if d.Form(i-1) == "denied" {
				verb = i
			}
		}
		for i := 1; i <= l.N; i++ {
			switch d.Form(i - 1) {
			case "mayor", "police":
				tree.Head[i], tree.Rel[i] = int32(verb), Nsubj
			case "and":
				tree.Head[i], tree.Rel[i] = int32(verb), Cc
			}
		}
		p.joinSubjects(&l, &tree)
		var got []string
		for i := 1; i <= l.N; i++ {
			switch form := d.Form(i - 1); form {
			case "mayor", "and", "police":
				got = append(got, fmt.Sprintf("%s <%s %s", form, tree.Rel[i], d.Form(int(tree.Head[i])-1)))
			}
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestEmpty(t *testing.T) {
	p := load(t)
	for _, s := range []string{"", " ", "\n\n", "."} {
		d := text.New(s)
		check(t, d, p.Parse(d))
	}
}

// TestSame parses from several goroutines at once: the trees must be the same each time.
func TestSame(t *testing.T) {
	p := load(t)
	d := text.New(article)
	want := fmt.Sprint(p.Parse(d).Words)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 5 {
				if fmt.Sprint(p.Parse(d).Words) != want {
					t.Error("the trees differ")
				}
			}
		})
	}
	group.Wait()
}

func TestModelRoundTrip(t *testing.T) {
	p := load(t)
	var b bytes.Buffer
	if _, err := p.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	m, err := Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	d := text.New(article)
	if got, want := fmt.Sprint(NewParser(m).Parse(d).Words), fmt.Sprint(p.Parse(d).Words); got != want {
		t.Error("the trees differ after writing and reading the model")
	}
	for n := 0; n < b.Len(); n += 1 + b.Len()/50 {
		if _, err := Decode(b.Bytes()[:n]); err == nil {
			t.Errorf("no error for the first %d bytes of a model", n)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(article)
	f.Add("“")
	f.Add("a\u0301 \u2028 .\r\n'")
	p := load(f)
	f.Fuzz(func(t *testing.T, s string) {
		d := text.New(strings.ToValidUTF8(s, "?"))
		check(t, d, p.Parse(d))
	})
}

const article = `The harbour council voted on Tuesday to close the old ferry terminal, a decision that surprised many of the people who live on the islands.

“We were promised a new pier before anything was torn down,” said Marta Lindqvist, who runs the bakery next to the landing. “Nobody has told us what comes next.”

The council’s chair, Peter Osei, said that the terminal had become too expensive to repair and that talks with two builders would begin in March. He declined to name them. According to a report by the city’s engineers, the cost of repairs has risen by 40 percent since 2019.

Asked whether residents would be consulted, Osei replied: “They will be heard, as they always have been.”
`

func BenchmarkParse(b *testing.B) {
	p := load(b)
	d := text.New(strings.Repeat(article, 20))
	words := 0
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(d)
		words += len(d.Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(os.DirFS("../models/en")); err != nil {
			b.Fatal(err)
		}
	}
}

func TestLead(t *testing.T) {
	for words, want := range map[string]int{
		"VIENNA, May 4 (AP) — The talks went on, she said.":    8,
		"LYON: The police have said that it will send a team.": 2,
		"MR. SMITH: We are close to a deal on gas.":            3,
		"IBM - which makes computers - said that it agreed.":   0,
		"The talks — the third round — went on in Vienna.":     0,
	} {
		d := text.New(words)
		if got := lead(d, d.Sentences[0]); got != want {
			t.Errorf("%s: the lead has %d tokens, want %d", words, got, want)
		}
	}
}
