package event

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// whenAndHowLong finds the times of a sighting: those that hang on it, or on the verb that carries it.
func (v *stage) whenAndHowLong(m *sighting) {
	s := &v.d.Sentences[m.sentence]
	carried := v.carried(m) || v.cameOf(m) && v.lastedHours(m)
	for i := max(s.First, m.trigger-40); i < min(s.End, m.trigger+40); i++ {
		k := int(v.timeAt[i])
		if k < 0 || i > s.First && v.timeAt[i-1] == v.timeAt[i] || v.quoted[i] != v.quoted[m.trigger] {
			continue
		}
		x := &v.times[k]
		if x.Type == timex.Set || begins(v.d, x) || !v.belongs(m, x.First, x.End, carried) {
			continue
		}
		if x.Type == timex.Duration {
			if m.duration < 0 && v.measures(m, x) {
				m.duration = k
			}
		} else if m.when < 0 && !v.goesOn(m) && x.Value != "PRESENT_REF" && x.Value != "PAST_REF" && x.Value != "FUTURE_REF" {
			m.when = k
		}
	}
}

// goesOn reports whether a hearing is said to go on, at a time that is no longer that of what was heard: "The trial continues on Monday".
func (v *stage) goesOn(m *sighting) bool {
	if m.kind != "hearing" || m.gov < 0 || v.t.Words[m.gov].XPOS != syntax.TagVBZ {
		return false
	}
	l := v.t.Words[m.gov].Lemma
	return l == "continue" || l == "resume"
}

var hashSince, hashUntil, hashTill = text.HashLower("since"), text.HashLower("until"), text.HashLower("till")

// begins reports whether a time only tells since when, until when or by when something is so.
func begins(d *text.Doc, t *timex.Time) bool {
	for i := max(t.First-1, 0); i <= t.First; i++ {
		switch d.Tokens[i].Lower {
		case hashSince, hashUntil, hashTill, hashBy:
			return true
		}
	}
	return false
}

// whenBefore returns the time with which the sentence before, in the same paragraph and of the same speaker, begins: "On Sunday
// he accused the army. “It lied,” he said in a speech.", and that sentence; -1 if there is none.
func (v *stage) whenBefore(m *sighting) (when, sentence int) {
	switch m.kind {
	case "speech", "statement", "interview", "post", "press_conference", "briefing":
	default:
		return -1, -1
	}
	for s := m.sentence - 1; s >= max(0, m.sentence-2); s-- {
		x := &v.d.Sentences[s]
		if x.Paragraph != v.d.Sentences[m.sentence].Paragraph {
			return -1, -1
		}
		for i := x.First; i < min(x.First+4, x.End); i++ {
			k := int(v.timeAt[i])
			if k < 0 || v.quoted[i] || v.times[k].Type != timex.Date && v.times[k].Type != timex.Clock {
				continue
			}
			g := v.governor(v.headOf(v.times[k].First, v.times[k].End))
			if who := v.subjects(g, 0); g >= 0 && v.is(g, said) && len(who) == 1 && slices.Contains(v.subjects(m.gov, 0), who[0]) {
				return k, s
			}
			return -1, -1
		}
	}
	return -1, -1
}

// resultBefore returns the day on which the sentence right before says that something was agreed, for talks whose result the own sentence
// tells again: "They agreed on Monday to … The deal was reached after ten hours of talks."; -1 if there is none.
func (v *stage) resultBefore(m *sighting) int {
	if m.sentence == 0 {
		return -1
	}
	x := &v.d.Sentences[m.sentence-1]
	for i := x.First; i < x.End; i++ {
		k := int(v.timeAt[i])
		if k < 0 || v.quoted[i] || v.times[k].Type != timex.Date {
			continue
		}
		if g := v.governor(v.headOf(v.times[k].First, v.times[k].End)); g >= 0 && v.is(g, results) && v.t.Words[g].XPOS == syntax.TagVBD {
			return k
		}
	}
	return -1
}

// measures reports whether a length of time is how long the occasion was, not how long ago or how often.
func (v *stage) measures(m *sighting, x *timex.Time) bool {
	if x.End < len(v.d.Tokens) {
		switch v.d.Form(x.End) {
		case "ago", "later", "earlier", "before", "after", "old":
			return false
		}
	}
	if x.First >= m.first && x.End <= m.trigger {
		return true // the three-hour meeting
	}
	if x.End < m.trigger && v.d.Form(x.End) == "of" {
		return true
	}
	if x.First > m.trigger && x.First > 0 && v.d.Form(x.First-1) == "after" {
		return v.isSubject(m.trigger) && m.gov >= 0 && v.is(m.gov, results) && m.kind == "meeting" // broke up after four hours
	}
	if x.First > m.trigger {
		return x.First > 0 && (v.d.Form(x.First-1) == "for" || v.d.Tokens[x.First-1].Lower == hashThan || v.t.Words[x.First-1].UPOS == syntax.VERB || v.t.Words[x.First-1].UPOS == syntax.ADV)
	}
	return false
}

