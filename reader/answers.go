package reader

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/act"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// answered are the acts to which an act may be the answer.
var answered = map[readout.ActType][]readout.ActType{
	"denial":     {"accusation"},
	"refusal":    {"request", "demand", "offer", "invitation"},
	"acceptance": {"request", "demand", "offer", "invitation"},
	"agreement":  {"request", "demand", "offer", "invitation"},
}

// answers ties a denial, a refusal or an acceptance to the accusation, demand or offer shortly before it that is aimed at the speaker or that its
// words take up ("denied it", "rejected the request"), and with it the quotation in which the speaker goes on.
func answers(d *text.Doc, t *syntax.Trees, set *entity.Set, statements []attribution.Statement, acts []act.Reading) {
	const back = 4 // statements
	last := -1     // the last that was tied here and says nothing more than that
	for i := range statements {
		s := &statements[i]
		if s.Within >= 0 || s.Speaker < 0 || s.Basis == readout.Transcript {
			continue
		}
		if s.InReplyTo >= 0 {
			last = -1
			continue
		}
		if last >= 0 && statements[last].Speaker == s.Speaker && s.Form == readout.Direct && paragraph(d, s) == paragraph(d, &statements[last]) {
			s.InReplyTo, last = statements[last].InReplyTo, -1
			continue
		}
		last = -1
		if j := i - 1; j >= 0 && (asks(d, s, &statements[j], acts[j]) || asked(d, t, s, &statements[j])) {
			s.InReplyTo = j
			continue
		}
		takesUp := takesUp(t, s)
		for j, n := i-1, 0; j >= 0 && n < back && s.InReplyTo < 0; j-- {
			o := &statements[j]
			if o.Within >= 0 {
				continue
			}
			n++
			if gap := paragraph(d, s) - paragraph(d, o); gap > 1 || o.Speaker < 0 || o.Speaker == s.Speaker || o.Basis == readout.Transcript {
				continue
			}
			for _, a := range acts[i].Acts {
				if a.Type != "denial" && !takesUp && s.Form == readout.Direct {
					continue // "I will not apologise" may refuse anything
				}
				for _, b := range acts[j].Acts {
					if slices.Contains(answered[a.Type], b.Type) && (takesUp || meant(set, s.Speaker, b.Target) || slices.Contains(o.Addressees, s.Speaker)) {
						s.InReplyTo = j
					}
				}
			}
		}
		if s.InReplyTo >= 0 && takesUp {
			last = i
		}
	}
}

// asks reports whether a statement is a question, told in the words of the text, right before what somebody else says: "Asked whether he would resign, he
// said …".
func asks(d *text.Doc, s, o *attribution.Statement, acts act.Reading) bool {
	if o.Within >= 0 || o.Form != readout.Indirect || o.Basis == readout.Transcript || o.Speaker == s.Speaker || len(acts.Acts) == 0 || acts.Acts[0].Type != "question" {
		return false
	}
	gap := sentence(d, s) - sentence(d, o)
	return gap >= 0 && gap <= 1 && paragraph(d, s) == paragraph(d, o)
}

// asked reports whether a statement is a question in marks which its cue says is one, and that somebody else answers in marks at once: “Where is
// it?” she asked. “Gone,” he said.
func asked(d *text.Doc, t *syntax.Trees, s, o *attribution.Statement) bool {
	if o.Within >= 0 || o.Form != readout.Direct || s.Form != readout.Direct || o.Basis == readout.Transcript || o.Speaker == s.Speaker || o.Cue.First == o.Cue.End {
		return false
	}
	if gap := paragraph(d, s) - paragraph(d, o); gap < 0 || gap > 1 {
		return false
	}
	end := o.Content[len(o.Content)-1].End
	if d.Form(end-1) != "?" && (end >= len(d.Tokens) || d.Form(end) != "?") {
		return false
	}
	return slices.ContainsFunc(t.Words[o.Cue.First:o.Cue.End], func(w syntax.Word) bool { return w.Lemma == "ask" })
}

// paragraph returns the paragraph in which a statement is told.
func paragraph(d *text.Doc, s *attribution.Statement) int {
	return d.Sentences[sentence(d, s)].Paragraph
}

// sentence returns the sentence in which a statement is told.
func sentence(d *text.Doc, s *attribution.Statement) int {
	i := s.Content[0].First
	if s.Cue.First < s.Cue.End {
		i = s.Cue.First
	}
	k, _ := slices.BinarySearchFunc(d.Sentences, i, func(x text.Sentence, i int) int {
		if x.End <= i {
			return -1
		}
		return 1
	})
	return min(k, len(d.Sentences)-1)
}

// takesUp reports whether a statement's content is but a pronoun or a definite noun that means what was said before.
func takesUp(t *syntax.Trees, s *attribution.Statement) bool {
	if len(s.Content) != 1 || s.Content[0].End-s.Content[0].First > 3 {
		return false
	}
	first, end := s.Content[0].First, s.Content[0].End
	w := &t.Words[first]
	if end == first+1 {
		return w.Lemma == "it" || w.Lemma == "that" || w.Lemma == "this"
	}
	return w.UPOS == syntax.DET && t.Words[end-1].UPOS == syntax.NOUN
}

// meant reports whether what is aimed at a target concerns the speaker: he is the target, of its country, or acts for it by his role.
func meant(set *entity.Set, speaker, target int) bool {
	if target < 0 {
		return false
	}
	x, y := &set.Entities[speaker], &set.Entities[target]
	if speaker == target || slices.Contains(y.Members, speaker) || x.Country != "" && x.Country == y.Country {
		return true
	}
	name, _, _ := strings.Cut(y.Name, " ")
	return len(name) > 3 && slices.ContainsFunc(x.Roles, func(r string) bool { return strings.Contains(r, name) })
}
