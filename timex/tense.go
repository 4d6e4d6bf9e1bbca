package timex

import "github.com/readout-project/readout/syntax"

// tense returns how the clause around an expression looks at it: -1 past, 1 future, 0 not known.
func (r *resolver) tense(e *expr) int {
	if e.first > r.p.from+1 && r.p.is(e.first-1, till) {
		return 1 // "extended until Tuesday"; "Until Tuesday, they had …" begins a sentence
	}
	if f := r.p.form(e.first - 2); r.p.form(e.first-1) == "as" && (f == "soon" || f == "early" || f == "late") {
		return 1 // "could leave as soon as Tuesday"
	}
	if e.weekday > 0 && r.p.is(e.end, poss) && !r.ahead(e) {
		return -1 // "Tuesday's ruling"
	}
	if r.t != nil {
		if t := r.treeTense(e); t != 0 {
			return t
		}
	}
	return r.cueTense(e)
}

// ahead reports whether an expression owns what will do something: "Sunday's vote will".
func (r *resolver) ahead(e *expr) bool {
	for i := e.end + 1; i < e.end+4; i++ {
		if r.p.is(i, modal) {
			return true
		}
	}
	return false
}

// treeTense climbs from the expression to the verbs above it.
func (r *resolver) treeTense(e *expr) int {
	words := r.t.Words
	at := -1
	for i := e.first; i < e.end; i++ {
		if h := words[i].Head; h < e.first || h >= e.end {
			at = i
			break
		}
	}
	aim := 0 // 1 below an infinitive
	for step := 0; at >= 0 && step < 10; step++ {
		w := &words[at]
		if c := r.t.Child(at, syntax.Mark); c >= e.end && w.Head >= 0 && w.Head < e.first {
			at = w.Head // it stands before the clause that it was hung on: "agreed on Sunday to release them", "said on Friday that they should go"
			continue
		}
		switch t := r.verbTense(at); {
		case t == infinitive:
			if w.Rel == syntax.Acl || w.Rel == syntax.Conj {
				return 1 // "a deal to buy the bank in January", "is idle and to resume Tuesday"
			}
			aim = 1
		case t <= 0 && aim > 0 && r.p.is(at, will) && !r.before(at):
			return 1 // "agreed to meet on Friday", "talks set to resume Monday"
		case t < 0 && r.p.is(at, will) && w.XPOS == syntax.TagVBD && (r.p.form(e.first-1) == "for" || w.Lemma == "plan"):
			return 1 // "scheduled a vote for Thursday", "planned a march on Saturday"
		case t == 0 && w.XPOS == syntax.TagVBN && w.Rel == syntax.Acl && (!r.p.is(at, will) || said(w.Lemma)):
			return -1 // "would appeal the ruling, announced Wednesday"
		case t < 0 && r.supposed(at):
			return 1
		case t != 0:
			return t
		}
		if w.Head < 0 || w.Head >= len(words) {
			break
		}
		at = w.Head
	}
	return aim
}

// before reports whether a predicate tells of what was earlier than the past: "had been due to expire on Friday".
func (r *resolver) before(v int) bool {
	c := r.t.FirstChild(v)
	for n := 0; c >= 0 && n < children; n++ {
		if w := &r.t.Words[c]; w.Rel == syntax.Aux && w.XPOS == syntax.TagVBD && w.Lemma == "have" {
			return true
		}
		c = r.t.NextChild(c)
	}
	return false
}

// supposed reports whether a verb tells a condition: "would fail unless money arrived by November".
func (r *resolver) supposed(v int) bool {
	c := r.t.Child(v, syntax.Mark)
	return c >= 0 && r.t.Words[v].Rel == syntax.Advcl && (r.t.Words[c].Lemma == "if" || r.t.Words[c].Lemma == "unless")
}

// infinitive is what verbTense returns for "to meet", whose tense is that of the verb above it.
const infinitive = 2

// children bounds how many words below a verb are looked at; no sentence that people write needs more.
const children = 48

// verbTense returns the tense of the verb group, or of the predicate with a copula, that has its head at v; 0 for all else.
func (r *resolver) verbTense(v int) int {
	words := r.t.Words
	past, present, perfect := false, false, false
	c := r.t.FirstChild(v)
	for n := 0; c >= 0 && n < children; n++ {
		switch w := &words[c]; w.Rel {
		case syntax.Aux, syntax.AuxPass, syntax.Cop:
			if w.XPOS == syntax.TagMD {
				if r.p.is(c, modal) {
					return 1
				}
				return 0
			}
			perfect = perfect || w.XPOS == syntax.TagVBD && w.Lemma == "have"
			past = past || w.XPOS == syntax.TagVBD || w.XPOS == syntax.TagVBN
			present = present || w.XPOS == syntax.TagVBZ || w.XPOS == syntax.TagVBP
		case syntax.Mark:
			if w.XPOS == syntax.TagTO {
				return infinitive
			}
		}
		c = r.t.NextChild(c)
	}
	switch words[v].XPOS {
	case syntax.TagVBD:
		return -1
	case syntax.TagVBN:
		if r.p.is(v, will) && !perfect && !said(words[v].Lemma) {
			return 1 // "scheduled for Friday"
		}
		if present || past {
			return -1
		}
	case syntax.TagVBG:
		if present {
			return 1 // "is meeting on Friday"
		}
	}
	if past {
		return -1
	}
	return 0
}

// said reports whether a verb tells of a word that was given, not of a time that was set: "the truce agreed on Sunday".
func said(lemma string) bool {
	switch lemma {
	case "agree", "vow", "promise", "invite", "urge", "hope", "want":
		return true
	}
	return false
}

// cueReach is how many tokens to each side of an expression may hold its verb, where no tree says which one it is.
const cueReach = 14

// cueTense looks for the nearest word before the expression, else behind it, that tells the tense of a clause.
func (r *resolver) cueTense(e *expr) int {
	p := r.p
	for i := e.first - 1; i >= max(p.from, e.first-cueReach); i-- {
		if t := p.cue(i); t != 0 {
			return t
		}
	}
	for i := e.end; i < min(p.end, e.end+cueReach); i++ {
		if t := p.cue(i); t != 0 {
			return t
		}
	}
	return 0
}

// cue tells the tense of token i as far as one word can.
func (p *parser) cue(i int) int {
	switch c := p.w(i).class; {
	case c&month != 0 && p.upper(i) && i > p.from: // May
		return 0
	case c&(will|modal) != 0:
		return 1
	case c&was != 0:
		return -1
	}
	if f := p.form(i); len(f) > 4 && f[len(f)-2:] == "ed" && (i == p.from || 'a' <= f[0] && f[0] <= 'z') {
		return -1
	}
	return 0
}
