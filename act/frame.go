package act

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/syntax"
)

// who is a set of what a subject or an object may be.
type who uint16

const (
	me    who = 1 << iota // the speaker or the speaker's side
	you                   // the one addressed
	it                    // it, this, that
	there                 // there is
	them                  // anybody or anything else
	person
	org
	country
	group
	none // there is none
)

var whoNames = map[string]who{"me": me, "you": you, "it": it, "there": there, "them": them, "person": person, "org": org,
	"country": country, "group": group, "none": none, "somebody": person | org | country | group}

// tense is the time and mood of a clause.
type tense uint8

const (
	noTense    tense = 1 << iota // no verb
	past                         // also the perfect
	present                      //
	future                       // will, going to
	would                        // would
	infinitive                   // to go
	imperative                   // go!
	participle                   // going
)

var tenseNames = map[string]tense{"none": noTense, "past": past, "present": present, "future": future, "would": would,
	"infinitive": infinitive, "imperative": imperative, "ing": participle}

// A frame is what the patterns see of a clause.
type frame struct {
	pred    int // the predicate that counts: "call" in "I think we are going to call"; the complement of a copula
	top     int // the predicate from which it was reached: the head, or the verb under "I think"
	matrix  int // "think" in "I think"; -1 if none
	subj    int // head of the subject; -1 if none
	obj     int // head of the object; -1 if none
	subject who
	object  who
	tense   tense
	verb    bool // the predicate is a verb, and no copula's complement
	be      bool // the predicate is the complement of a copula
	negated bool
	passive bool
	asks    bool
	modals  [6]int // modal verbs and such as "want", "plan", "have to": tokens
	nmodals int
	speaker int    // entity, -1 if unknown
	self    uint64 // lemma of the pronoun that names the speaker; 0 if none does
	direct  bool
	aim     aim // of the pattern that decided
}

func (f *frame) modal(i int) {
	if f.nmodals < len(f.modals) {
		f.modals[f.nmodals] = i
		f.nmodals++
	}
}

