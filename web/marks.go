package web

import "unicode"

// maxMarks is how many combining marks may stand on one character. Unicode's Stream-Safe Text Format has 30; no writing has more.
const maxMarks = 30

// longMarks reports whether more marks stand on one character than any writing has. Such a text is made to hang or to hide what draws it.
func longMarks(s string) bool {
	n := 0
	for _, r := range s {
		if r < 0x300 || !unicode.Is(unicode.M, r) {
			n = 0
		} else if n++; n > maxMarks {
			return true
		}
	}
	return false
}
