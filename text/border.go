package text

import (
	_ "embed"
	"strconv"
	"strings"
)

//go:embed data/borders.tsv
var bordersFile string

// borders are the learned weights of what stands around a gap between two words, by the hash of the feature: above nothing,
// their sum says that a sentence ends there though no full stop says so.
var borders = readBorders(bordersFile)

// readBorders reads lines of a feature, a tab and its weight; others are left out.
func readBorders(file string) map[uint64]float32 {
	m := map[uint64]float32{}
	for line := range strings.Lines(file) {
		feature, weight, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if w, err := strconv.ParseFloat(weight, 32); ok && err == nil && line[0] != '#' {
			m[HashForm(feature)] += float32(w)
		}
	}
	return m
}

// A Gap is a place between two words at which the rules end no sentence, but a heading, a line of an e-mail's header or
// an item of a list may end nevertheless, where the text has lost its line breaks.
type Gap struct {
	At       int      // byte at which the next word begins
	Features []string // as in data/borders.tsv
}

// Gaps returns the gaps of a text that the border model is asked about, for its training: ends tells of each, by the byte
// at which the next word begins, whether a sentence ends there.
func Gaps(s string, ends func(at int) bool) []Gap {
	var gaps []Gap
	divide(s, func(b *builder, k int) bool {
		g := Gap{At: b.raw[k].start}
		for _, f := range b.around(k) {
			g.Features = append(g.Features, strings.TrimRight(strings.Join(f[:], " "), " "))
		}
		gaps = append(gaps, g)
		return ends(g.At)
	})
	return gaps
}

// borderLine is the log-odds above which a sentence ends: the best of a few on the dev parts of the treebanks, where an end that is
// missed spoils two trees.
const borderLine = -0.5

// ended asks the border model whether a sentence ends before token k.
func (b *builder) ended(k int) bool {
	sum := float32(0)
	for _, f := range b.around(k) {
		h := more(fnvOffset, f[0])
		for _, v := range f[1:] {
			if v == "" {
				break
			}
			h = more(more(h, " "), v)
		}
		sum += borders[h]
	}
	return sum > borderLine
}

// more goes on with the hash of HashForm.
func more(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// loose adds the sentence ends that the rules do not see to breaks, from left to right.
func (b *builder) loose() {
	b.near = 0
	b.extra = b.extra[:0]
	b.first = 0
	for _, e := range b.breaks {
		b.caps = true
		for k := b.first + 1; k < e; k++ {
			b.caps = b.caps && !b.low(k-1)
			if b.gap(k) && b.judge(b, k) {
				b.extra = append(b.extra, k)
				b.first, b.caps = k, true
			}
		}
		b.extra = append(b.extra, e)
		b.first = e
	}
	b.breaks, b.extra = b.extra, b.breaks
}

// gap tells whether the border model is asked about the place before token k: the next word does not begin with a small
// letter, white space or dots stand before it, and no quotation goes on there.
func (b *builder) gap(k int) bool {
	r, before := &b.raw[k], &b.raw[k-1]
	if r.inner || before.kind == opener || before.kind == openMark || r.kind == closer || r.kind == closeMark || r.kind == stop {
		return false
	}
	if r.start == before.end && before.kind != stop && before.kind != dots {
		return false
	}
	return !b.low(k) && !b.inside(k)
}

// low tells whether token k is a word that begins with a small letter.
func (b *builder) low(k int) bool {
	r := &b.raw[k]
	return r.kind == word && caseAt(b.tokenizer.s, r.start) == lowerCase && !strings.ContainsAny(b.tokenizer.s[r.start:r.end], "./@")
}

// A feature of a gap is its template and its values; "" stands for none.
type feature [5]string

// around returns the features of the place before token k.
func (b *builder) around(k int) (f [22]feature) {
	l2, l1, r1, r2, r3 := b.look(k-2), b.look(k-1), b.look(k), b.look(k+1), b.look(k+2)
	w1, w2 := b.form(k-1), b.form(k)
	glued, caps, same := "apart", "prose", "other"
	if b.raw[k].start == b.raw[k-1].end {
		glued = "glued"
	}
	if b.caps {
		caps = "capitals"
	}
	if w1 == w2 {
		same = "same"
	}
	since, rest := amount(k-b.first), amount(len(b.raw)-k)
	one, two := b.look(b.first), b.look(b.first+1)
	return [...]feature{
		{"all"},
		{"last", w1},
		{"next", w2},
		{"looks", l1, r1},
		{"before", l2, l1},
		{"after", r1, r2},
		{"last,look", w1, r1},
		{"look,next", l1, w2},
		{"three-before", l2, l1, r1},
		{"three-after", l1, r1, r2},
		{"four", l2, l1, r1, r2},
		{"four-after", l1, r1, r2, r3},
		{"since", since, l1, r1},
		{"rest", rest, l1, r1},
		{"case,since", caps, since, r1},
		{"case,looks", caps, l1, r1, r2},
		{"first", one, l1, r1},
		{"second", one, two, r1},
		{"same", same, l1, r1, since},
		{"glued", glued, l1, r1},
		{"last,case", w1, caps},
		{"next,case", w2, caps},
	}
}

// amount puts a number of words into a class.
func amount(n int) string {
	switch {
	case n < 4:
		return strconv.Itoa(n)
	case n < 7:
		return "few"
	case n < 15:
		return "some"
	}
	return "many"
}

// form returns token k as it stands where it is a word that data/words.txt knows, else what it looks like.
func (b *builder) form(k int) string {
	if k >= 0 && k < len(b.raw) {
		if r := &b.raw[k]; r.kind == word && r.end-r.start < 12 {
			if form := b.tokenizer.s[r.start:r.end]; words.of(form) != 0 {
				return form
			}
		}
	}
	return b.look(k)
}

// maxLook is how many bytes of a token are looked at: the first one of a sentence is looked at from every gap.
const maxLook = 64

// look returns what token k looks like to the border model.
func (b *builder) look(k int) string {
	if k < 0 {
		return "begin"
	}
	if k >= len(b.raw) {
		return "end"
	}
	r, s := &b.raw[k], b.tokenizer.s
	form := s[r.start:min(r.end, r.start+maxLook)]
	switch r.kind {
	case number:
		switch {
		case strings.Count(form, "/") > 1:
			return "date"
		case strings.Contains(form, ":"):
			return "time"
		case len(form) == 4:
			return "0000"
		case len(form) < 3:
			return "00"
		}
		return "number"
	case abbrev:
		return "abbreviation"
	case dots:
		return "..."
	case emoticon:
		return ":)"
	case openMark, closeMark, quoteMark:
		return "mark"
	case stop, opener, closer, symbol:
		if len(form) > 3 && form == strings.Repeat(form[:1], len(form)) {
			return "rule"
		}
		return form
	}
	letters, upper := 0, 0
	for i := range len(form) {
		switch c := form[i]; {
		case c == '@':
			return "mail"
		case c == '.' || c == '/':
			return "address"
		case classOf[c] == digit:
			return "x0"
		case c >= 'A' && c <= 'Z':
			upper++
			letters++
		case classOf[c]&(letter|high) != 0:
			letters++
		}
	}
	switch {
	case upper == 0:
		if caseAt(s, r.start) == upperCase {
			return "Xx"
		}
		return "x"
	case upper == 1 && letters == 1:
		return "X"
	case upper == letters:
		return "XX"
	case caseAt(s, r.start) == upperCase:
		return "Xx"
	}
	return "xX"
}
