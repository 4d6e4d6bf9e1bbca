package eval

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
)

// A TimesScore counts time expressions as TempEval-3 does (UzZaman and others, SemEval 2013).
type TimesScore struct {
	Strict  Count // equal spans
	Relaxed Count // a byte in common
	Value   Count // and the same value: the measure by which systems are ranked
}

// Add counts the times of one article. Values are compared without regard to case.
func (s *TimesScore) Add(gold []corpus.TIMEX3, found []readout.Time) {
	var g, f []readout.Span
	for _, t := range gold {
		g = append(g, t.Span)
	}
	for _, t := range found {
		f = append(f, t.Span)
	}
	n := Count{Found: len(f), Gold: len(g)}
	strict, value := n, n
	for _, p := range pairs(g, f) {
		n.Right++
		if g[p[0]] == f[p[1]] {
			strict.Right++
		}
		if strings.EqualFold(strings.TrimSpace(gold[p[0]].Value), strings.TrimSpace(found[p[1]].Value)) {
			value.Right++
		}
	}
	s.Strict.Add(strict)
	s.Relaxed.Add(n)
	s.Value.Add(value)
}
