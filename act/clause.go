package act

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/syntax"
)

// A clause is a part of a statement that does one thing: a main clause with all that hangs on it but what does
// something by itself: sentences, conjuncts with a subject of their own, and parataxis.
type clause struct {
	attribution.Range
	run  int // which range of the statement's content it stands in
	head int // the word that the others of the clause hang on
	frame

	act       readout.ActType
	target    int
	condition attribution.Range
	deadline  attribution.Range
	decision
}

// clauses divides the content of a statement; the result is valid until the next call.
func (v *scene) clauses(s *attribution.Statement) []clause {
	out := v.room[:0]
	for run, x := range s.Content {
		x.End = min(x.End, len(v.doc.Tokens))
		from := len(out)
		for i := x.First; i < x.End; i++ {
			v.clause[i] = -1
		}
		for i := x.First; i < x.End; i++ {
			if v.opens(i, x) {
				v.clause[i] = int32(len(out))
				out = append(out, clause{Range: attribution.Range{First: i, End: i + 1}, run: run, head: i, target: -1})
			}
		}
		out = v.fragments(out, from, run, x)
		// Every word belongs to the clause of the nearest opening word above it.
		for i := x.First; i < x.End; i++ {
			v.assign(i, x)
		}
		for j := from; j < len(out); j++ {
			c := &out[j]
			// The run of words around the head that no other clause breaks; punctuation breaks nothing.
			for c.First > x.First && (v.clause[c.First-1] == int32(j) || v.word(c.First-1).UPOS == syntax.PUNCT && v.sent[c.First-1] == v.sent[c.First]) {
				c.First--
			}
			for c.End < x.End && (v.clause[c.End] == int32(j) || v.word(c.End).UPOS == syntax.PUNCT && v.sent[c.End] == v.sent[c.End-1]) {
				c.End++
			}
			if c.Range = v.trim(c.Range); c.End-c.First > 1 && v.word(c.First).UPOS == syntax.SCONJ && v.word(c.First).Lemma == "that" {
				c.First++
			}
		}
		// Words of a clause that others cut in two stay out; clauses that are nothing but fillers go.
		kept := out[:from]
		for _, c := range out[from:] {
			if c.First < c.End && (!v.filler(c.Range) || verdict(s)) {
				kept = append(kept, c)
			}
		}
		out = kept
	}
	v.room = out
	for i := range out {
		v.frame(&out[i], s)
	}
	return out
}

// fragments adds the sentences of x in which no word opens a clause: "Of course."
func (v *scene) fragments(out []clause, from, run int, x attribution.Range) []clause {
	end := len(out)
	for i := x.First; i < x.End; {
		lo, hi := v.sentence(i, x)
		i = hi
		found := false
		for j := from; j < end && !found; j++ {
			found = out[j].head >= lo && out[j].head < hi
		}
		for j := lo; j < hi && !found; j++ {
			if w := v.word(j); w.UPOS != syntax.PUNCT && (w.Head < lo || w.Head >= hi) {
				v.clause[j] = int32(len(out))
				out = append(out, clause{Range: attribution.Range{First: j, End: j + 1}, run: run, head: j, target: -1})
				found = true
			}
		}
	}
	return out
}

// opens reports whether token i is the head of a clause of its own within x.
func (v *scene) opens(i int, x attribution.Range) bool {
	w := v.word(i)
	if w.UPOS == syntax.PUNCT {
		return false
	}
	if w.Head < x.First || w.Head >= x.End {
		return v.topmost(i, x)
	}
	switch w.Rel {
	case syntax.Parataxis:
		return v.main(w.Head, x) && v.predicates(i, x)
	case syntax.Conj, syntax.List:
		return (v.hasSubject(i, x) || v.turns(i, x)) && (v.main(w.Head, x) || v.apart(i, x))
	case syntax.Ccomp:
		// "No deal, he said, I will go": speech that the parser hangs on what stands beside it.
		return v.main(w.Head, x) && v.word(w.Head).Rel != syntax.Ccomp && i > w.Head && v.semicolon(w.Head, i)
	}
	// A conjunct that the parser took for something else: "I want peace, but they …".
	if w.Rel == syntax.AclRelcl {
		return v.spliced(i, x) && v.finite(i, x) && v.main(w.Head, x)
	}
	return v.apart(i, x) && v.hasSubject(i, x) && v.main(w.Head, x)
}

