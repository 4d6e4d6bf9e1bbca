package attribution

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// A verbFrame is what verbs.txt says of a verb: the places in which what is said stands, the likeliest first.
type verbFrame []string

// framedConfidence is that of a statement which a verb of verbs.txt tells and the models did not take.
const framedConfidence = 0.5

// Kinds of kindOf, without the form of the mention.
const (
	thing    = 1
	person   = 2
	document = 6
)

// framed adds the statements that the models miss though a verb of verbs.txt stands there with its subject and what is said.
func (f *Finder) framed(v *View, out []Statement) []Statement {
	w := v.trees.Words
	taken := make([]bool, len(w)) // of a cue or a source
	within := make([]int32, len(w))
	for i := range within {
		within[i] = -1
	}
	in := make([][]int32, len(v.doc.Sentences)) // the statements that have words in a sentence
	enter := func(i int) {
		add := func(x Range) {
			for s := v.sent[x.First]; x.First < x.End && s <= v.sent[x.End-1]; s++ {
				if n := len(in[s]); n == 0 || in[s][n-1] != int32(i) {
					in[s] = append(in[s], int32(i))
				}
			}
		}
		for _, x := range out[i].Content {
			add(x)
		}
		for _, x := range []Range{out[i].Cue, out[i].Source} {
			if x.First < x.End {
				add(x)
			}
		}
	}
	for i := range out { // inner statements stand after those that report them
		enter(i)
		for _, x := range []Range{out[i].Cue, out[i].Source} {
			for k := x.First; k < x.End; k++ {
				taken[k] = true
			}
		}
		for _, x := range out[i].Content {
			v.own(within, x, int32(i))
		}
	}
	for i := range w {
		if taken[i] || w[i].UPOS != syntax.VERB {
			continue
		}
		places, ok := f.frameOf(v, i)
		if !ok {
			continue
		}
		s, ok := f.frame(v, i, places)
		if !ok || slices.ContainsFunc(taken[s.Cue.First:s.Cue.End], func(t bool) bool { return t }) {
			continue
		}
		s.Within = int(within[i])
		if k := s.Within; k >= 0 && out[k].Basis == readout.Transcript && meet(s.Source, out[k].Source) { // the label is no subject
			continue
		}
		if k := s.Within; k >= 0 && v.conjunct(&out[k], &s) {
			s.Within = out[k].Within
		}
		x := s.Content[0]
		near := in[v.sent[x.First]:][:v.sent[x.End-1]-v.sent[x.First]+1]
		if v.entangled(out, near, &s) {
			continue
		}
		k := len(out)
		for _, some := range near {
			for _, j := range some { // what it reports
				if o := &out[j]; o.Within == s.Within && o.Cue.First < o.Cue.End && holds(s.Content, o.Cue.First) {
					o.Within = k
				}
			}
		}
		for x := s.Cue.First; x < s.Cue.End; x++ {
			taken[x] = true
		}
		out = append(out, s)
		enter(k)
	}
	return out
}

// conjunct cuts from the content of statement o a verb that shares its source, with the conjunction before it, and reports whether it did:
// "welcomed <the vote> and promised …".
func (v *View) conjunct(o, s *Statement) bool {
	w := v.trees.Words
	n := len(o.Content) - 1
	x := o.Content[n]
	if o.Source != s.Source || s.Source.First == s.Source.End || x.First >= s.Cue.First-1 || s.Cue.First >= x.End || s.Content[0].End < x.End || w[s.Cue.First-1].UPOS != syntax.CCONJ {
		return false
	}
	o.Content[n] = v.trim(Range{x.First, s.Cue.First - 1})
	return true
}

// entangled reports whether the content of a statement meets that of another on its level, or its source, and does not hold it whole. near
// are the statements of the sentences in which its content stands.
func (v *View) entangled(out []Statement, near [][]int32, s *Statement) bool {
	for _, some := range near {
		for _, i := range some {
			o := &out[i]
			if o.Within != s.Within || o.Cue.First < o.Cue.End && holds(s.Content, o.Cue.First) {
				continue
			}
			for _, x := range s.Content {
				if meet(x, o.Source) || slices.ContainsFunc(o.Content, func(y Range) bool { return meet(x, y) }) {
					return true
				}
			}
		}
	}
	return false
}

