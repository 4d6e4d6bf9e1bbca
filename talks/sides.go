package talks

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// standIns finds for whom persons negotiate: "guild president Maribel Cota" for the guild, "Chile's foreign secretary" for Chile.
// Heads of a state stand for themselves.
func (v *table) standIns() {
	n := len(v.set.Entities)
	v.side, v.deputy, v.officer = make([]int32, n), make([]bool, n), make([]bool, n)
	countries := map[string]int32{} // by code
	for e := range n {
		v.side[e] = -1
		if x := &v.set.Entities[e]; x.Kind == readout.Country && x.Country != "" {
			if _, ok := countries[x.Country]; !ok {
				countries[x.Country] = int32(e)
			}
		}
	}
	for m := range v.set.Mentions {
		x := &v.set.Mentions[m]
		if x.Form != readout.ByName || x.Entity < 0 || v.set.Entities[x.Entity].Kind != readout.Person {
			continue
		}
		if t := v.title(x.Head); t >= 0 {
			v.officer[x.Entity] = true
			v.stand(x.Entity, t, countries)
		}
	}
	for e := range n {
		x := &v.set.Entities[e]
		if x.Kind != readout.Person || v.side[e] >= 0 {
			continue
		}
		for _, r := range x.Roles {
			if f := strings.Fields(r); len(f) > 0 && v.words(f[len(f)-1])&deputies != 0 {
				v.deputy[e] = true
				if c, ok := countries[x.Country]; ok {
					v.side[e] = c
				}
			}
		}
	}
}

// children is how many of the words that hang on one are looked at.
const children = 32

// words returns the groups of a word.
func (v *table) words(w string) group { return v.lex.groups[v.lex.words[text.HashLower(w)]] }

// title returns the noun of an office that goes with the name whose head is token h: before it, in apposition to it, or a plural that a
// list of names explains ("the two ministers, A and B"); -1 if there is none.
func (v *table) title(h int) int {
	office := func(i int) bool { return v.t.Words[i].UPOS != syntax.VERB && v.is(i, deputies|officers) }
	for c, n := v.t.FirstChild(h), 0; c >= 0 && n < children; c, n = v.t.NextChild(c), n+1 {
		switch v.t.Words[c].Rel {
		case syntax.NmodDesc, syntax.Appos, syntax.Compound:
			if office(c) {
				return c
			}
		}
	}
	for n, i := 0, h; n < 3; n++ {
		w := &v.t.Words[i]
		if w.Head < 0 || w.Rel != syntax.Appos && w.Rel != syntax.Conj && w.Rel != syntax.Flat {
			return -1
		}
		if i = w.Head; w.Rel == syntax.Appos && office(i) {
			return i
		}
	}
	return -1
}

// stand notes for whom a person with the office named at token t stands.
func (v *table) stand(e, t int, countries map[string]int32) {
	low := v.is(t, deputies)
	v.deputy[e] = v.deputy[e] || low
	for c, n := v.t.FirstChild(t), 0; c >= 0 && n < children; c, n = v.t.NextChild(c), n+1 {
		switch v.t.Words[c].Rel {
		case syntax.NmodPoss, syntax.Compound, syntax.Amod, syntax.Nmod:
		default:
			continue
		}
		k := v.headed[c]
		if k < 0 {
			k = v.covered[c]
		}
		s := -1
		if k >= 0 {
			s = v.set.Mentions[k].Entity
		} else if v.t.Words[c].Rel == syntax.Compound || v.t.Words[c].Rel == syntax.NmodPoss {
			s = v.called(c)
		}
		if s < 0 || s == e {
			continue
		}
		switch x := &v.set.Entities[s]; {
		case x.Kind == readout.Organization:
		case x.Kind == readout.Country && low:
		case x.Kind == readout.Group && low && x.Country != "": // the Kyrgyz minister
			o, ok := countries[x.Country]
			if !ok {
				continue
			}
			s = int(o)
		default:
			continue
		}
		if v.side[e] < 0 {
			v.side[e] = int32(s)
		}
	}
}

