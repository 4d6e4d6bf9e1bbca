package verify

import (
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout"
)

// A comparison is a quotation that is held against sources.
type comparison struct {
	article   *readout.Readout
	quotation Quotation
	quote     []word
}

// matches returns where a quotation stands in a source, to the word, or else the part of the source that is nearest to it; nothing where
// none is near.
func (c *comparison) matches(s *Source) (out []match) {
	for _, from := range s.exact(c.quote) {
		m := match{source: s, from: from, to: from + len(c.quote), exact: true, score: 2}
		c.own(&m, nil)
		c.edges(&m)
		c.excuse(&m)
		m.pieces = []Piece{{Same, c.here(0, len(c.quote)), s.written(m.from, m.to)}}
		out = append(out, m)
	}
	if len(out) > 0 {
		return out
	}
	var best *match
	for _, w := range s.windows(c.quote) {
		source := s.words[w[0]:w[1]]
		pairs, score := align(c.quote, source)
		for i := range pairs {
			if pairs[i].source >= 0 {
				pairs[i].source += w[0]
			}
		}
		if float64(score) < leastScore*pairSame*float64(len(c.quote)) {
			continue
		}
		if m := c.match(s, pairs); m != nil && (best == nil || m.score > best.score) {
			best = m
		}
	}
	if best != nil {
		out = append(out, *best)
	}
	return out
}

// How near a near match is, as a share of the quotation's words.
const (
	leastShared  = 0.6
	leastContent = 0.5  // of the words that carry its sense
	leastScore   = 0.35 // of what it would earn if all words were the same
)

// match makes a match of pairs; nil where too few of the words are the same.
func (c *comparison) match(s *Source, pairs []pair) *match {
	m := &match{source: s, from: -1}
	shared, content, all, moved := 0, 0, 0, 0
	for _, p := range pairs {
		if p.quote < 0 {
			continue
		}
		q := &c.quote[p.quote]
		heavy := len(q.norm) > 4
		if heavy && !q.aside {
			all++
		}
		if p.source < 0 {
			continue
		}
		if m.from < 0 {
			m.from = p.source
		}
		m.to = p.source + 1
		same, shift := q.same(&s.words[p.source]), shifted(q.norm, s.words[p.source].norm) && !q.aside
		if same || shift {
			shared++
			if heavy {
				content++
			}
			if !same {
				moved++
			}
		}
	}
	n := len(c.quote)
	for i := range c.quote {
		if c.quote[i].aside {
			n--
		}
	}
	if m.from < 0 || shared < min(3, n) || float64(shared) < leastShared*float64(n) || float64(content) < leastContent*float64(all) {
		return nil
	}
	m.score = float64(shared)/float64(n) - float64(moved)/float64(4*n)
	c.own(m, pairs)
	c.pieces(m, pairs)
	c.edges(m)
	c.excuse(m)
	return m
}

// excuse takes back the problems of a match with a reporter's words that were published later: the article cannot have them from there.
func (c *comparison) excuse(m *match) {
	if !m.own && later(m.source.Record.Article.Published, c.article.Article.Published) {
		m.problems = nil
	}
}

// later reports whether one date or date-time of RFC 3339 lies after another.
func later(a, b string) bool {
	if len(a) > 10 && len(b) > 10 {
		x, errX := time.Parse(time.RFC3339, a)
		y, errY := time.Parse(time.RFC3339, b)
		return errX == nil && errY == nil && x.After(y)
	}
	return len(a) >= 10 && len(b) >= 10 && a[:10] > b[:10]
}

// here returns words of the quotation as they are written.
func (c *comparison) here(from, to int) string {
	if from >= to {
		return ""
	}
	return readout.Span{Start: c.quote[from].Start, End: c.quote[to-1].End}.In(c.article.Article.Text)
}

// written returns words of a source as they are written.
func (s *Source) written(from, to int) string {
	if from >= to {
		return ""
	}
	return readout.Span{Start: s.words[from].Start, End: s.words[to-1].End}.In(s.Record.Article.Text)
}

