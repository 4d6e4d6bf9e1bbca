package talks

import "github.com/readout-project/readout/syntax"

// entry returns the longest entry that fits at trigger i, and the tokens that it covers.
func (v *table) entry(i int) (e *entry, first, end int) {
	best := 0
	for k, id := range [2]uint16{v.ids[i].form, v.ids[i].lemma} {
		if id == 0 || k == 1 && id == v.ids[i].form {
			continue
		}
		es := v.lex.starts[id]
		for c := range es {
			if len(es[c].elements) <= best {
				break
			}
			if a, b, ok := v.fits(&es[c], i); ok {
				e, first, end, best = &es[c], a, b, len(es[c].elements)
				break
			}
		}
	}
	return e, first, end
}

// fits matches the words of an entry before and after its trigger.
func (v *table) fits(e *entry, i int) (first, end int, ok bool) {
	u := v.t.Words[i].UPOS
	if isVerb := u == syntax.VERB || u == syntax.AUX || v.t.Words[i].XPOS == syntax.TagVBN; isVerb != (e.shown != phrase) && !(e.shown == phrase && len(e.elements) > 2) {
		return 0, 0, false
	}
	s := &v.d.Sentences[v.sent[i]]
	first, end = i, i+1
	for k := e.at - 1; k >= 0; k-- {
		if k == 0 && e.shown == clause {
			if c := v.t.Child(i, syntax.Nsubj, syntax.NsubjPass); c >= 0 && c < i && v.element(&e.elements[k], c) {
				first = c
				continue
			}
			if j := v.subjectOf(&e.elements[k], i); j >= 0 {
				first = j
				continue
			}
		}
		j := first - 1
		for gap := 0; ; j, gap = j-1, gap+1 {
			if j < s.First || gap > 5 {
				return 0, 0, false
			}
			if v.element(&e.elements[k], j) {
				break
			}
			if !v.between(j) {
				return 0, 0, false
			}
		}
		first = j
	}
	for k := e.at + 1; k < len(e.elements); k++ {
		j := end
		for gap := 0; ; j, gap = j+1, gap+1 {
			if j >= s.End || gap > 5 {
				return 0, 0, false
			}
			if v.element(&e.elements[k], j) {
				break
			}
			if !v.between(j) {
				return 0, 0, false
			}
		}
		end = j + 1
	}
	if e.passive && v.t.Child(i, syntax.Obj) >= 0 {
		return 0, 0, false
	}
	return first, end, true
}

// subjectOf returns the noun of an element that begins the phrases right before verb i, such as "talks" of "talks between the city and its
// workers broke down"; -1 if there is none.
func (v *table) subjectOf(x *element, i int) int {
	if x.group == 0 {
		return -1
	}
	at := -1
	for j := i - 1; j >= max(v.d.Sentences[v.sent[i]].First, i-16); j-- {
		switch w := &v.t.Words[j]; w.UPOS {
		case syntax.NOUN:
			if v.element(x, j) {
				at = j
			}
		case syntax.PROPN, syntax.DET, syntax.ADJ, syntax.NUM, syntax.ADP, syntax.CCONJ, syntax.AUX, syntax.ADV:
		case syntax.PART, syntax.PRON, syntax.PUNCT:
			if w.XPOS != syntax.TagPOS && w.XPOS != syntax.TagPRPS && w.XPOS != syntax.TagHYPH {
				return at
			}
		default:
			return at
		}
	}
	return at
}

func (v *table) between(j int) bool {
	if v.dayAfter(j) || v.is(j, days) || v.t.Words[j].Rel == syntax.Det {
		return true
	}
	switch w := &v.t.Words[j]; w.UPOS {
	case syntax.DET, syntax.ADJ, syntax.NUM, syntax.NOUN, syntax.PROPN, syntax.ADV, syntax.AUX, syntax.X, syntax.SYM:
		return true
	case syntax.PRON:
		return w.XPOS == syntax.TagPRPS
	case syntax.PART:
		return w.XPOS == syntax.TagPOS || w.XPOS == syntax.TagRB
	case syntax.PUNCT:
		return w.XPOS == syntax.TagHYPH
	case syntax.VERB:
		return w.Rel == syntax.Amod
	}
	return false
}

// dayAfter reports whether token j is a preposition before a day: "agreed on Monday to …" is no agreement on Monday.
func (v *table) dayAfter(j int) bool {
	return v.t.Words[j].UPOS == syntax.ADP && j+1 < len(v.ids) && v.is(j+1, days)
}

