package attribution

import "github.com/readout-project/readout/syntax"

const joinedCue = 0.3 // probability from which a verb after "and" is a cue of its own

// untilJoined ends the content of a candidate before "and" and a likely cue that is joined to the candidate's own verb, since the content has no
// verb in that form: "called on the police <to publish the video> and called on people to stay calm"; and before a participle that goes on: "refused
// <to resign>, saying that …".
func (f *Finder) untilJoined(v *View, c *Candidate) {
	if len(c.Content) == 0 {
		return
	}
	w := v.trees.Words
	tense := w[c.Head].XPOS
	if tense == syntax.TagVBN && w[c.First].Lemma == "have" { // "has called on … and called on": the tagger may take either for the other
		tense = syntax.TagVBD
	}
	x := &c.Content[len(c.Content)-1]
	if tense != syntax.TagVBD && tense != syntax.TagVBZ || x.First < c.End || v.sent[x.First] != v.sent[c.Head] {
		return
	}
	for i := x.First + 1; i+1 < x.End; i++ { // "said <nobody had been asked> and threatened to sue"
		if k := i + 1; w[i].UPOS == syntax.CCONJ && w[k].UPOS == syntax.VERB && w[k].XPOS == w[c.Head].XPOS && w[k].Rel == syntax.Conj && int(v.head[k]) == c.Head && f.says(v, k) && v.quote[k] < 0 {
			*x = v.trim(Range{x.First, i})
			return
		}
	}
	for i := x.First; i+1 < x.End; i++ {
		switch w[i].XPOS {
		case syntax.TagVBD, syntax.TagVBZ, syntax.TagVBP:
			return
		}
		if w[i].XPOS == syntax.TagComma && i+2 < x.End && w[i+1].XPOS == syntax.TagVBG && v.cueProb[i+1] > likelyCue && v.quote[i+1] < 0 && f.says(v, i+1) {
			*x = v.trim(Range{x.First, i})
			return
		}
		if w[i].UPOS != syntax.CCONJ || w[i].Lemma == "or" || v.quote[i] >= 0 {
			continue
		}
		k := i + 1
		for k < x.End && w[k].UPOS == syntax.ADV {
			k++
		}
		if k < x.End && v.cueProb[k] > joinedCue && (w[k].XPOS == tense || tense == syntax.TagVBD && w[k].XPOS == syntax.TagVBN) && i > x.First && w[k].UPOS == syntax.VERB {
			*x = v.trim(Range{x.First, i})
			return
		}
	}
}

// leads reports whether statement b, whose cue stands in the content of a, leads to a quotation right behind it that a does not have; it takes
// b from the content of a: "She said the plan was fair, and when pressed on it, <the minister> replied, “…”"
func (v *View) leads(a, b *Statement) bool {
	last := b.Content[len(b.Content)-1]
	if b.Source.First == b.Source.End || b.Source.End > b.Cue.First || v.quote[last.First] < 0 || holds(a.Content, last.First) || !v.touch(b.Cue.End, last.First) {
		return false
	}
	for k := range a.Content {
		x := &a.Content[k]
		if x.First < b.Source.First && b.Source.First < x.End {
			*x = v.trim(Range{x.First, b.Source.First})
			return x.First < x.End
		}
	}
	return false
}

// clip ends what somebody said within a quotation where the inner marks close, if it goes on in another sentence: “She said, ‘You lie.’ <She was
// right.>”
func (v *View) clip(s *Statement) {
	for k := range s.Content {
		x := &s.Content[k]
		q := v.quote[x.First]
		if q < 0 || v.doc.Quotes[q].Parent < 0 || v.doc.Quotes[q].First != x.First || x.First < s.Cue.End || !v.touch(s.Cue.End, x.First) {
			continue
		}
		if end := v.doc.Quotes[q].End; end < x.End && v.sent[end] != v.sent[end-1] {
			*x = v.trim(Range{x.First, end})
		}
	}
}

// andThat lets what begins with "that" go on over another such clause right behind it, which the parser hung elsewhere: "said <that nobody knew
// and that the board would meet>".
func (v *View) andThat(s *Statement) {
	w := v.trees.Words
	x := &s.Content[len(s.Content)-1]
	if x.First < s.Cue.End || !v.that(x.First) {
		return
	}
	for i := x.End; i+2 < v.hi && v.sent[i] == v.sent[x.First] && w[i].UPOS == syntax.CCONJ && v.that(i+1) && w[i+1].Head > i+1; i = x.End {
		end := v.trim(Range{x.First, min(w[w[i+1].Head].End, v.hi)}).End
		if end <= i+2 {
			return
		}
		x.End = end
	}
}

// that reports whether token i is a "that" which opens a clause.
func (v *View) that(i int) bool {
	return v.trees.Words[i].Lemma == "that" && v.trees.Words[i].UPOS == syntax.SCONJ
}

// beforeDash ends content whose last words in it are a quotation before the dash with which the writer goes on: likened it to <“a trap”> - a charge
// that …
func (v *View) beforeDash(s *Statement) {
	x := &s.Content[len(s.Content)-1]
	if x.First < s.Cue.End {
		return
	}
	for i := x.First + 2; i+1 < x.End; i++ {
		if !dash(v.doc.Form(i)) || v.quote[i] >= 0 || v.doc.Tokens[i].Start == v.doc.Tokens[i-1].End || v.sent[i] != v.sent[x.First] {
			continue
		}
		k := i - 1
		for k > x.First && !hasLetter(v.doc, k) {
			k--
		}
		if v.quote[k] < 0 {
			return
		}
		for j := i + 1; j < x.End; j++ {
			if dash(v.doc.Form(j)) || v.quote[j] >= 0 {
				return
			}
		}
		*x = v.trim(Range{x.First, i})
		return
	}
}