// carried reports whether times and places of the verb around a sighting are its own.
func (v *stage) carried(m *sighting) bool {
	if m.p.verb {
		return true
	}
	if c := v.t.Child(m.trigger, syntax.AclRelcl); m.gov < 0 || c >= 0 && v.is(c, occurs) {
		return c >= 0
	}
	if m.order == "before" || m.order == "after" || m.order == "close" {
		if !v.is(m.gov, light) || m.prep >= 0 && v.order(m.sentence, m.prep+1) != "" {
			return false
		}
	}
	if v.isSubject(m.trigger) {
		return v.is(m.gov, occurs|light) || v.is(m.gov, plan) && v.t.Child(m.gov, syntax.AuxPass) >= 0 // a hearing is set for Thursday
	}
	return v.is(m.gov, light) || v.within(m) || v.toldTo(m)
}

// cameOf reports whether the verb of a meeting tells what came of it: a deal reached in Oslo after eleven hours of talks was
// reached where they talked.
func (v *stage) cameOf(m *sighting) bool {
	return m.kind == "meeting" && m.order == "after" && m.gov >= 0 && v.is(m.gov, results) && !v.isSubject(m.trigger)
}

// lastedHours reports whether hours or minutes are told right before the trigger as its length, so that it ended on the day it began.
func (v *stage) lastedHours(m *sighting) bool {
	i := m.trigger - 2
	if i < 0 || v.d.Tokens[i+1].Lower != hashOf || v.timeAt[i] < 0 {
		return false
	}
	x := &v.times[v.timeAt[i]]
	return x.Type == timex.Duration && strings.HasPrefix(x.Value, "PT")
}

// belongs reports whether the words first to end say something of the sighting.
func (v *stage) belongs(m *sighting, first, end int, carried bool) bool {
	if first >= m.first && end <= m.end {
		return true
	}
	if h := &v.t.Words[v.headOf(first, end)]; h.Rel == syntax.NmodPoss && h.Head > m.trigger && v.t.Words[h.Head].UPOS == syntax.NOUN {
		return false // talks on next year's budget
	}
	w := &v.t.Words[m.trigger]
	if !m.p.verb && first > m.trigger && end <= w.End && v.clear(m.trigger+1, first) {
		return true
	}
	if first >= m.end && first-m.end <= 7 && v.clear(m.end, first) {
		return true
	}
	if c := v.t.Child(m.trigger, syntax.Acl); !m.p.verb && c >= m.end && c < first && v.is(c, light) && v.t.Words[c].XPOS == syntax.TagVBN &&
		v.clear(m.end, c) && v.clear(c+1, first) {
		return true // a statement issued on Monday
	}
	if v.held(m, first, end) {
		return true // a meeting, which she said could be held in May
	}
	if first > m.trigger && first-m.end > 12 && !v.clear(m.end, first) {
		return false
	}
	if end < m.trigger && v.d.Form(end) == "of" && m.trigger-end <= 4 {
		return true // three hours of talks
	}
	if v.anothers(m, first, end) {
		return false
	}
	if m.definite && v.timeAt[first] < 0 && m.gov >= 0 && v.t.Words[m.gov].Rel == syntax.Conj && v.t.Words[m.gov].Head == v.t.Words[v.headOf(first, end)].Head {
		return true // residents packed the hall, and the meeting was halted
	}
	if !carried {
		return false
	}
	g := v.t.Words[first].Head
	for j := first; j < end; j++ { // the word that the others hang on
		if h := v.t.Words[j].Head; h < first || h >= end {
			g = j
		}
	}
	if w := &v.t.Words[g]; w.Rel == syntax.Nmod && w.Head != m.trigger && first < m.trigger && v.t.Words[w.Head].UPOS == syntax.NOUN && !v.is(w.Head, towns) {
		return false // mediators from Qatar
	}
	if v.t.Words[g].UPOS != syntax.VERB {
		g = v.governor(g)
	}
	if g >= 0 && v.is(g, occurs) {
		c := g
		if v.t.Words[c].Rel == syntax.Xcomp {
			c = v.t.Words[c].Head
		}
		if v.t.Words[c].Rel == syntax.AclRelcl && v.t.Words[c].Head == m.trigger {
			return true // the talks, which lasted an hour; the trial, which is expected to last three weeks
		}
	}
	return g >= 0 && (g == m.gov || g == m.trigger)
}

