package ledger

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

const articleOfSample = "wfjbuedfob5mcas6"

func key(r *readout.Readout, id string) string { return StatementKeys(articleOfSample, r)[id] }

// complete fails the test where a correction cannot be made.
func complete(t *testing.T, r *readout.Readout, c readout.Correction) readout.Correction {
	t.Helper()
	c, err := Complete(articleOfSample, r, c)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Whoever says "I" in a statement is its speaker: when that is corrected, the word is another's.
func TestApplyToI(t *testing.T) {
	const text = "“I said ‘I will come,’ and my word holds,” Vale said. Kovac and Reth heard it."
	word := func(words string, n int, form readout.MentionForm) readout.Mention {
		return readout.Mention{Span: at(text, words, n), Form: form}
	}
	r := &readout.Readout{Article: readout.Article{ID: "a", Text: text}, Entities: []readout.Entity{
		{ID: "e1", Name: "Vale", Kind: readout.Person, Mentions: []readout.Mention{word("I", 0, readout.ByPronoun), word("I", 1, readout.ByPronoun), word("my", 0, readout.ByPronoun), word("Vale", 0, readout.ByName)}},
		{ID: "e2", Name: "Kovac", Kind: readout.Person, Mentions: []readout.Mention{word("Kovac", 0, readout.ByName)}},
		{ID: "e3", Name: "Reth", Kind: readout.Person, Mentions: []readout.Mention{word("Reth", 0, readout.ByName)}},
	}, Statements: []readout.Statement{
		{ID: "s1", Form: readout.Direct, Speaker: "e1", Basis: readout.Named, Source: at(text, "Vale", 0), Cue: at(text, "said", 1), Content: []readout.Span{at(text, "I said ‘I will come,’ and my word holds,", 0)}},
		{ID: "s2", Form: readout.Direct, Speaker: "e1", Basis: readout.Carried, Within: "s1", Content: []readout.Span{at(text, "I will come,", 0)}},
	}}
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Reth", "Mara Lind", ""} {
		got := Apply(articleOfSample, r, []readout.Correction{complete(t, r, readout.Correction{Kind: readout.WrongSpeaker, Statement: key(r, "s1"), Speaker: name})}, Who{})
		if err := got.Record.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		says := map[string]int{}
		for _, e := range got.Record.Entities {
			for _, m := range e.Mentions {
				if m.Form == readout.ByPronoun {
					says[e.Name]++
				}
			}
		}
		if says["Vale"] != 1 || name != "" && says[name] != 2 {
			t.Errorf("%q: %v", name, says)
		}
	}
	if len(r.Entities[0].Mentions) != 4 || len(r.Entities[2].Mentions) != 1 {
		t.Error("the record as it was read has changed")
	}
}

