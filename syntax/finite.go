package syntax

import "github.com/readout-project/readout/text"

// finite mends a sentence of prose that has been left without a finite verb: a participle that reads like a past tense is
// taken for one ("Both leaders gathered in Anchorage"), the first that no form of be or have and no preposition stands right before.
// Sentences without a full stop, which headlines are, are left alone, and so is what stands in quotation marks.
func (p *Parser) finite(d *text.Doc, s text.Sentence, l *Line) {
	if p.past == 0 || l.Caps > 0 || l.N < 4 || !stops(d, s) {
		return
	}
	first, depth := 0, 0
	for i := 1; i <= l.N; i++ {
		switch t := &p.Tags[l.Tag[i]-1]; t.XPOS {
		case TagOpen:
			depth++
		case TagClose:
			depth = max(0, depth-1)
		case TagVBD, TagVBP, TagVBZ, TagMD:
			if depth == 0 {
				return
			}
		case TagVBN:
			if depth > 0 || first > 0 || i == 1 || t.UPOS != VERB {
				continue
			}
			switch p.Tags[l.Tag[i-1]-1].UPOS {
			case NOUN, PROPN, PRON, ADV, NUM:
				first = i
			}
		}
	}
	if first > 0 {
		l.Tag[first] = p.past
	}
}

// stops reports whether a sentence ends as prose does: with a full stop, perhaps inside quotation marks.
func stops(d *text.Doc, s text.Sentence) bool {
	for i := s.End - 1; i >= s.First && i >= s.End-3; i-- {
		if d.Form(i) == "." {
			return true
		}
	}
	return false
}
