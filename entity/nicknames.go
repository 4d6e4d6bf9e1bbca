package entity

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

// nicknamed joins the parts of a person's name around a nickname in quotation marks or brackets: Leonard "Lenny" Fisk.
func nicknamed(names []Name, d *text.Doc) []Name {
	out := names[:0]
	for i := 0; i < len(names); i++ {
		n := names[i]
		if n.Kind == readout.Person {
			end := nicknameEnd(d, n.End)
			j := i + 1
			for j < len(names) && names[j].First < end {
				j++
			}
			if j < len(names) && names[j].First == end && names[j].Kind == readout.Person {
				n.End, i = names[j].End, j
			}
		}
		out = append(out, n)
	}
	return out
}

// nicknameEnd returns the end of one or two words in quotation marks or brackets that begin at token i; -1 where none do.
func nicknameEnd(d *text.Doc, i int) int {
	if i+3 >= len(d.Tokens) {
		return -1
	}
	var closing string
	switch d.Form(i) {
	case "\"":
		closing = "\""
	case "“":
		closing = "”"
	case "‘":
		closing = "’"
	case "(":
		closing = ")"
	default:
		return -1
	}
	for j := i + 2; j < min(i+4, len(d.Tokens)-1); j++ {
		if d.Form(j) == closing && capitalized(d.Form(j-1)) && adjacent(d, i) && adjacent(d, j-1) {
			return j + 1
		}
	}
	return -1
}