func (v *table) element(e *element, j int) bool {
	if v.dayAfter(j) {
		return false
	}
	id := v.ids[j]
	if e.group != 0 && (v.lex.groups[id.form]|v.lex.groups[id.lemma])&e.group != 0 && v.t.Words[j].UPOS != syntax.VERB && v.t.Words[j].Rel != syntax.Compound {
		return true
	}
	for _, w := range e.words {
		if w == id.form || w == id.lemma {
			return true
		}
	}
	return false
}

// isTo reports whether verb g stands after a form of be and "to": "the commission is to meet".
func (v *table) isTo(g int) bool {
	be, to := false, false
	for c := v.t.FirstChild(g); c >= 0 && c < g; c = v.t.NextChild(c) {
		switch w := &v.t.Words[c]; {
		case w.Rel == syntax.Cop || w.Rel == syntax.Aux:
			be = w.Lemma == "be" && (w.XPOS == syntax.TagVBZ || w.XPOS == syntax.TagVBP)
		case w.XPOS == syntax.TagTO:
			to = be
		}
	}
	return to
}

// mood is what the verbs around a trigger make of it.
type mood struct {
	not, maybe, future, could, must bool
	top                             int // the highest verb of the chain that is to come
}

func (v *table) mood(i int) mood {
	m := mood{top: i}
	g := i
	if u := v.t.Words[i].UPOS; u != syntax.VERB && u != syntax.AUX {
		if h := v.t.Words[i].Head; h >= 0 {
			g = h
		}
	}
	for n := 0; g >= 0 && n < 5; n++ {
		w := &v.t.Words[g]
		for c := v.t.FirstChild(g); c >= 0; c = v.t.NextChild(c) {
			switch h := v.d.Tokens[c].Lower; h {
			case hashNot, hashNt, hashNever:
				m.not = m.not || c < g
			case hashWill, hashLl, hashShall, hashWould:
				if c < g {
					m.future = true
				}
			case hashCould, hashMight, hashMay, hashShould:
				m.could = m.could || c < g
			case hashMust:
				m.must = m.must || c < g
			case hashIf, hashUnless, hashUntil, hashWhether:
				m.maybe = m.maybe || c < g
			}
			if r := v.t.Words[c].Rel; r == syntax.Nsubj || r == syntax.NsubjPass {
				if f := v.t.Words[c].Begin; f >= 0 && (v.d.Tokens[f].Lower == hashNeither || v.d.Tokens[f].Lower == hashNo) {
					m.not = true
				}
			}
		}
		if v.isTo(g) {
			m.future = true
		}
		if w.Head < 0 {
			break
		}
		if c := v.t.Child(g, syntax.Mark, syntax.Case); w.XPOS == syntax.TagVBG && c >= 0 && c < g {
			switch v.d.Tokens[c].Lower {
			case hashTo, hashOf, hashToward, hashTowards, hashFor: // committed to reaching a deal
				m.maybe = true
			}
		}
		infinitive := false
		for c := v.t.FirstChild(g); c >= 0 && c < g; c = v.t.NextChild(c) {
			infinitive = infinitive || v.t.Words[c].XPOS == syntax.TagTO
		}
		switch {
		case infinitive && v.t.Words[w.Head].Lemma == "have":
			m.must = true
		case infinitive && v.d.Tokens[w.Head].Lower == hashGoing:
			m.future, m.top = true, g
		case infinitive && v.is(w.Head, plan):
			m.future = true
			m.top = g
		case infinitive && v.is(w.Head, maybe):
			m.maybe = true
		case infinitive && !v.is(w.Head, achieves): // "it was for them to settle the dispute"
			m.maybe = true
		case w.Rel == syntax.Xcomp:
		case w.Rel == syntax.Conj && v.t.Child(g, syntax.Nsubj, syntax.NsubjPass, syntax.Aux) < 0 && (v.t.Words[w.Head].UPOS == syntax.VERB):
		case w.Rel == syntax.Ccomp && v.is(w.Head, maybe):
			m.maybe = true
		default:
			return m
		}
		if m.future && !infinitive {
			return m
		}
		if w.Rel == syntax.Xcomp && !m.future {
			m.top = g
		}
		g = w.Head
	}
	return m
}
