package readout

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// A Layout says how Print sets the record.
type Layout struct {
	Width int  // columns of a line; 80 where it is 0 or less
	Color bool // mark names, cues and notes with ANSI colours
}

// Print writes the record for people: the headline; what happened, who met where, when and for how long, and with what result;
// what is agreed, outstanding and to come; then who said what, by occasion and in the order of the text. Statements of one speaker that
// follow each other stand under one name. What the record does not hold is left out. Every word is the article's own but for
// fixed labels; characters that could steer a terminal are replaced.
func (r *Readout) Print(w io.Writer, l Layout) error {
	if l.Width <= 0 {
		l.Width = 80
	}
	p := printer{Layout: l, r: r, entities: map[string]*Entity{}, occasions: map[string]*Occasion{},
		byID: map[string]*Statement{}, within: map[string][]int{}}
	for i := range r.Entities {
		p.entities[r.Entities[i].ID] = &r.Entities[i]
	}
	for i := range r.Occasions {
		p.occasions[r.Occasions[i].ID] = &r.Occasions[i]
	}
	for i := range r.Statements {
		p.byID[r.Statements[i].ID] = &r.Statements[i]
	}
	for i := range r.Statements {
		if s := &r.Statements[i]; p.byID[s.Within] != nil && s.Within != s.ID {
			p.within[s.Within] = append(p.within[s.Within], i)
		} else {
			p.outer = append(p.outer, i)
		}
	}
	p.head()
	p.happened()
	p.said()
	_, err := io.WriteString(w, p.out.String())
	return err
}

// A printer sets one record.
type printer struct {
	Layout
	r         *Readout
	entities  map[string]*Entity
	occasions map[string]*Occasion
	byID      map[string]*Statement
	within    map[string][]int // statements that another one reports, by its id
	outer     []int            // statements that none reports
	out       strings.Builder
}

// A style is the parameter of an ANSI "select graphic rendition" sequence.
type style string

const (
	plain style = ""
	bold  style = "1"
	dim   style = "2"
	cyan  style = "36"
)

// A piece is a run of words in one style.
type piece struct {
	words string
	style style
}

func (p *printer) head() {
	a := &p.r.Article
	title := a.Title
	if title == "" {
		title = a.ID
	}
	if title != "" {
		p.lines(0, piece{title, bold})
	}
	var about []string
	for _, s := range []string{a.Publisher, strings.Join(a.Authors, ", "), a.Published} {
		if s != "" {
			about = append(about, s)
		}
	}
	if len(about) > 0 {
		p.lines(0, piece{strings.Join(about, " · "), dim})
	}
	if len(p.r.Statements) == 0 {
		p.lines(0, piece{fmt.Sprintf("No statements found in %s.", count(len(strings.Fields(a.Text)), "word")), dim})
		return
	}
	speakers := map[string]bool{}
	for i := range p.r.Statements {
		if id := p.r.Statements[i].Speaker; id != "" {
			speakers[id] = true
		}
	}
	p.lines(0, piece{count(len(p.r.Statements), "statement") + " · " + count(len(speakers), "speaker"), dim})
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprint(n, " ", what)
}

// statements prints statements that one other reports, or none, and below each of them those it reports.
func (p *printer) statements(which []int, depth int) {
	last := ""
	for k, i := range which {
		s := &p.r.Statements[i]
		who, same := p.speaker(s)
		if k == 0 || same == "" || same != last {
			if depth == 0 {
				p.out.WriteByte('\n')
			} else {
				who = append([]piece{{"↳", dim}}, who...)
			}
			p.lines(4*depth, who...)
		}
		last = same
		if told := p.told(s); len(told) > 0 {
			p.lines(4*depth+2, told...)
		}
		p.lines(4*depth+4, piece{p.content(s), plain})
		p.acts(s, 4*depth+4)
		// A record whose statements lie within each other in a circle has no outer one among
		// them, so the descent ends.
		p.statements(p.within[s.ID], depth+1)
	}
}

// speaker returns the heading of a statement, and what is the same in all statements that
// may stand under one heading; empty when nobody knows.
func (p *printer) speaker(s *Statement) (heading []piece, same string) {
	if e := p.entities[s.Speaker]; e != nil {
		heading = append(heading, piece{e.Name, bold})
		if p.worded(s) {
			heading[0].words = p.words(s.Source)
		}
		if len(e.Roles) > 0 {
			heading[0].words += ","
			heading = append(heading, piece{strings.Join(e.Roles[:min(2, len(e.Roles))], ", "), plain})
		}
		if !named(e) && len(e.Members) == 0 && (e.Kind == Person || e.Kind == Group) {
			heading = append(heading, piece{"(not named)", dim})
		}
		return heading, e.ID
	}
	if words := p.words(s.Source); words != "" {
		heading = []piece{{words, bold}}
		if s.Basis != Transcript {
			heading = append(heading, piece{"(not established)", dim})
		}
		return heading, ""
	}
	return []piece{{"(source not given)", dim}}, ""
}

