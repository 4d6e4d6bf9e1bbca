package verify

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// own tells whether all words of a match are somebody's own in the source, and if not, what became of the reporter's.
func (c *comparison) own(m *match, pairs []pair) {
	s := m.source
	inside, outside := 0, 0
	first, last := -1, -1 // own words
	count := func(i int) {
		if s.own(i) {
			if inside++; first < 0 {
				first = i
			}
			last = i
		} else {
			outside++
		}
	}
	if pairs == nil {
		for i := m.from; i < m.to; i++ {
			count(i)
		}
	}
	for _, p := range pairs {
		if p.quote >= 0 && p.source >= 0 && score(&c.quote[p.quote], &s.words[p.source]) > 0 {
			count(p.source)
		}
	}
	m.own = outside == 0
	switch {
	case outside == 0:
	case inside < 2: // one word, such as "it", is no fragment
		if m.told() {
			m.problems = append(m.problems, Problem{Reported, c.here(0, len(c.quote)), s.written(m.from, m.to)})
		}
	default:
		m.problems = append(m.problems, Problem{Grown, c.here(0, len(c.quote)), s.written(first, last+1)})
	}
}

// told reports whether the source tells the words of a match as what somebody said.
func (m *match) told() bool {
	at := readout.Span{Start: m.source.words[m.from].Start, End: m.source.words[m.to-1].End}
	return holder(m.source.Record, at) != nil
}

// edges tells of qualifiers that stand in the same sentence of the source, right before or behind the words, and nowhere near the quotation.
func (c *comparison) edges(m *match) {
	s := m.source
	if !c.closed() {
		return
	}
	from, _ := s.sentence(m.from)
	_, to := s.sentence(m.to - 1)
	for m.from > from && !s.sameSaying(from, m.from) {
		from++
	}
	for to > m.to && !s.sameSaying(m.to-1, to-1) {
		to--
	}
	before, behind := senses(s.words[from:m.from]), senses(s.words[m.to:to])
	for i := range before {
		for _, q := range qualifiers[before[i]] {
			left := len(before) - i - len(q.words)
			if begins(before[i:], q.words) && (i == 0 && q.governs || left == 0 || left == 1 && before[len(before)-1] == "that") {
				c.drop(m, &q, s.written(from, m.from))
				return
			}
		}
	}
	for i := range behind[:min(len(behind), 2)] {
		for _, q := range qualifiers[behind[i]] {
			if begins(behind[i:], q.words) && (i == 0 || q.words[0] != "i") {
				c.drop(m, &q, s.written(m.to, to))
				return
			}
		}
	}
}

// drop tells of a qualifier that words of the source have and the article has not.
func (c *comparison) drop(m *match, q *qualifier, there string) {
	if !q.in(senses(c.around())) {
		m.problems = append(m.problems, Problem{Qualifier, "", there})
	}
}

// sameSaying reports whether two words are of one saying, or both the reporter's.
func (s *Source) sameSaying(i, j int) bool {
	return s.whole || s.saidAt(s.words[i].Start) == s.saidAt(s.words[j].Start)
}

// closed reports whether a quotation shows itself as whole sentences: it begins with a capital and ends with a mark, and no ellipsis says
// that something stood before or behind.
func (c *comparison) closed() bool {
	words := c.quotation.In(c.article.Article.Text)
	first, _ := utf8.DecodeRuneInString(words)
	end := strings.TrimRight(words, ",!?;:")
	return unicode.IsUpper(first) && !c.quote[0].gap && strings.ContainsAny(words[len(words)-1:], ".,!?;") &&
		!strings.HasSuffix(end, "..") && !strings.HasSuffix(strings.TrimRight(end, "."), "…")
}

// linking are words that tie a clause to the one before: behind an ellipsis nothing is lost with them.
var linking = strings.Fields("but however yet")

// lost returns the first qualifier among words of a source that the words in their stead do not have, nor, where an ellipsis stands for
// them, those around the quotation; empty for none. Where the source is not somebody's own words, a reporter has shifted some of them:
// "will" became "would".
func (c *comparison) lost(source, instead []word, own, marked bool) string {
	words, in := senses(source), senses(instead)
	for i := range words {
		for _, q := range qualifiers[words[i]] {
			switch {
			case !begins(words[i:], q.words) || q.in(in):
			case marked && i == len(words)-1 && slices.Contains(linking, words[i]):
			case !own && slices.ContainsFunc(in, func(w string) bool { return shifted(w, q.words[0]) }):
			case !marked || !q.in(senses(c.around())):
				return strings.Join(q.words, " ")
			}
		}
	}
	return ""
}

// around returns the words of the quotation's paragraph that stand beside it.
func (c *comparison) around() (out []word) {
	text := c.article.Article.Text
	paragraph := readout.Span{Start: strings.LastIndexByte(text[:c.quotation.Start], '\n') + 1, End: len(text)}
	if i := strings.IndexByte(text[c.quotation.End:], '\n'); i >= 0 {
		paragraph.End = c.quotation.End + i
	}
	all := wordsOf(text, paragraph)
	first := sort.Search(len(all), func(i int) bool { return all[i].End > c.quotation.Start })
	last := sort.Search(len(all), func(i int) bool { return all[i].Start >= c.quotation.End })
	return append(slices.Clone(all[:first]), all[last:]...)
}

func begins(words, phrase []string) bool {
	return len(words) >= len(phrase) && slices.Equal(words[:len(phrase)], phrase)
}
