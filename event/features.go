package event

import (
	"slices"

	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// None is the model's class of triggers that tell of no event; the classes before it are Types.
const None = len(Types)

// Classes is how many classes the model has.
const Classes = len(Types) + 1

// Templates of features, with what they hash.
const (
	tBias       uint32 = iota
	tFrame             // type of the frame, noun or verb
	tFrameMode         // type and mode
	tTrigger           // lemma
	tCluster           // fine class
	tCoarse            // coarse class
	tObject            // lemma of the object
	tPair              // lemma, lemma of the object
	tObjCluster        // fine class of the object
	tPairClass         // class of the trigger, of the object
	tComp              // lemma of the complement
	tCompPair          // lemma, lemma of the complement
	tCompClass         // class of the complement
	tPrep              // prepositions
	tPassive           // passive, noun
	tActor             // kind of the first actor
	tOther             // kind of the first recipient
	tActorHead         // lemma of the head
	tWord              // words of the sentence
	tNear              // words within three of the trigger
	tNeg               // negation or modal on the trigger
)

// Keys appends the features of a candidate.
func (s *scene) featureKeys(x *candidate, keys []linear.Key) []linear.Key {
	w := s.word(x.trigger)
	lemma := linear.HashString(w.Lemma)
	kind := uint64(0)
	if w.UPOS == syntax.NOUN {
		kind = 1
	}
	if x.passive {
		kind += 2
	}
	keys = append(keys, linear.Key1(tBias, kind))
	if x.frame != nil {
		c := uint64(x.frame.class)
		n := uint64(0)
		if len(x.frame.conditions) > 0 {
			n = 1
		}
		keys = append(keys, linear.Key1(tFrame, c), linear.Key2(tFrame, c, n+1), linear.Key2(tFrameMode, c, linear.HashString(x.frame.mode)), linear.Key2(tFrame, c, kind+10))
	} else {
		keys = append(keys, linear.Key1(tFrame, 99))
	}
	keys = append(keys, linear.Key1(tTrigger, lemma), linear.Key1(tCluster, uint64(w.Cluster)), linear.Key1(tCoarse, uint64(w.Coarse)))
	if x.object >= 0 {
		o := s.word(x.object)
		l := linear.HashString(o.Lemma)
		keys = append(keys, linear.Key1(tObject, l), linear.Key2(tPair, lemma, l), linear.Key1(tObjCluster, uint64(o.Cluster)), linear.Key2(tPairClass, uint64(w.Cluster), uint64(o.Cluster)))
	}
	if x.comp >= 0 {
		o := s.word(x.comp)
		l := linear.HashString(o.Lemma)
		keys = append(keys, linear.Key1(tComp, l), linear.Key2(tCompPair, lemma, l), linear.Key1(tCompClass, uint64(o.Cluster)))
	}
	for k := s.t.FirstChild(x.trigger); k >= 0; k = s.t.NextChild(k) {
		switch s.word(k).Rel {
		case syntax.Obl, syntax.Nmod, syntax.OblAgent:
			if m := s.t.Child(k, syntax.Case); m >= 0 {
				keys = append(keys, linear.Key1(tPrep, s.lower(m)), linear.Key2(tPrep, s.lower(m), lemma))
			}
		case syntax.Aux, syntax.CompoundPrt:
			keys = append(keys, linear.Key1(tNeg, s.lower(k)), linear.Key2(tNeg, s.lower(k), lemma))
		case syntax.Advmod:
			if s.kind(k)&negates != 0 {
				keys = append(keys, linear.Key1(tNeg, 1))
			}
		}
	}
	if len(x.actors) > 0 {
		keys = append(keys, linear.Key1(tActor, linear.HashString(string(s.set.Entities[x.actors[0]].Kind))))
	}
	if len(x.others) > 0 {
		keys = append(keys, linear.Key1(tOther, linear.HashString(string(s.set.Entities[x.others[0]].Kind))))
	}
	k := s.sentence(x.trigger)
	for i := max(s.d.Sentences[k].First, x.trigger-around); i < min(s.d.Sentences[k].End, x.trigger+around); i++ {
		switch o := s.word(i); o.UPOS {
		case syntax.NOUN, syntax.VERB, syntax.ADJ:
			if i == x.trigger {
				continue
			}
			l := linear.HashString(o.Lemma)
			keys = append(keys, linear.Key1(tWord, l))
			if abs(i-x.trigger) <= 4 {
				keys = append(keys, linear.Key1(tNear, l), linear.Key1(tNear, uint64(o.Cluster)<<32))
			}
		}
	}
	return keys
}

// Thresholds of the decision, chosen by cross-validation on the learning part.
const (
	takeAt    = 0.5  // the least probability at which a verb that no frame knows is taken
	leaveAt   = 0.35 // the least probability of another type for which a frame's own is left
	leaveOver = 2    // how many times likelier that type must be
	leaveSure = 6    // the same for a frame whose conditions are met
)

// around is how many words on each side of a trigger are features.
const around = 80

// judge gives the candidates their classes.
func (f *Finder) judge(s *scene) {
	for k := range s.found {
		x := &s.found[k]
		x.class = uint8(None)
		if x.frame != nil {
			x.class = x.frame.class
		}
		if f.model == nil || x.frame != nil && x.frame.own {
			continue
		}
		s.keys = s.featureKeys(x, s.keys[:0])
		p := f.probabilities(s)
		best := 0
		for c := range Types {
			if p[c] > p[best] {
				best = c
			}
		}
		if x.frame == nil {
			if p[best] >= takeAt {
				x.class = uint8(best)
			}
			continue
		}
		over := float64(leaveOver)
		if slices.ContainsFunc(x.frame.conditions, func(c condition) bool { return !c.not && !c.any }) {
			over = leaveSure
		}
		if own := p[x.frame.class]; p[best] > own*over && p[best] > leaveAt && !s.denied(x) {
			x.class = uint8(best)
		}
	}
}

func (f *Finder) probabilities(s *scene) []float64 {
	s.lat.Reset(f.model, 1)
	s.lat.Set(f.model, 0, s.keys)
	if s.prob == nil {
		s.prob = make([]float64, Classes)
	}
	s.lat.Marginals(f.model, s.prob)
	return s.prob
}
