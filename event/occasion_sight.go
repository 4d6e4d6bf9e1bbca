package event

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// status tells whether what a sighting speaks of came about.
type status uint8

const (
	actual status = iota
	planned
	denied // it did not come about, or nobody says that it did or will
)

// A sighting is one place in the text that speaks of an occasion.
type sighting struct {
	p          *pattern
	kind       string
	trigger    int
	first, end int // the words shown
	sentence   int
	before     int // the sentence before, of the same speaker, that tells when; -1 if none
	later      int // the verb of a clause behind it that tells when and where it is held: "due to resume", "which could be held"; -1 if none
	gov        int // the verb that it hangs on, or the trigger where that is a verb; -1 if none
	prep       int // the preposition or conjunction before it; -1 if none
	order      string
	status     status
	definite   bool
	anew       bool
	quoted     bool
	told       bool
	parts      []int
	sided      bool // parts come from its own words ("their meeting", "talks with"), not only from a verb around it
	place      Range
	placeRef   int
	placeRank  int // 0 none, 1 a word of its name, 2 told by a preposition
	when       int
	duration   int
	topics     []Range
	occasion   int // index into stage.occasions; -1 if none
}

// sight makes the sightings of the document.
func (v *stage) sight() {
	v.inSentence = make([]int32, len(v.d.Sentences)+1)
	for s := range v.d.Sentences {
		v.inSentence[s] = int32(len(v.sightings))
		for i := v.d.Sentences[s].First; i < v.d.Sentences[s].End; i++ {
			if v.ids[i] == (tokenIDs{}) {
				continue
			}
			p, first, end := v.pattern(i)
			if p == nil {
				continue
			}
			w := &v.t.Words[i]
			if !p.verb && w.Rel == syntax.Compound && i+1 < v.d.Sentences[s].End && v.t.Words[i+1].UPOS == syntax.NOUN && end == i+1 {
				continue // the meeting room
			}
			if p.far && p.verb && p.kind == "remarks" {
				end = v.upToOccasion(i, end)
			}
			if p.verb && p.kind == "meeting" && w.Lemma == "meet" && v.t.Child(i, syntax.AuxPass) >= 0 {
				continue // was met with silence
			}
			if p.verb && p.kind == sameKind && w.XPOS != syntax.TagVBD && w.XPOS != syntax.TagVBN {
				continue
			}
			if p.plural && w.XPOS != syntax.TagNNS && w.XPOS != syntax.TagNNPS && v.d.Form(i) == w.Lemma && !v.mass(i) ||
				!p.plural && !p.verb && w.XPOS == syntax.TagNNS && !v.determined(i) {
				continue
			}
			if c := v.d.Form(i)[0]; p.verb && 'A' <= c && c <= 'Z' && i > v.d.Sentences[s].First+1 {
				continue // a title: "Meet the Press"
			}
			if n := len(v.sightings); n > int(v.inSentence[s]) && v.sightings[n-1].end > i {
				continue // within the one before
			}
			v.sightings = append(v.sightings, v.sighting(p, i, first, end, s))
		}
	}
	v.inSentence[len(v.d.Sentences)] = int32(len(v.sightings))
}

var hashAgain, hashJoint, hashOver = text.HashLower("again"), text.HashLower("joint"), text.HashLower("over")

// mass reports whether a noun has no plural to speak of: dialogue, mediation; but mere "talk of a thaw" is no meeting.
func (v *stage) mass(i int) bool {
	return v.d.Tokens[i].Lower != hashTalk && v.t.Words[i].XPOS == syntax.TagNN && v.t.Child(i, syntax.Det) < 0
}

// determined reports whether a plural speaks of certain ones: "the hearings", "their calls".
func (v *stage) determined(i int) bool {
	first, _ := v.nounPhrase(i)
	x := v.t.Words[first].XPOS
	return x == syntax.TagPRPS || v.d.Tokens[first].Lower == hashThe
}

