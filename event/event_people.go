package event

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

func hashed(word string) uint64 { return text.HashLower(word) }

// participants finds the actors and recipients of a frame in the clause at hand.
func (s *scene) participants(x *candidate, f *frame) {
	x.actors = s.side(f.actor, f, true, nil)
	if len(x.actors) == 0 && !f.noun && len(f.actor) > 0 && f.actor[0].role == subject && s.c.subject >= 0 && !s.deed(s.c.subject) && s.several(s.c.subject) {
		x.actors = s.make(s.c.subject)
	}
	slots := f.recipient
	several := f.several && len(x.actors) > 1
	if several { // then only "with" tells of anybody else
		slots = slices.DeleteFunc(slices.Clone(slots), func(sl slot) bool { return sl.role != oblique || sl.prep != s.preps[withHash] })
	}
	x.others = s.side(slots, f, false, x.actors)
	if f.noun && s.c.support >= 0 && s.c.subject >= 0 {
		who := s.who(s.c.subject, true)
		if s.c.reverse {
			if len(x.others) == 0 {
				x.others = who
			}
			if len(x.actors) == 0 {
				x.actors = s.side([]slot{{oblique, s.preps[fromHash]}}, f, true, x.others)
			}
		} else if len(x.actors) == 0 {
			x.actors = who
			x.others = slices.DeleteFunc(x.others, func(e int) bool { return slices.Contains(who, e) })
		}
	}
	if len(x.others) == 0 && !f.noun {
		x.others = s.further(slots, x.actors)
	}
	if len(x.actors) == 0 && f.noun && s.c.support < 0 {
		x.actors = s.further(f.actor, x.others)
	}
	if len(x.others) == 0 && !f.noun && !several {
		// Words that nobody would take for those who act: "destroyed the bridge", "condemned the attack".
		for _, sl := range f.recipient {
			if sl.role == subject || sl.role == possessor || sl.role == oblique && (sl.prep == s.preps[inHash] || sl.prep == s.preps[withHash]) {
				continue
			}
			if heads := s.c.at(s, sl); len(heads) > 0 && s.c.object != s.c.subject {
				if sl.role != object && s.consumes(f, sl, heads[0]) {
					continue
				}
				x.others = slices.DeleteFunc(s.make(heads[0]), func(e int) bool { return slices.Contains(x.actors, e) })
				if len(x.others) > 0 {
					break
				}
			}
		}
	}
}

// several reports whether a word is a name or a noun of several things.
func (s *scene) several(h int) bool {
	w := s.word(h)
	return w.UPOS == syntax.PROPN || w.XPOS == syntax.TagNNS
}

