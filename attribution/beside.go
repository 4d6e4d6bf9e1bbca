package attribution

import (
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// besideCue is the probability of a cue from which any noun or pronoun may be who says the quotation beside it.
const besideCue = 0.2

// besideConfidence is that of a statement that only its shape tells: of those on PolNeAR's dev part 22 of 24 are right.
const besideConfidence = 0.9

// beside adds the statements that the models miss though a whole quotation stands right beside a verb with its
// subject ("Next time in Moscow," he invited Trump), or beside a dash and a name that sign it, whatever the verb.
func (f *Finder) beside(v *View, out []Statement) []Statement {
	d, w := v.doc, v.trees.Words
	owner := v.owners(out)
	for q := range d.Quotes {
		quote := &d.Quotes[q]
		if quote.Parent >= 0 || quote.First >= quote.End || v.speech(q) == 0 || quote.End-quote.First < 2 {
			continue
		}
		if slices.ContainsFunc(owner[quote.First:quote.End], func(o int32) bool { return o >= 0 }) {
			continue
		}
		x := v.trim(Range{quote.First, quote.End})
		if x.First == x.End {
			continue
		}
		s := Statement{Content: []Range{x}, Speaker: -1, InReplyTo: -1, Within: -1, Confidence: besideConfidence}
		if cue, source := v.signature(quote.End); source.First < source.End {
			s.Cue, s.Source = cue, source
		} else if w[quote.End-1].UPOS == syntax.PUNCT {
			if s.Cue, s.Source = v.inquit(quote.First, quote.End); s.Cue.First == s.Cue.End {
				s.Cue, s.Source = v.announced(quote.First)
			}
		}
		if s.Cue.First == s.Cue.End {
			s.Cue, s.Source = v.usher(quote.First)
		}
		if s.Cue.First == s.Cue.End || slices.ContainsFunc(owner[s.Cue.First:s.Cue.End], func(o int32) bool { return o >= 0 }) {
			continue
		}
		v.own(owner, x, int32(len(out)))
		v.own(owner, s.Cue, int32(len(out)))
		out = append(out, s)
	}
	return out
}

// signature finds a dash and a name after a quotation that ends at token i, to the end of the paragraph: — Jane Roe.
func (v *View) signature(i int) (cue, source Range) {
	d := v.doc
	par := v.paragraph(i - 1)
	end := d.Sentences[d.Paragraphs[par].End-1].End
	for i < end && !hasLetter(d, i) && !dash(d.Form(i)) {
		i++
	}
	if i >= end && par+1 < len(d.Paragraphs) { // signed in a paragraph of its own
		p := d.Paragraphs[par+1]
		i, end = d.Sentences[p.First].First, d.Sentences[p.End-1].End
	}
	if i+1 >= end || !dash(d.Form(i)) || end-i > 16 {
		return
	}
	m := v.mention[i+1]
	if m < 0 || v.set.Mentions[m].Form != readout.ByName {
		return
	}
	for m > 0 && v.set.Mentions[m-1].First == i+1 { // the outermost that begins here
		m--
	}
	return Range{i, i + 1}, Range{i + 1, v.set.Mentions[m].End}
}

func dash(s string) bool {
	switch s {
	case "-", "--", "–", "—", "―":
		return true
	}
	return false
}

// inquit finds a verb and its subject that stand right after the quotation of tokens [first, end): "…," he asserted.
func (v *View) inquit(first, end int) (cue, source Range) {
	d, w := v.doc, v.trees.Words
	sent := d.Sentences[v.sent[end-1]]
	if end >= sent.End { // the sentence that the quotation ends goes on outside it, or there is none
		return
	}
	for i := end; i < min(sent.End, end+14); i++ {
		if w[i].UPOS != syntax.VERB || w[i].XPOS == syntax.TagVBG || w[i].XPOS == syntax.TagVB {
			continue
		}
		b := v.beside(i, sent.First, sent.End)
		if b&3 != 1 && b&3 != 2 {
			return
		}
		subj := v.trees.Child(i, syntax.Nsubj)
		if subj < 0 || v.kind[subj] == 0 && v.cueProb[i] < besideCue {
			return
		}
		if k := v.trees.Child(i, syntax.Aux); k >= 0 && k < i && k > subj {
			return Range{k, i + 1}, Range{w[subj].Begin, w[subj].End}
		}
		return Range{i, i + 1}, Range{w[subj].Begin, w[subj].End}
	}
	return
}

// announced finds the verb, its subject and the colon that lead to a quotation which begins at token first: He had to change his answer: "…"
func (v *View) announced(first int) (cue, source Range) {
	w := v.trees.Words
	colon := first - 1
	for colon >= 0 && !hasLetter(v.doc, colon) && v.doc.Form(colon) != ":" {
		colon--
	}
	if colon < 1 || v.doc.Form(colon) != ":" {
		return
	}
	lo := v.doc.Sentences[v.sent[colon]].First
	for i := lo; i < colon; i++ {
		subj := v.trees.Child(i, syntax.Nsubj)
		if w[i].UPOS != syntax.VERB || w[i].Head >= lo && w[i].Head < colon || subj < 0 || subj > i || v.kind[subj]&7 <= thing && w[subj].UPOS != syntax.PRON {
			continue
		}
		begin := i
		for begin > lo && int(v.head[begin-1]) == i && (v.rel[begin-1] == syntax.Aux || v.rel[begin-1] == syntax.Advmod) {
			begin--
		}
		return Range{begin, colon + 1}, v.trim(v.pastDateline(Range{w[subj].Begin, w[subj].End}))
	}
	return
}

// usherCue is the probability of a cue from which a verb right before a quotation leads to it.
const usherCue = 0.1

// usher finds the verb and its subject right before a quotation that begins at token first, with its comma and whom it is said to: "… sang to the
// crowd before asking it, “…”", "footage of the mayor saying: “…”".
func (v *View) usher(first int) (cue, source Range) {
	w := v.trees.Words
	lo := v.doc.Sentences[v.sent[first]].First
	i := first - 1
	for i > lo && !hasLetter(v.doc, i) {
		i--
	}
	if w[i].UPOS == syntax.PRON {
		i--
	}
	if i <= lo || w[i].UPOS != syntax.VERB || v.quote[i] >= 0 || v.cueProb[i] < usherCue || w[i].XPOS == syntax.TagVBN && v.trees.Child(i, syntax.Nsubj) < 0 {
		return
	}
	cue = Range{i, i + 1}
	if h := w[i].Head; w[i].Rel == syntax.Acl && w[i].XPOS == syntax.TagVBG && h >= lo && h < i && v.quote[h] < 0 {
		return cue, v.trim(Range{w[h].Begin, i})
	}
	if source = v.agent(i); source.First == source.End {
		return Range{}, Range{}
	}
	return cue, source
}

// agent returns who does what the verb at token i says, whatever kind of noun that is: its subject or, of an infinitive or a participle after
// "before", "while" and the like, that of its main clause; of a participle whose main clause the parser did not find, the first in the sentence
// who has a name.
func (v *View) agent(i int) Range {
	w := v.trees.Words
	bare := w[i].XPOS == syntax.TagVBG || w[i].XPOS == syntax.TagVB
	for verb, steps := i, 0; steps < 4 && verb >= 0; steps++ {
		if k := v.trees.Child(verb, syntax.Nsubj); k >= 0 {
			if x := v.trim(v.pastDateline(v.aroundAside(Range{w[k].Begin, w[k].End}))); x.First < x.End && x.End <= i && v.quote[x.First] < 0 {
				return x
			}
			break
		}
		switch w[verb].Rel {
		case syntax.Conj:
		case syntax.Advcl, syntax.Xcomp:
			if !bare {
				return Range{}
			}
		default:
			verb = -1
			continue
		}
		verb = w[verb].Head
	}
	if w[i].XPOS == syntax.TagVBG && v.trees.Child(i, syntax.Nsubj) < 0 {
		for k := v.doc.Sentences[v.sent[i]].First; k < i; k++ {
			if x := v.somebody(k); x.First < x.End && v.quote[k] < 0 {
				return x
			}
		}
	}
	return Range{}
}
