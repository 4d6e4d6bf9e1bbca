package attribution

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// addressees finds whom the cue's verb is addressed to: its object, where that is not part of the content, and
// what hangs on it by "to" or "with".
func (f *Finder) addressees(v *View, s *Statement) {
	w := v.trees.Words
	cue := v.MakeCue(s.Cue.First, s.Cue.End)
	verb := cue.Head
	told := f.words.addressed[w[verb].Lemma]
	add := func(i int) {
		if i >= s.Source.First && i < s.Source.End {
			return
		}
		if holds(s.Content, i) { // "ordered [the army] to leave": told, and what is told begins with it
			if !told || w[i].Head != verb || w[i].Rel != syntax.Obj || w[i].Begin > s.Content[0].First || w[i].End >= len(w) || w[w[i].End].XPOS != syntax.TagTO {
				return
			}
		}
		m := v.headed(i, Range{0, len(w)})
		if m < 0 {
			return
		}
		e := v.set.Mentions[m].Entity
		if e == s.Speaker {
			return
		}
		switch v.set.Entities[e].Kind {
		case readout.Person, readout.Organization, readout.Group, readout.Country:
			for _, o := range s.Addressees {
				if o == e {
					return
				}
			}
			s.Addressees = append(s.Addressees, e)
		}
	}
	for c := v.trees.FirstChild(verb); c >= 0; c = v.trees.NextChild(c) {
		switch w[c].Rel {
		case syntax.Iobj, syntax.Obj:
			add(c)
		case syntax.NsubjPass:
			add(c)
		case syntax.Obl, syntax.Nmod:
			if k := v.trees.Child(c, syntax.Case); k >= 0 {
				switch w[k].Lemma {
				case "to", "with":
					add(c)
				case "in", "on", "upon", "during": // in a letter to X, on a call with reporters
					if w[verb].Lemma == "call" && w[k].Lemma != "in" && w[k].Lemma != "during" { // called on them to leave
						add(c)
					}
					for n := v.trees.FirstChild(c); n >= 0; n = v.trees.NextChild(n) {
						if kk := v.trees.Child(n, syntax.Case); w[n].Rel == syntax.Nmod && kk >= 0 && (w[kk].Lemma == "to" || w[kk].Lemma == "with") {
							add(n)
						}
					}
				}
			}
		}
	}
}

// told adds whom the content of a statement begins with where they are to do what follows: "urged" <residents to stay away>; and cuts
// from the content of "told" those who are told: <the jury that …>.
func (f *Finder) told(v *View, s *Statement) {
	w := v.trees.Words
	x := s.Content[0]
	verb := v.MakeCue(s.Cue.First, s.Cue.End).Head
	if len(s.Addressees) > 0 || x.First != s.Cue.End || !f.words.addressed[w[verb].Lemma] && w[verb].Lemma != "call" || v.quote[x.First] >= 0 {
		return
	}
	for m := v.mention[x.First]; m >= 0; m-- {
		y := &v.set.Mentions[m]
		if y.First > x.First || y.End <= x.First {
			break
		}
		if y.First < x.First || y.Entity < 0 || y.Entity == s.Speaker || y.End >= x.End {
			continue
		}
		switch v.set.Entities[y.Entity].Kind {
		case readout.Person, readout.Group, readout.Organization, readout.Country:
		default:
			continue
		}
		if w[y.End].XPOS == syntax.TagTO {
			s.Addressees = append(s.Addressees, y.Entity)
			return
		}
		if p := &w[y.End]; p.XPOS == syntax.TagPRP && p.Rel == syntax.Nsubj && y.Entity >= 0 { // "promised voters she would"
			s.Addressees = append(s.Addressees, y.Entity)
			s.Content[0].First = y.End
			return
		}
		for j := y.End; j < min(x.End, y.End+12) && w[j].UPOS != syntax.VERB && w[verb].Lemma != "call"; j++ {
			if w[j].Lemma == "that" && w[j].UPOS != syntax.DET {
				s.Addressees = append(s.Addressees, y.Entity)
				s.Content[0].First = j
				return
			}
		}
	}
}

// asked adds to a question in a participle, "Asked whether …, she said", the one who is asked: who answers in the same sentence, else
// the subject of its main clause. The parser often takes the participle for the main verb.
func (f *Finder) asked(v *View, out []Statement, i int) {
	s := &out[i]
	if s.Source.First < s.Source.End && s.Source.First < s.Cue.End || len(s.Addressees) > 0 || s.Cue.First == s.Cue.End { // "Asked by Roe"
		return
	}
	w := v.trees.Words
	verb := v.MakeCue(s.Cue.First, s.Cue.End).Head
	begins := s.Cue.First == v.doc.Sentences[v.sent[verb]].First
	if w[verb].Rel != syntax.Advcl && !begins || w[verb].XPOS != syntax.TagVBN && w[verb].XPOS != syntax.TagVBD || !f.words.asking[w[verb].Lemma] ||
		v.trees.Child(verb, syntax.AuxPass, syntax.Nsubj) >= 0 {
		return
	}
	for j := i + 1; j < len(out) && v.sent[out[j].Content[0].First] == v.sent[verb]; j++ {
		if o := &out[j]; o.Within == s.Within && o.Speaker >= 0 && o.Source.First > s.Content[0].First {
			s.Addressees = append(s.Addressees, o.Speaker)
			return
		}
	}
	main := w[verb].Head
	if begins && main < 0 {
		main = v.trees.Child(verb, syntax.Parataxis)
	}
	if main < 0 {
		return
	}
	if subj := v.trees.Child(main, syntax.Nsubj); subj >= 0 {
		if m := v.headed(subj, Range{0, len(w)}); m >= 0 {
			s.Addressees = append(s.Addressees, v.set.Mentions[m].Entity)
		}
	}
}

// question reports whether a statement puts a question to somebody.
func (f *Finder) question(v *View, s *Statement) bool {
	for i := s.Cue.First; i < s.Cue.End; i++ {
		if f.words.asking[v.trees.Words[i].Lemma] {
			return true
		}
	}
	return false
}
