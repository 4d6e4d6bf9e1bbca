package attribution

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// participles gives a participle behind a comma, "granted the firm a delay after a fire in its mine, <saying> …", or behind "before" and the like, the
// subject of the main clause as its source where it has a noun of another place, or none.
func (v *View) participles(out []Statement) {
	w := v.trees.Words
	for i := range out {
		s := &out[i]
		if s.Cue.First == s.Cue.End || s.Cue.First == 0 || w[s.Cue.First].XPOS != syntax.TagVBG || v.doc.Tokens[s.Cue.First].Lower == hashAccording {
			continue
		}
		if p := &w[s.Cue.First-1]; p.XPOS != syntax.TagComma && !(s.Source.First == s.Source.End && w[s.Cue.First].Rel == syntax.Advcl) && p.Lemma != "before" && p.Lemma != "after" && p.Lemma != "while" {
			continue
		}
		if x := s.Source; x.First < x.End {
			r := w[v.headOf(x)].Rel
			whom := x.First == s.Cue.End && x.End <= s.Content[0].First // "asking <her>"
			if !whom && (x.First >= s.Cue.End || r != syntax.Obl && r != syntax.Nmod && r != syntax.Obj) {
				continue
			}
		}
		verb := s.Cue.First
		for w[verb].Head >= 0 && w[verb].Rel != syntax.Root {
			verb = w[verb].Head
		}
		if verb >= s.Cue.First {
			continue
		}
		if x := v.subject(verb); x.First < x.End && x.End <= verb && v.quote[x.First] < 0 && !holds(s.Content, x.First) {
			s.Source = x
		}
	}
}

// inverted gives a quotation whose verb stands right behind it, “…?” asked <the boy>, the words behind that verb as its source where the parser
// took them for whom it asks.
func (v *View) inverted(out []Statement) {
	w := v.trees.Words
	for i := range out {
		s := &out[i]
		if s.Source.First < s.Source.End || s.Cue.End != s.Cue.First+1 {
			continue
		}
		verb := s.Cue.First
		x := s.Content[0]
		if x.End > verb || v.quote[x.End-1] < 0 || !v.touch(x.End, verb) || w[verb].XPOS != syntax.TagVBD && w[verb].XPOS != syntax.TagVBZ && w[verb].XPOS != syntax.TagVBN {
			continue
		}
		if k := v.trees.Child(verb, syntax.Obj, syntax.Iobj); k > verb && w[k].Begin == verb+1 {
			s.Source = v.trim(Range{w[k].Begin, w[k].End})
		}
	}
}

// namedInCue gives a statement whose cue begins with a name, and tells no source, that name as its source: "<Stradling> denies".
func (v *View) namedInCue(out []Statement) {
	for i := range out {
		s := &out[i]
		if s.Source.First < s.Source.End || s.Cue.First == s.Cue.End {
			continue
		}
		m := v.mention[s.Cue.First]
		if m < 0 {
			continue
		}
		x := &v.set.Mentions[m]
		if x.First != s.Cue.First || x.End >= s.Cue.End || x.Form != readout.ByName {
			continue
		}
		switch v.trees.Words[x.End].UPOS {
		case syntax.VERB, syntax.AUX:
			s.Source, s.Cue.First = Range{x.First, x.End}, x.End
		}
	}
}

// wholeName ends a source with the name in which it ended, before its cue: "The Rail Workers' <Union> threatened".
func (v *View) wholeName(s *Statement) {
	if s.Source.First >= s.Source.End {
		return
	}
	m := v.mention[s.Source.End-1]
	if m < 0 {
		return
	}
	if x := &v.set.Mentions[m]; x.Form == readout.ByName && x.First >= s.Source.First && x.End > s.Source.End && x.End <= s.Cue.First {
		s.Source.End = x.End
	}
}

// withName takes into a source the name of who it is that stands between it and the cue in commas: "The bishop, <the Rt Rev Hugh Amory,> refused".
func (v *View) withName(s *Statement) {
	w := v.trees.Words
	if s.Source.First >= s.Source.End || s.Source.End+2 >= s.Cue.First || w[s.Source.End].XPOS != syntax.TagComma || w[s.Cue.First-1].XPOS != syntax.TagComma {
		return
	}
	i, end := s.Source.End+1, s.Cue.First-1
	for i < end && (w[i].UPOS == syntax.DET || w[i].UPOS == syntax.NOUN || w[i].UPOS == syntax.PROPN || w[i].UPOS == syntax.ADJ) {
		if m := v.mention[i]; m >= 0 && v.set.Mentions[m].First == i && v.set.Mentions[m].End == end && v.set.Mentions[m].Form == readout.ByName {
			s.Source.End = end
			return
		}
		i++
	}
}

// withoutWhom ends a cue that stands behind its quotation before the name of whom it speaks to: “…,” Roe teased <Pugh>.
func (v *View) withoutWhom(s *Statement) {
	k := s.Cue.End - 1
	if k <= s.Cue.First || s.Content[len(s.Content)-1].End > s.Cue.First {
		return
	}
	m := v.mention[k]
	if m < 0 || v.set.Mentions[m].End != s.Cue.End || v.set.Mentions[m].First <= s.Cue.First || v.set.Mentions[m].Form != readout.ByName {
		return
	}
	if w := v.trees.Words; w[v.set.Mentions[m].First-1].UPOS == syntax.VERB {
		s.Cue.End = v.set.Mentions[m].First
	}
}
