package export

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// Fixed labels. A value that is none of these stands as it is.
var (
	occasionLabels = map[string]string{
		"meeting": "Meeting", "press_conference": "Press conference", "remarks": "Remarks", "interview": "Interview", "call": "Call",
		"speech": "Speech", "visit": "Visit", "briefing": "Briefing", "statement": "Statement", "debate": "Debate", "hearing": "Hearing",
		"post": "Post", "other": "Occasion",
	}
	met            = map[string]bool{"meeting": true, "call": true, "visit": true} // where talks take place
	relationLabels = map[string]string{"part_of": "part of"}
	resultLabels   = map[string]string{
		"agreement": "agreement reached", "partial": "agreement in part", "none": "no agreement", "unknown": "",
	}
	// How words in the article are drawn that do something, by the type of act.
	actKinds = map[readout.ActType]string{
		"commitment": "promise", "intention": "promise", "invitation": "promise", "offer": "promise", "agreement": "promise", "acceptance": "promise",
		"threat": "threat", "warning": "threat", "demand": "threat", "request": "threat", "accusation": "threat", "refusal": "threat",
	}
	actLabels = map[readout.ActType]string{"no_comment": "no comment"}
)

func label(labels map[string]string, value string) string {
	if s, ok := labels[value]; ok {
		return s
	}
	return value
}

func actLabel(t readout.ActType) string {
	if s, ok := actLabels[t]; ok {
		return s
	}
	return string(t)
}

// count words a number of things: "1 statement", "2 statements".
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprint(n, " ", what)
}

// established words how the speaker of a statement is known.
func established(s *readout.Statement) string {
	switch {
	case s.Speaker == "":
		return "not established"
	case s.Basis == readout.Named || s.Basis == readout.Titled || s.Basis == readout.Transcript || s.Basis == readout.Nominal:
		return "stated"
	default:
		return "inferred"
	}
}

// upper begins a label with a capital letter.
func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