// anothers reports whether words belong to a noun that is not the sighting's: "three hours of talks", "a 12-minute film".
func (v *stage) anothers(m *sighting, first, end int) bool {
	if end < len(v.d.Tokens) && v.d.Form(end) == "of" && v.timeAt[first] >= 0 {
		return true
	}
	h := v.headOf(first, end)
	switch w := &v.t.Words[h]; w.Rel {
	case syntax.Compound, syntax.Nummod, syntax.NmodPoss, syntax.Amod:
		return w.Head > h && w.Head != m.trigger && v.t.Words[w.Head].UPOS == syntax.NOUN && (v.timeAt[w.Head] < 0 || v.timeAt[h] >= 0)
	}
	return false
}

// clear reports whether no clause begins among tokens: no verb, no other trigger.
func (v *stage) clear(first, end int) bool {
	for j := first; j < end; j++ {
		switch w := &v.t.Words[j]; w.UPOS {
		case syntax.VERB, syntax.AUX, syntax.SCONJ:
			if c := v.d.Form(j)[0]; v.timeAt[j] < 0 && !('A' <= c && c <= 'Z') && !(j+1 < len(v.timeAt) && v.timeAt[j+1] >= 0 && w.UPOS == syntax.SCONJ) && v.lex.classes[v.ids[j].form]&topic == 0 && w.Rel != syntax.Amod {
				return false
			}
		case syntax.PUNCT:
			if f := v.d.Form(j); (f == "," || f == ";" || f == "—" || f == "–" || f == ":") && v.timeAt[j] < 0 && v.placeAt[j] < 0 &&
				!(j+1 < len(v.timeAt) && v.timeAt[j+1] >= 0) {
				return false
			}
		case syntax.ADP:
			if o := v.order(int(v.sent[j]), j+1); o == "before" || o == "after" {
				return false
			}
		case syntax.NOUN:
			if len(v.lex.starts[v.ids[j].lemma]) > 0 {
				return false
			}
		}
	}
	return true
}

// where finds the place of a sighting.
func (v *stage) where(m *sighting) {
	s := &v.d.Sentences[m.sentence]
	carried := v.carried(m) || v.cameOf(m)
	for i := max(s.First, m.trigger-40); i < min(s.End, m.trigger+40) && m.placeRank < 2; i++ {
		first, end, ref := v.site(i)
		if end == 0 || v.quoted[i] != v.quoted[m.trigger] || m.kind == "hearing" && ref < 0 && v.jail(end-1) {
			continue
		}
		if first >= m.first && end <= m.trigger {
			if ref >= 0 && m.placeRank < 1 && !v.party(m, i) {
				m.place, m.placeRef, m.placeRank = Range{First: first, End: end}, ref, 1
			}
			continue
		}
		prep := v.before(first-1, s.First)
		if prep > s.First && v.d.Tokens[prep].Lower == hashOf && v.is(prep-1, towns) { // in the port city of
			prep = v.before(prep-1, s.First)
		}
		if m.kind == "visit" && ref >= 0 && first >= m.end && prep-m.end <= 1 && v.clear(m.end, first) && (m.p.place || prep >= 0 && v.d.Form(prep) == "to") {
			m.place, m.placeRef, m.placeRank = Range{First: first, End: end}, ref, 2
			continue
		}
		if m.p.place && ref >= 0 && first > m.trigger && v.t.Words[v.headOf(first, end)].Head == m.trigger {
			m.place, m.placeRef, m.placeRank = Range{First: first, End: end}, ref, 2
			continue
		}
		if prep < s.First || !v.formIs(prep, placePrep) || v.t.Words[prep].UPOS == syntax.PART {
			continue
		}
		if v.belongs(m, first, end, carried) && !(ref >= 0 && v.qualifies(first, end)) {
			m.place, m.placeRef, m.placeRank = Range{First: first, End: end}, ref, 2
		}
	}
}

// jail reports whether token i is where a court sends somebody, and does not sit.
func (v *stage) jail(i int) bool {
	l := v.t.Words[i].Lemma
	return l == "prison" || l == "jail"
}

// knownPlace gives a visit the place that its object means without naming it: "will visit the city".
func (v *stage) knownPlace(m *sighting) {
	o := v.t.Child(m.trigger, syntax.Obj)
	if o < 0 || v.headed[o] < 0 {
		return
	}
	e := v.set.Mentions[v.headed[o]].Entity
	if e < 0 || v.set.Entities[e].Kind != readout.Place {
		return
	}
	for r := len(v.places) - 1; r >= 0; r-- {
		if x := &v.places[r]; x.End <= m.trigger && v.covered[x.First] >= 0 && v.set.Mentions[v.covered[x.First]].Entity == e {
			m.place, m.placeRef, m.placeRank = Range{First: x.First, End: x.End}, r, 2
			return
		}
	}
}

