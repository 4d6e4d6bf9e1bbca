package article

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout/pdf"
)

// A paragraph of a printed page.
type paragraph struct {
	text   string
	height float64 // of its first line
	page   int
}

// A column tells where the lines of one begin and end.
type column struct {
	left, right float64 // left: where most lines begin
}

// joinLines joins lines to paragraphs.
func joinLines(lines []pdf.Line) []paragraph {
	columns, pitch := measure(lines)
	known := wordsOf(lines)
	var out []paragraph
	for i, l := range lines {
		if i == 0 || parted(&lines[i-1], &l, columns, pitch) {
			out = append(out, paragraph{l.Text, l.Height(), l.Page})
			continue
		}
		p := &out[len(out)-1]
		p.text = known.continued(p.text, l.Text)
	}
	for i := range out {
		out[i].text = strings.ReplaceAll(out[i].text, pdf.SoftHyphen, "-")
	}
	return out
}

// measure returns where each column begins and ends, and how far one line usually stands below another, by the height of lines in
// whole points.
func measure(lines []pdf.Line) (columns map[int]column, pitch map[int]float64) {
	begins := map[int]map[int]int{}
	steps := map[int][]float64{}
	columns, pitch = map[int]column{}, map[int]float64{}
	for i, l := range lines {
		c, ok := columns[l.Column]
		if !ok {
			c.right = l.Right
			begins[l.Column] = map[int]int{}
		}
		c.right = max(c.right, l.Right)
		columns[l.Column] = c
		begins[l.Column][int(math.Round(l.Left))]++
		if i > 0 && lines[i-1].Column == l.Column && alike(&lines[i-1], &l) {
			if d := lines[i-1].Bottom - l.Bottom; d > 0.5*l.Height() {
				h := int(math.Round(l.Height()))
				steps[h] = append(steps[h], d)
			}
		}
	}
	for n, c := range columns {
		most := 0
		for at, count := range begins[n] {
			if count > most || count == most && float64(at) < c.left {
				most, c.left = count, float64(at)
			}
		}
		columns[n] = c
	}
	for h, s := range steps {
		slices.Sort(s)
		pitch[h] = s[len(s)/2]
	}
	return columns, pitch
}

// alike reports whether two lines are printed in the same size.
func alike(a, b *pdf.Line) bool {
	return math.Abs(a.Height()-b.Height()) < 0.15*max(a.Height(), b.Height())
}

// speakerLine begins with who speaks, or that a question or an answer does.
var speakerLine = regexp.MustCompile(`^(?:[QA](?:[.:]|\s)\s*\p{Lu}|(?:MR|MS|MRS|DR|SECRETARY|PRESIDENT|MINISTER|SENATOR)\.? \p{Lu}{2}|\p{Lu}[\p{Lu}.'’ -]{1,40}:\s)`)

// parted reports whether a line begins a paragraph; before is the line before it.
func parted(before, l *pdf.Line, columns map[int]column, pitch map[int]float64) bool {
	if !alike(before, l) || speakerLine.MatchString(l.Text) || isByline(before.Text) {
		return true
	}
	em, ended := l.Height(), endsSentence(before.Text)
	usual := cmp.Or(pitch[int(math.Round(em))], 1.2*em)
	c := columns[l.Column]
	indented := l.Left > c.left+0.6*em
	if before.Column != l.Column {
		if before.Page == l.Page && before.Bottom-l.Bottom > 1.6*usual {
			return true // below it, behind a gap
		}
		// Else the text may go on in the next column, or on the next page.
		first, _ := utf8.DecodeRuneInString(l.Text)
		was := columns[before.Column]
		return indented || ended && (before.Right < was.right-0.1*(was.right-was.left) || !unicode.IsLower(first) && !justified(before, was)) || !ended && endsHeading(before, l, was)
	}
	hanging, wasHanging := l.Left < c.left-0.6*em, before.Left < c.left-0.6*em
	wasIndented := before.Left > c.left+0.6*em
	switch step := before.Bottom - l.Bottom; {
	case step > 1.3*usual, step < -0.5*em:
		return true
	case indented && (!wasIndented && !speakerLine.MatchString(before.Text) || wasIndented && ended), hanging && (!wasHanging || ended):
		return true
	}
	return ended && before.Right < c.right-0.25*(c.right-c.left)
}

// justified reports whether a line goes all the way to the right edge of its column.
func justified(l *pdf.Line, c column) bool { return l.Right > c.right-0.02*(c.right-c.left) }

// endsHeading reports whether a line that ends without a full stop is a heading rather than the end of a column in mid-sentence.
func endsHeading(before, l *pdf.Line, c column) bool {
	first, _ := utf8.DecodeRuneInString(l.Text)
	return unicode.IsUpper(first) && before.Right < c.right-0.3*(c.right-c.left)
}

// A lexis holds the words of a document in small letters, by which broken ones are told from those with a hyphen.
type lexis map[string]bool

var wordShape = regexp.MustCompile(`[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*`)

func wordsOf(lines []pdf.Line) lexis {
	known := lexis{}
	for _, l := range lines {
		for _, w := range wordShape.FindAllString(l.Text, -1) {
			known[strings.ToLower(w)] = true
		}
	}
	return known
}

// continued returns a paragraph with the next line behind it.
func (known lexis) continued(text, line string) string {
	head, soft := strings.CutSuffix(text, pdf.SoftHyphen)
	if !soft {
		for _, dash := range []string{"-", "—"} {
			if strings.HasSuffix(text, dash) && !strings.HasSuffix(text, " "+dash) {
				return text + line
			}
		}
		return text + " " + line
	}
	tail := wordShape.FindString(line)
	last := head[strings.LastIndexFunc(head, unicode.IsSpace)+1:]
	last = wordShape.FindString(strings.TrimLeftFunc(last, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
	whole, parted := strings.ToLower(last+tail), strings.ToLower(last+"-"+tail)
	first, _ := utf8.DecodeRuneInString(line)
	switch {
	case known[whole] && !known[parted]:
	case known[parted], !unicode.IsLower(first), strings.ContainsFunc(last, unicode.IsDigit), strings.Contains(last, "-"):
		return head + "-" + line
	}
	return head + line
}