// called returns the organization whose name ends in the word at token i, "guild" for the Educators Guild, and that alone; else -1.
func (v *table) called(i int) int {
	if v.byNoun == nil {
		v.byNoun = map[string]int{}
		for e := range v.set.Entities {
			x := &v.set.Entities[e]
			k := strings.LastIndexByte(x.Name, ' ')
			if x.Kind != readout.Organization || k < 0 {
				continue
			}
			word := strings.ToLower(x.Name[k+1:])
			if _, ok := v.byNoun[word]; ok {
				e = -1
			}
			v.byNoun[word] = e
		}
	}
	if e, ok := v.byNoun[strings.ToLower(v.d.Form(i))]; ok {
		return e
	}
	return -1
}

// representing puts before persons the countries and organizations for which they negotiate, where those of two sides at least are known.
func (v *table) representing(es []int) []int {
	var out []int
	for _, e := range es {
		if s := v.side[e]; s >= 0 {
			e = int(s)
		}
		if v.isBody(e) && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	if len(out) < 2 {
		return es
	}
	for _, e := range es {
		if !slices.Contains(out, e) && !v.unnamed(e) {
			out = append(out, e)
		}
	}
	return out
}

// unnamed reports whether an entity is one of an office whom nobody names, such as the diplomat who told of the talks.
func (v *table) unnamed(e int) bool {
	x := &v.set.Entities[e]
	f := strings.Fields(x.Name)
	return x.Kind == readout.Person && len(f) > 0 && f[len(f)-1] == strings.ToLower(f[len(f)-1]) && v.words(f[len(f)-1])&deputies != 0
}

func (v *table) isBody(e int) bool {
	k := v.set.Entities[e].Kind
	return k == readout.Country || k == readout.Organization
}

// adopt puts the countries or organizations of which a point is told first among the parties of a negotiation that only their deputies
// were known to hold.
func (v *table) adopt(r int, agents []int) {
	x := &v.rows[r]
	if len(agents) < 2 || slices.ContainsFunc(agents, func(e int) bool { return !v.isBody(e) }) {
		return
	}
	known, deputies := 0, 0
	companies := !slices.ContainsFunc(agents, func(e int) bool { return v.set.Entities[e].Kind == readout.Country })
	for _, e := range x.Parties {
		switch {
		case v.isBody(e):
			known++
		case v.deputy[e] || v.deputed(e) || companies && v.officer[e]:
			deputies++
		}
	}
	if known > 1 || known+deputies < len(x.Parties) && len(x.Parties) > 0 {
		return
	}
	rest := slices.DeleteFunc(x.Parties, func(e int) bool { return v.deputed(e) || slices.Contains(agents, e) })
	x.Parties = append(slices.Clone(agents), rest...)
}

// isParty reports whether who does what verb i says, with an object, is a party of a negotiation or only said to be one of its sides: "they settled pay".
func (v *table) isParty(r, i int) bool {
	if v.t.Child(i, syntax.Obj, syntax.Xcomp) < 0 {
		return false
	}
	for _, e := range v.subjects(i) {
		if s := v.side[e]; slices.Contains(v.rows[r].Parties, e) || s >= 0 && slices.Contains(v.rows[r].Parties, int(s)) {
			return true
		}
	}
	c := v.t.Child(i, syntax.Nsubj)
	return c >= 0 && (v.is(c, sides) || v.d.Tokens[c].Lower == hashThey)
}

// deputed reports whether an entity is several of an office: "two foreign ministers".
func (v *table) deputed(e int) bool {
	x := &v.set.Entities[e]
	f := strings.Fields(x.Name)
	return x.Kind == readout.Group && len(f) > 0 && v.words(strings.TrimSuffix(f[len(f)-1], "s"))&(deputies|officers) != 0
}
