package attribution

import "github.com/readout-project/readout/syntax"

// participles gives a participle behind a comma, "granted the firm a delay after a fire in its mine, <saying> …", or behind "before" and the like, the
// subject of the main clause as its source where it has a noun of another place, or none.
func (v *View) participles(out []Statement) {
	w := v.trees.Words
	for i := range out {
		s := &out[i]
		if s.Cue.First == s.Cue.End || s.Cue.First == 0 || w[s.Cue.First].XPOS != syntax.TagVBG || v.doc.Tokens[s.Cue.First].Lower == hashAccording {
			continue
		}
		if p := &w[s.Cue.First-1]; p.XPOS != syntax.TagComma && p.Lemma != "before" && p.Lemma != "after" && p.Lemma != "while" {
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
