package syntax

import "github.com/readout-project/readout/text"

// reachLead is how many words a dateline or label may have.
const reachLead = 14

// lead returns how many tokens of a sentence are a dateline ("VIENNA, May 4 (AP) —") or a label in capitals ("MR. SMITH:")
// before what it says; 0 where it has none.
func lead(d *text.Doc, s text.Sentence) int {
	if !capitals(d.Form(s.First)) {
		return 0
	}
	open := 0
	for i := s.First + 1; i < min(s.End-2, s.First+reachLead); i++ {
		form := d.Form(i)
		switch form {
		case "(":
			open++
		case ")":
			open--
		case "—", "–", "--", "-":
			if open == 0 && d.Tokens[i].Start > d.Tokens[i-1].End {
				if c := d.Form(i + 1)[0]; len(d.Form(s.First)) < 3 || c >= 'a' && c <= 'z' { // "IBM - which makes computers - said"
					return 0
				}
				return i + 1 - s.First
			}
		case ":":
			for j := s.First; j < i; j++ {
				if c := d.Form(j)[0]; c >= 'a' && c <= 'z' {
					return 0
				}
			}
			return i + 1 - s.First
		default:
			if open == 0 && form[0] >= 'a' && form[0] <= 'z' {
				return 0
			}
		}
	}
	return 0
}

// capitals reports whether a form is a word all in capitals.
func capitals(form string) bool {
	for i := range len(form) {
		if form[i] >= 'a' && form[i] <= 'z' {
			return false
		}
	}
	return form[0] >= 'A' && form[0] <= 'Z'
}
