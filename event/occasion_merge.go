package event

import (
	"slices"
	"time"

	"github.com/readout-project/readout/place"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/timex"
)

// known is an occasion while it is being put together.
type known struct {
	Occasion
	placeRank int
	first     int // the first sighting of it
	last      int // the last
	start     time.Time
	end       time.Time
	dated     bool
	headed    bool // the heading of a transcript was read for it
}

// reach is among how many of the latest occasions one told before is looked for.
const reach = 24

// merge tells of each sighting whether it speaks of an occasion told before.
func (v *stage) merge() {
	for i := range v.sightings {
		m := &v.sightings[i]
		v.settingOf(i)
		v.callBack(i)
		if m.p.timed && m.duration < 0 {
			continue
		}
		v.anotherOf(m)
		if m.status == denied {
			continue
		}
		o := v.same(i)
		if o < 0 {
			if !v.begins(m) {
				continue
			}
			o = len(v.occasions)
			v.occasions = append(v.occasions, known{Occasion: Occasion{Kind: m.kind, Trigger: m.trigger, Rule: m.p.rule, PlaceRef: -1, When: -1, Duration: -1, Planned: m.status == planned}, first: i})
		}
		v.join(o, i)
		v.together(o, m)
	}
}

// together has those who met take part in the joint press conference that one of them gave afterwards.
func (v *stage) together(o int, m *sighting) {
	x := &v.occasions[o]
	joint := false
	for j := m.first; j < m.trigger; j++ {
		joint = joint || v.d.Tokens[j].Lower == hashJoint
	}
	if !joint || x.Kind != "press_conference" || len(x.Participants) > 1 {
		return
	}
	for k := o - 1; k >= max(0, o-reach); k-- {
		y := &v.occasions[k]
		if y.Kind != "meeting" || y.Planned || len(y.Participants) < 2 || len(y.Participants) > 4 {
			continue
		}
		if len(x.Participants) == 0 || slices.Contains(y.Participants, x.Participants[0]) {
			for _, e := range y.Participants {
				x.take(e)
			}
		}
		return
	}
}

// settingOf gives a verb of speaking the kind of the occasion that it is said to be on: "told reporters at a briefing".
func (v *stage) settingOf(i int) {
	m := &v.sightings[i]
	if !m.p.verb || m.kind != "remarks" && m.kind != "speech" {
		return
	}
	for k := i + 1; k < len(v.sightings) && v.sightings[k].sentence == m.sentence; k++ {
		n := &v.sightings[k]
		if n.gov != m.trigger || n.p.verb || n.prep < 0 || !v.inside(n.prep) || n.order != "" && n.order != "during" {
			continue
		}
		switch n.kind {
		case "press_conference", "briefing", "interview", "hearing", "speech", "debate", "call":
			m.kind, m.definite = n.kind, n.definite
			return
		}
	}
}

// callBack gives "spoke with him" the kind of the call told just before in the sentence.
func (v *stage) callBack(i int) {
	m := &v.sightings[i]
	if !m.p.verb || m.kind != "meeting" || !m.p.weak {
		return
	}
	for k := i - 1; k >= 0 && v.sightings[k].sentence == m.sentence; k-- {
		if n := &v.sightings[k]; n.kind == "call" && n.p.verb && n.status == m.status {
			m.kind, m.definite = n.kind, true
			return
		}
	}
}

// anotherOf gives "an earlier round in Almaty" the kind of the meeting told last, of which it is another, and those who took part.
func (v *stage) anotherOf(m *sighting) {
	if m.kind != sameKind && (m.kind != "meeting" || len(m.parts) > 0) || !m.anew || m.p.verb || m.quoted || m.when < 0 && m.placeRank == 0 {
		return
	}
	for o := len(v.occasions) - 1; o >= max(0, len(v.occasions)-reach); o-- {
		if x := &v.occasions[o]; x.Kind == "meeting" {
			m.kind = x.Kind
			m.addAll(x.Participants, v)
			return
		}
	}
}