// houseOf gives a debate the house that its sentence, or one of the two before, names as its place: "all sides of the Dáil".
func (v *stage) houseOf(m *sighting) {
	for s := m.sentence; s >= max(0, m.sentence-2); s-- {
		for i := v.d.Sentences[s].First; i < v.d.Sentences[s].End; i++ {
			if v.t.Words[i].UPOS == syntax.PROPN && !v.quoted[i] && v.formIs(i, v.lex.custom["@house"]) && i > v.d.Sentences[s].First && v.d.Tokens[i-1].Lower == hashThe {
				m.place, m.placeRef, m.placeRank = Range{First: i, End: i + 1}, -1, 1
				return
			}
		}
	}
}

// courtOf gives a hearing the court that its sentence names as its place.
func (v *stage) courtOf(m *sighting) {
	s := &v.d.Sentences[m.sentence]
	for i := s.First + 1; i < s.End; i++ {
		k := v.covered[i]
		if k < 0 || v.quoted[i] || !v.is(i, v.lex.custom["@court"]) {
			continue
		}
		if x := &v.set.Mentions[k]; x.Form == readout.ByName && x.End == i+1 && x.First < i {
			m.place, m.placeRef, m.placeRank = Range{First: x.First, End: x.End}, -1, 1
			return
		}
	}
}

// qualifies reports whether a place only tells which of the things after it is meant: "on the Mars landing".
func (v *stage) qualifies(first, end int) bool {
	w := &v.t.Words[v.headOf(first, end)]
	return (w.Rel == syntax.Compound || w.Rel == syntax.Amod) && w.Head == end && v.t.Words[end].UPOS == syntax.NOUN && !v.is(end, venue)
}

// before returns the word before the noun phrase that token i stands in, but none before low.
func (v *stage) before(i, low int) int {
	for ; i > low; i-- {
		w := &v.t.Words[i]
		switch w.UPOS {
		case syntax.DET, syntax.ADJ, syntax.PROPN, syntax.NOUN:
			continue
		}
		if w.XPOS != syntax.TagPRPS && w.XPOS != syntax.TagPOS && w.XPOS != syntax.TagNNP && !(w.UPOS == syntax.VERB && w.Rel == syntax.Amod) {
			break
		}
	}
	return i
}

// headOf returns the word of a range that the others hang on.
func (v *stage) headOf(first, end int) int {
	for j := first; j < end; j++ {
		if h := v.t.Words[j].Head; h < first || h >= end {
			return j
		}
	}
	return first
}

// party reports whether the word at i names one who takes part: "the U.S.-China talks".
func (v *stage) party(m *sighting, i int) bool {
	c := v.covered[i]
	if c < 0 || v.set.Mentions[c].Entity < 0 {
		return false
	}
	e := v.set.Mentions[c].Entity
	return v.set.Entities[e].Kind == readout.Country && slices.Contains(m.parts, e)
}

// site returns the place, or the building named for what happens there, that begins at token i.
func (v *stage) site(i int) (first, end, ref int) {
	if r := v.placeAt[i]; r >= 0 {
		if v.places[r].First != i {
			return 0, 0, -1
		}
		return v.places[r].First, v.places[r].End, int(r)
	}
	if k := v.covered[i]; k >= 0 && v.set.Mentions[k].Form == readout.ByName && v.set.Mentions[k].First == i && v.set.Mentions[k].End > i+1 &&
		v.is(v.set.Mentions[k].End-1, venue) {
		return i, v.set.Mentions[k].End, -1 // Rincon High School
	}
	if v.t.Words[i].UPOS == syntax.NOUN && v.is(i, venue) {
		first, _ := v.nounPhrase(i)
		for first < i && (v.t.Words[first].UPOS == syntax.DET || v.t.Words[first].XPOS == syntax.TagPOS) {
			first++
		}
		// The courthouse in Nairobi is where Nairobi is.
		if j := i + 2; j < v.d.Sentences[v.sent[i]].End && v.formIs(i+1, placePrep) && v.placeAt[j] >= 0 && v.places[v.placeAt[j]].First == j {
			return first, v.places[v.placeAt[j]].End, int(v.placeAt[j])
		}
		if n := i + 1; n < v.d.Sentences[v.sent[i]].End && v.t.Words[n].UPOS == syntax.NOUN && v.is(n, venue) {
			return first, n + 1, -1 // the hotel lobby
		}
		return first, i + 1, -1
	}
	return 0, 0, -1
}
