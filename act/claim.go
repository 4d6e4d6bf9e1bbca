package act

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// What is checkable is more than what is worth checking: claimed is the probability of the latter from which a clause
// that states something as it was or is becomes a claim.
const claimed = 0.12

// claims returns the parts of clauses that could be checked. Keys are room, handed back.
func (v *scene) claims(m *Model, s *attribution.Statement, cs []clause, keys []linear.Key) ([]attribution.Range, []linear.Key) {
	var out []attribution.Range
	states := v.states(s)
	for i := range cs {
		c := &cs[i]
		yes := factual(c)
		if yes && !states && !v.checkable(c) {
			keys = v.claimKeys(keys[:0], c.Range)
			yes = m.Chain != nil && m.Score(keys) >= claimed
		}
		if yes {
			out = append(out, c.Range)
		} else {
			out = v.facts(out, c)
		}
	}
	return out, keys
}

// states reports whether the cue puts forward what is reported as a fact: "noting that".
func (v *scene) states(s *attribution.Statement) bool {
	if s.Form != readout.Indirect {
		return false
	}
	for i := s.Cue.First; i < s.Cue.End; i++ {
		if v.is(i, v.rules.own.stating) {
			return true
		}
	}
	return false
}

// factual reports whether a clause states how something was or is.
func factual(c *clause) bool {
	f := &c.frame
	switch c.act {
	case Assertion, Accusation, Denial, Admission, Agreement:
	case Warning:
	default:
		return false
	}
	if f.asks || c.condition.End > 0 {
		return false
	}
	return f.nmodals == 0 && f.tense&(past|present) != 0 || deed(c)
}

// deed reports whether a clause names a deed that somebody is accused of, denies or admits: "of shelling the port".
func deed(c *clause) bool {
	return (c.act == Accusation || c.act == Denial || c.act == Admission) && c.frame.verb && c.frame.tense&participle != 0
}

// checkable reports whether a clause that is factual can be checked by its shape alone: it has a number, compares, or
// says who or whose something is.
func (v *scene) checkable(c *clause) bool {
	f := &c.frame
	if deed(c) {
		return true
	}
	for i := c.First; i < c.End; i++ {
		if w := v.word(i); w.UPOS == syntax.NUM && (w.Rel == syntax.Nummod || i+1 < c.End && v.is(i+1, v.rules.own.units)) {
			return true
		}
	}
	if f.be && v.word(f.pred).UPOS != syntax.ADJ && c.act == Assertion && !f.negated {
		for i := c.First; i < c.End; i++ {
			if w := v.word(i); w.UPOS == syntax.PROPN && (w.Head == f.pred || i == f.pred || w.Head == f.subj) {
				return true
			}
		}
	}
	return false
}

// facts adds what a clause that is no claim as a whole takes for a fact: "the five other wars I ended", "because I have
// spoken to him".
func (v *scene) facts(out []attribution.Range, c *clause) []attribution.Range {
	if c.frame.asks {
		return out
	}
	for i := c.First; i < c.End; i++ {
		w := v.word(i)
		if i >= c.condition.First && i < c.condition.End {
			continue
		}
		x := attribution.Range{First: max(w.Begin, c.First), End: min(w.End, c.End)}
		switch w.Rel {
		case syntax.AclRelcl:
			// The noun with its relative clause.
			if w.Head < c.First || w.Head >= i || !v.past(i, x) || v.subjectOf(i, x) < 0 {
				continue
			}
			h := v.word(w.Head)
			if h.UPOS != syntax.NOUN && h.UPOS != syntax.PROPN {
				continue
			}
			x.First = w.Head
			for k := v.trees.FirstChild(w.Head); k >= 0 && k < w.Head; k = v.trees.NextChild(k) {
				switch v.word(k).Rel {
				case syntax.Det, syntax.Nummod, syntax.Amod, syntax.Compound, syntax.NmodPoss:
					x.First = min(x.First, max(v.word(k).Begin, c.First))
				}
			}
		case syntax.Advcl:
			k := v.child(i, x, syntax.Mark)
			if k < 0 || !v.is(k, v.rules.own.cause) || !v.past(i, x) || v.subjectOf(i, x) < 0 {
				continue
			}
			x.First = k + 1
		default:
			continue
		}
		if x = v.trim(x); x.End-x.First < 3 || len(out) > 0 && out[len(out)-1].End > x.First {
			continue
		}
		out = append(out, x)
	}
	return out
}

// past reports whether the predicate i tells of what has been.
func (v *scene) past(i int, x attribution.Range) bool {
	var f frame
	f.subj = 0
	v.auxiliaries(i, x, &f)
	v.tenseOf(i, &f)
	return f.tense == past && f.nmodals == 0
}
