package attribution

import (
	"slices"

	"github.com/readout-project/readout/syntax"
)

// silent leaves out statements of somebody who gave no answer, which say nothing: "has not answered <the question>".
func (f *Finder) silent(v *View, out []Statement) []Statement {
	drop := make([]bool, len(out))
	for i := range out {
		drop[i] = f.unanswered(v, &out[i])
	}
	return without(out, drop)
}

func (f *Finder) unanswered(v *View, s *Statement) bool {
	if s.Cue.First == s.Cue.End {
		return false
	}
	w := v.trees.Words
	verb := v.MakeCue(s.Cue.First, s.Cue.End).Head
	if !f.words.reply[w[verb].Lemma] && w[verb].Lemma != "comment" || w[s.Content[0].First].UPOS == syntax.SCONJ {
		return false
	}
	not, past := false, false
	for i := s.Cue.First; i < verb; i++ {
		not = not || w[i].Lemma == "not"
		past = past || w[i].Lemma == "do" || w[i].Lemma == "have"
	}
	return not && past
}

// infinitiveIn returns the "to" of an infinitive that hangs on the verb between it and token end; 0 for none.
func (v *View) infinitiveIn(verb, end int) int {
	w := v.trees.Words
	for i := verb + 1; i+1 < end; i++ {
		if w[i].XPOS == syntax.TagTO && w[i].Head > i && w[i].Head < end && int(v.head[w[i].Head]) == verb {
			return i
		}
	}
	return 0
}

// shared gives a statement without a source that of the one before it in the sentence where "and" or "but" joins their verbs:
// "She demanded a report, and asked why …".
func (v *View) shared(out []Statement) {
	w := v.trees.Words
	for i := 1; i < len(out); i++ {
		s := &out[i]
		if s.Source.First < s.Source.End || s.Cue.First == s.Cue.End || s.Cue.First == 0 || w[s.Cue.First-1].UPOS != syntax.CCONJ {
			continue
		}
		verb := v.MakeCue(s.Cue.First, s.Cue.End).Head
		if w[verb].UPOS != syntax.VERB || v.trees.Child(verb, syntax.AuxPass, syntax.Nsubj) >= 0 {
			continue
		}
		for j := i - 1; j >= 0 && v.sent[out[j].Content[0].First] == v.sent[s.Cue.First]; j-- {
			o := &out[j]
			if o.Within == s.Within && o.Source.First < o.Source.End && o.Source.End <= o.Cue.First && o.Content[0].First < s.Cue.First {
				s.Source = o.Source
				break
			}
		}
	}
}

// parted splits statements whose cue took in the content of a first verb, "confirmed the call but played down" <talk of a thaw>, and
// cuts from cues the infinitive that is what was declined, refused or threatened: "declined to say".
func (f *Finder) parted(v *View, out []Statement) []Statement {
	w := v.trees.Words
	n := len(out)
	for i := range n {
		s := &out[i]
		if len(s.Content) == 0 || s.Content[0].First != s.Cue.End {
			continue
		}
		verb := v.MakeCue(s.Cue.First, s.Cue.End).Head
		if w[verb].UPOS != syntax.VERB {
			continue
		}
		if to := v.infinitiveIn(verb, s.Cue.End); to > 0 && f.words.binding[w[verb].Lemma] {
			s.Cue.End, s.Content[0].First = verb+1, to
			continue
		}
		if l := w[verb].Lemma; l == "offer" || l == "promise" || l == "pledge" { // "offered counseling to" <its employees>
			if o := v.trees.Child(verb, syntax.Obj); o > verb && o < s.Cue.End && w[o].UPOS == syntax.NOUN && w[o].Begin == verb+1 {
				s.Cue.End, s.Content[0].First = verb+1, verb+1
				continue
			}
		}
		cc := s.Cue.First + slices.IndexFunc(w[s.Cue.First:s.Cue.End], func(x syntax.Word) bool { return x.UPOS == syntax.CCONJ })
		if cc < verb+2 || cc+1 >= s.Cue.End || !slices.ContainsFunc(w[verb+1:cc], func(x syntax.Word) bool { return x.UPOS == syntax.NOUN || x.UPOS == syntax.PROPN }) {
			continue
		}
		second := cc + 1
		for second < s.Cue.End && (w[second].UPOS == syntax.AUX || w[second].UPOS == syntax.ADV) {
			second++
		}
		if second >= s.Cue.End || w[second].UPOS != syntax.VERB {
			continue
		}
		first := *s
		end := verb + 1
		if w[end].Rel == syntax.CompoundPrt {
			end++
		}
		first.Cue.End, first.Content = end, []Range{v.trim(Range{end, cc})}
		at := second + 1
		for at < s.Cue.End && (w[at].Rel == syntax.CompoundPrt || w[at].UPOS == syntax.ADP && w[at].Rel != syntax.Case) {
			at++
		}
		s.Cue = Range{cc + 1, at}
		s.Content[0].First = at
		out = append(out, first)
	}
	return out
}
