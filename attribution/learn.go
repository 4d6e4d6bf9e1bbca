package attribution

import (
	"slices"
	"sort"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/linear"
)

// A Gold attribution is one that people marked, in tokens.
type Gold struct {
	Cue     Range
	Source  Range // empty when there is none
	Content []Range
}

// Tokens returns the tokens that a span of the text touches, without punctuation at its edges.
func (v *View) Tokens(s readout.Span) Range {
	tok := v.doc.Tokens
	first := sort.Search(len(tok), func(i int) bool { return tok[i].End > s.Start })
	end := sort.Search(len(tok), func(i int) bool { return tok[i].Start >= s.End })
	x := v.trim(Range{first, max(first, end)})
	if x.First == x.End { // nothing but punctuation: a colon may be a cue
		return Range{first, max(first, end)}
	}
	return x
}

// CueSequences are the training examples of the cue model: a sequence for each sentence.
func (v *View) CueSequences(gold []Gold) []linear.Sequence {
	tags := make([]uint8, len(v.doc.Tokens))
	for _, g := range gold {
		for i := g.Cue.First; i < g.Cue.End; i++ {
			tags[i] = cueI
		}
		if g.Cue.First < g.Cue.End {
			tags[g.Cue.First] = cueB
		}
	}
	var out []linear.Sequence
	for _, s := range v.doc.Sentences {
		if s.First == s.End {
			continue
		}
		q := linear.Sequence{Tags: slices.Clone(tags[s.First:s.End])}
		if q.Tags[0] == cueI { // a cue over the end of a sentence
			q.Tags[0] = cueB
		}
		for i := s.First; i < s.End; i++ {
			q.Keys = append(q.Keys, v.cueKeys(nil, i))
		}
		out = append(out, q)
	}
	return out
}

// SpanSequence is the training example of the span model that a cue and its gold give.
func (v *View) SpanSequence(c CueRange, g Gold) linear.Sequence {
	first, end := v.Window(c)
	var r relative
	v.relate(&r, c, first, end)
	q := linear.Sequence{Tags: make([]uint8, end-first)}
	mark := func(x Range, tag uint8) {
		for i := max(first, x.First); i < min(end, x.End); i++ {
			if i >= c.First && i < c.End {
				continue
			}
			q.Tags[i-first] = tag + 1
			if p := i - first - 1; i == x.First || p < 0 || q.Tags[p] != tag && q.Tags[p] != tag+1 {
				q.Tags[i-first] = tag
			}
		}
	}
	mark(g.Source, roleBS)
	for _, x := range g.Content {
		mark(x, roleBC)
	}
	// An inside after something else can only come of overlapping gold.
	for i, t := range q.Tags {
		if (t == roleIS || t == roleIC) && (i == 0 || q.Tags[i-1] != t && q.Tags[i-1] != t-1) {
			q.Tags[i] = t - 1
		}
	}
	for i := first; i < end; i++ {
		q.Keys = append(q.Keys, v.spanKeys(nil, &r, i))
	}
	return q
}

// SetCues finds cues with a model and keeps their probabilities, which are features of the other models.
func (v *View) SetCues(m *linear.Chain) []Candidate {
	var r room
	return v.cues(m, &r)
}

// Readings is the training example of the model that chooses among the readings of a candidate's cue, and whether the gold tells them apart.
func (v *View) Readings(m *linear.Chain, c Candidate, gold []Gold) (linear.Group, bool) {
	var r room
	first, end := v.window(m, &r, &c)
	ways := v.ways(m, &r, &c, first, end)
	g := linear.Group{Right: make([]bool, len(ways))}
	best, least := 0, 1<<30
	marks := make([]int, len(ways))
	for i := range ways {
		for k := range gold {
			marks[i] = max(marks[i], v.mark(&ways[i], &gold[k]))
		}
		best, least = max(best, marks[i]), min(least, marks[i])
	}
	if best == least {
		return g, false
	}
	for i := range ways {
		g.Right[i] = marks[i] == best
		g.Keys = append(g.Keys, v.wayKeys(nil, &ways[i]))
	}
	return g, true
}

// mark tells how well a reading agrees with a gold attribution: 0 when it is of another one.
func (v *View) mark(y *way, g *Gold) int {
	var content []Range
	for _, x := range y.content {
		if x = v.trim(x); x.First < x.End {
			content = append(content, x)
		}
	}
	if !meet(Range{y.cue.First, y.cue.End}, g.Cue) {
		return 0
	}
	cue := bit(Range{y.cue.First, y.cue.End} == g.Cue)
	source := bit(v.trim(y.source) == g.Source || y.source.First == y.source.End && g.Source.First == g.Source.End)
	overlap := Overlap(content, g.Content)
	same := bit(overlap == 1)
	return int(1 + 2*cue + 2*source + 3*same + 3*cue*source*same + bit(overlap >= 0.5) + bit(overlap >= 0.5 && (source == 1 || meet(y.source, g.Source))))
}

// Fill finds the source and content of each candidate and how they stand to one another.
func (v *View) Fill(m *Models, cs []Candidate) {
	var r room
	for i := range cs {
		v.fill(m, &r, &cs[i])
	}
	compete(cs)
}

// Right reports whether a candidate is an attribution of the gold: the contents overlap by half or more
// (Dice), cues and sources share a token.
func Right(c *Candidate, gold []Gold) bool {
	for i := range gold {
		g := &gold[i]
		if Overlap(c.Content, g.Content) >= 0.5 && meet(Range{c.First, c.End}, g.Cue) &&
			(meet(c.Source, g.Source) || c.Source.End == c.Source.First && g.Source.End == g.Source.First) {
			return true
		}
	}
	return false
}

func meet(a, b Range) bool { return a.First < b.End && b.First < a.End }

// Overlap is the Dice coefficient of two sets of tokens.
func Overlap(a, b []Range) float64 {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.First, y.First))
		}
	}
	if t := size(a) + size(b); t > 0 {
		return 2 * float64(n) / float64(t)
	}
	return 1
}

// Decision is the training example of the model that takes or leaves a candidate.
func (v *View) Decision(c *Candidate, right bool) linear.Sequence {
	return linear.Sequence{Keys: [][]linear.Key{v.decideKeys(nil, c)}, Tags: []uint8{uint8(bit(right))}}
}

// Probability is what the model that takes or leaves candidates says of one, not yet calibrated.
func (v *View) Probability(m *linear.Chain, c *Candidate) float64 {
	var r room
	return v.probability(m, &r, c)
}

// Recipes of the models, but for their data.
var (
	CueRecipe    = linear.Recipe{Classes: cueTags, Allowed: cueAllowed, Epochs: 10, L1: 1, L2: 1e-4, Drop: 0.3, Prune: 0.01}
	SpanRecipe   = linear.Recipe{Classes: roleTags, Allowed: roleAllowed, Epochs: 8, L1: 1, L2: 1e-4, Drop: 0.3, Prune: 0.01}
	WaysRecipe   = linear.Recipe{Epochs: 12, Rate: 0.02, L2: 1e-3, MinCount: 8, Drop: 0.4, Prune: 0.005}
	AcceptRecipe = linear.Recipe{Classes: 2, Epochs: 20, Rate: 0.02, L2: 2e-2, MinCount: 8, Drop: 0.6, Prune: 0.005}
)
