package act

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/internal/mark"
	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// stages are the stages before this one.
type stages struct {
	parser   *syntax.Parser
	entities *entity.Finder
	rules    *rules
}

var load = sync.OnceValues(func() (*stages, error) {
	var s stages
	var err error
	if s.parser, err = syntax.Load(models.English()); err != nil {
		return nil, err
	}
	if s.entities, err = entity.Load(models.English()); err != nil {
		return nil, err
	}
	s.rules, err = loadRules(data)
	return &s, err
})

func ready(t testing.TB) *stages {
	t.Helper()
	s, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A scenario is a marked text, read up to its statements: spans labelled "source", "cue" and "content", with the number
// of the statement in front where there are several ("2 cue"), and ">1" behind it when it answers statement 1.
type scenario struct {
	doc        *text.Doc
	trees      *syntax.Trees
	set        *entity.Set
	statements []attribution.Statement
	spans      []mark.Span
}

func (st *stages) scenario(t testing.TB, markup string) *scenario {
	t.Helper()
	words, spans, err := mark.Parse(markup)
	if err != nil {
		t.Fatalf("%v in %q", err, markup)
	}
	c := &scenario{doc: text.New(words), spans: spans}
	c.trees = st.parser.Parse(c.doc)
	c.set = st.entities.Find(c.doc, c.trees)
	at := func(s readout.Span) attribution.Range {
		var x attribution.Range
		for i, tok := range c.doc.Tokens {
			if tok.Start < s.End && tok.End > s.Start {
				if x.End == 0 {
					x.First = i
				}
				x.End = i + 1
			}
		}
		return x
	}
	for _, s := range spans {
		f := strings.Fields(s.Label)
		n := 1
		if len(f) > 1 {
			fmt.Sscan(f[0], &n)
			f = f[1:]
		}
		if !slices.Contains([]string{"source", "cue", "content", "to"}, strings.TrimRight(f[0], ">123456789")) {
			continue
		}
		for len(c.statements) < n {
			c.statements = append(c.statements, attribution.Statement{Speaker: -1, InReplyTo: -1, Within: -1})
		}
		x := &c.statements[n-1]
		label, reply, _ := strings.Cut(f[0], ">")
		if reply != "" {
			fmt.Sscan(reply, &x.InReplyTo)
			x.InReplyTo--
		}
		switch r := at(s.Span); label {
		case "source":
			x.Source = r
			x.Speaker = c.entity(r)
		case "to":
			x.Addressees = append(x.Addressees, c.entity(r))
		case "cue":
			x.Cue = r
		case "content":
			x.Content = append(x.Content, r)
		}
	}
	for i := range c.statements {
		x := &c.statements[i]
		x.Form = readout.Indirect
		in, all := 0, 0
		for _, r := range x.Content {
			for j := r.First; j < r.End; j++ {
				all++
				if slices.ContainsFunc(c.doc.Quotes, func(q text.Quote) bool { return q.First <= j && j < q.End }) {
					in++
				}
			}
		}
		if in == all {
			x.Form = readout.Direct
		} else if in > 0 {
			x.Form = readout.Mixed
		}
	}
	var voices []entity.Voice
	for _, s := range c.statements {
		if s.Form == readout.Direct {
			for _, r := range s.Content {
				v := entity.Voice{First: r.First, End: r.End, Speaker: s.Speaker, Addressee: -1}
				if len(s.Addressees) > 0 {
					v.Addressee = s.Addressees[0]
				}
				voices = append(voices, v)
			}
		}
	}
	st.entities.Quoted(c.doc, c.trees, c.set, voices)
	return c
}

// entity returns the entity of the longest mention in a range, or -1.
func (c *scenario) entity(x attribution.Range) int {
	best, size := -1, 0
	for _, m := range c.set.Mentions {
		if m.First >= x.First && m.End <= x.End && m.End-m.First > size && m.Entity >= 0 {
			best, size = m.Entity, m.End-m.First
		}
	}
	return best
}

func (c *scenario) words(x attribution.Range) string {
	return c.doc.Range(x.First, x.End).In(c.doc.Text)
}

// read returns what the rules alone find.
func (st *stages) read(c *scenario) []Reading {
	f := &Finder{rules: st.rules}
	return f.Find(c.doc, c.trees, c.set, c.statements)
}

// quoted makes a scenario of the example of a pattern: what stands before // was said before.
func quoted(example string) string {
	if strings.Contains(example, "|content]") {
		return example
	}
	before, after, ok := strings.Cut(example, " // ")
	if !ok {
		return "“[" + example + "|content]”"
	}
	return "“[" + before + "|1 content]”\n\n“[" + after + "|2 content>1]”"
}

// A tally counts examples and those that are read otherwise than they say. The trees that they are read by err at times, so
// that one in fifty may.
type tally struct{ all, wrong int }

func (n *tally) miss(t *testing.T, format string, args ...any) {
	t.Helper()
	n.wrong++
	t.Logf(format, args...)
}

func (n *tally) judge(t *testing.T) {
	t.Helper()
	if 50*n.wrong > n.all {
		t.Errorf("%d of %d are read otherwise", n.wrong, n.all)
	}
}

// TestPatterns reads each example of patterns.txt: some clause of it must be decided by its line.
func TestPatterns(t *testing.T) {
	st := ready(t)
	var n tally
	defer n.judge(t)
	for i := range st.rules.patterns {
		p := &st.rules.patterns[i]
		if len(p.examples) == 0 {
			t.Errorf("patterns.txt:%d: no example", p.line)
		}
		for _, example := range p.examples {
			c := st.scenario(t, quoted(example))
			rs := st.read(c)
			why := fmt.Sprintf("patterns.txt:%d", p.line)
			acts := rs[len(rs)-1].Acts
			n.all++
			if !slices.ContainsFunc(acts, func(a Act) bool { return a.Why() == why }) {
				n.miss(t, "%s (%s): %s: found %s", why, p.act, example, st.tell(c, acts))
			}
		}
	}
}

// tell words acts for a message.
func (st *stages) tell(c *scenario, acts []Act) string {
	var out []string
	for _, a := range acts {
		s := fmt.Sprintf("%s ⟨%s⟩ %s", a.Type, c.words(a.Range), a.Why())
		if a.Target >= 0 {
			s += " → " + c.set.Entities[a.Target].Name
		}
		if a.Condition.End > 0 {
			s += " if ⟨" + c.words(a.Condition) + "⟩"
		}
		if a.Deadline.End > 0 {
			s += " by ⟨" + c.words(a.Deadline) + "⟩"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// TestCues reads each example of cues.txt.
func TestCues(t *testing.T) {
	st := ready(t)
	var n tally
	defer n.judge(t)
	for i := range st.rules.cues {
		l := &st.rules.cues[i]
		if i > 0 && st.rules.cues[i-1].line == l.line {
			continue
		}
		if len(l.examples) == 0 {
			t.Errorf("cues.txt:%d: no example", l.line)
		}
		for _, example := range l.examples {
			c := st.scenario(t, example+".")
			acts := st.read(c)[0].Acts
			n.all++
			if why := fmt.Sprintf("cues.txt:%d", l.line); len(acts) == 0 || acts[0].Why() != why {
				n.miss(t, "%s (%s): %s: found %s", why, l.act, example, st.tell(c, acts))
			}
		}
	}
}
