package entity

import "github.com/readout-project/readout/text"

// observe gathers what the document shows of each type in the stretches.
func (w *Words) observe() {
	d := w.d
	at := 0
	for s, sent := range d.Sentences {
		for i := sent.First; i < sent.End; i++ {
			for at < len(w.Stretches) && w.Stretches[at].End <= i {
				at++
			}
			inside := at < len(w.Stretches) && i >= w.Stretches[at].First
			var k int32
			var known bool
			if inside {
				k, known = w.word[i].kind, true
			} else {
				k, known = w.types.get(d.Tokens[i].Lower)
			}
			if !known {
				continue
			}
			form := d.Form(i)
			if !capitalized(form) {
				if w.marks[i]&isParticle == 0 {
					w.kinds[k] |= docLower
				}
				continue
			}
			if w.caps[s] != capsNormal {
				continue
			}
			w.kinds[k] |= w.around(i, sent)
		}
	}
}

func (w *Words) around(i int, sent text.Sentence) (bits uint16) {
	d := w.d
	if i > sent.First {
		if c := d.Text[d.Tokens[i-1].Start]; 'a' <= c && c <= 'z' || c == ',' {
			bits |= docMid
		}
		m := w.marks[i-1]
		if m&isAddress != 0 {
			bits |= docTitled
		}
		if m&isRole != 0 {
			bits |= docRole
		}
		if m&(isMale|isFemale) != 0 && capitalized(d.Form(i-1)) {
			bits |= docFirst
		}
		switch d.Form(i - 1) {
		case "in", "at", "from", "near", "In":
			bits |= docPlaced
		case "the", "The":
			bits |= docThe
		case "said", "says":
			bits |= docSays
		}
	}
	if i+1 < sent.End {
		switch d.Form(i + 1) {
		case "said", "says", "told", "added", "who":
			bits |= docSays
		case "'s", "’s":
			bits |= docPossess
		case ",":
			bits |= docComma
		}
		if w.marks[i+1]&isOrgWord != 0 && capitalized(d.Form(i+1)) {
			bits |= docOrgAfter
		}
	}
	return bits
}