// frameOf returns what verbs.txt says of the verb at token i, with its particle if it knows the two ("play down").
func (f *Finder) frameOf(v *View, i int) (verbFrame, bool) {
	lemma := v.trees.Words[i].Lemma
	if k := v.trees.Child(i, syntax.CompoundPrt); k == i+1 {
		if places, ok := f.words.verbs[lemma+" "+v.trees.Words[k].Lemma]; ok {
			return places, true
		}
	}
	places, ok := f.words.verbs[lemma]
	if !ok { // a lemma that was made by rule may lack its "e" ("blamed") or have an "l" too many ("signalled")
		places, ok = f.words.verbs[lemma+"e"]
	}
	if !ok && strings.HasSuffix(lemma, "ll") {
		places, ok = f.words.verbs[lemma[:len(lemma)-1]]
	}
	return places, ok
}

// frame makes a statement of the verb at token i and what stands in one of the places.
func (f *Finder) frame(v *View, i int, places verbFrame) (Statement, bool) {
	w := v.trees.Words
	s := Statement{Speaker: -1, InReplyTo: -1, Within: -1, Confidence: framedConfidence}
	participle := w[i].XPOS == syntax.TagVBG && (w[i].Rel == syntax.Advcl || i > 0 && w[i-1].XPOS == syntax.TagComma && (w[i].Rel == syntax.Ccomp || w[i].Rel == syntax.Xcomp))
	switch w[i].Rel {
	case syntax.Root, syntax.Conj, syntax.Parataxis, syntax.AclRelcl, syntax.Ccomp, syntax.Advcl:
	case syntax.Xcomp:
		if !participle {
			return s, false
		}
	case syntax.Acl: // "…, the two governments announced on Friday"
		m := v.mention[max(0, i-1)]
		if w[i].Head != i-1 || m < 0 || v.set.Mentions[m].End != i || v.set.Mentions[m].First < 6 || v.doc.Form(v.set.Mentions[m].First-1) != "," {
			return s, false
		}
		s.Source = Range{v.set.Mentions[m].First, i}
	default:
		return s, false
	}
	if w[i].XPOS == syntax.TagVB && v.trees.Child(i, syntax.Aux) < 0 || w[i].XPOS == syntax.TagVBG && !participle && v.trees.Child(i, syntax.Aux) < 0 {
		return s, false
	}
	begin := i // of the verb group
	for k := v.trees.FirstChild(i); k >= 0 && k < i; k = v.trees.NextChild(k) {
		switch {
		case w[k].Rel == syntax.Expl, w[k].XPOS == syntax.TagMD, w[k].Rel == syntax.Mark && (w[k].Lemma == "if" || w[k].Lemma == "unless"):
			return s, false
		}
	}
	for begin > 0 && int(v.head[begin-1]) == i && (v.rel[begin-1] == syntax.Aux || v.rel[begin-1] == syntax.AuxPass || v.rel[begin-1] == syntax.Advmod) {
		begin--
	}
	for begin < i && v.rel[begin] == syntax.Advmod && v.trees.Child(i, syntax.Aux) < 0 {
		begin++
	}
	if w[i].Lemma == "hear" && !v.sits(i) {
		return s, false
	}
	s.Cue = Range{begin, i + 1}
	passive := v.trees.Child(i, syntax.AuxPass) >= 0 || v.trees.Child(i, syntax.NsubjPass) >= 0
	if passive && !f.words.addressed[w[i].Lemma] {
		return s, false
	}
	if !passive && w[i].Rel != syntax.Acl {
		if s.Source = v.apposed(i); s.Source.First == s.Source.End {
			s.Source = v.subject(i)
		}
		if s.Source.First == s.Source.End {
			return s, false
		}
		v.wholeName(&s)
	}
	if k := v.trees.Child(i, syntax.CompoundPrt); k == i+1 {
		s.Cue.End++
	}
	for _, p := range places {
		if x := f.place(v, i, p, passive, &s); x.First < x.End {
			if p != "clause" && s.Source.First < s.Source.End && v.kind[v.headOf(s.Source)]&7 == document {
				return s, false // an agreement may say what it likes, but offers and refuses nothing
			}
			if p == "clause" {
				x = v.withCondition(i, x)
			}
			s.Content = []Range{x}
			return s, x.First >= s.Cue.End || x.End <= min(s.Cue.First, max(s.Source.First, 0)) || passive
		}
	}
	return s, false
}

