package event

import (
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/place"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

var hashBefore = text.HashLower("before")

var hashWith, hashBetween, hashAmong, hashOf, hashBy, hashAlongside = text.HashLower("with"), text.HashLower("between"),
	text.HashLower("among"), text.HashLower("of"), text.HashLower("by"), text.HashLower("alongside")

// mostParts is how many may take part in an occasion, as far as it is told here.
const mostParts = 64

// add adds whom token i speaks of, if that may take part in an occasion, and those joined to it by "and".
func (m *sighting) add(v *stage, i int) {
	m.addAll(v.whom(nil, i, 0), v)
}

func (m *sighting) addSided(v *stage, i int) {
	n := len(m.parts)
	m.add(v, i)
	if len(m.parts) > n {
		m.sided = true
	}
}

func (m *sighting) addAll(es []int, v *stage) {
	for _, e := range es {
		if len(m.parts) < mostParts && !slices.Contains(m.parts, e) && !v.isPress(e) {
			m.parts = append(m.parts, e)
		}
	}
}

// isPress reports whether an entity is the press as such.
func (v *stage) isPress(e int) bool {
	x := &v.set.Entities[e]
	return x.Kind == readout.Group && v.lex.classes[v.lex.words[text.HashLower(x.Name)]]&v.lex.custom["@press"] != 0
}

// whom appends the entities of the phrase that token i heads, groups by their members.
func (v *stage) whom(out []int, i, depth int) []int {
	if depth > 3 {
		return out
	}
	if r := v.placeAt[i]; r >= 0 && v.places[r].Kind == place.Venue {
		return out
	}
	if v.is(i, portion) {
		for c := v.t.FirstChild(i); c >= 0; c = v.t.NextChild(c) {
			if k := v.t.Child(c, syntax.Case); v.t.Words[c].Rel == syntax.Nmod && c > i && k >= 0 && v.d.Tokens[k].Lower == hashOf {
				return v.whom(out, c, depth+1) // some of the leaders
			}
		}
	}
	k := v.headed[i]
	if k < 0 {
		if k = v.covered[i]; k >= 0 && v.set.Mentions[k].Form != readout.ByName {
			if x := &v.set.Mentions[k]; x.Head != i {
				k = -1
			}
		}
	}
	if k >= 0 {
		if e := v.set.Mentions[k].Entity; e >= 0 && v.listsNames(i, e) >= 0 {
			return v.whom(out, v.listsNames(i, e), depth+1)
		} else if e >= 0 {
			out = v.members(out, e, 0)
		} else if v.set.Mentions[k].Form == readout.ByPronoun {
			switch v.d.Tokens[i].Lower {
			case hashThey, hashThem, hashTheir, hashBoth:
				out = v.several(out, i)
			}
		}
	}
	for c := v.t.FirstChild(i); c >= 0; c = v.t.NextChild(c) {
		if r := v.t.Words[c].Rel; k < 0 && (r == syntax.Appos || r == syntax.Flat || r == syntax.NmodDesc) && c > i {
			out = v.whom(out, c, depth+1)
		}
		if v.t.Words[c].Rel == syntax.Conj && v.t.Words[c].UPOS != syntax.VERB {
			out = v.whom(out, c, depth+1)
		}
	}
	return out
}

// listsNames returns the first of the names that follow noun i and tell one by one whom its group means: "the two ministers, A and
// B"; -1 if none do.
func (v *stage) listsNames(i, e int) int {
	if x := &v.set.Entities[e]; x.Kind != readout.Group || len(x.Members) > 0 {
		return -1
	}
	if c := v.t.Child(i, syntax.Appos); c > i && v.t.Words[c].UPOS == syntax.PROPN && v.t.Child(c, syntax.Conj) > c {
		return c
	}
	return -1
}

var hashTalk = text.HashLower("talk")

var hashThey, hashThem, hashTheir, hashBoth = text.HashLower("they"), text.HashLower("them"), text.HashLower("their"), text.HashLower("both")

func (v *stage) members(out []int, e, depth int) []int {
	if len(out) >= mostParts {
		return out
	}
	if ms := v.set.Entities[e].Members; len(ms) > 0 && depth < 3 {
		for _, m := range ms {
			out = v.members(out, m, depth+1)
		}
		return out
	}
	if v.isPerson(e) && !slices.Contains(out, e) {
		out = append(out, e)
	}
	return out
}

// several appends whom a "they" at token i speaks of, where nobody told: two or more persons named in the sentence
// before it, else those of the last group before it.
func (v *stage) several(out []int, i int) []int {
	s := v.d.Sentences[v.sent[i]]
	var named []int
	before := func(m int) bool { return v.set.Mentions[m].First < i }
	at := v.mentionBefore(i)
	group := -1
	for m := at; m >= 0 && m > at-24; m-- {
		x := &v.set.Mentions[m]
		if !before(m) || x.Entity < 0 {
			continue
		}
		e := x.Entity
		if x.First >= s.First && v.set.Entities[e].Kind == readout.Person && !slices.Contains(named, e) && len(v.set.Entities[e].Members) == 0 {
			named = append(named, e)
		}
		if group < 0 && len(v.set.Entities[e].Members) > 1 && v.isPerson(v.set.Entities[e].Members[0]) {
			group = e
		}
		if x.First < s.First && group >= 0 {
			break
		}
	}
	if len(named) >= 2 {
		slices.Reverse(named)
		return append(out, named...)
	}
	if group >= 0 {
		return v.members(out, group, 0)
	}
	return out
}

// mentionBefore returns the last mention that begins before token i, or -1.
func (v *stage) mentionBefore(i int) int {
	lo, hi := 0, len(v.set.Mentions)
	for lo < hi {
		if mid := (lo + hi) / 2; v.set.Mentions[mid].First < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}

// subjects returns who does what verb g says.
func (v *stage) subjects(g, depth int) []int {
	var out []int
	if depth > 6 || g < 0 {
		return nil
	}
	found := false
	for c := v.t.FirstChild(g); c >= 0; c = v.t.NextChild(c) {
		switch v.t.Words[c].Rel {
		case syntax.Nsubj, syntax.NsubjPass, syntax.NsubjOuter:
			found = true
			if u := v.t.Words[c].XPOS; u == syntax.TagWP || u == syntax.TagWDT {
				if h := v.t.Words[g].Head; h >= 0 && v.t.Words[g].Rel == syntax.AclRelcl {
					out = v.whom(out, h, 0)
				}
				continue
			}
			for _, e := range v.whom(nil, c, 0) {
				if !slices.Contains(out, e) {
					out = append(out, e)
				}
			}
		case syntax.OblAgent:
			if v.t.Child(g, syntax.AuxPass) >= 0 {
				out = v.whom(out, c, 0)
			}
		}
	}
	if found && len(out) > 0 {
		if w := &v.t.Words[g]; w.Rel == syntax.Conj && w.Head >= 0 && w.Head < g && v.t.Words[w.Head].Rel == syntax.Root &&
			(v.t.Words[w.Head].UPOS == syntax.NOUN || v.t.Words[w.Head].UPOS == syntax.PROPN) {
			out = append(v.whom(nil, w.Head, 3), out...) // "A and B met", read as "A, and B met"
		}
		return out
	}
	if out = v.namedBefore(g); !found && len(out) > 0 {
		return out
	}
	w := &v.t.Words[g]
	if w.Head < 0 {
		return nil
	}
	out = nil
	switch w.Rel {
	case syntax.Acl:
		if w.XPOS == syntax.TagVBG || w.XPOS == syntax.TagVBN {
			if out = v.whom(out, w.Head, 0); len(out) > 0 {
				return out
			}
		}
		return v.subjects(v.governor(g), depth+1)
	case syntax.AclRelcl:
		if found { // the parser took the main verb for one of a relative clause
			return v.whom(nil, w.Head, 0)
		}
	case syntax.Xcomp, syntax.Advcl, syntax.Conj, syntax.Parataxis, syntax.AdvclRelcl:
		if found && w.Rel != syntax.Xcomp {
			return out
		}
		if w.Rel == syntax.Xcomp { // he asked them to meet
			if o := v.t.Child(w.Head, syntax.Obj, syntax.Iobj); o >= 0 && o < g {
				if out = v.whom(out, o, 0); len(out) > 0 {
					return out
				}
			}
		}
		return v.subjects(w.Head, depth+1)
	case syntax.Obl, syntax.Nmod:
		return v.subjects(v.governor(g), depth+1)
	}
	return out
}

// namedBefore returns those whose names stand right before verb g, for sentences where the parser hung its subject elsewhere.
func (v *stage) namedBefore(g int) []int {
	if x := v.t.Words[g].XPOS; x != syntax.TagVBD && x != syntax.TagVBZ && x != syntax.TagVBP {
		return nil
	}
	low := v.d.Sentences[v.sent[g]].First
	var out []int
	for j := g - 1; j >= low; {
		k := v.covered[j]
		if k < 0 || v.set.Mentions[k].Form != readout.ByName || v.set.Mentions[k].End != j+1 {
			break
		}
		out = append(v.whom(nil, v.set.Mentions[k].Head, 3), out...)
		if j = v.set.Mentions[k].First - 1; j <= low || v.t.Words[j].UPOS != syntax.CCONJ {
			break
		}
		j--
	}
	return out
}

// with adds those named after "with", "between" and, for a noun, "of" and "by", and whom a post or interview is with.
func (v *stage) with(m *sighting, i int) {
	end := min(v.d.Sentences[m.sentence].End, m.end+14)
	for j := i + 1; j < end; j++ {
		w := &v.t.Words[j]
		lower := v.d.Tokens[j].Lower
		if lower == hashWith || lower == hashBetween || lower == hashAmong || lower == hashAlongside || lower == hashTo && (m.p.far && j < m.end || m.p.verb && m.kind == "meeting" && j == m.end) || !m.p.verb && lower == hashBy || m.kind == "hearing" && lower == hashBefore && !m.p.verb ||
			!m.p.verb && lower == hashOf && j == i+1 {
			n := len(m.parts)
			k := v.phraseHead(j + 1)
			if k >= 0 && v.is(k, helps) && k+1 < end && v.d.Tokens[k+1].Lower == hashOf { // with the help of a mediator
				k = v.phraseHead(k + 2)
			}
			if k < 0 {
				continue
			}
			m.addSided(v, k)
			if len(m.parts) == n { // the parser may hang the names elsewhere
				for k := j + 1; k < min(j+6, end) && len(m.parts) == n && v.t.Words[k].UPOS != syntax.ADP && v.t.Words[k].UPOS != syntax.VERB; k++ {
					if c := v.covered[k]; c >= 0 && v.set.Mentions[c].Form == readout.ByName {
						m.addSided(v, v.set.Mentions[c].Head)
					}
				}
			}
			if lower == hashBetween && len(m.parts) == n+1 { // between A and B
				for k := j + 1; k < min(j+12, end); k++ {
					if v.t.Words[k].UPOS == syntax.CCONJ {
						if h := v.phraseHead(k + 1); h >= 0 {
							m.addSided(v, h)
						}
						break
					}
				}
			}
			j = max(j, k)
			continue
		}
		if w.UPOS == syntax.VERB && j > m.end || w.UPOS == syntax.SCONJ || w.UPOS == syntax.PUNCT && v.timeAt[j] < 0 && w.XPOS != syntax.TagHYPH && w.Rel == syntax.Punct && v.d.Form(j) != "," {
			if v.lex.classes[v.ids[j].form]&topic == 0 {
				return
			}
		}
		if w.XPOS == syntax.TagComma && j >= m.end && v.timeAt[j] < 0 && !(j+1 < end && v.timeAt[j+1] >= 0) && v.placeAt[j] < 0 {
			return
		}
	}
}

// phraseHead returns the head of the noun phrase that begins at token i: its last noun or pronoun; -1 if there is none.
func (v *stage) phraseHead(i int) int {
	head := -1
	if i >= len(v.d.Tokens) {
		return -1
	}
	end := v.d.Sentences[v.sent[i]].End
	for j := i; j < min(i+12, end); j++ {
		w := &v.t.Words[j]
		if head >= 0 && v.timeAt[j] >= 0 { // a call with analysts that morning
			return head
		}
		switch {
		case w.UPOS == syntax.NOUN, w.UPOS == syntax.PROPN:
			if c := v.covered[j]; c >= 0 && v.set.Mentions[c].Form == readout.ByName && v.set.Mentions[c].End > j+1 {
				j = v.set.Mentions[c].End - 1
				head = v.set.Mentions[c].Head
				continue
			}
			head = j
		case w.UPOS == syntax.PRON && w.XPOS != syntax.TagPRPS:
			return j
		case w.UPOS == syntax.DET, w.UPOS == syntax.ADJ, w.UPOS == syntax.NUM, w.XPOS == syntax.TagPRPS, w.XPOS == syntax.TagPOS, w.XPOS == syntax.TagHYPH,
			w.UPOS == syntax.ADV && head < 0, w.Rel == syntax.CcPreconj && head < 0, w.UPOS == syntax.VERB && w.Rel == syntax.Amod, w.UPOS == syntax.X:
		default:
			return head
		}
	}
	return head
}
