package attribution

import (
	"fmt"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
)

// resolve tells for each statement how much of it is quoted, who says it and how that is known, to whom, in
// which language, and what it answers. Statements are in the order of the text.
func (f *Finder) resolve(v *View, out []Statement) {
	for i := range out {
		s := &out[i]
		s.Form = v.form(s)
		if f.spokenTo(v, s) {
			s.Source = Range{}
		}
		if s.Source.First < s.Source.End {
			var form readout.MentionForm
			s.Speaker, form = v.speaker(s.Source)
			if s.Speaker >= 0 && s.Basis == "" {
				s.Basis = basis(form)
				if s.Basis == readout.Titled && indefinite(v.doc.Form(s.Source.First)) {
					s.Basis = readout.Nominal
				}
				if s.Basis == readout.Nominal && v.namedIn(s.Source, s.Speaker) {
					s.Basis = readout.Named
				}
				if s.Cue.First < s.Cue.End && v.doc.Form(s.Cue.First) == ":" && v.sent[s.Cue.First] == 0 && v.title {
					s.Basis = readout.FromHeadline
				}
			}
			if s.Speaker < 0 && s.Basis != readout.Transcript {
				s.Basis = ""
			}
			v.itSays(out, i)
			f.answers(v, out, i)
		}
	}
	f.labelled(v, out)
	for i := range out {
		s := &out[i]
		if s.Cue.First == s.Cue.End && s.Source.First == s.Source.End {
			v.carry(out, i)
		}
	}
	for i := range out {
		s := &out[i]
		if s.Cue.First < s.Cue.End {
			f.addressees(v, s)
			f.told(v, s)
			f.asked(v, out, i)
			f.language(v, s)
		}
		f.reply(v, out, i)
		if o := s.Within; o >= 0 && s.Speaker < 0 && v.firstPerson(s.Source) {
			s.Speaker, s.Basis = out[o].Speaker, readout.Pronominal
		}
	}
}

// firstPerson reports whether a source is "I": in what another statement reports, its speaker.
func (v *View) firstPerson(x Range) bool {
	if x.End-x.First != 1 {
		return false
	}
	form := v.doc.Form(x.First)
	return form == "I" || form == "my" || form == "My"
}

// spokenTo reports whether what was taken for the source is the one spoken to: the subject of a passive "was asked".
func (f *Finder) spokenTo(v *View, s *Statement) bool {
	if s.Source.First == s.Source.End || s.Cue.First == s.Cue.End {
		return false
	}
	verb := v.MakeCue(s.Cue.First, s.Cue.End).Head
	w := v.trees.Words
	if !f.words.addressed[w[verb].Lemma] || w[verb].XPOS != syntax.TagVBN {
		return false
	}
	subj := v.trees.Child(verb, syntax.NsubjPass)
	if verb < s.Source.First && s.Content[0].End <= verb && v.touch(s.Content[0].End, verb) { // “…?” asked the boy
		return false
	}
	return subj >= s.Source.First && subj < s.Source.End
}

// namedIn reports whether a name of entity e stands among the words.
func (v *View) namedIn(words Range, e int) bool {
	for i := words.First; i < words.End; i++ {
		if m := v.mention[i]; m >= 0 && v.set.Mentions[m].Entity == e && v.set.Mentions[m].Form == readout.ByName {
			return true
		}
	}
	return false
}

func basis(form readout.MentionForm) readout.Basis {
	switch form {
	case readout.ByName:
		return readout.Named
	case readout.ByTitle:
		return readout.Titled
	case readout.ByPronoun:
		return readout.Pronominal
	}
	return readout.Nominal
}

// indefinite reports whether a determiner leaves open who is meant.
func indefinite(word string) bool {
	switch word {
	case "a", "an", "A", "An", "one", "One", "another", "Another", "some", "Some", "several", "Several":
		return true
	}
	return false
}

// form tells how much of a statement's content stands in quotation marks; a transcript's speech is direct.
func (v *View) form(s *Statement) readout.StatementForm {
	if s.Basis == readout.Transcript {
		return readout.Direct
	}
	in, all := 0, 0
	for _, x := range s.Content {
		for i := x.First; i < x.End; i++ {
			if hasLetter(v.doc, i) {
				all++
				if v.quote[i] >= 0 && (s.Within < 0 || !v.sameQuote(s, i)) {
					in++
				}
			}
		}
	}
	switch {
	case in == 0:
		return readout.Indirect
	case in == all:
		return readout.Direct
	}
	return readout.Mixed
}

// sameQuote reports whether token i stands in the very quotation in which the statement's cue stands:
// then the marks are those of the statement that reports it.
func (v *View) sameQuote(s *Statement, i int) bool {
	return s.Cue.First < s.Cue.End && v.quote[i] == v.quote[s.Cue.First]
}