// frame looks at the words of a clause.
func (v *scene) frame(c *clause, s *attribution.Statement) {
	f := &c.frame
	*f = frame{matrix: -1, subj: -1, obj: -1, speaker: s.Speaker}
	f.direct = s.Form == readout.Direct || s.Form == readout.Mixed && v.quoted[c.head]
	if s.Source.End == s.Source.First+1 && v.word(s.Source.First).UPOS == syntax.PRON {
		f.self = v.lemma[s.Source.First]
	}
	p := c.head
	f.top = p
	if v.word(p).Lemma == "let" { // "Let me say that …"
		x := v.child(p, c.Range, syntax.Xcomp)
		if x < 0 {
			x = v.child(p, c.Range, syntax.Ccomp)
		}
		if x > p && v.is(x, v.rules.own.think) {
			if q := v.child(x, c.Range, syntax.Ccomp); q > x {
				f.matrix, p, f.top = x, q, q
			}
		}
	}
	// "I think that …", "I hope you …": the words under it count.
	for range 3 {
		q := v.child(p, c.Range, syntax.Ccomp)
		if q < 0 || q < p || !v.is(p, v.rules.own.think) {
			break
		}
		if sub := v.subjectOf(p, c.Range); sub < 0 || v.who(sub, f)&me == 0 || v.negates(p, c.Range) && v.is(p, v.rules.own.know) || v.word(q).Rel == syntax.Ccomp && v.asksIndirectly(q, c.Range) {
			break
		}
		if v.negates(p, c.Range) {
			f.negated = true
		}
		f.matrix, p = p, q
		f.top = p
	}
	f.subj = v.subjectOf(p, c.Range)
	if q := v.misread(p, c.Range); f.subj < 0 && q >= 0 {
		f.subj, p, f.top = p, q, q
	}
	if w := v.word(p); f.subj < 0 && w.Rel == syntax.Conj && w.Head >= 0 && w.Head < c.First {
		f.subj = v.subjectOf(w.Head, attribution.Range{First: v.doc.Sentences[v.sent[p]].First, End: w.Head})
	}
	if w := v.word(p); f.subj < 0 && w.UPOS == syntax.PRON && (w.Rel == syntax.Nsubj || w.Rel == syntax.NsubjPass) {
		f.subj = p // "I might": nothing is left but the subject
	}
	first := p
	// Down the chain of "going to", "want to", "have to", "look very …".
	for range 5 {
		v.auxiliaries(p, c.Range, f)
		q := v.child(p, c.Range, syntax.Xcomp)
		if q < 0 || q < p || v.word(q).UPOS == syntax.PART || v.word(q).UPOS == syntax.ADP {
			break
		}
		if v.is(p, v.rules.own.copula) && v.word(q).UPOS == syntax.ADJ {
			v.tenseOf(p, f)
			f.be, p = true, q
			break
		}
		if !v.is(p, v.rules.own.mode) || v.subjectOf(q, c.Range) >= 0 || v.child(p, c.Range, syntax.Obj) >= 0 && !v.is(p, v.rules.own.let) {
			break
		}
		switch {
		case v.word(p).Lemma == "go" && v.word(p).XPOS == syntax.TagVBG:
			f.tense = future
			if v.pastAux(p, c.Range) {
				f.tense = past
			}
		case v.word(p).Lemma == "use":
			f.tense = past
		default:
			f.modal(p)
			v.tenseOf(p, f)
		}
		p = q
	}
	f.pred = p
	w := v.word(p)
	f.be = f.be || v.child(p, c.Range, syntax.Cop) >= 0
	f.verb = !f.be && (w.UPOS == syntax.VERB || w.UPOS == syntax.AUX)
	if !f.be {
		v.tenseOf(p, f)
	}
	if f.tense == 0 {
		f.tense = noTense
	}
	if f.tense == imperative && !v.leads(first, c.Range) {
		f.tense = present
	}
	f.obj = v.child(p, c.Range, syntax.Obj)
	f.subject, f.object = v.who(f.subj, f), v.who(f.obj, f)
	if f.subj < 0 && f.tense != imperative {
		// "Will never happen": who is left out, the words before the verb may tell.
		for i := c.First; i < first; i++ {
			if w := v.word(i); w.XPOS == syntax.TagPRP && w.Head == first || w.XPOS == syntax.TagEX {
				f.subj, f.subject = i, v.who(i, f)
				break
			}
		}
	}
	for i := max(f.subj, c.First) + 1; i < p && !f.negated; i++ {
		f.negated = v.word(i).XPOS == syntax.TagRB && v.is(i, v.rules.own.no) && v.word(i).Rel == syntax.Advmod && v.word(i).Head >= f.subj && v.word(i).Head <= p
	}
	if !f.verb && !f.be {
		v.surface(c)
	}
	f.asks = v.asks(c)
}

// surface reads a clause off its first words where the parser took its subject for its head: "We did not get there".
func (v *scene) surface(c *clause) {
	f := &c.frame
	if w := v.word(c.head); w.UPOS != syntax.PRON || c.head > c.First+1 {
		return
	}
	at := c.head + 1
	for at < c.End && v.word(at).UPOS == syntax.ADV {
		at++
	}
	if at >= c.End {
		return
	}
	w := v.word(at)
	f.subj, f.subject = c.head, v.who(c.head, f)
	switch {
	case w.Lemma == "will":
		f.tense = future
	case w.Lemma == "would":
		f.tense = would
		f.modal(at)
	case w.XPOS == syntax.TagMD:
		f.tense = present
		f.modal(at)
	case w.XPOS == syntax.TagVBD:
		f.tense = past
	case w.XPOS == syntax.TagVBP || w.XPOS == syntax.TagVBZ:
		f.tense = present
	default:
		return
	}
	f.pred, f.verb = at, true
	if w.UPOS != syntax.AUX {
		return
	}
	for i := at + 1; i < min(c.End, at+5); i++ {
		switch x := v.word(i); {
		case v.is(i, v.rules.own.no):
			f.negated = true
		case x.UPOS == syntax.ADV:
		case x.UPOS == syntax.VERB || x.UPOS == syntax.AUX:
			if f.pred = i; w.Lemma == "have" {
				f.tense = past
			}
			if x.UPOS == syntax.VERB {
				return
			}
		case x.UPOS == syntax.ADJ && v.word(f.pred).Lemma == "be":
			f.pred, f.be, f.verb = i, true, false
			return
		default:
			return
		}
	}
}

