package talks

import (
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// rowAt returns the negotiation of which a point at trigger i tells; -1 if none does.
func (v *table) rowAt(e *entry, c class, i, statement int) int {
	s := &v.d.Sentences[v.sent[i]]
	// An occasion spoken of in the sentence, the nearest first.
	best, near := -1, 1<<30
	for j := s.First; j < s.End; j++ {
		if o := v.speaks[j]; o >= 0 && v.row[o] >= 0 && max(i-j, j-i) < near {
			best, near = v.row[o], max(i-j, j-i)
		}
	}
	agents := v.parties(v.agents(i))
	if best >= 0 && (len(agents) == 0 || len(v.rows[best].Parties) == 0 || overlap(agents, v.rows[best].Parties) > 0 || c != next) {
		return best
	}
	if r := v.rowOf(agents); r >= 0 && (len(agents) > 1 || c != next || e.future) {
		return r
	}
	if statement >= 0 {
		if o := v.on[statement]; o >= 0 && v.row[o] >= 0 {
			return v.row[o]
		}
		if x := v.statements[statement].Speaker; x >= 0 {
			for r := len(v.rows) - 1; r >= max(0, len(v.rows)-reach); r-- {
				if slices.Contains(v.rows[r].Parties, x) {
					return r
				}
			}
		}
	}
	if whole := e.whole || e.part; whole && c == deniedPoint || c == agreed && (whole || len(agents) > 1 && len(v.rows) == 0) {
		if len(agents) > 1 || len(agents) == 1 && v.alone(i) {
			v.rows = append(v.rows, row{first: s.First, last: i, named: true})
			r := &v.rows[len(v.rows)-1]
			r.Parties = agents
			return len(v.rows) - 1
		}
	}
	if c == next && e.future && !e.loose && len(e.elements) < 2 {
		return -1
	}
	return v.toldLast(i)
}

// toldLast returns the negotiation told last before token i, within a few sentences, or else the one told next; -1 if there is none near.
func (v *table) toldLast(i int) int {
	const back, ahead, alone = 4, 4, 24 // sentences
	best := -1
	for r := len(v.rows) - 1; r >= max(0, len(v.rows)-reach); r-- {
		last := v.rows[r].last
		if last < 0 {
			continue
		}
		if near := v.sent[i] - v.sent[last]; (near <= back || near <= alone && len(v.rows) == 1) && (best < 0 || last > v.rows[best].last) {
			best = r
		}
	}
	for r := range min(len(v.rows), reach) {
		if near := v.sent[v.rows[r].first] - v.sent[i]; best < 0 && v.rows[r].last < 0 && near >= 0 && near <= ahead {
			best = r
		}
	}
	return best
}

// alone reports whether no negotiation is told near token i.
func (v *table) alone(i int) bool {
	for r := max(0, len(v.rows)-reach); r < len(v.rows); r++ {
		if near := int(v.sent[i] - v.sent[v.rows[r].first]); near >= -2 && near <= 8 {
			return false
		}
	}
	return true
}

func overlap(a, b []int) int {
	n := 0
	for _, e := range a {
		if slices.Contains(b, e) {
			n++
		}
	}
	return n
}

// agents returns who does what trigger i says, and with whom.
func (v *table) agents(i int) []int {
	g := i
	if v.t.Words[i].UPOS != syntax.VERB {
		g = v.t.Words[i].Head
	}
	var out []int
	if g >= 0 {
		out = v.subjects(g)
	}
	for j := i + 1; j < min(i+14, v.d.Sentences[v.sent[i]].End); j++ {
		if h := v.d.Tokens[j].Lower; h == hashWith || h == hashBetween || h == hashAgainst {
			for k := j + 1; k < min(j+10, v.d.Sentences[v.sent[i]].End); k++ {
				if v.headed[k] >= 0 {
					out = v.whom(out, k, 0)
					if h != hashBetween {
						break
					}
				}
				if v.t.Words[k].UPOS == syntax.VERB || v.t.Words[k].XPOS == syntax.TagComma {
					break
				}
			}
			break
		}
	}
	if x := v.t.Child(i, syntax.Xcomp, syntax.Advcl); len(out) < 2 && x > i && v.t.Words[i].Lemma == "agree" {
		for k := x + 1; k < min(v.t.Words[x].End, x+12); k++ { // agreed to buy its rival, X
			if m := v.covered[k]; m >= 0 && v.set.Mentions[m].Form == readout.ByName {
				if e := v.set.Mentions[m].Entity; e >= 0 {
					return v.members(out, e, 0)
				}
			}
		}
	}
	return out
}