func (v *stage) sighting(p *pattern, i, first, end, s int) sighting {
	m := sighting{p: p, kind: p.kind, trigger: i, first: first, end: end, sentence: s, gov: i, before: -1, later: -1, prep: -1, quoted: v.quoted[i], told: v.told[i],
		when: -1, duration: -1, placeRef: -1, occasion: -1}
	for m.end > i+1 && v.t.Words[m.end-1].UPOS == syntax.ADP {
		m.end--
	}
	if p.verb && i < v.turns && v.interview && (m.kind == "meeting" || m.kind == "remarks") {
		m.kind = "interview" // who met over questions and answers
	}
	if p.verb {
		v.sightVerb(&m)
	} else {
		v.sightNoun(&m)
	}
	if m.later = v.heldLater(&m); m.later >= 0 {
		m.status = planned
	}
	v.where(&m)
	if m.p.place && m.placeRank == 0 {
		v.knownPlace(&m)
	}
	if m.kind == "hearing" && m.placeRank == 0 {
		v.courtOf(&m)
	}
	if m.kind == "debate" && m.placeRank == 0 {
		v.houseOf(&m)
	}
	v.whenAndHowLong(&m)
	v.topicsOf(&m)
	if m.when < 0 && m.placeRank > 0 && v.cameOf(&m) && v.lastedHours(&m) {
		m.when = v.resultBefore(&m)
	}
	if m.when < 0 && !m.quoted && m.order == "" && m.status == actual && m.gov >= 0 && v.is(m.gov, said) {
		m.when, m.before = v.whenBefore(&m)
	}
	return m
}

func (v *stage) sightVerb(m *sighting) {
	i := m.trigger
	for c := v.t.FirstChild(i); c >= 0; c = v.t.NextChild(c) {
		switch v.t.Words[c].Rel {
		case syntax.Mark, syntax.Case:
			if c < i && m.prep < 0 {
				m.prep = c
			}
		}
	}
	if m.prep >= 0 {
		m.order = v.order(m.sentence, m.prep+1)
	}
	m.status = v.statusOf(i)
	if m.kind == "visit" && m.status == actual && v.is(i, plan) {
		m.status = planned // is expected in Ottawa
	}
	for j := i + 1; j < min(i+4, v.d.Sentences[m.sentence].End); j++ {
		m.anew = m.anew || v.d.Tokens[j].Lower == hashAgain
	}
	m.addAll(v.subjects(i, 0), v)
	passive := v.t.Child(i, syntax.AuxPass) >= 0
	if m.p.object || passive {
		for c := v.t.FirstChild(i); c >= 0; c = v.t.NextChild(c) {
			if r := v.t.Words[c].Rel; r == syntax.Obj || r == syntax.Iobj || r == syntax.OblAgent {
				m.add(v, c)
			}
		}
	}
	v.with(m, i)
	if m.kind == "interview" {
		for j := m.first; j < m.end; j++ {
			if v.formIs(j, outlet) {
				m.add(v, j)
				if k := v.covered[j]; k >= 0 && v.set.Mentions[k].Form == readout.ByName && v.set.Mentions[k].Entity >= 0 {
					m.addAll([]int{v.set.Mentions[k].Entity}, v) // whatever kind of name it was taken for
				}
			}
		}
		if o := v.t.Child(i, syntax.Obj, syntax.Iobj); o >= m.first { // told the broadcaster
			for _, e := range v.whom(nil, o, 0) {
				if v.set.Entities[e].Kind == readout.Organization {
					m.addAll([]int{e}, v)
				}
			}
		}
	}
}