// speaker returns the entity that a source names, or -1, and the form of the mention.
func (v *View) speaker(x Range) (int, readout.MentionForm) {
	h := v.headOf(x)
	w := v.trees.Words
	if t := w[h].XPOS; t == syntax.TagWDT || t == syntax.TagWP {
		// A relative pronoun means the noun that its clause describes.
		for up := h; w[up].Head >= 0; up = w[up].Head {
			if r := w[up].Rel; r == syntax.AclRelcl || r == syntax.Acl {
				if m := v.headed(w[up].Head, Range{0, len(w)}); m >= 0 {
					return v.set.Mentions[m].Entity, v.set.Mentions[m].Form
				}
			}
		}
		return -1, ""
	}
	if members := v.conjuncts(h, x); len(members) > 1 {
		return v.together(x, members), readout.ByName
	}
	if m := v.headed(h, x); m >= 0 {
		if p := v.holder(m, x); p >= 0 {
			m = p
		}
		if p := v.namesake(m, x); p >= 0 {
			m = p
		}
		return v.set.Mentions[m].Entity, v.set.Mentions[m].Form
	}
	// The head is an artifact ("the president's statement"), or no mention at all: take the first name.
	best := -1
	for i := x.First; i < x.End; i++ {
		if m := v.mention[i]; m >= 0 && v.set.Mentions[m].First >= x.First && v.set.Mentions[m].End <= x.End {
			if best < 0 || v.set.Mentions[best].Form != readout.ByName && v.set.Mentions[m].Form == readout.ByName {
				best = int(m)
			}
		}
	}
	if best >= 0 {
		return v.set.Mentions[best].Entity, v.set.Mentions[best].Form
	}
	return -1, ""
}

// holder returns the person who has an office of the organization or country that mention m names, where a title and the person's name
// follow it at once in a source: "Northvale Chief Executive Ann Lee"; -1 for none.
func (v *View) holder(m int, x Range) int {
	y := &v.set.Mentions[m]
	if k := v.set.Entities[y.Entity].Kind; y.Form != readout.ByName || k != readout.Organization && k != readout.Country && k != readout.Place {
		return -1
	}
	i := y.End
	for i < x.End && v.mention[i] < 0 && (v.trees.Words[i].UPOS == syntax.NOUN || v.trees.Words[i].UPOS == syntax.PROPN || v.trees.Words[i].UPOS == syntax.ADJ) {
		i++
	}
	if i == y.End || i >= x.End || v.mention[i] < 0 {
		return -1
	}
	p := int(v.mention[i])
	if z := &v.set.Mentions[p]; z.First == i && z.Entity >= 0 && z.Form == readout.ByName && v.set.Entities[z.Entity].Kind == readout.Person {
		return p
	}
	return -1
}

// headed returns the mention whose head is token h, a name before others, or -1.
func (v *View) headed(h int, within Range) int {
	best := -1
	for i := max(0, h-12); i <= h; i++ {
		m := int(v.mention[i])
		if m < 0 {
			continue
		}
		for ; m >= 0 && v.set.Mentions[m].First >= h-40; m-- {
			x := &v.set.Mentions[m]
			if x.Head == h && x.Entity >= 0 && x.First <= h && h < x.End {
				if best < 0 || v.set.Mentions[best].Form != readout.ByName && x.Form == readout.ByName {
					best = m
				}
			}
		}
	}
	if best < 0 {
		// A name may be headed otherwise than its phrase: the mention that covers the head.
		if m := v.mention[h]; m >= 0 && v.set.Mentions[m].Entity >= 0 && v.set.Mentions[m].First >= within.First && v.set.Mentions[m].End <= within.End {
			return int(m)
		}
	}
	return best
}

// conjuncts returns the entities of a compound source, head and conjuncts, when all are known.
func (v *View) conjuncts(h int, x Range) []int {
	var out []int
	add := func(i int) bool {
		m := v.headed(i, x)
		if m < 0 {
			return false
		}
		e := v.set.Mentions[m].Entity
		for _, o := range out {
			if o == e {
				return true
			}
		}
		out = append(out, e)
		return true
	}
	found := false
	for c := v.trees.FirstChild(h); c >= 0; c = v.trees.NextChild(c) {
		if v.trees.Words[c].Rel == syntax.Conj && c >= x.First && c < x.End {
			if !found && !add(h) {
				return nil
			}
			found = true
			if !add(c) {
				return nil
			}
		}
	}
	return out
}

// together returns the group of the members, making it where there is none.
func (v *View) together(x Range, members []int) int {
	s := v.set
	if v.groups == nil {
		v.groups = map[string]int{}
		for e := range s.Entities {
			if m := s.Entities[e].Members; len(m) > 0 {
				if key := fmt.Sprint(m); v.groups[key] == 0 {
					v.groups[key] = e
				}
			}
		}
	}
	key := fmt.Sprint(members)
	if e, ok := v.groups[key]; ok {
		return e
	}
	name := v.doc.Range(x.First, x.End).In(v.doc.Text)
	s.Entities = append(s.Entities, entity.Entity{Name: name, Kind: readout.Group, Members: members})
	e := len(s.Entities) - 1
	v.added = append(v.added, entity.Mention{First: x.First, End: x.End, Head: v.headOf(x), Form: readout.ByName, Entity: e})
	v.groups[key] = e
	return e
}