// withCondition is a clause with the condition right after it, which the parser may have hung on the verb at token i: "… that
// a cut was likely if prices fell".
func (v *View) withCondition(i int, x Range) Range {
	w := v.trees.Words
	for c := v.trees.FirstChild(i); c >= 0; c = v.trees.NextChild(c) {
		if w[c].Rel != syntax.Advcl || w[c].Begin != x.End {
			continue
		}
		switch w[x.End].Lemma {
		case "if", "unless", "provided":
			x.End = w[c].End
			return v.trim(x)
		}
	}
	return x
}

// apposed returns the description and the name between commas right before verb i, "but its president, Ana Kovac, signalled that …", which
// the parser hung elsewhere; empty if they are not there.
func (v *View) apposed(i int) Range {
	if i < 5 || v.doc.Form(i-1) != "," || v.trees.Child(i, syntax.Nsubj, syntax.NsubjPass) >= 0 {
		return Range{}
	}
	name := v.mention[i-2]
	if name < 0 || v.set.Mentions[name].End != i-1 || v.set.Mentions[name].Form != readout.ByName {
		return Range{}
	}
	first := v.set.Mentions[name].First
	if first < 2 || v.doc.Form(first-1) != "," || v.sent[first] != v.sent[i] {
		return Range{}
	}
	m := v.mention[first-2]
	ends := func(k int) bool { return v.set.Mentions[k].End == first-1 || v.set.Mentions[k].End == i-1 }
	for k := int(m) - 1; k >= 0 && k > int(m)-4; k-- { // the outermost that ends there
		if ends(k) {
			m = int32(k)
		}
	}
	if m < 0 || !ends(int(m)) || !v.speaks(v.set.Mentions[m].Head) {
		return Range{}
	}
	return Range{v.set.Mentions[m].First, i - 1}
}

// subject returns the words of who does what the verb at token i says: its own subject, that of the verb to which "and" joins it,
// or, of a participle, that of its main clause; empty where none is told.
func (v *View) subject(i int) Range {
	w := v.trees.Words
	for steps := 0; steps < 4 && i >= 0; steps++ {
		if k := v.trees.Child(i, syntax.Nsubj); k >= 0 {
			if !v.speaks(k) {
				return Range{}
			}
			return v.trim(v.pastDateline(v.aroundAside(Range{w[k].Begin, w[k].End})))
		}
		if w[i].Rel != syntax.Conj && w[i].Rel != syntax.Advcl && !(w[i].XPOS == syntax.TagVBG && i > 0 && w[i-1].XPOS == syntax.TagComma) || v.trees.Child(i, syntax.Mark) >= 0 {
			return Range{}
		}
		i = w[i].Head
	}
	return Range{}
}

// sits reports whether the subject of the verb at token i is a court or what goes on there: "the jury heard that", "the trial heard that".
func (v *View) sits(i int) bool {
	k := v.trees.Child(i, syntax.Nsubj)
	if k < 0 {
		return false
	}
	switch v.trees.Words[k].Lemma {
	case "court", "jury", "trial", "inquest", "hearing", "inquiry", "tribunal", "panel", "committee", "commission":
		return true
	}
	return false
}

// speaks reports whether token k, a subject, may be somebody: a pronoun, or in a mention of what is no mere thing.
func (v *View) speaks(k int) bool {
	w := v.trees.Words
	if w[k].UPOS == syntax.PRON {
		return w[k].Lemma != "that" || w[w[k].Head].Rel == syntax.AclRelcl
	}
	return v.kind[k]&7 > thing || w[k].UPOS == syntax.NOUN && w[w[k].Head].Lemma == "hear" && v.sits(w[k].Head)
}

