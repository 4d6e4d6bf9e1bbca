package attribution

import (
	"slices"

	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

var (
	hashAccording = text.HashLower("according")
	hashTo        = text.HashLower("to")
)

// accordingConfidence is that of a statement which a sentence tells that begins with "According to" and that the models missed.
const accordingConfidence = 0.9

// according adds the statements of sentences that begin with "According to", or mends them: the source goes to the first comma
// after which a clause begins ("According to a person close to the board, who asked not to be named, the company is losing
// money"), and the clause is what is said.
func (v *View) according(out []Statement) []Statement {
	d := v.doc
	if v.lo >= v.hi {
		return out
	}
	for s := v.sent[v.lo]; s <= v.sent[v.hi-1]; s++ {
		first, end := d.Sentences[s].First, d.Sentences[s].End
		if end-first < 6 || d.Tokens[first].Lower != hashAccording || d.Tokens[first+1].Lower != hashTo {
			continue
		}
		comma := v.clauseAfter(first+2, end)
		if comma < 0 {
			continue
		}
		content := v.trim(Range{comma + 1, end})
		if content.First >= content.End {
			continue
		}
		x := Statement{
			Cue: Range{first, first + 2}, Source: v.trim(Range{first + 2, comma}), Content: []Range{content}, Speaker: -1, InReplyTo: -1, Within: -1,
			Confidence: accordingConfidence,
		}
		at := slices.IndexFunc(out, func(o Statement) bool { return o.Cue.First < o.Cue.End && o.Cue.First == first })
		switch {
		case at < 0:
			out = append(out, x)
		case out[at].Source.End != x.Source.End || len(out[at].Content) > 0 && (out[at].Content[0].First < comma || out[at].Content[0].First > content.First):
			out[at].Cue, out[at].Source, out[at].Content = x.Cue, x.Source, x.Content
		}
	}
	return out
}

// clauseAfter returns the comma of tokens [i, end) after which a clause of its own begins, with what leads up to it ("after the
// vote"); -1 for none.
func (v *View) clauseAfter(i, end int) int {
	comma, from, finite := -1, -1, false // the last comma, and where the clause begins if one comes
	for j := i; j <= end; j++ {
		if j < end && v.trees.Words[j].XPOS != syntax.TagComma {
			switch v.trees.Words[j].XPOS {
			case syntax.TagVBD, syntax.TagVBP, syntax.TagVBZ, syntax.TagMD:
				finite = true
			}
			continue
		}
		if comma >= 0 {
			w := &v.trees.Words[comma+1]
			switch w.XPOS {
			case syntax.TagWDT, syntax.TagWP, syntax.TagWPS, syntax.TagWRB: // the source goes on
				from = -1
			default:
				leads := w.UPOS == syntax.ADP || w.UPOS == syntax.SCONJ || w.UPOS == syntax.ADV
				if from < 0 && (finite || leads) {
					from = comma
				} else if !finite && !leads {
					from = -1
				}
				if finite && from >= 0 {
					return from
				}
			}
		}
		comma, finite = j, false
	}
	return -1
}