func (v *stage) sightNoun(m *sighting) {
	i := m.trigger
	first, end := v.nounPhrase(i)
	m.first, m.end = min(first, m.first), max(end, m.end)
	first = max(first, v.d.Sentences[m.sentence].First)
	m.gov = v.governor(i)
	first, named := v.measured(first), first
	if first > v.d.Sentences[m.sentence].First {
		if u := v.t.Words[first-1].UPOS; u == syntax.ADP || u == syntax.SCONJ {
			m.prep = first - 1
		}
	}
	if s := &v.d.Sentences[m.sentence]; m.prep == s.First && v.inside(m.prep) { // it sets the whole sentence, whatever the parser has it hang on
		for j := m.end; j < s.End; j++ {
			if v.t.Words[j].Head < 0 && v.t.Words[j].UPOS == syntax.VERB {
				m.gov = j
				break
			}
		}
	}
	m.order = v.order(m.sentence, first)
	first = named
	head := &v.t.Words[first]
	switch {
	case head.XPOS == syntax.TagPRPS, v.d.Tokens[first].Lower == hashThe, v.d.Tokens[first].Lower == hashThis, v.d.Tokens[first].Lower == hashThat,
		v.d.Tokens[first].Lower == hashThese, v.d.Tokens[first].Lower == hashThose:
		m.definite = true
	}
	if h := v.d.Tokens[first].Lower; m.kind == sameKind && (h == hashA || h == hashAn) {
		m.anew = true // a full session
	}
	for j := first; j < i; j++ {
		switch {
		case v.t.Words[j].XPOS == syntax.TagPOS:
			m.definite = true
			m.addSided(v, j-1)
		case v.t.Words[j].XPOS == syntax.TagPRPS:
			m.addSided(v, j)
		case v.formIs(j, anew):
			m.anew = true
		case v.formIs(j, plan):
			m.status = planned
		case v.t.Words[j].UPOS == syntax.PROPN || v.t.Words[j].UPOS == syntax.ADJ: // US-China talks, but not the host of a NATO summit
			if c := v.headed[j]; c >= 0 && v.set.Mentions[c].Entity >= 0 && m.kind != "other" &&
				(v.t.Words[i].Lemma != "summit" || v.set.Entities[v.set.Mentions[c].Entity].Kind != readout.Organization) {
				m.addSided(v, j)
			}
		case v.d.Tokens[j].Lower == hashNo:
			m.status = denied
		}
	}
	if v.d.Tokens[i].Lower == v.d.Tokens[first].Lower && m.p.plural { // bare "talks" after talks were told
		m.definite = true
	}
	v.with(m, i)
	if m.gov < 0 {
		return
	}
	g := &v.t.Words[m.gov]
	subject := v.isSubject(i)
	if m.prep < 0 || m.order == "" && !v.inside(m.prep) {
		if st := v.statusOf(m.gov); st != actual && (subject || v.is(m.gov, takes|light|void|plan|occurs)) {
			m.status = max(m.status, st)
		}
		if m.prep >= 0 && m.status == actual && v.d.Form(m.prep) == "for" && !v.is(m.gov, takes|light) {
			m.status = planned // called for talks, ready for talks
		}
		if v.is(m.gov, void) && !subject {
			m.status = denied
		} else if v.is(m.gov, plan) && m.status == actual && g.UPOS == syntax.VERB && (!subject || v.t.Child(m.gov, syntax.AuxPass) >= 0) {
			m.status = planned
		}
	}
	joins := v.is(m.gov, takes) || v.within(m) || v.toldTo(m)
	if m.order != "" && m.order != "during" && m.order != "close" {
		if mark := v.t.Child(m.gov, syntax.Mark, syntax.Case); !(v.is(m.gov, takes) && mark >= 0 && mark < m.gov) {
			joins = false
		}
	}
	if o := v.t.Child(m.gov, syntax.Obj); m.prep >= 0 && o >= 0 && o != i && o < m.prep && !v.inside(m.prep) {
		joins = false // who leaves a question to a meeting need not be there
	}
	if joins && !subject {
		parts := v.subjects(m.gov, 0)
		if m.kind != "visit" || !m.sided {
			m.addAll(parts, v)
		}
	}
	if len(m.parts) == 0 && !subject && m.order == "after" {
		// Who did something after a visit made it; of several who did, the talks were theirs.
		if parts := v.subjects(m.gov, 0); m.kind == "visit" || m.kind == "hearing" && v.is(m.gov, said) || m.kind == "meeting" && len(parts) > 1 {
			m.addAll(parts, v)
		}
	}
	if v.over(m) && !subject { // proposed a merger to his rival over dinner
		for c := v.t.FirstChild(m.gov); c >= 0; c = v.t.NextChild(c) {
			if r := v.t.Words[c].Rel; (r == syntax.Obl || r == syntax.Obj || r == syntax.Iobj) && c < m.first && v.person(c) {
				m.add(v, c)
			}
		}
	}
	if m.prep >= 0 && v.d.Form(m.prep) == "for" && !subject && v.is(m.gov, travels) {
		m.addAll(v.subjects(m.gov, 0), v) // will travel there for talks
	}
	if m.prep >= 0 && v.d.Form(m.prep) == "for" && m.sided && len(m.parts) == 1 && !subject && v.is(m.gov, plan) {
		m.addAll(v.subjects(m.gov, 0), v) // has asked for a meeting with the mayor
	}
	if m.prep >= 0 && v.d.Form(m.prep) == "for" && v.is(m.gov, hosts) { // invited them for consultations
		m.addAll(v.subjects(m.gov, 0), v)
		if o := v.t.Child(m.gov, syntax.Obj); o >= 0 {
			m.add(v, o)
		}
	}
	if m.order == "" && v.is(m.gov, takes|light) {
		if mark := v.t.Child(m.gov, syntax.Mark, syntax.Case); mark >= 0 && mark < m.gov {
			m.order = v.order(m.sentence, mark+1)
		}
	}
	if m.order == "" {
		m.order = v.orderOfClause(m)
	}
}

