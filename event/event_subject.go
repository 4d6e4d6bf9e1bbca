package event

import (
	"github.com/readout-project/readout/syntax"
)

// controller returns who does what a verb without a subject of its own says, or -1.
func (s *scene) controller(v, depth int) int {
	w := s.word(v)
	if depth > 4 || w.Head < 0 {
		return -1
	}
	own := func(h int) int {
		for k := s.t.FirstChild(h); k >= 0; k = s.t.NextChild(k) {
			if r := s.word(k).Rel; (r == syntax.Nsubj || r == syntax.NsubjOuter) && !s.dateline(k) {
				return k
			}
		}
		if k := s.t.Child(h, syntax.NsubjPass); k >= 0 {
			return k
		}
		return -1
	}
	h := w.Head
	switch w.Rel {
	case syntax.Conj, syntax.Parataxis:
		if s.word(h).UPOS != syntax.VERB && s.word(h).UPOS != syntax.AUX {
			return h // the parser took the subject for the head
		}
	case syntax.Xcomp:
		if k := s.t.Child(h, syntax.Obj, syntax.Iobj); k >= 0 && k < v {
			return k
		}
	case syntax.Advcl: // "accused the rebels on Friday of firing", "criticised them for leaving"
		if c := s.t.Child(v, syntax.Mark, syntax.Case); w.XPOS == syntax.TagVBG && c >= 0 && c < v {
			switch s.lower(c) {
			case ofHash, forHash, fromHash, withHash:
				if k := s.t.Child(h, syntax.Obj, syntax.Iobj); k >= 0 && k > h && k < v && s.person(k) {
					return k
				}
			}
		}
	case syntax.Acl, syntax.AclRelcl:
		switch s.word(h).UPOS {
		case syntax.NOUN, syntax.PROPN, syntax.PRON:
			if w.Rel == syntax.Acl && s.marked(v) && s.word(h).Rel == syntax.Obj && s.person(h) { // "urged the president to visit"
				return h
			}
			if w.Rel == syntax.Acl && s.marked(v) { // "plans to bomb", "a call to end": whoever has the plan
				g := s.word(h).Head
				if g >= 0 && s.word(h).Rel == syntax.Obj {
					if k := own(g); k >= 0 {
						return k
					}
					return s.controller(g, depth+1)
				}
				if k := s.t.Child(h, syntax.NmodPoss); k >= 0 {
					return k
				}
			}
			if w.Rel == syntax.Acl && s.word(h).Rel == syntax.Obj && !s.agentive(h) {
				if g := s.word(h).Head; g >= 0 {
					if k := own(g); k >= 0 {
						return k
					}
				}
			}
			return h
		}
	case syntax.Ccomp, syntax.Csubj, syntax.Dep, syntax.Root:
		if !(w.Rel == syntax.Ccomp && (s.marked(v) || w.XPOS == syntax.TagVBG)) {
			return -1
		}
	}
	if k := own(h); k >= 0 {
		return k
	}
	return s.controller(h, depth+1)
}

// ahead returns the nearest noun before a verb that may be its subject, for verbs to which the parser gave none, or -1.
func (s *scene) ahead(v int) int {
	if s.marked(v) {
		return -1
	}
	first := s.d.Sentences[s.sentence(v)].First
	for i := v - 1; i >= first && i > v-16; i-- {
		w := s.word(i)
		switch w.UPOS {
		case syntax.VERB, syntax.SCONJ:
			if s.named[i] < 0 {
				return -1
			}
		case syntax.NOUN, syntax.PROPN, syntax.PRON:
		default:
			continue
		}
		if w.UPOS == syntax.PRON && s.headed[i] >= 0 && s.set.Mentions[s.headed[i]].Entity < 0 {
			return i
		}
		if s.timed[i] || !s.agentive(i) || s.inPhrase(i, first) {
			continue
		}
		return i
	}
	return -1
}

// headless reports whether a verb hangs on a noun that the parser took for the head of a sentence without a verb of its own,
// and no agent follows: "The pope called on both sides …".
func (s *scene) headless(v int) bool {
	h := s.word(v).Head
	if h < 0 || h > v || s.word(h).Rel != syntax.Root {
		return false
	}
	for k := s.t.FirstChild(v); k >= 0; k = s.t.NextChild(k) {
		if s.lowerPrep(k) == byHash {
			return false
		}
	}
	return true
}

// dateline reports whether the name at i begins a sentence and a dash follows it.
func (s *scene) dateline(i int) bool {
	m := s.named[i]
	if m < 0 {
		return false
	}
	x := &s.set.Mentions[m]
	if x.First != s.d.Sentences[s.sentence(i)].First || x.End >= len(s.d.Tokens) {
		return false
	}
	for i := x.End; i < min(x.End+8, len(s.d.Tokens)); i++ { // "BOGOTA, Colombia (AP) --"
		switch s.d.Form(i) {
		case "-", "--", "–", "—", ":":
			return true
		case ")":
			return s.d.Form(x.End) == "(" || s.d.Form(x.End) == ","
		}
		if s.word(i).UPOS == syntax.VERB || s.word(i).UPOS == syntax.AUX {
			break
		}
	}
	return false
}

// inPhrase reports whether the noun at i, or the name around it, follows a preposition.
func (s *scene) inPhrase(i, first int) bool {
	if m := s.named[i]; m >= 0 {
		i = s.set.Mentions[m].First
	}
	for i--; i >= first; i-- {
		switch s.word(i).UPOS {
		case syntax.ADP, syntax.SCONJ:
			switch s.lower(i) {
			case asHash, afterHash, beforeHash, sinceHash, untilHash: // "as Israel announced"
				return false
			}
			return true
		case syntax.DET, syntax.ADJ, syntax.NUM, syntax.NOUN, syntax.PROPN:
			continue
		}
		return false
	}
	return false
}
