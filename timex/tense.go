package timex

import "github.com/readout-project/readout/syntax"

// tense returns how the clause around an expression looks at it: -1 past, 1 future, 0 not known.
func (r *resolver) tense(e *expr) int {
	if r.t != nil {
		if t := r.treeTense(e); t != 0 {
			return t
		}
	}
	return r.cueTense(e)
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
	for step := 0; at >= 0 && step < 10; step++ {
		w := &words[at]
		if w.UPOS == syntax.VERB || w.UPOS == syntax.AUX || r.t.Child(at, syntax.Cop, syntax.Aux, syntax.AuxPass) >= 0 {
			if t := r.verbTense(at); t != 0 {
				return t
			}
		}
		if w.Head < 0 || w.Head >= len(words) {
			break
		}
		at = w.Head
	}
	return 0
}

// verbTense returns the tense of one verb group.
func (r *resolver) verbTense(v int) int {
	words := r.t.Words
	past, present := false, false
	for c := r.t.FirstChild(v); c >= 0; c = r.t.NextChild(c) {
		switch w := &words[c]; w.Rel {
		case syntax.Aux, syntax.AuxPass, syntax.Cop:
			if w.XPOS == syntax.TagMD {
				return 1
			}
			past = past || w.XPOS == syntax.TagVBD || w.XPOS == syntax.TagVBN
			present = present || w.XPOS == syntax.TagVBZ || w.XPOS == syntax.TagVBP
		case syntax.Mark:
			if w.XPOS == syntax.TagTO {
				return 1
			}
		}
	}
	switch words[v].XPOS {
	case syntax.TagVBD:
		return -1
	case syntax.TagVBN:
		if r.p.w(v).class&will != 0 {
			return 1 // "scheduled for Friday"
		}
		if present || past {
			return -1
		}
	case syntax.TagVBG:
		if present {
			return 1 // "is meeting on Friday"
		}
	case syntax.TagVB:
		return 1
	}
	if past {
		return -1
	}
	return 0
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
	case c&will != 0:
		return 1
	case c&was != 0:
		return -1
	}
	if f := p.form(i); len(f) > 4 && f[len(f)-2:] == "ed" && 'a' <= f[0] && f[0] <= 'z' {
		return -1
	}
	return 0
}