// A stretch is a run of words of the quotation and of the source: from, to.
type stretch struct{ quote, source [2]int }

func (x *stretch) empty() bool { return x.quote[0] == x.quote[1] && x.source[0] == x.source[1] }

// after returns the empty stretch behind one.
func (x *stretch) after() stretch {
	return stretch{[2]int{x.quote[1], x.quote[1]}, [2]int{x.source[1], x.source[1]}}
}

// pieces divides pairs into runs of words that are the same and of such as are not, and tells what is wrong with the latter.
func (c *comparison) pieces(m *match, pairs []pair) {
	s := m.source
	m.exact = true
	at, alike := stretch{source: [2]int{m.from, m.from}}, true
	end := func() {
		switch {
		case at.empty():
		case alike:
			m.pieces = append(m.pieces, Piece{Same, c.here(at.quote[0], at.quote[1]), s.written(at.source[0], at.source[1])})
		default:
			c.differ(m, at)
		}
		at = at.after()
	}
	for _, p := range pairs {
		if p.quote < 0 && (p.source < m.from || p.source >= m.to) {
			continue
		}
		same := p.quote >= 0 && p.source >= 0 && c.quote[p.quote].same(&s.words[p.source])
		if same != alike {
			end()
			alike = same
		}
		if p.quote >= 0 {
			at.quote[1] = p.quote + 1
		}
		if p.source >= 0 {
			at.source[1] = p.source + 1
		}
	}
	end()
}

// differ tells what a run of words that differ is.
func (c *comparison) differ(m *match, x stretch) {
	s := m.source
	quote, source := c.quote[x.quote[0]:x.quote[1]], s.words[x.source[0]:x.source[1]]
	here, there := c.here(x.quote[0], x.quote[1]), s.written(x.source[0], x.source[1])
	if joined(quote) == joined(source) {
		m.pieces = append(m.pieces, Piece{Same, here, there})
		return
	}
	marked := x.quote[1] < len(c.quote) && c.quote[x.quote[1]].gap || len(quote) > 0 && quote[0].gap
	aside := len(quote) > 0 && !slices.ContainsFunc(quote, func(w word) bool { return !w.aside })
	narrated := len(quote) == 0 && !s.owns(x.source[0], x.source[1]) && s.own(m.from) && s.own(m.to-1)
	switch {
	case narrated: // "…," she said, "…": the reporter's words between hers
		m.pieces = append(m.pieces, Piece{Marked, "", there})
		return
	case len(quote) == 0 && marked:
		m.pieces = append(m.pieces, Piece{Marked, "", there})
	case aside:
		m.pieces = append(m.pieces, Piece{Aside, here, there})
	case len(quote) == 0:
		m.exact = false
		m.pieces = append(m.pieces, Piece{Lost, "", there})
		m.problems = append(m.problems, Problem{Cut, "", there})
	default:
		m.exact = false
		if len(source) > 0 {
			m.pieces = append(m.pieces, Piece{Lost, "", there})
		}
		m.pieces = append(m.pieces, Piece{Added, here, ""})
		kind := Altered
		if numbers(quote) != numbers(source) && len(source) > 0 {
			kind = Number
		}
		m.problems = append(m.problems, Problem{kind, here, there})
	}
	if lost := c.lost(source, quote, m.own, marked); lost != "" {
		m.problems = append(m.problems, Problem{Qualifier, "", lost})
	}
}

// owns reports whether any of words is one that somebody said.
func (s *Source) owns(from, to int) bool {
	for i := from; i < to; i++ {
		if s.own(i) {
			return true
		}
	}
	return false
}

// numbers returns the numbers among words.
func numbers(words []word) string {
	var out []string
	for i := range words {
		if number(words[i].norm) {
			out = append(out, words[i].norm)
		}
	}
	return strings.Join(out, " ")
}