// spliced reports whether what the parser took for a relative clause follows a comma and begins with its subject, a pronoun: it is
// a sentence joined by the comma alone ("That’s an interesting one, I’ll get a little heat").
func (v *scene) spliced(i int, x attribution.Range) bool {
	sub := v.subjectOf(i, x)
	return sub > x.First && sub < i && v.word(sub).XPOS == syntax.TagPRP && v.word(sub-1).XPOS == syntax.TagComma
}

// topmost reports whether word i, which hangs on a word outside x, heads a clause: of several in one sentence those
// that are predicates, or the first if none is.
func (v *scene) topmost(i int, x attribution.Range) bool {
	lo, hi := v.sentence(i, x)
	if v.predicates(i, x) {
		// A later one, or one that "if" or "because" subordinates, stands alone only where it can.
		if first := v.firstTop(lo, i, x); first < i && !v.standsAlone(i, lo, x) || v.subordinate(i, x) && v.anotherTop(i, lo, hi, x) {
			return false
		}
		return true
	}
	for j := lo; j < hi; j++ {
		w := v.word(j)
		if w.UPOS == syntax.PUNCT || w.Head >= x.First && w.Head < x.End {
			continue
		}
		if v.predicates(j, x) {
			return false
		}
	}
	for j := lo; j < i; j++ {
		if w := v.word(j); w.UPOS != syntax.PUNCT && w.UPOS != syntax.SCONJ && w.UPOS != syntax.ADP && w.UPOS != syntax.PART && (w.Head < x.First || w.Head >= x.End) {
			return false
		}
	}
	w := v.word(i)
	return w.UPOS != syntax.SCONJ && w.UPOS != syntax.ADP && w.UPOS != syntax.PART || hi-lo == 1
}

// firstTop returns the first word of [lo, i) that hangs on a word outside x, or i.
func (v *scene) firstTop(lo, i int, x attribution.Range) int {
	for j := lo; j < i; j++ {
		if w := v.word(j); w.UPOS != syntax.PUNCT && w.UPOS != syntax.SCONJ && (w.Head < x.First || w.Head >= x.End) && !v.subordinate(j, x) {
			return j
		}
	}
	return i
}

// standsAlone reports whether the clause of word i has a subject of its own, or punctuation or a conjunction before it.
func (v *scene) standsAlone(i, lo int, x attribution.Range) bool {
	if v.subjectOf(i, x) >= 0 {
		return true
	}
	b := max(v.word(i).Begin, lo)
	for b < i && v.word(b).UPOS == syntax.PUNCT {
		b++
	}
	return b > lo && (v.word(b-1).UPOS == syntax.PUNCT || v.word(b).UPOS == syntax.CCONJ)
}

// subordinate reports whether a clause begins with "if", "because" and the like.
func (v *scene) subordinate(i int, x attribution.Range) bool {
	m := v.child(i, x, syntax.Mark)
	if m < 0 || m > i {
		return false
	}
	switch v.word(m).Lemma {
	case "that", "to", "whether":
		return false
	}
	return true
}

// anotherTop reports whether the sentence has another predicate that hangs on a word outside x.
func (v *scene) anotherTop(i, lo, hi int, x attribution.Range) bool {
	for j := lo; j < hi; j++ {
		if w := v.word(j); j != i && (w.Head < x.First || w.Head >= x.End) && w.UPOS != syntax.PUNCT && v.predicates(j, x) && !v.subordinate(j, x) {
			return true
		}
	}
	return false
}

// sentence returns the part of x that stands in the sentence of token i.
func (v *scene) sentence(i int, x attribution.Range) (lo, hi int) {
	s := &v.doc.Sentences[v.sent[i]]
	return max(s.First, x.First), min(s.End, x.End)
}

// main reports whether the clause of word i hangs on nothing but conjuncts and parataxis within x.
func (v *scene) main(i int, x attribution.Range) bool {
	for range 50 {
		w := v.word(i)
		if w.Head < x.First || w.Head >= x.End {
			return true
		}
		switch w.Rel {
		case syntax.Conj, syntax.Parataxis, syntax.List:
		case syntax.Ccomp:
			// What somebody thinks or hopes is told by the clause under it.
			if !v.is(w.Head, v.rules.own.think) {
				return false
			}
		default:
			return false
		}
		i = w.Head
	}
	return false
}