// orderOfClause is order for a noun in a clause without subject: "after holding three hours of talks".
func (v *stage) orderOfClause(m *sighting) string {
	for j := m.first - 1; j > max(v.d.Sentences[m.sentence].First, m.first-12); j-- {
		switch w := &v.t.Words[j]; {
		case w.XPOS == syntax.TagVBG && v.is(j, takes|light):
			return v.order(m.sentence, j)
		case w.UPOS == syntax.VERB, w.UPOS == syntax.AUX, w.XPOS == syntax.TagComma:
			return ""
		}
	}
	return ""
}

// toldTo reports whether somebody speaks to the occasion: "told a news conference".
func (v *stage) toldTo(m *sighting) bool {
	if m.p.verb || m.prep >= 0 || m.gov < 0 || m.first != m.gov+1 {
		return false
	}
	l := v.t.Words[m.gov].Lemma
	return l == "tell" || l == "address"
}

// measured returns where the words that measure or count a noun begin, where these stand before it with "of": "two days of
// talks", "a round of talks"; else first.
func (v *stage) measured(first int) int {
	low := v.d.Sentences[v.sent[min(first, len(v.sent)-1)]].First
	if first-2 < low || v.d.Tokens[first-1].Lower != hashOf {
		return first
	}
	if k := v.timeAt[first-2]; k >= 0 && v.times[k].First >= low {
		return v.times[k].First
	}
	if v.t.Words[first-2].UPOS == syntax.NOUN && v.is(first-2, counts) {
		first, _ = v.nounPhrase(first - 2)
	}
	return first
}

// within reports whether what its verb tells happens on the occasion: "at the meeting", "on a call".
func (v *stage) within(m *sighting) bool {
	if m.prep < 0 {
		return false
	}
	if v.inside(m.prep) || v.over(m) {
		return true
	}
	f := v.d.Form(m.prep)
	return (f == "on" || f == "On") && (m.kind == "call" || m.kind == "visit")
}

// over reports whether people talk over a meal: "over dinner".
func (v *stage) over(m *sighting) bool {
	return m.prep >= 0 && m.kind == "meeting" && !m.p.verb && v.d.Tokens[m.prep].Lower == hashOver && v.t.Words[m.trigger].XPOS == syntax.TagNN
}

// person reports whether token i is the head of a mention of a person.
func (v *stage) person(i int) bool {
	k := v.headed[i]
	return k >= 0 && v.set.Mentions[k].Entity >= 0 && v.set.Entities[v.set.Mentions[k].Entity].Kind == readout.Person
}

// inside reports whether a preposition says that what its verb tells happens on the occasion.
func (v *stage) inside(prep int) bool {
	switch v.d.Form(prep) {
	case "in", "at", "during", "In", "At", "During":
		return true
	}
	return false
}

