package talks

import (
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

var (
	hashNot, hashNt, hashNever, hashNo = text.HashLower("not"), text.HashLower("n't"), text.HashLower("never"), text.HashLower("no")
	hashNeither, hashNor               = text.HashLower("neither"), text.HashLower("nor")
	hashWill, hashLl, hashShall        = text.HashLower("will"), text.HashLower("'ll"), text.HashLower("shall")
	hashWould, hashGoing, hashTo       = text.HashLower("would"), text.HashLower("going"), text.HashLower("to")
	hashCould, hashMight, hashMay      = text.HashLower("could"), text.HashLower("might"), text.HashLower("may")
	hashIf, hashUnless, hashUntil      = text.HashLower("if"), text.HashLower("unless"), text.HashLower("until")
	hashWhether, hashShould            = text.HashLower("whether"), text.HashLower("should")
	hashWith, hashBetween, hashOn      = text.HashLower("with"), text.HashLower("between"), text.HashLower("on")
	hashOf, hashToward                 = text.HashLower("of"), text.HashLower("toward")
	hashTowards, hashFor               = text.HashLower("towards"), text.HashLower("for")
	hashMust                           = text.HashLower("must")
	hashYet, hashAgainst               = text.HashLower("yet"), text.HashLower("against")
	hashOver, hashAbout                = text.HashLower("over"), text.HashLower("about")
)

// points finds what is told of the negotiations.
func (v *table) points() {
	last, lastClass, lastRow := -9, agreed, -1 // the last point: its sentence, for those that go on about it
	for s := range v.d.Sentences {
		x := &v.d.Sentences[s]
		end := x.First
		found := false
		for i := x.First; i < x.End; i++ {
			if i < end || v.ids[i] == (tokenIDs{}) {
				continue
			}
			e, first, stop := v.entry(i)
			if e == nil {
				continue
			}
			p, class, row := v.point(e, i, first, stop)
			if row < 0 {
				continue
			}
			v.note(row, class, p, e, i)
			last, lastClass, lastRow, found, end = s, class, row, true, p.End
		}
		if !found && lastRow >= 0 && s-last == 1 && (lastClass == outstanding || lastClass == agreed) && v.goesOn(s, last) {
			p := Range{First: x.First, End: x.End}
			for p.First < p.End && v.t.Words[p.First].UPOS == syntax.PUNCT {
				p.First++
			}
			for p.End > p.First+1 && v.t.Words[p.End-1].UPOS == syntax.PUNCT {
				p.End--
			}
			v.note(lastRow, lastClass, v.tie(p), nil, -1)
			last = s
		}
	}
	v.invitations()
}

// goesOn reports whether a sentence goes on about the points told in the one before: "Some are not that significant."
func (v *table) goesOn(s, before int) bool {
	x := &v.d.Sentences[s]
	i := x.First
	for i < x.End && v.t.Words[i].UPOS == syntax.PUNCT {
		i++
	}
	if i+1 >= x.End || v.lex.groups[v.ids[i].form]&carry == 0 {
		return false
	}
	if u := v.t.Words[i+1].UPOS; u != syntax.AUX && u != syntax.VERB {
		return false
	}
	a, b := v.told[i], int32(-1)
	for j := v.d.Sentences[before].End - 1; j >= v.d.Sentences[before].First && b < 0; j-- {
		b = v.told[j]
	}
	switch {
	case a < 0 || b < 0:
		return a == b
	}
	return v.statements[a].Speaker == v.statements[b].Speaker
}

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
	if v.dayAfter(j) || v.is(j, days) {
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

// point makes a point of an entry at trigger i, and tells to which negotiation it belongs; -1 if it tells nothing.
func (v *table) point(e *entry, i, first, end int) (p Point, c class, row int) {
	c = e.class
	m := v.mood(i)
	for j := first; j < end; j++ {
		if h := v.d.Tokens[j].Lower; j > i && (h == hashNo || h == hashNeither) {
			m.not = true
		}
	}
	if e.shown == clause && first < i {
		for j := v.t.Words[first].Begin; j < first; j++ {
			if v.d.Tokens[j].Lower == hashNo && v.sent[j] == v.sent[i] && first-j < 6 {
				m.not = true
			}
		}
	}
	m.maybe = m.maybe || m.could && !m.not
	switch {
	case c == next && e.future && (!m.future || m.not || m.maybe):
		return p, c, -1
	case c == next && m.not:
		return p, c, -1
	case c == agreed && m.must && !m.not && !m.maybe:
		c = next
	case c == agreed && (m.maybe || m.future || m.must):
		return p, c, -1
	case c == agreed && m.not && e.unlessNot, c == outstanding && m.not && e.unlessNot:
		return p, c, -1
	case c == agreed && m.not:
		c = deniedPoint
	case c == deniedPoint && (m.maybe || m.not && e.shown == clause || m.future):
		return p, c, -1
	}
	if c == agreed && e.shown != phrase && v.meetsAgain(i) {
		return p, c, -1 // agreed to meet again: that comes next
	}
	if c == deniedPoint && e.class == agreed && (!e.whole && e.passive || v.yet(i)) {
		c = outstanding // not resolved; not yet accepted
	}
	var r Range
	switch e.shown {
	case phrase:
		r = v.phraseOf(i, first, end)
	case verb:
		r = Range{First: i, End: v.complement(i, end)}
		if m.future && m.top < i && i-m.top < 6 {
			r.First = m.top
		}
	default:
		r = Range{First: v.afterDateline(v.subjectFirst(i, first), i), End: v.complement(i, end)}
	}
	p = v.tie(r)
	row = v.rowAt(e, c, i, p.Statement)
	return p, c, row
}

// yet reports whether a verb is said with "yet".
func (v *table) yet(i int) bool {
	for c := v.t.FirstChild(i); c >= 0; c = v.t.NextChild(c) {
		if v.d.Tokens[c].Lower == hashYet {
			return true
		}
	}
	return false
}

// meetsAgain reports whether the complement of a verb is one of what comes next.
func (v *table) meetsAgain(i int) bool {
	if x := v.t.Child(i, syntax.Xcomp, syntax.Advcl); x > i {
		for _, id := range [2]uint16{v.ids[x].form, v.ids[x].lemma} {
			for k := range v.lex.starts[id] {
				if v.lex.starts[id][k].class == next {
					return true
				}
			}
		}
	}
	return false
}

// phraseOf returns the noun phrase around a match: from its determiner to what belongs to the noun.
func (v *table) phraseOf(i, first, end int) Range {
	low := v.d.Sentences[v.sent[i]].First
	for first > low {
		w := &v.t.Words[first-1]
		if w.UPOS != syntax.DET && w.UPOS != syntax.ADJ && w.UPOS != syntax.NUM && w.UPOS != syntax.ADV && w.XPOS != syntax.TagPRPS && w.Rel != syntax.Compound {
			break
		}
		first--
	}
	if v.t.Words[i].UPOS == syntax.NOUN || v.t.Words[i].UPOS == syntax.PROPN {
		h := i
		if w := &v.t.Words[i]; w.Head > i && (w.Rel == syntax.Compound || w.Rel == syntax.Amod) && w.Head < i+4 {
			h = w.Head
		}
		for c := v.t.FirstChild(h); c >= 0; c = v.t.NextChild(c) {
			if c < h {
				continue
			}
			switch w := &v.t.Words[c]; w.Rel {
			case syntax.Conj:
				if w.UPOS != syntax.VERB && w.End-h < 8 {
					end = max(end, c+1)
				}
			case syntax.Nmod:
				if w.End-h < 12 {
					end = max(end, v.nounEnd(c))
				}
			}
		}
		end = max(end, h+1)
	}
	return Range{First: first, End: end}
}

// nounEnd returns the end of the phrase that noun c heads, with one "of" or "on" after it.
func (v *table) nounEnd(c int) int {
	end := c + 1
	for k := v.t.FirstChild(c); k >= 0; k = v.t.NextChild(k) {
		switch v.t.Words[k].Rel {
		case syntax.Flat, syntax.Nmod, syntax.Conj, syntax.Fixed:
			if k > c && v.t.Words[k].UPOS != syntax.VERB && v.t.Words[k].End-c < 10 {
				end = max(end, k+1)
			}
		}
	}
	return end
}

// afterDateline moves the beginning of a clause behind a dateline: "GENEVA (Reuters) - …".
func (v *table) afterDateline(first, i int) int {
	for j := first + 1; j < i; j++ {
		switch v.d.Form(j) {
		case "-", "--", "—", "–":
			if v.d.Tokens[j-1].End < v.d.Tokens[j].Start {
				return j + 1
			}
		}
	}
	return first
}

// subjectFirst returns where the subject of verb i begins, or else the verb with its helping verbs.
func (v *table) subjectFirst(i, first int) int {
	g := i
	if w := &v.t.Words[i]; (w.Rel == syntax.Cop || w.Rel == syntax.Aux) && w.Head >= 0 {
		g = w.Head
	}
	if k := v.before(g); k >= 0 {
		return min(first, v.set.Mentions[k].First)
	}
	for n := 0; n < 4; n++ {
		c := v.t.Child(g, syntax.Nsubj, syntax.NsubjPass, syntax.Expl, syntax.Csubj)
		if c >= 0 && c < i && i-c < 20 {
			f := v.t.Words[c].Begin
			if i-f > 16 {
				f = c
			}
			for f < i && v.t.Words[f].UPOS == syntax.PUNCT {
				f++
			}
			if x := v.t.Words[c].XPOS; (x == syntax.TagWDT || x == syntax.TagWP) && v.t.Words[g].Head >= 0 && v.t.Words[g].Rel == syntax.AclRelcl {
				f = c
			}
			return min(first, f)
		}
		if w := &v.t.Words[g]; (w.Rel == syntax.Acl || w.Rel == syntax.AclRelcl) && w.Head >= 0 && w.Head < i && v.t.Words[w.Head].Rel == syntax.Root && i-w.Head < 8 {
			if f := v.t.Words[w.Head].Begin; w.Head-f < 12 {
				return min(first, f) // "the sides agreed", read as "the sides that were agreed"
			}
		}
		if r := v.t.Words[g].Rel; r != syntax.Xcomp && r != syntax.Conj || v.t.Words[g].Head > i || v.t.Words[g].Head < 0 {
			break
		}
		g = v.t.Words[g].Head
	}
	for first > v.d.Sentences[v.sent[i]].First && v.t.Words[first-1].UPOS == syntax.AUX {
		first--
	}
	return first
}

// complement returns the end of what belongs to verb i: its objects and what it says when and where, up to a comma or another clause.
func (v *table) complement(i, end int) int {
	limit := v.d.Sentences[v.sent[i]].End
	stop := end
	for c := v.t.FirstChild(i); c >= 0; c = v.t.NextChild(c) {
		if c <= i {
			continue
		}
		w := &v.t.Words[c]
		switch w.Rel {
		case syntax.Obj, syntax.Iobj, syntax.Obl, syntax.OblUnmarked, syntax.OblAgent, syntax.CompoundPrt, syntax.Xcomp, syntax.Advmod:
			if w.Begin <= stop+1 && w.End-i < 24 {
				stop = max(stop, w.End)
			}
		case syntax.Ccomp, syntax.Advcl, syntax.Acl: // agree on who will govern
			if f := w.Begin; f <= stop+1 && w.End-i < 24 && f < limit && (v.t.Words[f].UPOS == syntax.ADP || v.t.Words[f].XPOS == syntax.TagTO && v.t.Words[i].Lemma == "agree" || v.t.Words[f].XPOS == syntax.TagWP || v.t.Words[f].XPOS == syntax.TagWRB ||
				f+1 < limit && (v.t.Words[f+1].XPOS == syntax.TagWP || v.t.Words[f+1].XPOS == syntax.TagWRB)) {
				return w.End
			}
		default:
			if w.Rel != syntax.Punct && w.Begin >= stop {
				c = -2
			}
		}
		if c < 0 {
			break
		}
	}
	for j := end; j < min(stop, limit); j++ {
		w := &v.t.Words[j]
		if w.XPOS == syntax.TagComma || w.XPOS == syntax.TagOpen || w.XPOS == syntax.TagClose || v.t.Words[j].Rel == syntax.Cc && v.t.Words[w.Head].UPOS == syntax.VERB ||
			w.UPOS == syntax.SCONJ && w.Rel == syntax.Mark && v.d.Tokens[j].Lower != hashTo && w.Head != j+1 {
			stop = j
			break
		}
	}
	for stop > end && v.t.Words[stop-1].UPOS == syntax.PUNCT {
		stop--
	}
	return max(end, min(stop, limit))
}

// tie ties a range to the statement in whose content it lies, and to what the speaker does by it.
func (v *table) tie(r Range) Point {
	p := Point{Range: r, Statement: int(v.told[r.First])}
	if k := p.Statement; k >= 0 && k < len(v.acts) {
		for _, a := range v.acts[k].Acts {
			if a.First < r.End && r.First < a.End {
				p.Act = a.Type
				break
			}
		}
	}
	return p
}

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
	if (e.whole || e.part) && (c == agreed || c == deniedPoint) {
		if len(agents) > 1 || len(agents) == 1 && v.alone(i) {
			v.rows = append(v.rows, row{first: s.First, named: true})
			r := &v.rows[len(v.rows)-1]
			r.Parties = agents
			return len(v.rows) - 1
		}
	}
	if c == next && e.future && !e.loose && len(e.elements) < 2 {
		return -1
	}
	for r := len(v.rows) - 1; r >= max(0, len(v.rows)-reach); r-- {
		if near := int(v.sent[i] - v.sent[v.rows[r].first]); len(v.rows) == 1 && near >= -4 && near <= 24 || near >= 0 && near <= 3 {
			return r
		}
	}
	return -1
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
	return out
}

// note adds a point to a negotiation.
func (v *table) note(r int, c class, p Point, e *entry, trigger int) {
	x := &v.rows[r]
	list := [...]*[]Point{agreed: &x.Agreed, deniedPoint: &x.Denied, outstanding: &x.Outstanding, next: &x.Next}[c]
	for k := max(0, len(*list)-4); k < len(*list); k++ {
		if q := &(*list)[k]; q.First < p.End && p.First < q.End {
			if p.First <= q.First && p.End >= q.End {
				*q = p // "a new round of talks" within "a new round of talks will begin"
			}
			return
		}
	}
	*list = append(*list, p)
	if e == nil {
		return
	}
	limited := e.part
	for j := p.First; j < p.End; j++ {
		limited = limited || v.lex.groups[v.ids[j].form]&limits != 0
	}
	switch {
	case c == agreed && e.part, c == agreed && e.whole && limited:
		x.part = true
	case c == agreed && e.whole:
		x.agreed = true
	case c == deniedPoint && e.whole:
		x.denied = true
	}
	if c == agreed || c == deniedPoint {
		for j := p.First; j < p.End; j++ { // an agreement on …
			if h := v.d.Tokens[j].Lower; (h == hashOn || h == hashOver || h == hashAbout) && len(x.Topics) == 0 && j+1 < p.End && v.headed[j+1] < 0 && v.t.Words[j+1].UPOS != syntax.PROPN {
				end := j + 2
				for end < p.End && v.t.Words[end].UPOS != syntax.ADP && v.t.Words[end].UPOS != syntax.ADV && v.t.Words[end].UPOS != syntax.SCONJ {
					end++
				}
				x.Topics = append(x.Topics, Range{First: j + 1, End: end})
				break
			}
		}
		if len(x.Parties) < 2 {
			for _, a := range v.parties(v.agents(trigger)) {
				if len(x.Parties) < most && !slices.Contains(x.Parties, a) {
					x.Parties = append(x.Parties, a)
				}
			}
		}
	}
}

// invitations adds what the parties invite each other to, or offer, in their own words.
func (v *table) invitations() {
	for i := range v.statements {
		x := &v.statements[i]
		if len(x.Content) == 0 {
			continue
		}
		r := -1
		if o := v.on[i]; o >= 0 {
			r = v.row[o]
		}
		if r < 0 && x.Speaker >= 0 {
			for k := range min(len(v.rows), reach) {
				if slices.Contains(v.rows[k].Parties, x.Speaker) && (len(x.Addressees) == 0 || overlap(x.Addressees, v.rows[k].Parties) > 0) {
					r = k
					break
				}
			}
		}
		if r < 0 {
			continue
		}
		done := false
		if i < len(v.acts) {
			for _, a := range v.acts[i].Acts {
				if a.Type == "invitation" {
					v.note(r, next, Point{Range: a.Range, Statement: i, Act: a.Type}, nil, -1)
					done = true
				}
			}
		}
		for j := x.Cue.First; j < x.Cue.End && !done; j++ {
			if v.t.Words[j].Lemma == "invite" {
				v.note(r, next, Point{Range: x.Content[0], Statement: i, Act: readout.ActType("invitation")}, nil, -1)
				break
			}
		}
	}
}
