package act

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// comma reports whether a comma stands in [from, end).
func (v *scene) comma(from, end int) bool { return v.toComma(from, end) < end }

// toComma returns the first comma of [from, end), or end.
func (v *scene) toComma(from, end int) int {
	for i := from; i < end; i++ {
		if v.doc.Form(i) == "," {
			return i
		}
	}
	return end
}

// whether reports whether an "if" begins a question: "asked if they would come".
func (v *scene) whether(i int, x attribution.Range) bool {
	w := v.word(i)
	if w.Rel != syntax.Mark {
		return false
	}
	h := v.word(w.Head)
	return h.Rel == syntax.Ccomp && i > x.First && h.Head >= 0 && v.is(h.Head, v.rules.own.whether) || h.Rel == syntax.Csubj || i == v.whetherAt
}

// asked is a question that was put to the speaker just before.
type asked struct {
	attribution.Range
	asker int // entity, -1 if unknown
}

// holds returns the first word of a set that stands in the question, or -1.
func (a *asked) holds(v *scene, s wordSet) int {
	for i := a.First; i < a.End; i++ {
		if v.is(i, s) {
			return i
		}
	}
	return -1
}

// question finds the question that statement i answers: the statement that it replies to, a question that is reported
// in the sentence or statement before, or the one that the statement it carries on from answered.
func (v *scene) question(i int, a *asked) bool {
	for range 4 {
		s := &v.statements[i]
		if s.Within >= 0 || len(s.Content) == 0 {
			return false
		}
		if r := s.InReplyTo; r >= 0 && r < i && v.acts[r] == Question {
			return v.put(r, a)
		}
		start := s.Content[0].First
		if s.Cue.First < s.Cue.End {
			start = min(start, s.Cue.First)
		}
		if s.Source.First < s.Source.End {
			start = min(start, s.Source.First)
		}
		// "Asked about …, she said": in the same sentence; else in the one before, in this or the last paragraph.
		at := int(v.sent[start])
		for k := at; k >= max(0, at-1); k-- {
			sent := &v.doc.Sentences[k]
			for j := sent.First; j < sent.End; j++ {
				if v.quoted[j] || !v.is(j, v.rules.own.asked) || v.word(j).UPOS == syntax.NOUN || v.inside(s, j) || v.hangs(s.Cue, j) || k == at && j > start && j >= s.Cue.First && s.Cue.First < s.Cue.End {
					continue
				}
				a.First, a.End, a.asker = j+1, sent.End, -1
				if k == at { // to where the statement begins
					for _, x := range [...]attribution.Range{s.Source, s.Content[0]} {
						if x.First < x.End && x.First > j && x.First < a.End {
							a.End = x.First
						}
					}
				}
				return a.First < a.End
			}
		}
		// Carried on from the statement before?
		if s.Basis != readout.Carried {
			return false
		}
		for i--; i >= 0 && v.statements[i].Within >= 0; i-- {
		}
		if i < 0 || v.statements[i].Speaker != s.Speaker {
			return false
		}
	}
	return false
}

// hangs reports whether a cue is a part of what token j says: "asked what they would do if he showed reluctance".
func (v *scene) hangs(cue attribution.Range, j int) bool {
	if cue.First >= cue.End {
		return false
	}
	for i, steps := cue.First, 0; i >= 0 && steps < 100; i, steps = v.word(i).Head, steps+1 {
		if i == j {
			return true
		}
	}
	return false
}

// put is the question that statement r puts.
func (v *scene) put(r int, a *asked) bool {
	s := &v.statements[r]
	a.First, a.End, a.asker = s.Content[0].First, s.Content[len(s.Content)-1].End, s.Speaker
	return true
}

// inside reports whether token j stands in the content of a statement or in its cue.
func (v *scene) inside(s *attribution.Statement, j int) bool {
	for _, x := range s.Content {
		if j >= x.First && j < x.End {
			return true
		}
	}
	return j >= s.Cue.First && j < s.Cue.End
}

// aim gives an act its target, condition and deadline.
func (v *scene) aim(c *clause, x *context) {
	s := &v.statements[x.statement]
	f := &c.frame
	c.target = -1
	if e := v.targetOf(c, s, x); e != s.Speaker {
		c.target = e
	}
	if c.condition.End == 0 && x.asked != nil && c.act == Threat && f.fromQuestion(v, x) {
		c.condition = v.conditionOf(x.asked.Range)
	}
	switch c.act {
	case Commitment, Intention, Invitation, Offer, Demand, Request, Threat, Warning, Prediction, Acceptance, Agreement, Refusal:
		c.deadline = v.deadlineOf(c.Range)
	}
}

