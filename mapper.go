package readout

import (
	"fmt"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// A Mapper converts between the notations of a place in one text:
//
//	bytes       what Span counts; the notation inside the program. From 0.
//	code points what the JSON record counts, as W3C Web Annotation, brat and Python do. From 0.
//	UTF-16      code units, what browsers and JavaScript count. From 0.
//	Position    line and column for people, both from 1; the column counts code points.
//
// In "é𐐀x" the x stands at byte 6, code point 2, UTF-16 unit 3 and position 1:3.
//
// Methods are named FromTo. They return an error for a place that lies outside the text
// or inside a character, and never panic or move a place to a near one. A Mapper is safe
// for concurrent use.
//
// The text must be valid UTF-8 (see Readout.Check). Memory is an eighth of the text's, and
// nothing for a text in ASCII; a conversion takes constant time to code points and UTF-16,
// logarithmic time back.
type Mapper struct {
	text    string
	runes   int      // code points of the text
	units   int      // UTF-16 code units of the text
	samples []sample // samples[k] is at byte k<<sampleShift; nil when the text is ASCII

	linesOnce sync.Once
	lines     []int // byte offsets at which the lines begin
}

// A sample counts what lies before a byte: characters that begin there and, of these, those
// outside the Basic Multilingual Plane, which take two UTF-16 units.
type sample struct{ runes, wide uint32 }

const sampleShift = 6

// A Position is a place for people: line and column from 1, the column in code points.
type Position struct{ Line, Column int }

func (p Position) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// NewMapper returns the Mapper of a text.
func NewMapper(text string) *Mapper {
	m := &Mapper{text: text, runes: len(text), units: len(text)}
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return m
	}
	m.samples = make([]sample, 0, len(text)>>sampleShift+1)
	var s sample
	for from := 0; from <= len(text); from += 1 << sampleShift {
		m.samples = append(m.samples, s)
		s = s.count(text[from:min(from+1<<sampleShift, len(text))])
	}
	m.runes, m.units = int(s.runes), int(s.runes+s.wide)
	return m
}

// count adds the characters that begin in text.
func (s sample) count(text string) sample {
	for i := 0; i < len(text); i++ {
		if text[i]&0xC0 != 0x80 {
			s.runes++
		}
		if text[i] >= 0xF0 {
			s.wide++
		}
	}
	return s
}

// Text returns the text that the Mapper was made for.
func (m *Mapper) Text() string { return m.text }

// Runes returns the length of the text in code points.
func (m *Mapper) Runes() int { return m.runes }

// Units returns the length of the text in UTF-16 code units.
func (m *Mapper) Units() int { return m.units }

// at returns what lies before a byte that is known to be a boundary.
func (m *Mapper) at(b int) sample {
	k := b >> sampleShift
	return m.samples[k].count(m.text[k<<sampleShift : b])
}

func (m *Mapper) checkByte(b int) error {
	if b < 0 || b > len(m.text) {
		return fmt.Errorf("byte %d lies outside the text of %d bytes", b, len(m.text))
	}
	if b < len(m.text) && m.text[b]&0xC0 == 0x80 {
		return fmt.Errorf("byte %d lies inside a character", b)
	}
	return nil
}

// ByteRune returns the code point offset of a byte offset.
func (m *Mapper) ByteRune(b int) (int, error) {
	if err := m.checkByte(b); err != nil {
		return 0, err
	}
	if m.samples == nil {
		return b, nil
	}
	return int(m.at(b).runes), nil
}

// ByteUnit returns the UTF-16 offset of a byte offset.
func (m *Mapper) ByteUnit(b int) (int, error) {
	if err := m.checkByte(b); err != nil {
		return 0, err
	}
	if m.samples == nil {
		return b, nil
	}
	s := m.at(b)
	return int(s.runes + s.wide), nil
}

// RuneByte returns the byte offset of a code point offset.
func (m *Mapper) RuneByte(r int) (int, error) {
	if r < 0 || r > m.runes {
		return 0, fmt.Errorf("code point %d lies outside the text of %d code points", r, m.runes)
	}
	if m.samples == nil {
		return r, nil
	}
	b, _ := m.seek(r, func(s sample) int { return int(s.runes) })
	return b, nil
}

