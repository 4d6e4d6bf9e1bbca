package event

import (
	"github.com/readout-project/readout/syntax"
)

var (
	willHash  = hashed("will")
	shallHash = hashed("shall")
	llHash    = hashed("'ll")
	wontHash  = hashed("wo")
	ifHash    = hashed("if")
	noHash    = hashed("no")
	unless    = hashed("unless")
	without   = hashed("without")
)

// mood tells whether an event is said to have happened, and how it stands to what has.
func (s *scene) mood(x *candidate) (Polarity, Modality) {
	polarity, modality := Positive, Actual
	weaker := func(m Modality) {
		if modality == Actual {
			modality = m
		}
	}
	// look takes in what hangs on the word i itself.
	look := func(i int) {
		for k := s.t.FirstChild(i); k >= 0; k = s.t.NextChild(k) {
			w := s.word(k)
			switch w.Rel {
			case syntax.Aux:
				switch h := s.lower(k); {
				case h == willHash || h == shallHash || h == llHash || h == wontHash:
					weaker(Intended)
				default:
					switch b := s.kind(k); {
					case b&supposes != 0:
						weaker(Conditional)
					case b&demands != 0:
						weaker(Demanded)
					case b&allows != 0:
						weaker(Possible)
					}
				}
			case syntax.Advmod, syntax.Det, syntax.Cc, syntax.Case, syntax.Mark, syntax.Dep, syntax.CcPreconj:
				switch h := s.lower(k); {
				case w.Rel == syntax.Mark && (h == ifHash || h == unless):
					weaker(Conditional)
				case k < i && w.Rel != syntax.Case && w.Rel != syntax.Mark && s.kind(k)&negates != 0 && w.UPOS != syntax.VERB, h == without:
					polarity = Negative
				case w.Rel == syntax.Advmod && s.kind(k)&allows != 0:
					weaker(Possible)
				}
			case syntax.Nsubj, syntax.NsubjPass, syntax.Obj:
				if d := s.t.Child(k, syntax.Det); d >= 0 && s.lower(d) == noHash {
					polarity = Negative
				}
			}
		}
	}
	governor := func(i int, noun bool) {
		switch b := s.kind(i); {
		case b&intends != 0:
			weaker(Intended)
		case b&demands != 0:
			weaker(Demanded)
		case b&(allows|talksOf) != 0:
			weaker(Possible)
		case b&supposes != 0:
			weaker(Conditional)
		}
		if s.kind(i)&negates != 0 && modality == Actual {
			polarity = Negative
		}
	}
	i := x.trigger
	look(i)
	if s.isTo(i) {
		weaker(Intended) // "is to meet the mayor"
	}
	if w := s.word(i); w.Rel == syntax.Conj && w.Head >= 0 && x.frame != nil && x.frame.noun {
		look(w.Head) // "no ceasefire or agreement"
	}
	if x.support >= 0 {
		look(x.support)
		if s.kind(x.support)&(happens|supports) == 0 || s.word(x.support).Lemma == "fail" {
			governor(x.support, true)
		}
		i = x.support
	} else if x.frame != nil && x.frame.noun {
		w := s.word(i)
		if w.Rel == syntax.Conj && w.Head >= 0 {
			w = s.word(w.Head)
		}
		if h := w.Head; h >= 0 {
			switch w.Rel {
			case syntax.Obj, syntax.Obl, syntax.Nmod, syntax.NsubjPass:
				governor(h, true)
				if s.word(h).UPOS == syntax.VERB {
					look(h)
					i = h
				}
			}
		}
	}
	for depth := 0; depth < 4; depth++ {
		w := s.word(i)
		h := w.Head
		if h < 0 {
			break
		}
		switch w.Rel {
		case syntax.Conj:
			if s.word(h).UPOS != syntax.VERB {
				return polarity, modality
			}
			if s.marked(h) || !s.subjectOf(i) {
				for k := s.t.FirstChild(h); k >= 0; k = s.t.NextChild(k) { // "will meet and sign"
					if s.word(k).Rel == syntax.Aux && !s.marked(i) && !s.subjectOf(i) {
						if b := s.kind(k); s.lower(k) == willHash {
							weaker(Intended)
						} else if b&supposes != 0 {
							weaker(Conditional)
						} else if b&allows != 0 {
							weaker(Possible)
						}
					}
				}
			}
		case syntax.Xcomp, syntax.Ccomp, syntax.Csubj:
			if w.Rel == syntax.Xcomp || s.marked(i) || s.kind(h)&(demands|negates) != 0 {
				governor(h, false)
			}
			look2 := s.kind(h)&(intends|demands|allows) != 0 && w.Rel == syntax.Xcomp
			if look2 {
				before := polarity
				look(h)
				if polarity == Negative && before == Positive && modality == Actual {
					polarity = Negative
				}
			} else if w.Rel == syntax.Xcomp {
				look(h)
			} else {
				return polarity, modality
			}
		case syntax.Advcl:
			if s.marked(i) {
				if b := s.kind(h); b&(intends|demands|allows|negates) != 0 {
					governor(h, false)
				} else {
					weaker(Intended)
				}
			}
			return polarity, modality
		case syntax.Acl:
			if s.marked(i) {
				g := s.word(h).Head
				if b := s.kind(h); b&(intends|demands|allows|negates|talksOf) != 0 {
					governor(h, true)
				} else if g >= 0 && s.word(h).Rel == syntax.Obj && s.kind(g)&(demands|allows|negates) != 0 {
					governor(g, false)
				} else {
					weaker(Intended)
				}
			}
			return polarity, modality
		default:
			return polarity, modality
		}
		i = h
	}
	return polarity, modality
}

// isTo reports whether a verb stands after a present form of be and "to".
func (s *scene) isTo(v int) bool {
	be := false
	for k := s.t.FirstChild(v); k >= 0 && k < v; k = s.t.NextChild(k) {
		switch w := s.word(k); {
		case w.Rel == syntax.Cop || w.Rel == syntax.Aux:
			be = w.Lemma == "be" && (w.XPOS == syntax.TagVBZ || w.XPOS == syntax.TagVBP)
		case w.XPOS == syntax.TagTO && be:
			return true
		}
	}
	return false
}

func (s *scene) subjectOf(v int) bool {
	return s.t.Child(v, syntax.Nsubj, syntax.NsubjPass, syntax.NsubjOuter) >= 0
}
