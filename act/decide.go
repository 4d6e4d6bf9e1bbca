package act

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/syntax"
)

// read decides what the clauses of statement i do.
func (v *scene) read(i int, cs []clause) {
	s := &v.statements[i]
	x := context{statement: i}
	if s.InReplyTo >= 0 && s.InReplyTo < i {
		x.answers = v.acts[s.InReplyTo]
	}
	var a asked
	if v.question(i, &a) {
		x.asked = &a
		if x.answers == "" {
			x.answers = Question
		}
	}
	x.plural = v.several(s)
	x.kind = v.contentKind(s)
	v.whetherAt = -1
	if x.kind == whetherClause {
		v.whetherAt = s.Content[0].First
	}
	cue := v.cueOf(s, &x)
	for j := range cs {
		c := &cs[j]
		c.condition = v.conditionOf(c.Range)
		if j == len(cs)-1 && c.condition.First == c.condition.End {
			c.condition = v.conditionAfter(s)
		}
		if cue != nil && c.frame.subject&none != 0 && c.frame.tense&(infinitive|participle) != 0 {
			// "promised to call", "urged them to call": who does it, the cue tells.
			switch {
			case directs(cue.act):
				c.frame.subject = you
			case cue.act == Accusation || cue.act == Criticism || cue.act == Praise:
				c.frame.subject = them
			default:
				c.frame.subject = me
			}
		}
		v.decide(c, cue, &x)
		if v.acts[i] == "" || v.acts[i] == Assertion {
			v.acts[i] = c.act
		}
		v.aim(c, &x)
	}
}

// decide gives a clause its act: the cue's, where the clause stands with it and its words carry nothing more
// specific, else that of the first pattern that fits.
func (v *scene) decide(c *clause, cue *cueLine, x *context) {
	p := v.match(c, x)
	s := &v.statements[x.statement]
	if cue != nil && v.reached(c, s) {
		take := !cue.weak || p == nil || p.act == Assertion
		if p != nil {
			for _, a := range cue.unless {
				take = take && a != p.act
			}
			if p.act == Question && s.Form == readout.Direct {
				take = false
			}
		}
		if take {
			c.act, c.cueLine = cue.act, cue.line
			return
		}
	}
	if p != nil {
		c.act, c.patternLine, c.frame.aim = p.act, p.line, p.aim
		return
	}
	// What is only named is not asserted: "spoke about [the budget]".
	if x.kind != nounPhrase || c.frame.verb || c.frame.be {
		c.act = Assertion
	}
}

// reached reports whether a cue tells what a clause does: all of indirect speech, and the sentences of direct
// speech that stand beside it.
func (v *scene) reached(c *clause, s *attribution.Statement) bool {
	if s.Form == readout.Indirect {
		return true
	}
	sent := v.sent[c.First]
	cue := s.Cue
	if sent == v.sent[cue.First] {
		return true
	}
	// The sentence right after "She warned:", or right before "… ," she warned, when the sentence ends there.
	first, last := v.sent[cue.First], v.sent[cue.End-1]
	if sent == last+1 {
		return !v.contentIn(s, int(last))
	}
	return sent == first-1 && !v.contentIn(s, int(first))
}

// contentIn reports whether some of the content stands in a sentence.
func (v *scene) contentIn(s *attribution.Statement, sent int) bool {
	x := v.doc.Sentences[sent]
	for _, c := range s.Content {
		if c.First < x.End && x.First < c.End {
			return true
		}
	}
	return false
}

// directs reports whether an act wants another to do something.
func directs(a readout.ActType) bool {
	switch a {
	case Demand, Request, Invitation, Warning:
		return true
	}
	return false
}

// several reports whether the speaker is more than one.
func (v *scene) several(s *attribution.Statement) bool {
	if s.Speaker >= 0 && s.Speaker < len(v.set.Entities) && len(v.set.Entities[s.Speaker].Members) > 0 {
		return true
	}
	for i := s.Source.First; i < s.Source.End; i++ {
		w := v.word(i)
		if w.Head >= s.Source.First && w.Head < s.Source.End {
			if w.Rel == syntax.Conj {
				return true
			}
			continue
		}
		if w.XPOS == syntax.TagNNS || w.Lemma == "they" || w.Lemma == "both" || w.Lemma == "we" {
			return true
		}
	}
	return false
}