// aroundAside returns the subject around a relative clause where the parser took the last noun of that for the subject: of "the union,
// which has 1,700 members, demanded" all before the verb.
func (v *View) aroundAside(x Range) Range {
	w := v.trees.Words
	first := v.doc.Sentences[v.sent[x.First]].First
	if x.End >= len(w) || v.doc.Form(x.End) != "," {
		return x
	}
	for i := x.First - 1; i > first && i > x.First-20; i-- {
		if v.doc.Form(i) != "," {
			continue
		}
		if t := w[i+1].XPOS; t != syntax.TagWDT && t != syntax.TagWP {
			return x
		}
		if m := v.mention[i-1]; m >= 0 {
			for m > 0 && v.set.Mentions[m-1].End == i { // the outermost that ends here
				m--
			}
			return Range{v.set.Mentions[m].First, x.End}
		}
		return x
	}
	return x
}

// place returns the words in a place of the verb at token i, and adds to the cue the preposition that leads to them.
func (f *Finder) place(v *View, i int, p string, passive bool, s *Statement) Range {
	w := v.trees.Words
	span := func(k int) Range { return v.trim(Range{w[k].Begin, w[k].End}) }
	switch p {
	case "clause":
		if k := v.trees.Child(i, syntax.Ccomp); k > i {
			// What begins farther off, without a word that opens a clause, was misread.
			if x := span(k); x.First == s.Cue.End || v.introduces(x.First) || w[x.First].XPOS == syntax.TagWP || w[x.First].XPOS == syntax.TagWRB ||
				v.trees.Child(i, syntax.Obj, syntax.Iobj) >= 0 || passive {
				return x
			}
		}
		if k := v.trees.Child(i, syntax.Advcl); k > i && f.words.asking[w[i].Lemma] && v.introduces(w[k].Begin) { // "asked him whether"
			return span(k)
		}
		if k := v.afterAside(i); k >= 0 {
			return v.trim(Range{k, w[w[k].Head].End})
		}
		// "The ban is void, the court ruled on Friday."
		if first := v.doc.Sentences[v.sent[i]].First; w[i].Rel == syntax.Parataxis && w[i].Head < i || w[i].Rel == syntax.Acl {
			end := s.Cue.First
			if s.Source.First < s.Source.End {
				end = min(end, s.Source.First)
			} else if k := v.trees.Child(i, syntax.NsubjPass); k >= 0 {
				end = min(end, w[k].Begin)
			}
			if end > first+2 && v.doc.Form(end-1) == "," && v.quote[end-1] < 0 && v.quote[end-2] < 0 {
				return v.trim(v.pastDateline(Range{first, end - 1}))
			}
		}
	case "it":
		o, k := v.trees.Child(i, syntax.Obj), v.trees.Child(i, syntax.Ccomp, syntax.Advcl)
		if o == i+1 && k > o && w[o].Lemma == "it" && w[o+1].Lemma == "to" && v.introduces(w[k].Begin) {
			s.Cue.End = o + 1
			return span(k)
		}
	case "inf":
		if k := v.trees.Child(i, syntax.Xcomp); k > i && v.infinitive(k) {
			if o := v.trees.Child(i, syntax.Obj); o < 0 || o == i+1 && v.mention[o] < 0 && w[o].UPOS == syntax.PROPN { // "threatened Monday to leave"
				return span(k)
			}
		}
		j := i + 1 // "voted on Tuesday to close", with "to close" hung on the day
		for j < min(len(w)-1, i+6) && v.kind[j] == 0 && (w[j].UPOS == syntax.ADP || w[j].UPOS == syntax.PROPN || w[j].UPOS == syntax.NUM) {
			j++
		}
		if j > i+1 && w[j].XPOS == syntax.TagTO && w[j].Head > j && w[w[j].Head].UPOS == syntax.VERB {
			return v.trim(Range{j, w[w[j].Head].End})
		}
	case "ing":
		if k := v.trees.Child(i, syntax.Xcomp, syntax.Ccomp, syntax.Advcl, syntax.Obj); k >= s.Cue.End && w[k].XPOS == syntax.TagVBG && w[k].Begin == s.Cue.End {
			return span(k)
		}
	case "whom":
		o, k := v.trees.Child(i, syntax.Obj, syntax.Iobj), v.trees.Child(i, syntax.Xcomp, syntax.Ccomp)
		if subj := v.trees.Child(i, syntax.NsubjPass); subj >= 0 {
			o = subj
		}
		if o >= 0 && k > i && v.infinitive(k) {
			return span(k)
		}
		if to := v.spokenTo(i); to >= 0 && k < 0 { // "appealed to both sides to keep talking"
			if k := v.trees.Child(i, syntax.Advcl); k > to && v.infinitive(k) {
				return span(k)
			}
		}
		if o > i { // "invited both parties to meet", with "to meet" hung on the parties
			for j := i + 2; j+1 < len(w) && j < i+12 && w[j].UPOS != syntax.PUNCT && w[j].UPOS != syntax.VERB; j++ {
				if w[j].XPOS == syntax.TagTO && w[w[j].Head].UPOS == syntax.VERB && w[j].Head > j {
					return v.trim(Range{j, w[w[j].Head].End})
				}
			}
		}
	case "so":
		o, k := v.trees.Child(i, syntax.Obj), v.trees.Child(i, syntax.Xcomp)
		if o > i && k > o && w[k].UPOS != syntax.VERB && w[k].UPOS != syntax.PROPN {
			end := w[k].End
			if q := v.quote[k]; q >= 0 {
				end = v.doc.Quotes[q].End
			}
			return v.trim(Range{w[o].Begin, end})
		}
	case "object":
		if k := v.trees.Child(i, syntax.Obj); k > i && v.trees.Child(i, syntax.Xcomp) < 0 {
			return span(k)
		}
	default:
		for k := v.trees.FirstChild(i); k >= 0; k = v.trees.NextChild(k) {
			c := v.trees.Child(k, syntax.Case, syntax.Mark)
			if k < i || c < 0 || !strings.EqualFold(v.doc.Form(c), p) {
				continue
			}
			if p == "for" && c > s.Cue.End && v.trees.Child(i, syntax.Obj) < 0 { // "apologised to the team for the delay"
				return v.trim(Range{c, w[k].End})
			}
			if c == s.Cue.End { // "called for talks"
				s.Cue.End++
				return v.trim(Range{c + 1, w[k].End})
			}
			if o := v.trees.Child(i, syntax.Obj); o > i && w[o].Begin == s.Cue.End { // "accused the board of panic"
				return v.trim(Range{w[o].Begin, w[k].End})
			}
		}
		if o := v.trees.Child(i, syntax.Obj); o > i { // "accused the board of panic", with "of panic" hung on the board
			for k := v.trees.FirstChild(o); k >= 0; k = v.trees.NextChild(k) {
				if c := v.trees.Child(k, syntax.Case); k > o && c >= 0 && strings.EqualFold(v.doc.Form(c), p) {
					return span(o)
				}
			}
		}
	}
	return Range{}
}