// predicates reports whether word i is the predicate of a clause: a verb that is not a bare participle, or a word with
// a copula or a subject.
func (v *scene) predicates(i int, x attribution.Range) bool {
	w := v.word(i)
	if w.UPOS == syntax.VERB && w.Rel != syntax.Amod && w.Rel != syntax.Compound {
		return true
	}
	return v.child(i, x, syntax.Cop, syntax.Nsubj, syntax.NsubjPass, syntax.Aux) >= 0
}

// apart reports whether a conjunct that the parser hangs low stands apart: ", and the treads have another shape"; "but
// they will not".
func (v *scene) apart(i int, x attribution.Range) bool {
	cc := v.child(i, x, syntax.Cc)
	return cc > x.First && cc < i && (v.doc.Form(cc-1) == "," || v.word(cc).Lemma == "but") && v.word(i).Begin >= cc-1 && v.finite(i, x)
}

// finite reports whether a predicate or one of its auxiliaries is finite.
func (v *scene) finite(i int, x attribution.Range) bool {
	for c := i; c >= 0; {
		switch v.word(c).XPOS {
		case syntax.TagVBD, syntax.TagVBZ, syntax.TagVBP, syntax.TagMD:
			return true
		}
		if c == i {
			c = v.trees.FirstChild(i)
		} else {
			c = v.trees.NextChild(c)
		}
		for c >= 0 && (c < x.First || c >= x.End || v.word(c).Rel != syntax.Aux && v.word(c).Rel != syntax.AuxPass && v.word(c).Rel != syntax.Cop) {
			c = v.trees.NextChild(c)
		}
	}
	return false
}

// turns reports whether a conjunct that shares its subject has a modal verb of its own, and so does something else than the
// clause before it: "he was innocent and would appeal".
func (v *scene) turns(i int, x attribution.Range) bool {
	modal := func(i int) bool {
		a := v.child(i, x, syntax.Aux)
		return a >= 0 && a < i && v.word(a).XPOS == syntax.TagMD
	}
	return modal(i) && !modal(v.word(i).Head) && v.word(i).Head < i && v.predicates(v.word(i).Head, x)
}

func (v *scene) hasSubject(i int, x attribution.Range) bool {
	return v.child(i, x, syntax.Nsubj, syntax.NsubjPass, syntax.Expl, syntax.Csubj, syntax.NsubjOuter) >= 0 && v.predicates(i, x)
}

// semicolon reports whether a semicolon or dash stands between two words.
func (v *scene) semicolon(i, j int) bool {
	for k := i + 1; k < j; k++ {
		switch v.doc.Form(k) {
		case ";", "–", "—", "--":
			return true
		}
	}
	return false
}

func (v *scene) assign(i int, x attribution.Range) {
	at, to := i, int32(-1)
	for range 200 {
		if at < x.First || at >= x.End {
			break
		}
		if to = v.clause[at]; to >= 0 {
			break
		}
		at = v.word(at).Head
	}
	if to < 0 { // hangs on words outside that head no clause: goes with its neighbour
		if i > x.First && v.sent[i-1] == v.sent[i] {
			to = v.clause[i-1]
		} else {
			lo, hi := v.sentence(i, x)
			for j := lo; j < hi && to < 0; j++ {
				to = v.clause[j]
			}
		}
	}
	v.clause[i] = to
}

// verdict reports whether one word is all that is reported: "said no".
func verdict(s *attribution.Statement) bool {
	return s.Form == readout.Indirect && len(s.Content) == 1 && s.Content[0].End == s.Content[0].First+1
}

// filler reports whether a range holds nothing but words such as "okay" or "you know".
func (v *scene) filler(x attribution.Range) bool {
	for i := x.First; i < x.End; i++ {
		if v.word(i).UPOS != syntax.PUNCT && !v.is(i, v.rules.own.filler) {
			return v.rules.fillers.match(v, x)
		}
	}
	return true
}