// begins reports whether a sighting that speaks of nothing told before makes an occasion of its own.
func (v *stage) begins(m *sighting) bool {
	if m.kind == sameKind {
		return false
	}
	bound := m.when >= 0 || m.place.End > 0
	named := false
	for _, e := range m.parts {
		named = named || v.named[e]
	}
	switch {
	case m.quoted:
		return m.when >= 0 && len(m.parts) > 0 && m.status == actual
	case m.status == planned:
		return bound && (len(m.parts) > 0 || m.definite || m.p.verb || m.anew) && (!m.p.weak || m.p.kind == sameKind) || len(m.parts) > 1 && (m.definite || m.sided && m.kind == "meeting") || m.kind == "hearing" && m.when >= 0
	case m.anew:
		return m.when >= 0 || len(m.parts) > 1 && m.sided
	case m.trigger < v.turns && !m.p.verb && (m.kind == "briefing" || m.kind == "press_conference" || m.kind == "interview" || m.kind == "hearing"):
		return true // what stands over a transcript is what it is of
	case m.p.weak:
		return len(m.parts) > 1 || m.duration >= 0 && !m.p.verb || named && (bound || m.kind == "debate" && m.definite && m.gov >= 0 && v.is(m.gov, takes))
	case m.p.verb && m.kind == "visit":
		return m.place.End > 0 && (named || len(m.parts) > 0 && m.when >= 0)
	case m.p.verb && (m.kind == "meeting" || m.kind == "call"):
		return len(m.parts) > 1 || len(m.parts) == 1 && (bound || v.set.Entities[m.parts[0]].Kind == "group") || m.when >= 0 && m.place.End > 0
	case m.p.verb:
		return len(m.parts) > 0 || len(m.p.elements) > 1
	}
	return bound || len(m.parts) > 0 || m.definite || m.order != ""
}

// same returns the occasion told before that a sighting speaks of again, or -1.
func (v *stage) same(i int) int {
	m := &v.sightings[i]
	best, most := -1, 0
	for k, o := 0, len(v.occasions)-1; o >= 0 && k < reach; k, o = k+1, o-1 {
		if s := v.match(m, o); s > most {
			best, most = o, s
		}
	}
	return best
}

// related tells how near two kinds are: 2 the same, 1 such that words of one speak of the other, 0 apart.
func related(m *sighting, kind string) int {
	a := m.kind
	switch {
	case a == kind:
		return 2
	case a == sameKind:
		if kind == "statement" || kind == "post" || kind == "remarks" {
			return 0
		}
		return 1
	case a == "speech" && kind == "debate": // told parliament in a speech
		return 1
	case a == "remarks" && (kind == "press_conference" || kind == "briefing"),
		a == "briefing" && kind == "press_conference", a == "press_conference" && kind == "briefing":
		return 1
	}
	return 0
}

