package talks

import (
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

var (
	hashNot, hashNt, hashNever, hashNo = text.HashLower("not"), text.HashLower("n't"), text.HashLower("never"), text.HashLower("no")
	hashNeither                        = text.HashLower("neither")
	hashWill, hashLl, hashShall        = text.HashLower("will"), text.HashLower("'ll"), text.HashLower("shall")
	hashWould, hashGoing, hashTo       = text.HashLower("would"), text.HashLower("going"), text.HashLower("to")
	hashCould, hashMight, hashMay      = text.HashLower("could"), text.HashLower("might"), text.HashLower("may")
	hashIf, hashUnless, hashUntil      = text.HashLower("if"), text.HashLower("unless"), text.HashLower("until")
	hashWhether, hashShould            = text.HashLower("whether"), text.HashLower("should")
	hashWith, hashBetween, hashOn      = text.HashLower("with"), text.HashLower("between"), text.HashLower("on")
	hashOf, hashToward                 = text.HashLower("of"), text.HashLower("toward")
	hashTowards, hashFor               = text.HashLower("towards"), text.HashLower("for")
	hashThey                           = text.HashLower("they")
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
			if o := v.speaks[i]; o >= 0 && v.row[o] >= 0 {
				v.rows[v.row[o]].last = i
			}
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
	if t := v.t.Words[i].XPOS; c == next && e.shown == clause && first < i && (t == syntax.TagVBZ || t == syntax.TagVBP) {
		m.future = true // "talks resume next week"
	}
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
		if c == outstanding {
			r.End = v.equated(i, r.End)
		}
	case verb:
		r = Range{First: i, End: v.complement(i, end)}
		if m.future && m.top < i && i-m.top < 6 {
			r.First = m.top
		}
	default:
		r = Range{First: v.afterDateline(v.subjectFirst(i, first), i), End: v.complement(i, end)}
	}
	if c == agreed && e.shown == clause {
		r.End = v.spelledOut(r.End, i)
	}
	p = v.tie(r)
	if c == next && (p.Act == "threat" || p.Act == "warning") {
		return p, c, -1
	}
	row = v.rowAt(e, c, i, p.Statement)
	if e.party && row >= 0 && !v.isParty(row, i) {
		return p, c, -1
	}
	return p, c, row
}

// spelledOut returns the end of what a colon right after an agreed point introduces: "agreed on one thing: …"; else end.
func (v *table) spelledOut(end, i int) int {
	stop := v.d.Sentences[v.sent[i]].End
	if end+1 >= stop || v.d.Form(end) != ":" {
		return end
	}
	for stop > end && v.t.Words[stop-1].UPOS == syntax.PUNCT {
		stop--
	}
	return stop
}

// equated returns the end of what a noun is said to be: "the main sticking point is [who pays]"; else end.
func (v *table) equated(i, end int) int {
	g := v.t.Words[i].Head
	for g >= 0 && v.t.Words[g].UPOS == syntax.NOUN && v.t.Words[g].Head >= 0 && v.t.Child(g, syntax.Cop) < 0 && g > i && g < end {
		g = v.t.Words[g].Head
	}
	if g < end || v.t.Child(g, syntax.Nsubj) != i {
		return end
	}
	c := v.t.Child(g, syntax.Cop)
	if v.t.Words[g].Lemma != "be" && (c < i || v.t.Words[g].UPOS != syntax.NOUN && v.t.Words[g].UPOS != syntax.PROPN) {
		return end
	}
	stop := min(v.t.Words[g].End, v.d.Sentences[v.sent[i]].End)
	for stop > end && v.t.Words[stop-1].UPOS == syntax.PUNCT {
		stop--
	}
	return max(end, stop)
}

// seated returns how many parties of a negotiation are known who do not only stand between others.
func (v *table) seated(x *row) int {
	n := 0
	for _, e := range x.Parties {
		if !v.standsBetween(e) {
			n++
		}
	}
	return n
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

// note adds a point to a negotiation.
func (v *table) note(r int, c class, p Point, e *entry, trigger int) {
	if e != nil && c != next {
		v.adopt(r, v.parties(v.agents(trigger)))
	}
	x := &v.rows[r]
	x.last = max(x.last, trigger)
	if e != nil {
		p.Rule = e.rule
	}
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
	case c == deniedPoint && e.whole && v.former(p.Range):
		x.formerly = true
	case c == deniedPoint && e.whole:
		x.denied = true
	}
	if c == agreed || c == deniedPoint {
		for j := p.First; j < p.End; j++ { // an agreement on …
			if h := v.d.Tokens[j].Lower; (h == hashOn || h == hashOver || h == hashAbout) && len(x.Topics) == 0 && j+1 < p.End && v.headed[j+1] < 0 && v.t.Words[j+1].UPOS != syntax.PROPN {
				end := j + 2
				for end < p.End && v.t.Words[end].UPOS != syntax.ADP && v.t.Words[end].UPOS != syntax.ADV && v.t.Words[end].UPOS != syntax.SCONJ && v.d.Form(end) != ":" {
					end++
				}
				x.Topics = append(x.Topics, Range{First: j + 1, End: end})
				break
			}
		}
		if v.seated(x) < 2 {
			for _, a := range v.parties(v.agents(trigger)) {
				if len(x.Parties) < most && !slices.Contains(x.Parties, a) {
					x.Parties = append(x.Parties, a)
				}
			}
		}
	}
}

// former reports whether a point tells of an earlier round: "A first round of talks failed".
func (v *table) former(r Range) bool {
	for j := r.First; j < r.End; j++ {
		if v.lex.groups[v.ids[j].form]&earlier != 0 {
			return true
		}
	}
	return false
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