// side returns the entities of the first slot that has any.
func (s *scene) side(slots []slot, f *frame, acting bool, not []int) []int {
	for _, sl := range slots {
		heads := slices.Clone(s.c.at(s, sl))
		var out []int
		for _, h := range heads {
			var es []int
			switch {
			case s.dateline(h):
			case !acting && sl != slots[0] && s.consumes(f, sl, h):
			case !acting && (sl.role == object || sl.role == indirect || sl.role == oblique && !f.noun && sl.prep != s.preps[inHash]) && !s.deed(h):
				es = s.things(h)
			default:
				es = s.who(h, acting || sl.role == oblique && sl.prep == s.preps[inHash])
			}
			for _, e := range es {
				if !slices.Contains(out, e) && !slices.Contains(not, e) {
					out = append(out, e)
				}
			}
			if len(out) > 0 && (sl.role == complementObject || sl.role == possessor || sl.role == oblique && s.lowerPrep(h) != betweenHash) {
				break
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// deed reports whether the noun h stands for those whose it is.
func (s *scene) deed(h int) bool {
	if s.named[h] >= 0 && s.word(h).UPOS == syntax.PROPN {
		return false
	}
	if _, ok := s.deeds[s.lower(h)]; ok {
		return true
	}
	if _, ok := s.index[s.lower(h)]; ok {
		return !s.person(h)
	}
	form := s.d.Form(h)
	return strings.HasSuffix(form, "tion") || strings.HasSuffix(form, "tions") || strings.HasSuffix(form, "sion") || strings.HasSuffix(form, "ness")
}

// things is who for what an act is done to: whatever it is, it stands for itself.
func (s *scene) things(h int) []int {
	if _, ok := s.amounts[s.lower(h)]; ok { // "dozens of peacekeepers"
		for k := s.t.FirstChild(h); k >= 0; k = s.t.NextChild(k) {
			if k > h && s.word(k).Rel == syntax.Nmod && s.lowerPrep(k) == ofHash {
				return s.things(k)
			}
		}
	}
	if s.number(h) { // "a raise of 12 percent"
		return nil
	}
	out := s.own(h, false)
	if out == nil {
		out = s.make(h)
	}
	for k := s.t.FirstChild(h); k >= 0; k = s.t.NextChild(k) {
		if w := s.word(k); w.Rel == syntax.Conj && (w.UPOS == syntax.NOUN || w.UPOS == syntax.PROPN) {
			es := s.own(k, false)
			if es == nil && out != nil {
				es = s.make(k)
			}
			for _, e := range es {
				if !slices.Contains(out, e) {
					out = append(out, e)
				}
			}
		}
	}
	return out
}

// number reports whether a word counts or measures, and stands for nobody.
func (s *scene) number(h int) bool {
	switch w := s.word(h); w.Lemma {
	case "percent", "per", "%", "cent", "million", "billion":
		return true
	default:
		return w.UPOS == syntax.NUM && s.headed[h] < 0
	}
}

// further looks for a participant after a preposition of the frame, wherever the parser has hung it: up to the next verb.
func (s *scene) further(slots []slot, not []int) []int {
	end := s.d.Sentences[s.sentence(s.c.trigger)].End
	for _, sl := range slots {
		if sl.role != oblique || s.c.noun && sl.prep != s.preps[byHash] || sl.prep == s.preps[inHash] {
			continue
		}
		for i := s.c.trigger + 1; i < min(end, s.c.trigger+25); i++ {
			w := s.word(i)
			if w.XPOS == syntax.TagVBD || w.XPOS == syntax.TagVBZ || w.XPOS == syntax.TagMD {
				break
			}
			if w.UPOS != syntax.ADP && w.UPOS != syntax.SCONJ || s.preps[s.lower(i)] != sl.prep {
				continue
			}
			h := w.Head
			if h <= i || s.word(h).UPOS == syntax.VERB { // the first name or noun behind it
				for h = i + 1; h < min(i+6, end) && s.mention(h) < 0; h++ {
				}
				if h == min(i+6, end) {
					continue
				}
			}
			if s.timed[h] {
				continue
			}
			if out := slices.DeleteFunc(s.who(h, false), func(e int) bool { return slices.Contains(not, e) }); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// consumes reports whether the words in a slot are a condition of the frame: then they are no recipient.
func (s *scene) consumes(f *frame, sl slot, h int) bool {
	for k := range f.conditions {
		c := &f.conditions[k]
		if !c.not && !c.any && !c.somebody && !c.mod && slices.Contains(c.slots, sl) && s.joined(h, c.words) {
			return !s.person(h)
		}
	}
	return false
}

// person reports whether the noun h is a mention of somebody.
func (s *scene) person(h int) bool {
	m := s.mention(h)
	if m < 0 || s.set.Mentions[m].Entity < 0 {
		return false
	}
	switch s.set.Entities[s.set.Mentions[m].Entity].Kind {
	case readout.Person, readout.Group, readout.Organization, readout.Country:
		return true
	}
	return false
}

func (s *scene) lowerPrep(h int) uint64 {
	if m := s.t.Child(h, syntax.Case, syntax.Mark); m >= 0 {
		return s.lower(m)
	}
	return 0
}

// who returns the entities that a noun and those joined to it by "and" stand for. Whoever acts must be able to.
func (s *scene) who(h int, acting bool) []int {
	var out []int
	add := func(es []int) {
		for _, e := range es {
			if !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
	}
	add(s.one(h, acting, 0))
	if !s.listed(h) {
		return out
	}
	for k := s.t.FirstChild(h); k >= 0; k = s.t.NextChild(k) {
		if w := s.word(k); w.Rel == syntax.Conj && (w.UPOS == syntax.NOUN || w.UPOS == syntax.PROPN || w.UPOS == syntax.PRON) {
			add(s.one(k, acting, 0))
		}
	}
	return out
}

// listed reports whether "and" or "or" stands among what is joined to a noun: where it does not, the parser has erred.
func (s *scene) listed(h int) bool {
	for k := s.t.FirstChild(h); k >= 0; k = s.t.NextChild(k) {
		switch s.word(k).Rel {
		case syntax.Cc:
			return true
		case syntax.Conj:
			if s.t.Child(k, syntax.Cc) >= 0 {
				return true
			}
		}
	}
	return false
}

// agentive reports whether the word h is a mention of somebody who can act.
func (s *scene) agentive(h int) bool { return len(s.own(h, true)) > 0 }

// mention returns the mention that stands for the word h, or -1.
func (s *scene) mention(h int) int {
	m := s.headed[h]
	if n := s.named[h]; n >= 0 && (m < 0 || s.set.Mentions[m].Form == readout.ByName) {
		m = n
		// A word in a name that ends before the head of the noun phrase belongs to that.
	}
	return int(m)
}

// titled returns the name of a person that follows a name at h which but stands before a title: "Uttar Pradesh Chief Minister
// Yogi Adityanath"; else the mention m itself.
func (s *scene) titled(h, m int) int {
	x := &s.set.Mentions[m]
	if x.Form != readout.ByName || x.Entity < 0 || s.set.Entities[x.Entity].Kind == readout.Person {
		return m
	}
	for i := x.End; i < min(x.End+5, len(s.d.Tokens)); i++ {
		if n := s.named[i]; n >= 0 && i > x.End {
			if y := &s.set.Mentions[n]; y.Entity >= 0 && s.set.Entities[y.Entity].Kind == readout.Person {
				return int(n)
			}
			return m
		}
		switch s.word(i).UPOS {
		case syntax.NOUN, syntax.PROPN, syntax.ADJ:
		default:
			return m
		}
	}
	return m
}

// namedAfter returns the name in apposition to the noun h, "the owners, Sound Ferries, …", whose entity is that which the noun means; else the
// mention m of the noun itself.
func (s *scene) namedAfter(h, m int) int {
	i := s.set.Mentions[m].End
	if i+1 >= len(s.d.Tokens) || s.word(i).XPOS != syntax.TagComma || s.named[i+1] < 0 || s.set.Mentions[m].Entity < 0 {
		return m
	}
	x := &s.set.Mentions[s.named[i+1]]
	if x.First != i+1 || x.End >= len(s.d.Tokens) || x.Entity < 0 || s.word(x.End).XPOS != syntax.TagComma && s.word(x.End).XPOS != syntax.TagPeriod {
		return m
	}
	if w := s.word(x.Head); w.Rel == syntax.Conj || w.Rel == syntax.Nsubj || x.End+1 < len(s.d.Tokens) && s.word(x.End+1).UPOS == syntax.CCONJ {
		return m // the next of a list, or the subject of what follows
	}
	switch a, b := s.set.Entities[s.set.Mentions[m].Entity].Kind, s.set.Entities[x.Entity].Kind; {
	case b == readout.Organization && (a == readout.Organization || a == readout.Group || a == readout.Other), b == readout.Person && a == readout.Person:
		return int(s.named[i+1])
	}
	return m
}

// own returns the entity of the mention at h itself, or none.
func (s *scene) own(h int, acting bool) []int {
	m := s.mention(h)
	if m < 0 {
		return nil
	}
	m = s.titled(h, m)
	if s.set.Mentions[m].Form == readout.ByNominal && s.set.Mentions[m].Head == h {
		m = s.namedAfter(h, m)
	}
	x := &s.set.Mentions[m]
	if x.Entity < 0 {
		return nil
	}
	switch e := &s.set.Entities[x.Entity]; e.Kind {
	case readout.Person, readout.Organization, readout.Country, readout.Group:
		if s.timed[h] && e.Kind != readout.Person {
			return nil
		}
	case readout.Place:
		if acting && x.Form != readout.ByName {
			return nil
		}
	default:
		if x.Form != readout.ByName || s.timed[h] {
			return nil
		}
	}
	s.country(x)
	return []int{x.Entity}
}

// one returns whom the noun h stands for: its own mention, or else those whose it is: "Trump's demand", "a US call".
func (s *scene) one(h int, acting bool, depth int) []int {
	if depth > 3 || s.timed[h] {
		return nil
	}
	if out := s.own(h, acting); out != nil {
		return out
	}
	if s.word(h).UPOS == syntax.PRON {
		// "The ministry said it would …": nobody else is known.
		for g := h - 1; depth == 0 && acting && g > h-5 && g >= 0; g-- {
			if s.kind(g)&says != 0 {
				k := s.t.Child(g, syntax.Nsubj)
				if k < 0 {
					k = s.ahead(g)
				}
				if k >= 0 && k < g {
					return s.one(k, acting, 1)
				}
				break
			}
		}
		return nil
	}
	var c clause
	for _, k := range c.possessors(s, h) {
		if out := s.one(k, acting, depth+1); out != nil {
			return out
		}
	}
	for k := s.t.FirstChild(h); k >= 0; k = s.t.NextChild(k) {
		if k < h {
			continue
		}
		switch s.word(k).Rel {
		case syntax.Nmod, syntax.Obl, syntax.OblAgent:
			switch s.lowerPrep(k) {
			case ofHash, byHash, fromHash:
			case onHash, overHash, aboutHash:
				continue
			default:
				if acting {
					continue
				}
			}
			if out := s.one(k, acting, depth+1); out != nil {
				return out
			}
		}
	}
	return nil
}

// make returns the entity of the noun phrase with head h, which becomes a mention where it is none.
func (s *scene) make(h int) []int {
	w := s.word(h)
	if s.timed[h] || w.UPOS != syntax.NOUN && w.UPOS != syntax.PROPN && w.UPOS != syntax.ADJ && w.UPOS != syntax.NUM {
		return nil
	}
	if m := s.headed[h]; m >= 0 {
		if x := &s.set.Mentions[m]; x.Entity >= 0 && x.Form != readout.ByPronoun {
			s.country(x)
			return []int{x.Entity}
		}
		return nil
	}
	if e, ok := s.fresh[h]; ok {
		return []int{e}
	}
	first := h
	for k := s.t.FirstChild(h); k >= 0 && k < h; k = s.t.NextChild(k) {
		switch s.word(k).Rel {
		case syntax.Case, syntax.Mark, syntax.Cc, syntax.Punct, syntax.CcPreconj, syntax.Advmod:
			first = h
			continue
		}
		first = min(first, s.word(k).Begin)
	}
	if w.Rel == syntax.Compound && w.Head > h && s.verbal(w.Head) { // "Iraq's adviser met", read as one noun phrase
		first = min(first, s.word(w.Head).Begin)
	}
	name := first
	if s.word(name).UPOS == syntax.DET && name < h {
		name++
	}
	kind := readout.Other
	if w.XPOS == syntax.TagNNS || w.XPOS == syntax.TagNNPS {
		kind = readout.Group
	}
	e := len(s.set.Entities)
	s.set.Entities = append(s.set.Entities, entity.Entity{Name: s.d.Range(name, h+1).In(s.d.Text), Kind: kind})
	m := entity.Mention{First: first, End: h + 1, Head: h, Form: readout.ByNominal, Entity: e}
	s.added = append(s.added, m)
	if s.fresh == nil {
		s.fresh = map[int]int{}
	}
	s.fresh[h] = e
	s.country(&m)
	return []int{e}
}
