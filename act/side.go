package act

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// side reports whether a noun is the speaker's own side: "our army", "his government", the country that the
// speaker stands for.
func (v *scene) side(i int, f *frame) bool {
	if v.is(i, v.rules.own.side) {
		if p := v.trees.Child(i, syntax.NmodPoss); p >= 0 {
			if f.direct && v.is(p, v.rules.own.my) {
				return true
			}
			if e := v.entity(p); e >= 0 && e == f.speaker {
				return true
			}
		} else if !f.direct && v.speaksFor(i, f.speaker) {
			return true
		}
	}
	e := v.entity(i)
	if e < 0 || f.speaker < 0 || f.speaker >= len(v.set.Entities) {
		return false
	}
	x := &v.set.Entities[e]
	return x.Kind == readout.Country && x.Country != "" && x.Country == v.set.Entities[f.speaker].Country
}

// speaksFor reports whether an entity speaks for the side that noun i names without saying whose: a minister for "the
// government", a chief executive for "the company", the rebels' negotiator for "the rebels".
func (v *scene) speaksFor(i, speaker int) bool {
	if d := v.trees.Child(i, syntax.Det); d < 0 || v.word(d).Lemma != "the" || speaker < 0 || speaker >= len(v.set.Entities) {
		return false
	}
	x := &v.set.Entities[speaker]
	governs, runs := v.word(i).Lemma == "government" || v.word(i).Lemma == "administration", v.is(i, v.rules.own.firm)
	for _, role := range append([]string{x.Name}, x.Roles...) {
		for w := range strings.FieldsSeq(role) {
			w = strings.TrimSuffix(strings.TrimRight(w, "'’,"), "'s")
			id := v.rules.ids[text.HashLower(w)]
			if id == 0 {
				id = v.rules.ids[text.HashLower(strings.TrimSuffix(w, "s"))]
			}
			if id == 0 {
				continue
			}
			if id == v.ids[i].lemma || id == v.ids[i].form || governs && v.rules.own.governs.has(id) || runs && v.rules.own.runs.has(id) {
				return true
			}
		}
	}
	return false
}

// body reports whether an entity is a body of which "it" or "they" may speak.
func (v *scene) body(e int) bool {
	if e < 0 || e >= len(v.set.Entities) {
		return false
	}
	switch v.set.Entities[e].Kind {
	case readout.Organization, readout.Country, readout.Group:
		return true
	}
	return false
}