// fromQuestion reports whether a clause answers a question without saying what it speaks of.
func (f *frame) fromQuestion(v *scene, x *context) bool { return f.subject&(none|it) != 0 }

// deadlineOf returns the words of the time by which something is to be done: "Friday" in "by Friday".
func (v *scene) deadlineOf(x attribution.Range) attribution.Range {
	times := v.rules.own.time
	for i := x.First; i < x.End; i++ {
		for _, p := range v.rules.deadlines {
			if !v.fits(i, &p[0]) {
				continue
			}
			e := p.at(v, i, x.End)
			if e < 0 || e >= x.End {
				continue
			}
			// The words of the phrase up to its noun, and what hangs on it: "the end of the month".
			last := -1
			for j := e; j < min(x.End, e+8); j++ {
				w := v.word(j)
				if v.is(j, times) || w.UPOS == syntax.NUM && v.year(j) {
					last = j
				} else if w.UPOS == syntax.VERB || w.UPOS == syntax.PUNCT && v.doc.Form(j) != "," && v.doc.Form(j) != "-" && v.doc.Form(j) != "." || w.UPOS == syntax.PRON || w.UPOS == syntax.CCONJ || w.UPOS == syntax.AUX {
					break
				} else if last < 0 && w.UPOS == syntax.NOUN && !v.is(j, times) && w.Rel != syntax.Compound {
					break
				}
			}
			if last >= 0 {
				return attribution.Range{First: e, End: last + 1}
			}
		}
	}
	return attribution.Range{}
}

func (v *scene) year(i int) bool {
	f := v.doc.Form(i)
	return len(f) == 4 && (f[0] == '1' || f[0] == '2') || len(f) <= 2
}

// press reports whether an entity is reporters, who are told a thing and not meant by it.
func (v *scene) press(e int) bool {
	x := &v.set.Entities[e]
	if x.Kind != readout.Group {
		return false
	}
	for w := range strings.FieldsSeq(x.Name) {
		if id, ok := v.rules.ids[text.HashLower(w)]; ok && v.rules.own.press.has(id) {
			return true
		}
	}
	return false
}

// targetOf finds at whom an act is aimed, or of whom it speaks; -1 if nobody is told.
func (v *scene) targetOf(c *clause, s *attribution.Statement, x *context) int {
	f := &c.frame
	other := func(i int) int { // an actor other than the speaker
		if e := v.actor(i); e >= 0 && e != s.Speaker {
			return e
		}
		return -1
	}
	first := func(es ...int) int {
		for _, e := range es {
			if e >= 0 {
				return e
			}
		}
		return -1
	}
	addressee := -1
	if len(s.Addressees) > 0 && !v.press(s.Addressees[0]) {
		addressee = s.Addressees[0]
	}
	subject, object := other(f.subj), other(f.obj)
	switch f.aim {
	case aimSubject:
		return subject
	case aimObject:
		return first(object, v.receiver(c, s))
	case aimYou:
		return first(v.vocative(c), addressee)
	case aimOwner:
		return v.owner(f.pred, s)
	}
	switch c.act {
	case Threat, Warning:
		if f.object&you != 0 || f.subject&you != 0 {
			return first(addressee, v.receiver(c, s))
		}
		if f.subject&me == 0 && subject >= 0 && c.act == Threat {
			return subject
		}
		if e := first(object, v.receiver(c, s)); e >= 0 {
			return e
		}
		if x.asked != nil && f.fromQuestion(v, x) {
			if e := v.sufferer(x.asked, s); e >= 0 {
				return e
			}
		}
		return first(v.cueObject(s), addressee)
	case Accusation, Criticism, Praise:
		if f.subject&you != 0 {
			return first(v.vocative(c), addressee)
		}
		if f.subject&me != 0 {
			subject = -1
		}
		if s.Form == readout.Indirect && f.tense&(noTense|participle|infinitive) != 0 {
			return first(v.cueObject(s), subject, object, v.within(c, s), addressee)
		}
		return first(subject, object, v.owner(f.pred, s), v.cueObject(s), v.within(c, s))
	case Demand, Request, Invitation, Offer, Question, Apology, Refusal, Acceptance:
		if f.subject&(you|none) == 0 && f.subject&me == 0 && subject >= 0 && (c.act == Demand || c.act == Request || c.act == Invitation) {
			return subject
		}
		if c.act == Invitation || c.act == Request || c.act == Demand {
			if e := object; e >= 0 && f.object&you == 0 && v.is(f.pred, v.rules.own.asking) {
				return e
			}
		}
		return first(v.cueObject(s), v.vocative(c), addressee)
	case Agreement:
		return first(v.oblique(f.pred, c.Range, "with"), addressee)
	case Commitment:
		return first(addressee, v.receiver(c, s))
	}
	return -1
}