// match weighs whether a sighting speaks of occasion o; 0 where it does not.
func (v *stage) match(m *sighting, o int) int {
	x := &v.occasions[o]
	kin := related(m, x.Kind)
	if kin == 0 {
		return 0
	}
	last := &v.sightings[x.last]
	near := m.sentence - last.sentence
	if m.kind == "speech" && x.Kind == "debate" && (near > 0 || m.gov != last.trigger) {
		return 0
	}
	if near == 0 && m.order != "" && m.order != "during" && last.order == "" {
		return 0 // what was before, after or a part of it is another
	}
	score := 10*kin - min(near, 12) + 2*min(len(x.Spans), 4)
	if x.Planned && m.status == actual {
		if score -= 8; near <= 1 && m.definite && m.gov >= 0 && v.is(m.gov, said) { // what took place is seldom what is yet to come, but "called the meeting routine"
			score += 8
		}
	}
	name := func(i int) bool { return v.t.Words[i].UPOS == syntax.PROPN }
	switch first := &v.sightings[x.first]; {
	case stem(v.t.Words[m.trigger].Lemma) == stem(v.t.Words[first.trigger].Lemma):
		score += 3
	case name(first.trigger) && !name(m.trigger):
		score -= 6
	}
	// Time.
	if m.when >= 0 {
		start, end, ok := timex.Interval(v.times[m.when].Value)
		switch {
		case x.When == m.when, x.When >= 0 && v.times[x.When].Value == v.times[m.when].Value:
			score += 6
		case ok && x.dated:
			if !start.Before(x.end) || !x.start.Before(end) {
				return 0
			}
			score += 4
		case x.When >= 0 && !m.definite:
			return 0
		}
	}
	// Place.
	if m.placeRank > 0 && x.placeRank > 0 {
		switch v.samePlace(m, x) {
		case 1:
			score += 4
		case -1:
			return 0
		}
	}
	// Those who take part.
	common := 0
	for _, e := range m.parts {
		if slices.Contains(x.Participants, e) {
			common++
		}
	}
	score += 3 * common
	if m.anew || m.quoted && m.kind == sameKind {
		if m.when < 0 || x.When < 0 || v.times[x.When].Value != v.times[m.when].Value {
			return 0
		}
	}
	contained := common == len(m.parts) || common == len(x.Participants)
	if m.status == planned != x.Planned && !m.definite && (m.when < 0 || x.When < 0) {
		return 0
	}
	if m.status == planned && m.when >= 0 && !x.Planned && !x.dated && near > 0 {
		return 0
	}
	inSentence := near == 0
	open := (m.kind == "debate" || m.kind == "briefing") && near <= 8 || m.kind == "hearing" && near <= 20
	solo := m.kind != "meeting" && m.kind != "call" && m.kind != "visit" && m.kind != sameKind && m.kind != "debate" && m.kind != "hearing"
	switch {
	case open && (m.p.verb || m.prep >= 0 && v.inside(m.prep)) && m.order == "" && m.when < 0 && m.placeRank == 0:
	case len(m.parts) > 0 && len(x.Participants) > 0 && common == 0 && !open:
		// "Zelensky left the meeting" may tell of one more who took part, but his talks with others are others.
		if m.sided || !m.definite || solo {
			return 0
		}
		if len(m.parts) > 1 || m.p.weak {
			return 0
		}
	case m.definite, m.p.kind == sameKind:
		if m.sided && !contained && common < 2 {
			return 0
		}
	case inSentence && contained && (m.order == "" || m.order == last.order) && (m.kind != "meeting" || !m.p.verb || !last.p.verb):
	case solo:
		// "he told reporters", once more: the same, unless the text moves to another place or time.
		if common == 0 || near > 6 || m.placeRank > 1 && x.placeRank == 0 || m.when >= 0 && x.When < 0 && near > 0 ||
			(m.order == "before" || m.order == "after") && !v.orderedLike(m, o) || !contained {
			return 0
		}
		if kin < 2 && (m.placeRank > 1 || m.when >= 0) {
			return 0
		}
	case common >= 2 || common == 1 && contained && len(x.Participants) <= 2 && (m.when >= 0 && x.When >= 0 || m.placeRank > 0 && x.placeRank > 0 || near <= 1):
		if !contained && m.when < 0 && m.placeRank == 0 {
			return 0
		}
		if m.when >= 0 && x.When < 0 && near > 6 {
			return 0
		}
	default:
		return 0
	}
	return max(score, 1)
}

// stem returns what "meet" and "meeting" have in common.
func stem(lemma string) string { return lemma[:min(len(lemma), 4)] }

// orderedLike reports whether the occasion o was last told in the same sentence or with the same words of order.
func (v *stage) orderedLike(m *sighting, o int) bool {
	return v.sightings[v.occasions[o].last].order == m.order
}

// samePlace compares places: 1 the same or one in the other, -1 apart, 0 nobody knows.
func (v *stage) samePlace(m *sighting, x *known) int {
	if m.placeRef < 0 || x.PlaceRef < 0 {
		if m.place.End > 0 && x.Place.End > 0 && m.placeRef < 0 && x.PlaceRef < 0 &&
			v.d.Tokens[m.place.End-1].Lower == v.d.Tokens[x.Place.End-1].Lower {
			return 1
		}
		return 0
	}
	a, b := &v.places[m.placeRef], &v.places[x.PlaceRef]
	switch {
	case a.Name != "" && a.Name == b.Name && a.Country == b.Country:
		return 1
	case a.Name == "" && b.Name == "" && v.d.Tokens[a.End-1].Lower == v.d.Tokens[b.End-1].Lower:
		return 1
	case a.Country == "" || b.Country == "" || a.Kind == place.Unknown || b.Kind == place.Unknown:
		return 0
	case a.Country != b.Country:
		return -1
	case a.Kind == place.Country || b.Kind == place.Country:
		return 1
	case a.Kind == place.Province || b.Kind == place.Province:
		if a.Admin != b.Admin {
			return -1
		}
		return 1
	case a.Kind == place.Town && b.Kind == place.Town:
		return -1
	}
	return 0
}