// misread returns the predicate of which the noun p is the subject, where the parser took it for a relative clause
// without a pronoun ("The owners are to blame"); -1 if there is none.
func (v *scene) misread(p int, x attribution.Range) int {
	w := v.word(p)
	if w.UPOS != syntax.NOUN && w.UPOS != syntax.PROPN && w.UPOS != syntax.PRON || v.child(p, x, syntax.Cop, syntax.Aux) >= 0 {
		return -1
	}
	q := v.child(p, x, syntax.AclRelcl, syntax.Acl)
	if q < 0 || v.word(q).Begin != p+1 || v.subjectOf(q, x) >= 0 {
		return -1
	}
	if v.child(q, x, syntax.Aux, syntax.AuxPass, syntax.Cop) >= 0 || v.word(q).XPOS == syntax.TagVBD || v.word(q).XPOS == syntax.TagVBZ || v.word(q).XPOS == syntax.TagVBP {
		return q
	}
	return -1
}

// subjectOf returns the head of the subject of word p, or -1.
func (v *scene) subjectOf(p int, x attribution.Range) int {
	k := v.child(p, x, syntax.Nsubj, syntax.NsubjPass, syntax.NsubjOuter, syntax.Expl, syntax.Csubj)
	if k < 0 || k > p || v.word(x.First).Lemma != "if" {
		return k
	}
	// "If it does not, we will be back": where both hang on one predicate the nearer is its subject.
	for c := v.trees.NextChild(k); c >= 0 && c < p; c = v.trees.NextChild(c) {
		if c < x.End && v.word(c).Rel == syntax.Nsubj && v.comma(k, c) {
			k = c
		}
	}
	return k
}

// auxiliaries reads modals, negation and the passive off the children of a predicate.
func (v *scene) auxiliaries(p int, x attribution.Range, f *frame) {
	for c := v.trees.FirstChild(p); c >= 0; c = v.trees.NextChild(c) {
		if c < x.First || c >= x.End {
			continue
		}
		w := v.word(c)
		switch w.Rel {
		case syntax.Aux, syntax.Cop:
			switch {
			case w.Lemma == "will" || w.Lemma == "shall":
				f.tense = future
			case w.Lemma == "would":
				f.tense = would
				f.modal(c)
			case w.XPOS == syntax.TagMD || w.Lemma == "may" || w.Lemma == "might":
				f.modal(c)
				if f.tense == 0 {
					f.tense = present
				}
			case w.Lemma == "have":
				f.tense = past
			case w.XPOS == syntax.TagVBD:
				f.tense = past
			case w.XPOS == syntax.TagVBP || w.XPOS == syntax.TagVBZ:
				if f.tense == 0 {
					f.tense = present
				}
			}
		case syntax.AuxPass:
			f.passive = true
			if w.XPOS == syntax.TagVBD {
				f.tense = past
			} else if f.tense == 0 && (w.XPOS == syntax.TagVBP || w.XPOS == syntax.TagVBZ) {
				f.tense = present
			}
		case syntax.NsubjPass:
			f.passive = true
		case syntax.Advmod, syntax.Nsubj, syntax.Obj, syntax.Det:
			if v.is(c, v.rules.own.no) || w.Rel != syntax.Advmod && v.no(c, x) {
				f.negated = true
			}
		case syntax.Mark:
			if w.Lemma == "to" && f.tense == 0 {
				f.tense = infinitive
			}
		}
	}
}

// no reports whether a noun has the determiner "no".
func (v *scene) no(i int, x attribution.Range) bool {
	d := v.child(i, x, syntax.Det)
	return d >= 0 && v.word(d).Lemma == "no"
}

func (v *scene) negates(p int, x attribution.Range) bool {
	for c := v.trees.FirstChild(p); c >= 0; c = v.trees.NextChild(c) {
		if c >= x.First && c < x.End && v.word(c).Rel == syntax.Advmod && v.is(c, v.rules.own.no) {
			return true
		}
	}
	return false
}

// asksIndirectly reports whether a complement begins with a question word: "I know who did it".
func (v *scene) asksIndirectly(q int, x attribution.Range) bool {
	i := max(v.word(q).Begin, x.First)
	switch v.word(i).XPOS {
	case syntax.TagWP, syntax.TagWRB, syntax.TagWDT, syntax.TagWPS:
		return true
	}
	return v.word(i).Lemma == "whether" || v.word(i).Lemma == "if"
}