// vocative returns who is called in a clause, or -1.
func (v *scene) vocative(c *clause) int {
	for i := c.First; i < c.End; i++ {
		if v.word(i).Rel == syntax.Vocative {
			if e := v.actor(i); e >= 0 {
				return e
			}
		}
	}
	return -1
}

// receiver returns who gets something in a clause: an indirect object, or what hangs on it by to, on, against or for.
func (v *scene) receiver(c *clause, s *attribution.Statement) int {
	if i := v.child(c.frame.pred, c.Range, syntax.Iobj); i >= 0 {
		if e := v.actor(i); e >= 0 && e != s.Speaker {
			return e
		}
	}
	for i := c.First; i < c.End; i++ {
		w := v.word(i)
		if w.Rel != syntax.Case {
			continue
		}
		switch w.Lemma {
		case "on", "against", "to", "upon", "at", "for":
			if e := v.actor(w.Head); e >= 0 && e != s.Speaker {
				return e
			}
		}
	}
	return -1
}

func (v *scene) oblique(p int, x attribution.Range, preposition string) int {
	for i := x.First; i < x.End; i++ {
		if w := v.word(i); w.Rel == syntax.Case && w.Lemma == preposition {
			if e := v.actor(w.Head); e >= 0 {
				return e
			}
		}
	}
	return -1
}

// owner returns whose a noun is: "Biden's war"; or -1.
func (v *scene) owner(i int, s *attribution.Statement) int {
	if p := v.trees.Child(i, syntax.NmodPoss); p >= 0 {
		if e := v.actor(p); e >= 0 && e != s.Speaker {
			return e
		}
	}
	return -1
}

// cueObject returns who the cue's verb is aimed at: "urged [Iran] to …", "accused [Iran] of …"; or -1.
func (v *scene) cueObject(s *attribution.Statement) int {
	if s.Cue.First >= s.Cue.End {
		return -1
	}
	for i := s.Cue.First; i < s.Cue.End; i++ {
		if v.word(i).UPOS != syntax.VERB {
			continue
		}
		for c := v.trees.FirstChild(i); c >= 0; c = v.trees.NextChild(c) {
			switch v.word(c).Rel {
			case syntax.Obj, syntax.Iobj:
			case syntax.NsubjPass:
			case syntax.Obl, syntax.Nmod:
				if k := v.trees.Child(c, syntax.Case); k < 0 || v.word(k).Lemma != "to" && v.word(k).Lemma != "on" {
					continue
				}
			default:
				continue
			}
			if e := v.actor(c); e >= 0 && e != s.Speaker && !(c >= s.Source.First && c < s.Source.End) {
				return e
			}
		}
	}
	// Between the cue and the content.
	if len(s.Content) > 0 {
		for i := s.Cue.End; i < s.Content[0].First && i < s.Cue.End+6; i++ {
			if e := v.actor(i); e >= 0 && e != s.Speaker && !(i >= s.Source.First && i < s.Source.End) {
				return e
			}
		}
	}
	return -1
}

// within returns the first actor that a clause names, or -1.
func (v *scene) within(c *clause, s *attribution.Statement) int {
	for i := c.First; i < c.End; i++ {
		if e := v.actor(i); e >= 0 && e != s.Speaker {
			return e
		}
	}
	return -1
}

// sufferer returns on whom the consequences that a question asks about would fall: "what Russia might face", "the
// sanctions on Russia", "what happens to Russia"; or -1.
func (v *scene) sufferer(a *asked, s *attribution.Statement) int {
	condition := v.conditionOf(a.Range)
	best := -1
	for i := a.First; i < a.End; i++ {
		if i >= condition.First && i < condition.End {
			continue
		}
		e := v.actor(i)
		if e < 0 || e == s.Speaker || e == a.asker {
			continue
		}
		w := v.word(i)
		if w.Rel == syntax.Nsubj || w.Rel == syntax.NsubjPass {
			if h := v.word(w.Head); h.Rel == syntax.AclRelcl || h.Rel == syntax.Ccomp || h.Rel == syntax.Root || h.Rel == syntax.Acl {
				return e
			}
		}
		if best < 0 {
			best = e
		}
	}
	return best
}
