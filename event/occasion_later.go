package event

import "github.com/readout-project/readout/syntax"

// heldLater returns the verb of the clause right behind a noun that tells that it is yet to take place: "talks, due to resume in
// Oslo", "a summit, which she said could be held in May"; -1 if there is none.
func (v *stage) heldLater(m *sighting) int {
	if m.p.verb {
		return -1
	}
	due, which := false, false
	for j := m.end; j < min(v.d.Sentences[m.sentence].End, m.end+20); j++ {
		w := &v.t.Words[j]
		switch {
		case v.d.Tokens[j].Lower == hashDue || v.d.Tokens[j].Lower == hashScheduled:
			due = true
		case w.XPOS == syntax.TagWDT:
			which = true
		case w.UPOS == syntax.AUX && !which:
			return -1
		case w.UPOS == syntax.VERB && due && v.is(j, occurs|light):
			return j
		case w.UPOS == syntax.VERB && which && v.is(j, occurs|light):
			if st := v.statusOf(j); st == planned {
				return j
			}
			return -1
		case w.UPOS == syntax.VERB && !(which && v.is(j, said)):
			return -1
		case w.UPOS == syntax.SCONJ && v.d.Tokens[j].Lower != hashTo, v.d.Form(j) == ";":
			return -1
		case w.UPOS == syntax.NOUN && len(v.lex.starts[v.ids[j].lemma]) > 0:
			return -1
		}
	}
	return -1
}

// held reports whether words hang on the verb that tells when and where the occasion is to be held.
func (v *stage) held(m *sighting, first, end int) bool {
	if m.later < 0 || first < m.later {
		return false
	}
	for g, n := v.t.Words[v.headOf(first, end)].Head, 0; g > m.later-1 && n < 3; g, n = v.t.Words[g].Head, n+1 {
		if g == m.later {
			return true
		}
	}
	return false
}