func TestApply(t *testing.T) {
	r := sample(t)
	text := r.Article.Text
	missed := at(text, "lasted over two hours", 0)
	got := Apply(articleOfSample, r, []readout.Correction{
		complete(t, r, readout.Correction{Kind: readout.WrongSpeaker, Statement: key(r, "s4"), Speaker: "Reth"}),
		complete(t, r, readout.Correction{Kind: readout.WrongSpeaker, Statement: key(r, "s5"), Speaker: "mara-lind"}),
		complete(t, r, readout.Correction{Kind: readout.WrongSpeaker, Statement: key(r, "s6")}),
		complete(t, r, readout.Correction{Kind: readout.NotAStatement, Statement: key(r, "s2")}),
		complete(t, r, readout.Correction{Kind: readout.MissingStatement, Anchor: []readout.Span{missed}, Source: at(text, "Kovac", 1), Speaker: "Ana Kovac"}),
	}, Who{Entities: map[string]readout.IdentityRef{"e3": {ID: "daniel-reth", Name: "Daniel Reth", Kind: readout.Person}},
		Identity: func(id string) (readout.IdentityRef, bool) {
			return readout.IdentityRef{ID: "mara-lind", Name: "Mara Lind", Kind: readout.Person}, id == "mara-lind"
		}})
	if err := got.Record.Check(); err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Corrections {
		if c.Lost {
			t.Errorf("lost: %+v", c)
		}
	}
	names := map[string]string{"": "nobody"}
	for _, e := range got.Record.Entities {
		names[e.ID] = e.Name
	}
	var said []string
	for _, s := range got.Record.Statements {
		said = append(said, s.ID+" "+names[s.Speaker]+" ("+string(s.Basis)+"): "+s.Content[0].In(text))
	}
	want := []string{
		"s1 Ana Kovac (named): We will not sign before the observers arrive,",
		"s3 Daniel Reth (named): a draft “by Friday”",
		"s4 Daniel Reth (carried): Or Saturday.",
		"s5 Mara Lind (nominal): We saw 𝄞",
		"s7 Ana Kovac (named): lasted over two hours",
		"s6 nobody (): The talks with Reth in Vienna on May 4 lasted over two hours. They dealt with a treaty, and no deal was signed",
	}
	slices.Sort(said)
	slices.Sort(want)
	if !slices.Equal(said, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
	if len(got.Speakers) != 1 || r.Statements[1].ID != "s2" || len(r.Statements) != 6 {
		t.Errorf("speakers %v; the record that was read has %d statements", got.Speakers, len(r.Statements))
	}
}

// Whatever is corrected, in whatever order, the record holds together, and the one that was read stays.
func TestApplyHoldsTogether(t *testing.T) {
	r := sample(t)
	text := r.Article.Text
	before, err := r.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		words := slices.Collect(Words(text))
		var all []readout.Correction
		for range 1 + rnd.IntN(6) {
			c := readout.Correction{Kind: readout.CorrectionKinds[rnd.IntN(len(readout.CorrectionKinds))],
				Speaker: []string{"", "Kovac", "Mara Lind", "two officials"}[rnd.IntN(4)], Statement: key(r, r.Statements[rnd.IntN(len(r.Statements))].ID)}
			if c.Kind == readout.MissingStatement {
				i := rnd.IntN(len(words))
				c.Anchor = []readout.Span{{Start: words[i].Start, End: words[min(i+rnd.IntN(9), len(words)-1)].End}}
			}
			if c, err := Complete(articleOfSample, r, c); err == nil {
				all = append(all, c)
			} else if !errors.Is(err, readout.ErrDuplicate) {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		got := Apply(articleOfSample, r, all, Who{})
		if err := got.Record.Check(); err != nil {
			t.Fatalf("seed %d: %v\n%+v", seed, err, all)
		}
		again := Apply(articleOfSample, r, got.Corrections, Who{})
		a, _ := got.Record.AppendJSON(nil)
		b, _ := again.Record.AppendJSON(nil)
		if string(a) != string(b) {
			t.Fatalf("seed %d: laid over again it differs", seed)
		}
	}
	if after, err := r.AppendJSON(nil); err != nil || string(after) != string(before) {
		t.Errorf("the record that was read has changed (%v)", err)
	}
}

func TestCompleteRefuses(t *testing.T) {
	r := sample(t)
	for _, c := range []struct {
		c    readout.Correction
		want error
	}{
		{readout.Correction{Kind: readout.WrongSpeaker, Statement: "nothing"}, readout.ErrNotFound},
		{readout.Correction{Kind: "rating"}, readout.ErrQuery},
		{readout.Correction{Kind: readout.MissingStatement}, readout.ErrQuery},
		{readout.Correction{Kind: readout.MissingStatement, Anchor: []readout.Span{{Start: 5, End: 2}}}, readout.ErrQuery},
		{readout.Correction{Kind: readout.MissingStatement, Anchor: []readout.Span{{Start: 8, End: 10}}}, readout.ErrQuery}, // inside a dash
		{readout.Correction{Kind: readout.MissingStatement, Anchor: []readout.Span{{Start: 0, End: 6}, {Start: 0, End: 6}}}, readout.ErrQuery},
		{readout.Correction{Kind: readout.MissingStatement, Anchor: []readout.Span{{Start: 0, End: 6}}, Speaker: strings.Repeat("a", 301)}, readout.ErrQuery},
		{readout.Correction{Kind: readout.MissingStatement, Anchor: r.Statements[0].Content}, readout.ErrDuplicate},
	} {
		if _, err := Complete(articleOfSample, r, c.c); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, want %v", c.c, err, c.want)
		}
	}
}

// Another reading of the same text: what overlaps is what was meant.
func TestApplyToAnotherReading(t *testing.T) {
	text := "Reth said that the talks had failed. Kovac said so."
	read := func(content string) *readout.Readout {
		return &readout.Readout{Article: readout.Article{Text: text},
			Entities:   []readout.Entity{{ID: "e1", Name: "Reth", Kind: readout.Person, Mentions: []readout.Mention{{Span: at(text, "Reth", 0), Form: readout.ByName}}}},
			Statements: []readout.Statement{{ID: "s1", Form: readout.Indirect, Content: []readout.Span{at(text, content, 0)}}}}
	}
	c := complete(t, read("that the talks had failed"), readout.Correction{Kind: readout.WrongSpeaker, Speaker: "Reth",
		Statement: key(read("that the talks had failed"), "s1")})
	for content, lost := range map[string]bool{"that the talks had failed": false, "the talks had failed": false, "failed": true, "so": true} {
		got := Apply(articleOfSample, read(content), []readout.Correction{c}, Who{})
		if got.Corrections[0].Lost != lost || (got.Record.Statements[0].Speaker == "e1") == lost {
			t.Errorf("%q: lost %v, speaker %q", content, got.Corrections[0].Lost, got.Record.Statements[0].Speaker)
		}
	}
	changed := read("that the talks had failed")
	changed.Article.Text += " "
	if got := Apply(articleOfSample, changed, []readout.Correction{c}, Who{}); !got.Corrections[0].Lost {
		t.Error("a correction of another text was laid over this one")
	}
}

// What somebody found right stays so, whatever is read later.
func TestApplyRight(t *testing.T) {
	r := sample(t)
	c := complete(t, r, readout.Correction{Kind: readout.RightStatement, Statement: key(r, "s3"), Speaker: "somebody else"})
	if c.Speaker != "Daniel Reth" {
		t.Errorf("the speaker is %q", c.Speaker)
	}
	same := Apply(articleOfSample, r, []readout.Correction{c}, Who{})
	if a, b := asJSON(t, same.Record), asJSON(t, r); a != b || len(same.Statements) > 0 {
		t.Errorf("what is right was changed: %v", same.Statements)
	}
	for what, change := range map[string]func(r *readout.Readout, s *readout.Statement){
		"another speaker": func(_ *readout.Readout, s *readout.Statement) { s.Speaker = "e1" },
		"fewer words": func(_ *readout.Readout, s *readout.Statement) {
			s.Content = []readout.Span{{Start: s.Content[0].Start, End: s.Content[0].End - 3}}
		},
		"none": func(r *readout.Readout, s *readout.Statement) {
			r.Statements = slices.DeleteFunc(r.Statements, func(x readout.Statement) bool { return x.ID == s.ID })
		},
	} {
		again := sample(t)
		change(again, find(again, "s3"))
		got := Apply(articleOfSample, again, []readout.Correction{c, {Kind: readout.Done, Anchor: c.Anchor, Hash: c.Hash}}, Who{})
		if err := got.Record.Check(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		i := slices.IndexFunc(got.Record.Statements, func(s readout.Statement) bool { return slices.Equal(s.Content, c.Anchor) })
		if i < 0 || nameOf(got.Record, got.Record.Statements[i].Speaker) != "Daniel Reth" || got.Record.Statements[i].Source != c.Source {
			t.Errorf("%s: %+v", what, got.Record.Statements)
		}
		if got.Corrections[0].Lost || got.Corrections[1].Lost {
			t.Errorf("%s: lost", what)
		}
	}
}

func asJSON(t *testing.T, r *readout.Readout) string {
	t.Helper()
	data, err := r.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestReanchor(t *testing.T) {
	from := "Reth said the deal was dead. Kovac said no. Lind said no."
	for _, c := range []struct {
		name, words string
		n           int
		to          string
		start       int // in to; -1 for lost
	}{
		{"the same text", "the deal was dead", 0, from, 10},
		{"something before", "the deal was dead", 0, "VIENNA. Reth said the deal was dead. Kovac agreed.", 18},
		{"a word changed", "the deal was dead", 0, "Reth said the deal is dead. Kovac said no.", -1},
		{"a neighbour changed", "the deal was dead", 0, "Reth denied the deal was dead. Kovac said no.", -1},
		{"a neighbour grew", "the deal was dead", 0, "Reth unsaid the deal was dead. Kovac said no.", -1},
		{"the second of two", "no", 1, "Kovac said no. Lind said no.", 25},
		{"the first of two is gone", "no", 0, "Reth said the deal was dead. Lind said no.", -1},
		{"two that are alike", "no", 1, "Lind said no. Lind said no.", 24}, // it was the end of the text
		{"gone", "the deal was dead", 0, "Kovac said no.", -1},
		{"the whole text is others'", "the deal was dead", 0, "", -1},
	} {
		s := at(from, c.words, c.n)
		got := Reanchor(readout.Correction{Anchor: []readout.Span{s}, Hash: Hash(from)}, from, c.to)
		if got.Lost != (c.start < 0) {
			t.Errorf("%s: lost %v: %+v", c.name, got.Lost, got.Anchor)
		} else if !got.Lost && (got.Anchor[0].Start != c.start || got.Anchor[0].In(c.to) != c.words || got.Hash != Hash(c.to)) {
			t.Errorf("%s: at %v: %q", c.name, got.Anchor[0], got.Anchor[0].In(c.to))
		}
	}
}
