package export

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// A mark is a stretch of the article that belongs to an entry.
type mark struct {
	readout.Span
	class string // by which the entry lights it up: "x5"
	kind  string // how it is drawn: "direct", "promise" …; empty for nothing until it is lit
}

// A Pin is where an entry stands in the article.
type Pin struct {
	at   int // byte
	N    int
	Chip string // empty for a place to jump to that nobody sees
	Name string // of the chip, for those who hear the page
}

// A Paragraph is a run of pieces.
type Paragraph struct {
	readout.Span // of the text
	Pieces       []Piece
}

// A Piece is words of the article that belong to the same entries, and the pins before them.
type Piece struct {
	Pins  []Pin
	ID    int // of the pin that the words themselves are; 0 for none
	Text  string
	Class string
	Mark  bool // somebody said it
}

// maxDeep is how many marks of one place are kept; those that begin later are left out. No article has so many.
const maxDeep = 24

// paragraphs cuts the text into paragraphs, and these where a mark begins or ends. What they hold, put together, is the text but for blank
// lines between paragraphs.
func paragraphs(text string, marks []mark, pins []Pin) ([]Paragraph, error) {
	cuts := make([]int, 0, 2*len(marks)+len(pins)+2)
	for _, m := range marks {
		if m.Start < 0 || m.Start > m.End || m.End > len(text) || !boundary(text, m.Start) || !boundary(text, m.End) {
			return nil, fmt.Errorf("span %d:%d does not fit the text of %d bytes", m.Start, m.End, len(text))
		}
		cuts = append(cuts, m.Start, m.End)
	}
	for _, p := range pins {
		cuts = append(cuts, p.at)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	slices.SortStableFunc(marks, func(a, b mark) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End // outer first
	})
	slices.SortStableFunc(pins, func(a, b Pin) int { return a.at - b.at })
	var (
		out  []Paragraph
		open []mark
	)
	for _, block := range blocks(text) {
		p := Paragraph{Span: block}
		for at := block.Start; at < block.End; {
			for len(marks) > 0 && marks[0].Start <= at {
				if len(open) < maxDeep {
					open = append(open, marks[0])
				}
				marks = marks[1:]
			}
			open = slices.DeleteFunc(open, func(m mark) bool { return m.End <= at })
			end := block.End
			for len(cuts) > 0 && cuts[0] <= at {
				cuts = cuts[1:]
			}
			if len(cuts) > 0 {
				end = min(end, cuts[0])
			}
			x := Piece{Text: text[at:end]}
			x.Class, x.Mark = class(open)
			for len(pins) > 0 && pins[0].at <= at {
				if x.ID == 0 && pins[0].Chip == "" && x.Class != "" {
					x.ID = pins[0].N
				} else {
					x.Pins = append(x.Pins, pins[0])
				}
				pins = pins[1:]
			}
			p.Pieces = append(p.Pieces, x)
			at = end
		}
		out = append(out, p)
	}
	return out, nil
}

func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// class returns the classes of words with these marks, outer first: all that light them, and how the first two that are drawn are.
func class(open []mark) (class string, said bool) {
	var names []string
	drawn := 0
	for _, m := range open {
		if !slices.Contains(names, m.class) {
			names = append(names, m.class)
		}
		if m.kind == "" {
			continue
		}
		said = true
		switch drawn++; drawn {
		case 1:
			names = append(names, "u-"+m.kind)
		case 2:
			names = append(names, "b-"+m.kind)
		}
	}
	return strings.Join(names, " "), said
}

// blocks returns the paragraphs of a text: what blank lines part or, where there are none, lines.
func blocks(text string) []readout.Span {
	var lines []readout.Span
	at, gap, parted := 0, false, false // parted: an empty line stands between others
	for line := range strings.Lines(text) {
		s := readout.Span{Start: at, End: at + len(strings.TrimRight(line, "\r\n"))}
		at += len(line)
		if strings.TrimSpace(line) == "" {
			s.End = s.Start
			gap = len(lines) > 0
		} else if gap {
			parted = true
		}
		if len(lines) > 0 || !s.Empty() {
			lines = append(lines, s)
		}
	}
	var out []readout.Span
	follows := false
	for _, s := range lines {
		switch {
		case s.Empty():
			follows = false
		case follows && parted:
			out[len(out)-1].End = s.End
		default:
			out = append(out, s)
			follows = true
		}
	}
	return out
}
