package attribution

import (
	"slices"

	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// Models are the weights of this package.
type Models struct {
	Cues   *linear.Chain      // tags cueO, cueB, cueI over the tokens of a sentence
	Spans  *linear.Chain      // tags roleO … roleIC over the window of a cue
	Ways   *linear.Dense      // which of the readings of a cue is best
	Accept *linear.Chain      // is a candidate an attribution?
	True   linear.Calibration // of what Accept says
}

// room is working memory, reused from document to document.
type room struct {
	lattice linear.Lattice
	keys    []linear.Key
	tags    []uint8
	probs   []float64
	rel     relative
	ways    []way
	scores  []float64
}

const (
	possibleCue = 2.5  // what the score of "no cue" is lowered by when possible cues are looked for
	leastCue    = 0.04 // probability under which a cue is not even possible
)

// cues finds the likely cues of every sentence, and some that are only possible.
func (v *View) cues(m *linear.Chain, r *room) []Candidate {
	var out []Candidate
	if v.lo >= v.hi {
		return nil
	}
	for s := v.sent[v.lo]; s <= v.sent[v.hi-1]; s++ {
		first, end := max(v.doc.Sentences[s].First, v.lo), min(v.doc.Sentences[s].End, v.hi)
		n := end - first
		if n <= 0 {
			continue
		}
		r.lattice.Reset(m, n)
		r.tags, r.probs = grow(r.tags, n), grow(r.probs, n*cueTags)
		for i := first; i < end; i++ {
			r.keys = v.cueKeys(r.keys[:0], i)
			r.lattice.Set(m, i-first, r.keys)
		}
		r.lattice.Marginals(m, r.probs)
		hot := false
		for i := range n {
			v.cueProb[first+i] = float32(1 - r.probs[i*cueTags+cueO])
			hot = hot || v.cueProb[first+i] > 0.03
		}
		if !hot {
			continue
		}
		r.lattice.Viterbi(m, r.tags)
		at := len(out)
		out = v.segments(out, r.tags[:n], first, true)
		plain := len(out)
		for i := range n {
			r.lattice.Emit[i*cueTags+cueO] -= possibleCue
		}
		r.lattice.Viterbi(m, r.tags)
		out = v.segments(out, r.tags[:n], first, false)
		// Keep the possible ones that meet no likely one.
		kept := out[:plain]
		for _, c := range out[plain:] {
			if !slices.ContainsFunc(out[at:plain], func(o Candidate) bool { return c.First < o.End && o.First < c.End }) {
				kept = append(kept, c)
			}
		}
		out = kept
		slices.SortFunc(out[at:], func(a, b Candidate) int { return a.First - b.First })
	}
	return out
}

func (v *View) segments(out []Candidate, tags []uint8, first int, plain bool) []Candidate {
	for i := 0; i < len(tags); i++ {
		if tags[i] != cueB {
			continue
		}
		j := i + 1
		for j < len(tags) && tags[j] == cueI {
			j++
		}
		c := Candidate{CueRange: v.MakeCue(first+i, first+j), Plain: plain}
		for k := c.First; k < c.End; k++ {
			c.cueProb += float64(v.cueProb[k])
		}
		if c.cueProb /= float64(c.End - c.First); c.cueProb >= leastCue {
			out = append(out, c)
		}
		i = j - 1
	}
	return out
}

// fill finds the source and the content of a cue; where it leaves nothing to be the content ("admitted uncertainty"), or only
// a word that points back ("admitted uncertainty about it"), of its beginning up to the head.
func (v *View) fill(m *Models, r *room, c *Candidate) {
	short := *c
	v.spans(m, r, c)
	if len(c.Content) > 0 && !v.points(c.Content) || short.Head+1 >= short.End {
		return
	}
	short.End = short.Head + 1
	if v.spans(m, r, &short); len(short.Content) > 0 {
		*c = short
	}
}

// points reports whether content only points at something told elsewhere: "it", "that regard".
func (v *View) points(content []Range) bool {
	if len(content) != 1 || content[0].End-content[0].First > 2 {
		return false
	}
	switch v.trees.Words[content[0].First].Lemma {
	case "it", "that", "this", "so":
		return true
	}
	return false
}

// window scores the window of a cue, which it returns.
func (v *View) window(m *linear.Chain, r *room, c *Candidate) (first, end int) {
	first, end = v.Window(c.CueRange)
	v.relate(&r.rel, c.CueRange, first, end)
	r.lattice.Reset(m, end-first)
	for i := first; i < end; i++ {
		r.keys = v.spanKeys(r.keys[:0], &r.rel, i)
		r.lattice.Set(m, i-first, r.keys)
	}
	return first, end
}

// spans finds the source and the content of a cue.
func (v *View) spans(m *Models, r *room, c *Candidate) {
	first, end := v.window(m.Spans, r, c)
	n := end - first
	r.probs = grow(r.probs, n*roleTags)
	r.lattice.Marginals(m.Spans, r.probs)
	v.choose(m, r, c, first, end)
	c.sourceProb = 0
	if x := c.Source; x.First < x.End {
		c.sourceProb = mass(r.probs, x.First-first, x.End-first, roleBS)
	}
	c.spanProb, c.edgeProb = 0, 1
	for _, x := range c.Content {
		c.spanProb += mass(r.probs, x.First-first, x.End-first, roleBC) * float64(x.End-x.First)
		c.edgeProb = min(c.edgeProb, r.probs[(x.First-first)*roleTags+roleBC])
		if x.End < end {
			k := (x.End - first) * roleTags
			c.edgeProb = min(c.edgeProb, 1-r.probs[k+roleIC])
		}
	}
	if t := size(c.Content); t > 0 {
		c.spanProb /= float64(t)
	} else {
		c.edgeProb = 0
	}
}

// mass is the mean probability of a role, tag and tag+1, over positions [i, j).
func mass(p []float64, i, j, tag int) float64 {
	s := 0.0
	for k := i; k < j; k++ {
		s += p[k*roleTags+tag] + p[k*roleTags+tag+1]
	}
	return s / float64(j-i)
}

// trim drops punctuation and quotation marks from the edges of a range.
func (v *View) trim(x Range) Range {
	for x.First < x.End && v.edge(x.First) {
		x.First++
	}
	for x.First < x.End && v.edge(x.End-1) && !v.closes(x) {
		x.End--
	}
	return x
}

// closes reports whether a range ends with a bracket that opens in it: "Jane Roe (D-Ohio)".
func (v *View) closes(x Range) bool {
	if v.doc.Form(x.End-1) != ")" {
		return false
	}
	for i := x.End - 2; i >= x.First && i > x.End-20; i-- {
		if v.doc.Form(i) == "(" {
			return true
		}
	}
	return false
}

// edge reports whether token i is punctuation that no span begins or ends with.
func (v *View) edge(i int) bool {
	if v.trees.Words[i].UPOS != syntax.PUNCT {
		return false
	}
	return !hasLetter(v.doc, i)
}

func hasLetter(d *text.Doc, i int) bool {
	for _, r := range d.Form(i) {
		if 'a' <= r|32 && r|32 <= 'z' || '0' <= r && r <= '9' || r > 0x2FFF {
			return true
		}
	}
	return false
}