// UnitByte returns the byte offset of a UTF-16 offset.
func (m *Mapper) UnitByte(u int) (int, error) {
	if u < 0 || u > m.units {
		return 0, fmt.Errorf("UTF-16 unit %d lies outside the text of %d units", u, m.units)
	}
	if m.samples == nil {
		return u, nil
	}
	b, at := m.seek(u, func(s sample) int { return int(s.runes + s.wide) })
	if at != u {
		return 0, fmt.Errorf("UTF-16 unit %d lies inside a character", u)
	}
	return b, nil
}

// seek returns the first boundary before which at least want is counted, and that count.
func (m *Mapper) seek(want int, of func(sample) int) (b, at int) {
	k := sort.Search(len(m.samples), func(k int) bool { return of(m.samples[k]) > want }) - 1
	s := m.samples[k]
	for b = k << sampleShift; b < len(m.text); b++ {
		if boundary := m.text[b]&0xC0 != 0x80; boundary && of(s) >= want {
			return b, of(s)
		}
		s = s.count(m.text[b : b+1])
	}
	return b, of(s)
}

// SpanRunes returns a span's bounds in code points.
func (m *Mapper) SpanRunes(s Span) (start, end int, err error) {
	return m.span(s, m.ByteRune)
}

// SpanUnits returns a span's bounds in UTF-16 code units.
func (m *Mapper) SpanUnits(s Span) (start, end int, err error) {
	return m.span(s, m.ByteUnit)
}

func (m *Mapper) span(s Span, to func(int) (int, error)) (start, end int, err error) {
	if s.Start > s.End {
		return 0, 0, fmt.Errorf("span %d:%d ends before it begins", s.Start, s.End)
	}
	if start, err = to(s.Start); err != nil {
		return 0, 0, err
	}
	if end, err = to(s.End); err != nil {
		return 0, 0, err
	}
	return start, end, nil
}

// RunesSpan returns the span between two code point offsets.
func (m *Mapper) RunesSpan(start, end int) (Span, error) {
	if start > end {
		return Span{}, fmt.Errorf("code points %d:%d end before they begin", start, end)
	}
	s, err := m.RuneByte(start)
	if err != nil {
		return Span{}, err
	}
	e, err := m.RuneByte(end)
	if err != nil {
		return Span{}, err
	}
	return Span{s, e}, nil
}

// BytePosition returns the line and column of a byte offset. A line ends after its "\n".
func (m *Mapper) BytePosition(b int) (Position, error) {
	r, err := m.ByteRune(b)
	if err != nil {
		return Position{}, err
	}
	lines := m.lineStarts()
	line := sort.Search(len(lines), func(i int) bool { return lines[i] > b })
	first, err := m.ByteRune(lines[line-1])
	if err != nil {
		return Position{}, err
	}
	return Position{Line: line, Column: r - first + 1}, nil
}

// PositionByte returns the byte offset of a line and column.
func (m *Mapper) PositionByte(p Position) (int, error) {
	lines := m.lineStarts()
	if p.Line < 1 || p.Line > len(lines) {
		return 0, fmt.Errorf("line %d lies outside the text of %d lines", p.Line, len(lines))
	}
	end := len(m.text)
	if p.Line < len(lines) {
		end = lines[p.Line] - 1 // the place before the line break is the last of its line
	}
	first, err := m.ByteRune(lines[p.Line-1])
	if err != nil {
		return 0, err
	}
	b, err := m.RuneByte(first + p.Column - 1)
	if err != nil || p.Column < 1 || b > end {
		return 0, fmt.Errorf("line %d has no column %d", p.Line, p.Column)
	}
	return b, nil
}

func (m *Mapper) lineStarts() []int {
	m.linesOnce.Do(func() {
		m.lines = append(make([]int, 0, strings.Count(m.text, "\n")+1), 0)
		for i := 0; i < len(m.text); i++ {
			if m.text[i] == '\n' {
				m.lines = append(m.lines, i+1)
			}
		}
	})
	return m.lines
}
