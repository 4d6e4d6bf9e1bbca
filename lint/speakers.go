package lint

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

//go:embed data/loaded.txt
var loadedFile string

//go:embed data/unnamed.txt
var unnamedFile string

//go:embed data/bare.txt
var bareFile string

//go:embed data/reasons.txt
var reasonsFile string

// lines are those of a data file, without comments.
func lines(file string) (out []string) {
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// wordSet holds the words of a data file.
func wordSet(file string) map[string]bool {
	set := map[string]bool{}
	for _, line := range lines(file) {
		for _, w := range strings.Fields(line) {
			set[w] = true
		}
	}
	return set
}

var (
	loaded       = wordSet(loadedFile)
	unnamedWords = wordSet(unnamedFile)
	bare         = lines(bareFile)
	reasons      = lines(reasonsFile)
)

// opinions are acts that judge.
var opinions = []readout.ActType{"accusation", "criticism", "praise"}

// minQuotation is how many words a quotation has at least that must have a speaker: shorter ones are titles and words held at arm's length.
const minQuotation = 5

// longQuotation is how many words two sentences may have before their speaker is named.
const longQuotation = 20

// speakers checks who is said to have said what.
func (c *checker) speakers() {
	positioned := map[string]bool{}
	for i := range c.r.Statements {
		s := &c.r.Statements[i]
		if len(s.Content) == 0 || s.Basis == readout.Transcript {
			continue
		}
		c.verb(s)
		if s.Form != readout.Direct {
			continue
		}
		first := s.Content[0]
		if s.Speaker == "" && s.Source.Empty() && len(strings.Fields(c.words(first))) >= minQuotation {
			c.find(NoSpeaker, first, "nobody is said to have said %s", excerpt(c.words(first)))
		}
		if n := c.sentences(first); s.Source.Start >= first.End && (n > 2 || n == 2 && len(strings.Fields(c.words(first))) > longQuotation) && !c.spokeBefore(i) && !c.mentioned(s.Speaker, c.paragraphStart(first.Start), first.Start) {
			c.find(LateSpeaker, first, "%s is named only behind %s", excerpt(c.words(s.Source)), count(n, "sentence"))
		}
		if other := c.anotherBefore(i); other != nil && s.Source.Start >= first.End && !c.mentioned(s.Speaker, other.Content[len(other.Content)-1].End, first.Start) {
			c.find(RunTogether, first, "the words of %s begin behind those of %s, without saying so", c.name(s), c.name(other))
		}
		c.position(s, positioned)
	}
}

// name names the speaker of a statement: by the entity, else by the words.
func (c *checker) name(s *readout.Statement) string {
	if e := c.entities[s.Speaker]; e != nil {
		return e.Name
	}
	return excerpt(c.words(s.Source))
}

// spokeBefore reports whether the speaker of statement i spoke before in the same paragraph, so that readers know who goes on.
func (c *checker) spokeBefore(i int) bool {
	s := &c.r.Statements[i]
	for k := range c.r.Statements[:i] {
		if x := &c.r.Statements[k]; x.Speaker == s.Speaker && s.Speaker != "" && c.together(x, s) {
			return true
		}
	}
	return false
}

// mentioned reports whether an entity is spoken of between two bytes.
func (c *checker) mentioned(id string, from, to int) bool {
	e := c.entities[id]
	return e != nil && slices.ContainsFunc(e.Mentions, func(m readout.Mention) bool { return from <= m.Start && m.End <= to })
}

// anotherBefore returns the last quotation before statement i in the same paragraph, where another is said to have said it.
func (c *checker) anotherBefore(i int) *readout.Statement {
	s := &c.r.Statements[i]
	for k := i - 1; k >= 0; k-- {
		x := &c.r.Statements[k]
		if x.Form != readout.Direct || len(x.Content) == 0 || x.Within == s.ID || s.Within == x.ID {
			continue
		}
		if !c.together(x, s) || x.Speaker == "" || s.Speaker == "" || x.Speaker == s.Speaker {
			return nil
		}
		return x
	}
	return nil
}

// together reports whether two statements stand in one paragraph.
func (c *checker) together(a, b *readout.Statement) bool {
	return len(a.Content) > 0 && len(b.Content) > 0 && c.paragraph(a.Content[0].Start) == c.paragraph(b.Content[0].Start)
}

// position asks for the position of a speaker whom the article names, once.
func (c *checker) position(s *readout.Statement, told map[string]bool) {
	e := c.entities[s.Speaker]
	if e == nil || e.Kind != readout.Person || len(e.Roles) > 0 || told[e.ID] {
		return
	}
	named := slices.IndexFunc(e.Mentions, func(m readout.Mention) bool { return m.Form == readout.ByName })
	if named < 0 {
		return
	}
	told[e.ID] = true
	c.find(NoPosition, e.Mentions[named].Span, "the article does not say what %s is", e.Name)
}

// verb tells of a cue that judges.
func (c *checker) verb(s *readout.Statement) {
	for w := range strings.FieldsSeq(strings.ToLower(c.words(s.Cue))) {
		if loaded[strings.Trim(w, ".,;:")] {
			c.find(LoadedVerb, s.Cue, "%s, of what %s said", excerpt(c.words(s.Cue)), c.name(s))
			return
		}
	}
}

// unnamed checks sources without a name.
func (c *checker) unnamed() {
	reasoned := map[string]bool{}
	for i := range c.r.Statements {
		s := &c.r.Statements[i]
		if s.Source.Empty() || !c.anonymous(s) {
			continue
		}
		words := strings.ToLower(oneLine(c.words(s.Source)))
		if slices.Contains(bare, words) {
			c.find(BareSource, s.Source, "nothing is told of %s", excerpt(c.words(s.Source)))
		}
		for _, a := range s.Acts {
			if slices.Contains(opinions, a.Type) {
				c.find(UnnamedOpinion, a.Span, "%s, by %s: %s", a.Type, excerpt(c.words(s.Source)), excerpt(c.words(a.Span)))
				break
			}
		}
		if who := c.name(s); !reasoned[who] && !c.reason(s) {
			reasoned[who] = true
			c.find(UnnamedNoReason, s.Source, "the article does not say why it does not name %s", excerpt(c.words(s.Source)))
		}
	}
}

// anonymous reports whether a source is a person of whom the article tells no name, spoken of as sources are.
func (c *checker) anonymous(s *readout.Statement) bool {
	if e := c.entities[s.Speaker]; e != nil {
		if e.Kind != readout.Person && e.Kind != readout.Group && e.Kind != readout.Other {
			return false
		}
		if slices.ContainsFunc(e.Mentions, func(m readout.Mention) bool { return m.Form == readout.ByName }) {
			return false
		}
	}
	for w := range strings.FieldsSeq(strings.ToLower(c.words(s.Source))) {
		if unnamedWords[strings.Trim(w, ".,;:")] {
			return true
		}
	}
	return false
}

// An Anonymous is a statement by somebody whom the article does not name.
type Anonymous struct {
	Statement *readout.Statement
	Reason    string // the article's words for why, from the sentence that has them; empty where there are none
	Opinion   bool   // it judges
}

// Unnamed returns the statements of an article by people whom it does not name.
func Unnamed(r *readout.Readout) (out []Anonymous) {
	c := newChecker(r)
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Source.Empty() || !c.anonymous(s) {
			continue
		}
		out = append(out, Anonymous{Statement: s, Reason: c.why(s), Opinion: slices.ContainsFunc(s.Acts, func(a readout.Act) bool { return slices.Contains(opinions, a.Type) })})
	}
	return out
}

// why returns the sentence of the paragraph of a statement that says why its source has no name; empty where none does.
func (c *checker) why(s *readout.Statement) string {
	if !c.reason(s) {
		return ""
	}
	p := c.d.Paragraphs[c.paragraph(s.Source.Start)].Span
	for i := range c.d.Sentences {
		at := c.d.Sentences[i].Span
		words := " " + strings.ToLower(oneLine(c.words(at))) + " "
		if p.Contains(at) && slices.ContainsFunc(reasons, func(phrase string) bool { return strings.Contains(words, " "+phrase) }) {
			return c.words(at)
		}
	}
	return c.words(p)
}

// reason reports whether the paragraph of a statement says why its source has no name.
func (c *checker) reason(s *readout.Statement) bool {
	i := c.paragraph(s.Source.Start)
	if i == len(c.d.Paragraphs) {
		return false
	}
	words := " " + strings.ToLower(oneLine(c.words(c.d.Paragraphs[i].Span))) + " "
	return slices.ContainsFunc(reasons, func(phrase string) bool { return strings.Contains(words, " "+phrase) })
}
