package attribution

import "github.com/readout-project/readout/syntax"

// beforeTime ends a cue before the time that stands between its verb and "to", and gives what follows to the content: of "voted on Tuesday
// to close three schools" the cue is "voted".
func (v *View) beforeTime(s *Statement) {
	if len(s.Content) == 0 || s.Content[0].First != s.Cue.End {
		return
	}
	verb := v.MakeCue(s.Cue.First, s.Cue.End).Head
	to := -1
	for i := verb + 2; i <= min(s.Cue.End, v.hi-1) && to < 0; i++ {
		if v.trees.Words[i].XPOS == syntax.TagTO {
			to = i
		}
	}
	if to < 0 || to >= s.Cue.End && v.trees.Words[s.Cue.End-1].UPOS == syntax.VERB {
		return
	}
	for i := verb + 1; i < to; i++ { // a preposition, and a day or a month
		switch w := &v.trees.Words[i]; w.UPOS {
		case syntax.ADP, syntax.DET, syntax.ADJ, syntax.NUM, syntax.ADV:
		case syntax.PROPN, syntax.NOUN:
			if i == verb+1 && w.UPOS == syntax.NOUN {
				return
			}
		default:
			return
		}
	}
	if u := v.trees.Words[verb+1].UPOS; u != syntax.ADP && u != syntax.PROPN || v.trees.Words[to-1].UPOS != syntax.PROPN && v.trees.Words[to-1].UPOS != syntax.NUM {
		return
	}
	s.Cue.End, s.Content[0].First = verb+1, to
}