// carry gives a bare quotation the speaker of the statement before it in the same or the paragraph before,
// else of the quotation right after it.
func (v *View) carry(out []Statement, i int) {
	s := &out[i]
	par := v.paragraph(s.Content[0].First)
	for j := i - 1; j >= 0; j-- {
		o := &out[j]
		if o.Within >= 0 {
			continue
		}
		last := o.Content[len(o.Content)-1].End - 1
		if v.paragraph(max(last, o.Cue.End-1)) < par-1 {
			break
		}
		if o.Speaker >= 0 && o.Form != readout.Indirect || o.Basis == readout.Carried {
			s.Speaker, s.Basis, s.Confidence = o.Speaker, readout.Carried, 0.9*o.Confidence
			s.Addressees = o.Addressees
			return
		}
		if o.Speaker >= 0 {
			s.Speaker, s.Basis, s.Confidence = o.Speaker, readout.Carried, 0.7*o.Confidence
			return
		}
		break
	}
	for j := i + 1; j < len(out); j++ {
		o := &out[j]
		if o.Within >= 0 {
			continue
		}
		if v.paragraph(o.Content[0].First) <= par+1 && o.Speaker >= 0 && o.Form == readout.Direct {
			s.Speaker, s.Basis, s.Confidence = o.Speaker, readout.Carried, 0.6*o.Confidence
		}
		break
	}
}

func (v *View) paragraph(i int) int { return v.doc.Sentences[v.sent[i]].Paragraph }

// language finds "in Russian" and the like beside the cue or, for direct speech, with a noun for what is said in the sentence
// before: "by a remark in English".
func (f *Finder) language(v *View, s *Statement) {
	d, w := v.doc, v.trees.Words
	in := func(first, end int, noun bool) string {
		for i := first + 1; i < end; i++ {
			tag, ok := f.words.languages[d.Form(i)]
			if !ok || d.Form(i-1) != "in" || holds(s.Content, i) {
				continue
			}
			// "in English" is a language; "in English football" is none.
			h := w[i].Head
			if h >= i || h < 0 || noun && !f.words.spoken[w[h].Lemma] && !(w[h].UPOS == syntax.VERB && f.speechObject(v, h)) {
				continue
			}
			return tag
		}
		return ""
	}
	sent := int(v.sent[s.Cue.First])
	s.Language = in(max(d.Sentences[sent].First, s.Cue.First-60), min(d.Sentences[sent].End, s.Cue.End+60), false)
	if s.Language == "" && s.Form == readout.Direct && sent > 0 && s.Content[0].First < s.Cue.First {
		before := d.Sentences[sent-1]
		s.Language = in(max(before.First, before.End-60), before.End, true)
	}
}

// speechObject reports whether a verb has something said as its object.
func (f *Finder) speechObject(v *View, verb int) bool {
	o := v.trees.Child(verb, syntax.Obj)
	return o >= 0 && f.words.spoken[v.trees.Words[o].Lemma]
}

// reply ties a statement to the one before it by somebody else that it answers.
func (f *Finder) reply(v *View, out []Statement, i int) {
	s := &out[i]
	if s.Within >= 0 || i == 0 {
		return
	}
	prev := i - 1
	for prev >= 0 && out[prev].Within >= 0 {
		prev--
	}
	if prev < 0 {
		return
	}
	o := &out[prev]
	begin := s.Content[0].First
	if v.isLabel(s) { // which may stand in a paragraph of its own
		begin = s.Source.First
	}
	if v.paragraph(begin)-v.paragraph(o.Content[len(o.Content)-1].End-1) > 1 {
		return
	}
	if s.Basis == readout.Transcript && o.Basis == readout.Transcript || s.Source.First < s.Source.End && v.isLabel(s) && v.isLabel(o) {
		last := o.Content[len(o.Content)-1]
		asked := last.End < len(v.doc.Tokens) && v.doc.Form(last.End) == "?"
		if asked || v.lettered(o, "Q") && !v.lettered(s, "Q") || v.asker >= 0 && o.Speaker == v.asker && s.Speaker != v.asker {
			s.InReplyTo = prev
			if s.Speaker >= 0 && s.Speaker != o.Speaker && len(o.Addressees) == 0 {
				o.Addressees = append(o.Addressees, s.Speaker)
			}
		}
		return
	}
	if s.Speaker >= 0 && slices.Contains(o.Addressees, s.Speaker) && f.question(v, o) {
		s.InReplyTo = prev
		return
	}
	if o.Speaker == s.Speaker {
		return
	}
	for j := s.Cue.First; j < s.Cue.End; j++ {
		if f.words.reply[v.trees.Words[j].Lemma] {
			s.InReplyTo = prev
			return
		}
	}
}