// nounPhrase returns the words around a noun from its determiner on: "their much-anticipated Alaska meeting".
func (v *stage) nounPhrase(i int) (first, end int) {
	low := v.d.Sentences[v.sent[i]].First
	first, end = i, i+1
	for j := i - 1; j >= low && i-j < 12; j-- {
		w := &v.t.Words[j]
		switch {
		case w.UPOS == syntax.DET, w.XPOS == syntax.TagPRPS:
			return j, end
		case w.UPOS == syntax.ADJ, w.UPOS == syntax.NUM, w.UPOS == syntax.NOUN, w.UPOS == syntax.PROPN, w.XPOS == syntax.TagHYPH:
			if w.XPOS != syntax.TagHYPH {
				first = j
			}
		case w.XPOS == syntax.TagPOS:
			first = j
		case (w.XPOS == syntax.TagVBN || w.XPOS == syntax.TagVBG) && w.Rel == syntax.Amod:
			first = j
		case w.UPOS == syntax.ADV && (v.t.Words[j+1].UPOS == syntax.ADJ || v.t.Words[j+1].UPOS == syntax.NUM):
			first = j
		default:
			return first, end
		}
	}
	return first, end
}

// order returns how the words before token i order the occasion whose phrase begins there; "" where they do not.
func (v *stage) order(sentence, i int) string {
	low := v.d.Sentences[sentence].First
	for j := i - 1; j >= max(low, i-2); j-- {
		for _, o := range v.lex.orderings[v.ids[j].form] {
			n := len(o.words)
			if j+1-n < low {
				continue
			}
			ok := true
			for k, w := range o.words {
				if v.ids[j+1-n+k].form != w {
					ok = false
					break
				}
			}
			if ok {
				return o.kind
			}
		}
		if v.t.Words[j].UPOS != syntax.DET && v.t.Words[j].UPOS != syntax.ADV {
			break
		}
	}
	return ""
}

// governor returns the verb, or the predicate with a copula, that token i hangs on; -1 for none.
func (v *stage) governor(i int) int {
	for n, h := 0, v.t.Words[i].Head; h >= 0 && n < 8; n, h = n+1, v.t.Words[h].Head {
		if u := v.t.Words[h].UPOS; u == syntax.VERB || u == syntax.AUX || v.t.Child(h, syntax.Cop) >= 0 || v.t.Words[h].Rel == syntax.Root {
			return h
		}
	}
	return -1
}

// isSubject reports whether i is, or belongs to, the subject of its governor.
func (v *stage) isSubject(i int) bool {
	for n := 0; i >= 0 && n < 6; n++ {
		switch v.t.Words[i].Rel {
		case syntax.Nsubj, syntax.NsubjPass, syntax.NsubjOuter:
			return true
		case syntax.Conj, syntax.Nmod, syntax.Compound, syntax.NmodPoss, syntax.Flat:
			i = v.t.Words[i].Head
		default:
			return false
		}
	}
	return false
}

// statusOf tells whether what a verb says came about.
func (v *stage) statusOf(g int) status {
	st := actual
	for n := 0; g >= 0 && n < 4; n++ {
		w := &v.t.Words[g]
		for c := v.t.FirstChild(g); c >= 0 && c < g; c = v.t.NextChild(c) {
			switch f := v.d.Tokens[c].Lower; {
			case f == hashNot || f == hashNt || f == hashNever || f == hashIf || f == hashUnless:
				return denied
			case f == hashWould || f == hashCould || f == hashMight || f == hashShould || f == hashMay:
				st = planned
			case f == hashWill || f == hashLl || f == hashShall:
				st = planned
			case v.t.Words[c].XPOS == syntax.TagTO && c > 0 && v.t.Words[c-1].Lemma == "be":
				st = planned // are to meet
			}
		}
		if w.Rel != syntax.Xcomp && w.Rel != syntax.Conj && w.Rel != syntax.Ccomp && w.Rel != syntax.Acl && w.Rel != syntax.Advcl || w.Head < 0 || v.quoted[g] != v.quoted[w.Head] {
			break
		}
		infinitive := false
		if mark := v.t.Child(g, syntax.Mark); mark >= 0 && v.t.Words[mark].XPOS == syntax.TagTO {
			infinitive = true
		}
		if v.is(w.Head, void) && (w.Rel == syntax.Xcomp || infinitive) {
			return denied
		}
		if infinitive && v.is(w.Head, plan) {
			st = planned
		}
		if w.Rel != syntax.Xcomp && !(infinitive && v.is(w.Head, plan)) && w.Rel != syntax.Conj {
			break
		}
		if w.Rel == syntax.Conj && v.t.Child(g, syntax.Nsubj, syntax.NsubjPass, syntax.Aux) >= 0 {
			break
		}
		g = w.Head
	}
	return st
}