// worded reports whether the article's own words for the speaker of s stand above it: where
// it gives no name.
func (p *printer) worded(s *Statement) bool {
	e := p.entities[s.Speaker]
	if e == nil {
		return true
	}
	return !named(e) && s.Basis == Nominal && !s.Source.Empty()
}

func named(e *Entity) bool {
	for _, m := range e.Mentions {
		if m.Form == ByName {
			return true
		}
	}
	return false
}

// told returns the line between speaker and content: source and cue as the article words
// and orders them, and whom it was said to.
func (p *printer) told(s *Statement) []piece {
	source, cue := piece{p.words(s.Source), dim}, piece{p.words(s.Cue), cyan}
	if p.worded(s) && !s.Cue.Empty() {
		source.words = "" // it stands above
	}
	if s.Cue.Start < s.Source.Start && !s.Cue.Empty() {
		source, cue = cue, source
	}
	var line []piece
	switch {
	case s.Source.Empty() && s.Cue.Empty() && s.Basis == Carried:
		line = []piece{{"(carried on)", dim}}
	case s.Source.Empty() && s.Cue.Empty():
		line = []piece{{"(" + string(s.Form) + ")", dim}}
	default:
		for _, x := range []piece{source, cue} {
			if strings.ContainsFunc(x.words, unicode.IsLetter) { // not the colon of a transcript
				line = append(line, x)
			}
		}
	}
	for i, id := range s.Addressees {
		if e := p.entities[id]; e != nil {
			mark := "→"
			if i > 0 {
				mark = "and"
			}
			line = append(line, piece{mark, dim}, piece{e.Name, plain})
		}
	}
	if s.Language != "" {
		line = append(line, piece{"(" + s.Language + ")", dim})
	}
	return line
}

// content returns the words of a statement; those that stand in quotation marks have marks.
func (p *printer) content(s *Statement) string {
	var parts []string
	for _, c := range s.Content {
		parts = append(parts, p.words(c))
	}
	if s.Form == Direct {
		return "“" + strings.Join(parts, "” … “") + "”"
	}
	return strings.Join(parts, " … ")
}

// words returns what stands at a span; nothing where it does not fit the text.
func (p *printer) words(s Span) string {
	if s.Start < 0 || s.Start > s.End || s.End > len(p.r.Article.Text) {
		return ""
	}
	return s.In(p.r.Article.Text)
}

// lines writes the words of the pieces, broken before the line's width is full.
func (p *printer) lines(indent int, pieces ...piece) {
	indent = min(indent, p.Width/2)
	column := 0
	for _, piece := range pieces {
		open := false
		for _, word := range strings.Fields(piece.words) {
			word = harmless(word)
			width := columns(word)
			switch {
			case column > indent && column+1+width > p.Width:
				open = p.style(open, "")
				p.out.WriteByte('\n')
				column = 0
			case column > 0:
				// The space belongs to no style unless both its neighbours do.
				p.out.WriteByte(' ')
				column++
			}
			if column == 0 {
				p.out.WriteString(strings.Repeat(" ", indent))
				column = indent
			}
			if !open {
				open = p.style(open, piece.style)
			}
			p.out.WriteString(word)
			column += width
		}
		p.style(open, "")
	}
	p.out.WriteByte('\n')
}

// style begins a style, or ends the one that is open, and reports whether one is open now.
func (p *printer) style(open bool, s style) bool {
	switch {
	case !p.Color:
		return false
	case s != plain:
		p.out.WriteString("\x1b[" + string(s) + "m")
		return true
	case open:
		p.out.WriteString("\x1b[0m")
	}
	return false
}

// harmless replaces control characters and those that change the direction of writing.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// columns returns how many columns of a terminal a word takes.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < 0x300:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case r >= 0x1100 && r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3, r >= 0xF900 && r <= 0xFAFF,
			r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFF60, r >= 0xFFE0 && r <= 0xFFE6, r >= 0x1F300 && r <= 0x1FAFF, r >= 0x20000:
			n += 2
		default:
			n++
		}
	}
	return n
}