// cueOf returns the line of cues.txt that fits a statement's cue, or nil.
func (v *scene) cueOf(s *attribution.Statement, x *context) *cueLine {
	negated := false
	for i := s.Cue.First; i < s.Cue.End; i++ {
		negated = negated || v.is(i, v.rules.own.no)
	}
	var best *cueLine
	for i := s.Cue.First; i < s.Cue.End; i++ {
		for n, id := range [2]uint16{v.ids[i].lemma, v.ids[i].form} {
			if n == 1 && id == v.ids[i].lemma {
				break
			}
			for _, k := range v.rules.byCue[id] {
				c := &v.rules.cues[k]
				if best != nil && (len(c.words) < len(best.words) || len(c.words) == len(best.words) && c.conditions() <= best.conditions()) {
					break // they come longest first
				}
				if c.negated == negated && (c.content == 0 || c.content&x.kind != 0) && (!c.plural || x.plural) && v.follows(c, i, s) {
					best = c
					break
				}
			}
		}
	}
	return best
}

// follows reports whether the words of a cue stand in order from token i on, within the statement's cue; the last
// of them may be the first of the content: "called for ⟨…⟩", "declined ⟨to comment⟩".
func (v *scene) follows(c *cueLine, i int, s *attribution.Statement) bool {
	end := s.Cue.End
	k := 1
	for i++; i < end && k < len(c.words); i++ {
		if v.is(i, c.words[k]) {
			k++
		}
	}
	if k < len(c.words) && len(s.Content) > 0 && s.Content[0].First >= s.Cue.End && s.Content[0].First <= s.Cue.End+3 {
		for i = s.Content[0].First; i < min(s.Content[0].End, s.Content[0].First+3) && k < len(c.words); i++ {
			if v.is(i, c.words[k]) {
				k++
			}
		}
	}
	return k == len(c.words)
}

// contentKind tells what the content of a statement is by its first words.
func (v *scene) contentKind(s *attribution.Statement) contentKind {
	if s.Form == readout.Direct || s.Form == readout.Mixed && v.quoted[s.Content[0].First] {
		return directSpeech
	}
	x := v.trim(s.Content[0])
	if x.First >= x.End {
		return nounPhrase
	}
	w := v.word(x.First)
	switch {
	case w.XPOS == syntax.TagTO:
		return toClause
	case w.Lemma == "whether" || w.Lemma == "if" || w.XPOS == syntax.TagWP || w.XPOS == syntax.TagWRB || w.XPOS == syntax.TagWDT:
		return whetherClause
	case w.Lemma == "that" && w.UPOS == syntax.SCONJ:
		return thatClause
	case w.XPOS == syntax.TagVBG:
		return ingClause
	}
	end := x.End
	if e := v.doc.Sentences[v.sent[x.First]].End; e < end {
		end = e
	}
	for i := x.First; i < end; i++ {
		w := v.word(i)
		switch {
		case w.Rel == syntax.Acl || w.Rel == syntax.AclRelcl:
			i = max(i, min(w.End, end)-1)
		case w.XPOS == syntax.TagTO && i+1 < end && i > x.First && v.word(i+1).XPOS == syntax.TagVB:
			return objectClause
		case w.XPOS == syntax.TagVBD || w.XPOS == syntax.TagVBZ || w.XPOS == syntax.TagVBP || w.XPOS == syntax.TagMD:
			if w.Rel == syntax.Root || v.reachesOut(i, x) {
				return thatClause
			}
		}
	}
	return nounPhrase
}

// reachesOut reports whether the verb group of token i hangs on nothing in x.
func (v *scene) reachesOut(i int, x attribution.Range) bool {
	w := v.word(i)
	if w.Rel == syntax.Aux || w.Rel == syntax.Cop || w.Rel == syntax.AuxPass {
		if w.Head < x.First || w.Head >= x.End {
			return true
		}
		w = v.word(w.Head)
	}
	return w.Head < x.First || w.Head >= x.End || w.Rel == syntax.Ccomp || w.Rel == syntax.Conj
}

func (v *scene) punct(i int) bool { return v.word(i).UPOS == syntax.PUNCT }