// tenseOf reads the tense off the form of a verb, where its auxiliaries have not told it.
func (v *scene) tenseOf(p int, f *frame) {
	if f.tense != 0 && f.tense != infinitive {
		return
	}
	switch v.word(p).XPOS {
	case syntax.TagVBD:
		f.tense = past
	case syntax.TagVBZ:
		f.tense = present
	case syntax.TagVBP, syntax.TagVB:
		if f.tense == infinitive {
			break
		}
		f.tense = present
		if f.subj < 0 {
			f.tense = imperative
		}
	case syntax.TagVBG:
		if f.tense == 0 {
			f.tense = participle
		}
	case syntax.TagVBN:
		if f.tense == 0 {
			f.tense = past
		}
	}
}

// pastAux reports whether a verb stands under "was".
func (v *scene) pastAux(p int, x attribution.Range) bool {
	a := v.child(p, x, syntax.Aux)
	return a >= 0 && v.word(a).XPOS == syntax.TagVBD
}

// leads reports whether nothing but adverbs, interjections, names called and conjunctions stands before word p.
func (v *scene) leads(p int, x attribution.Range) bool {
	for i := x.First; i < p; i++ {
		switch w := v.word(i); w.UPOS {
		case syntax.ADV, syntax.INTJ, syntax.CCONJ, syntax.PUNCT, syntax.PART:
		case syntax.AUX:
			if w.Lemma != "do" {
				return false
			}
		default:
			if w.Rel != syntax.Vocative && w.Rel != syntax.Discourse && w.Rel != syntax.Advmod && !v.comma(i, p) {
				return false
			}
		}
	}
	return true
}

// who tells what the head of a subject or object is, as the speaker sees it.
func (v *scene) who(i int, f *frame) who {
	if i < 0 {
		return none
	}
	w := v.word(i)
	e := v.entity(i)
	if f.direct {
		if v.is(i, v.rules.own.me) {
			return me
		}
		if v.is(i, v.rules.own.you) {
			return you
		}
	}
	if e >= 0 && e == f.speaker && !(f.direct && w.UPOS == syntax.PRON) || !f.direct && e < 0 && f.self != 0 && w.UPOS == syntax.PRON && v.lemma[i] == f.self {
		return me
	}
	if v.side(i, f) || !f.direct && e < 0 && w.UPOS == syntax.PRON && (w.Lemma == "it" || w.Lemma == "they") && v.body(f.speaker) && i == f.subj {
		return me
	}
	switch {
	case w.XPOS == syntax.TagEX:
		return there
	case w.UPOS == syntax.NUM || w.Lemma == "one":
		return it
	case e < 0 && (w.UPOS == syntax.PRON || w.UPOS == syntax.DET) && v.is(i, v.rules.own.it):
		return it
	}
	out := them
	if e >= 0 {
		switch v.set.Entities[e].Kind {
		case readout.Person:
			out |= person
		case readout.Organization:
			out |= org
		case readout.Country, readout.Place:
			out |= country
		case readout.Group:
			out |= group
		default:
			if w.UPOS == syntax.PRON && v.is(i, v.rules.own.it) {
				return it
			}
		}
		if out == them|org|group || out != them && w.UPOS == syntax.PRON && (w.Lemma == "this" || w.Lemma == "that") {
			return it
		}
	} else if w.UPOS == syntax.PRON && v.is(i, v.rules.own.people) || v.is(i, v.rules.own.persons) {
		out |= group
	}
	return out
}

// asks reports whether a clause ends in a question mark, or begins as questions do without one.
func (v *scene) asks(c *clause) bool {
	for i := c.End; i < len(v.doc.Tokens) && i <= c.End+2 && v.word(i).UPOS == syntax.PUNCT; i++ {
		switch v.doc.Form(i) {
		case "?", "?!", "??", "!?":
			return true
		case ".", "!", ";", ",":
			return false
		}
	}
	switch v.word(c.First).XPOS {
	case syntax.TagWP, syntax.TagWRB:
		// "Why would they do that": the verb before its subject.
		f := &c.frame
		return f.subj > c.First+1 && f.subj < f.pred && v.word(c.First+1).UPOS == syntax.AUX
	}
	return false
}
