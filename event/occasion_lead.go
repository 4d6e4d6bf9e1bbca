package event

import (
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/timex"
)

// leadReach is how many sentences after the one that dates a report may speak of its occasion without telling the day again.
const leadReach = 6

// dateByLead gives the day on which a report sets in ("Councillors voted last night …") to the occasion that the next sentences take for known
// ("the meeting was halted twice"), where nothing tells another.
func (v *stage) dateByLead() {
	lead := v.leadDay()
	if lead < 0 {
		return
	}
	s := int(v.sent[v.times[lead].First])
	for o := range v.occasions {
		x := &v.occasions[o]
		m := &v.sightings[x.first]
		if x.When >= 0 || x.Planned || m.anew || m.quoted || m.p.verb && x.Kind != "debate" && x.Kind != "hearing" || m.sentence <= s || m.sentence > s+leadReach {
			continue
		}
		switch x.Kind {
		case "meeting", "debate", "hearing", "press_conference", "speech":
		default:
			continue
		}
		if !(m.definite || m.p.verb || m.prep >= 0 && v.inside(m.prep) && m.gov >= 0 && v.is(m.gov, said)) || v.perfect(m.gov) {
			continue
		}
		x.When = lead
		x.start, x.end, x.dated = timex.Interval(v.times[lead].Value)
	}
}

// leadDay returns the day that the first sentence with a verb in the past gives that verb, in the first few of the text; -1 if there is none.
func (v *stage) leadDay() int {
	for s := range min(len(v.d.Sentences), 3) {
		x := &v.d.Sentences[s]
		for i := x.First; i < x.End; i++ {
			k := int(v.timeAt[i])
			if k < 0 || v.quoted[i] || v.times[k].First != i || v.times[k].Type == timex.Duration || v.times[k].Type == timex.Set || len(v.times[k].Value) < len("2006-01-02") {
				continue
			}
			g := v.governor(v.headOf(v.times[k].First, v.times[k].End))
			if g >= 0 && v.t.Words[g].XPOS == syntax.TagVBG { // was accused of breaking her word yesterday
				g = v.governor(g)
			}
			if g >= 0 && (v.t.Words[g].XPOS == syntax.TagVBD || v.t.Words[g].XPOS == syntax.TagVBN && v.t.Child(g, syntax.AuxPass) >= 0) && !begins(v.d, &v.times[k]) {
				return k
			}
		}
	}
	return -1
}

// perfect reports whether a verb tells of what was before: "had met".
func (v *stage) perfect(g int) bool {
	if g < 0 {
		return false
	}
	c := v.t.Child(g, syntax.Aux)
	return c >= 0 && v.t.Words[c].Lemma == "have"
}
