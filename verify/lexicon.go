package verify

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
)

//go:embed data/spelling.txt
var spellingFile string

//go:embed data/shifts.txt
var shiftsFile string

//go:embed data/qualifiers.txt
var qualifiersFile string

// entries yields the lines of a data file, without comments.
func entries(file string) (out []string) {
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// spellings are those of spelling.txt: of the beginnings of words, by their first four letters, and of whole words.
var spellings = func() (s struct {
	begins map[string][][2]string // from, to
	whole  map[string][]string
}) {
	s.begins, s.whole = map[string][][2]string{}, map[string][]string{}
	for _, line := range entries(spellingFile) {
		i := strings.LastIndexByte(line, ' ')
		to, from := line[:i], line[i+1:]
		if whole, ok := strings.CutPrefix(from, "="); ok {
			s.whole[whole] = strings.Fields(to)
		} else {
			s.begins[from[:4]] = append(s.begins[from[:4]], [2]string{from, to})
		}
	}
	return s
}()

// spelled returns the words that a folded word stands for, however it is spelled.
func spelled(w string) []string {
	if whole := spellings.whole[w]; whole != nil {
		return whole
	}
	if len(w) >= 4 {
		for _, s := range spellings.begins[w[:4]] {
			if rest, ok := strings.CutPrefix(w, s[0]); ok {
				w = s[1] + rest
				break
			}
		}
	}
	for _, end := range []string{"e", "es", "ed", "er", "ers", "ing", "ation", "ations"} {
		if stem, ok := strings.CutSuffix(w, "iz"+end); ok && len(stem) > 2 {
			return []string{stem + "is" + end}
		}
		if stem, ok := strings.CutSuffix(w, "yz"+end); ok && len(stem) > 2 {
			return []string{stem + "ys" + end}
		}
	}
	if n := slices.Index(small, w); n >= 0 {
		return []string{strconv.Itoa(n)}
	}
	if n := slices.Index(tens, w); n >= 0 {
		return []string{strconv.Itoa(20 + 10*n)}
	}
	return []string{w}
}

// small are the numbers that a house may write in words.
var small = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")

var tens = strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")

// shifts are the lines of shifts.txt that each word stands on.
var shifts = func() map[string][]int {
	out := map[string][]int{}
	for n, line := range entries(shiftsFile) {
		for _, w := range strings.Fields(line) {
			out[w] = append(out[w], n)
		}
	}
	return out
}()

// shifted reports whether one word can have become the other in a report of what was said.
func shifted(a, b string) bool {
	return slices.ContainsFunc(shifts[a], func(n int) bool { return slices.Contains(shifts[b], n) })
}

// A qualifier is a phrase of qualifiers.txt.
type qualifier struct {
	words   []string
	governs bool       // a whole sentence, from its beginning
	others  [][]string // phrases that do the same, itself among them
}

// qualifiers are those of qualifiers.txt, by their first word.
var qualifiers = func() map[string][]qualifier {
	out := map[string][]qualifier{}
	for _, line := range entries(qualifiersFile) {
		line, governs := strings.CutSuffix(line, ":")
		var all [][]string
		for phrase := range strings.SplitSeq(line, ",") {
			all = append(all, strings.Fields(phrase))
		}
		for _, words := range all {
			out[words[0]] = append(out[words[0]], qualifier{words, governs, all})
		}
	}
	return out
}()

// in reports whether words have the qualifier, or one that does the same.
func (q *qualifier) in(words []string) bool {
	for i := range words {
		if slices.ContainsFunc(q.others, func(other []string) bool { return begins(words[i:], other) }) {
			return true
		}
	}
	return false
}