// spokenTo returns the one whom the verb at token i has after "to", "with" or "on": "appealed to both sides"; -1 for none.
func (v *View) spokenTo(i int) int {
	w := v.trees.Words
	for k := v.trees.FirstChild(i); k >= 0; k = v.trees.NextChild(k) {
		c := v.trees.Child(k, syntax.Case)
		if k < i || w[k].Rel != syntax.Obl || c < 0 || v.kind[k]&7 <= thing {
			continue
		}
		switch w[c].Lemma {
		case "to", "with", "on", "upon":
			return k
		}
	}
	return -1
}

// afterAside returns the "that" which opens what is said behind an aside between commas, "said on Friday, before it met, that …", where the
// parser hung the clause on the aside; -1 for none.
func (v *View) afterAside(i int) int {
	w := v.trees.Words
	for j := i + 2; j < min(len(w), i+16) && v.sent[j] == v.sent[i]; j++ {
		if w[j].UPOS == syntax.SCONJ && w[j].Lemma == "that" && v.doc.Form(j-1) == "," && w[j].Head > j {
			return j
		}
	}
	return -1
}

// introduces reports whether token i opens a clause of what is said or asked.
func (v *View) introduces(i int) bool {
	switch v.trees.Words[i].Lemma {
	case "that", "whether", "if":
		return v.trees.Words[i].UPOS == syntax.SCONJ
	}
	return false
}

// infinitive reports whether token k is a verb after "to".
func (v *View) infinitive(k int) bool {
	c := v.trees.Child(k, syntax.Mark)
	return c >= 0 && v.trees.Words[c].XPOS == syntax.TagTO
}