// join adds what a sighting tells to an occasion.
func (v *stage) join(o, i int) {
	m, x := &v.sightings[i], &v.occasions[o]
	m.occasion = o
	x.last = i
	x.Spans = append(x.Spans, Range{First: m.first, End: m.end})
	for _, e := range m.parts {
		if len(x.Participants) < mostParts && !slices.Contains(x.Participants, e) && !(m.quoted && len(x.Participants) > 0) {
			x.Participants = append(x.Participants, e)
		}
	}
	if m.placeRank > x.placeRank || m.placeRank == x.placeRank && m.placeRank > 0 && v.narrower(m, x) {
		x.Place, x.PlaceRef, x.placeRank = m.place, m.placeRef, m.placeRank
	}
	if m.when >= 0 {
		start, end, ok := timex.Interval(v.times[m.when].Value)
		if x.When < 0 || ok && (!x.dated || end.Sub(start) < x.end.Sub(x.start)) {
			x.When, x.start, x.end, x.dated = m.when, start, end, ok
		}
	}
	if x.Duration < 0 {
		x.Duration = m.duration
	}
	for _, r := range m.topics {
		if !v.hasTopic(x, r) {
			x.Topics = append(x.Topics, r)
		}
	}
	if m.status == actual && !m.quoted && m.order != "before" {
		x.Planned = false
	}
}

func (v *stage) hasTopic(x *known, r Range) bool {
	if len(x.Topics) >= 8 {
		return true
	}
	for _, t := range x.Topics {
		if v.d.Range(t.First, t.End).In(v.d.Text) == v.d.Range(r.First, r.End).In(v.d.Text) {
			return true
		}
	}
	return false
}

// narrower reports whether the place of a sighting is a town or a site, and that of the occasion a country or province.
func (v *stage) narrower(m *sighting, x *known) bool {
	if m.placeRef < 0 || x.PlaceRef < 0 {
		return false
	}
	wide := func(k place.Kind) bool {
		return k == place.Country || k == place.Province || k == place.Continent || k == place.Region
	}
	a, b := v.places[m.placeRef].Kind, v.places[x.PlaceRef].Kind
	return !wide(a) && a != place.Unknown && wide(b)
}

// relate finds how the occasions of a sentence stand to each other.
func (v *stage) relate() {
	for s := range v.d.Sentences {
		from, end := int(v.inSentence[s]), int(v.inSentence[s+1])
		for i := from; i < end; i++ {
			m := &v.sightings[i]
			if m.occasion < 0 || m.order == "" || m.quoted {
				continue
			}
			host, most := -1, 0
			for k := max(from, i-12); k < min(end, i+12); k++ {
				n := &v.sightings[k]
				if k == i || n.occasion < 0 || n.occasion == m.occasion || n.quoted {
					continue
				}
				score := 1
				switch {
				case n.trigger == m.gov, n.gov == m.gov && !m.p.verb:
					score = 6
				case m.gov >= 0 && v.governor(m.gov) >= 0 && (n.trigger == v.governor(m.gov) || n.gov == v.governor(m.gov)):
					score = 5
				case n.order == "":
					score = 4
				case n.order == "during":
					score = 3
				default:
					continue
				}
				if score > most {
					host, most = n.occasion, score
				}
			}
			if host >= 0 {
				v.ordered(host, m.order, m.occasion)
			}
		}
	}
}

// ordered notes that occasion a was before, after, during or a part of b, unless the contrary is noted.
func (v *stage) ordered(a int, kind string, b int) {
	if kind == "close" {
		kind = "after"
	}
	for _, r := range v.occasions[a].Relations {
		if r.Occasion == b {
			return
		}
	}
	for _, r := range v.occasions[b].Relations {
		if r.Occasion == a {
			return
		}
	}
	v.occasions[a].Relations = append(v.occasions[a].Relations, Relation{Type: kind, Occasion: b})
}
