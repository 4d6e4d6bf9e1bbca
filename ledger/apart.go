package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// Parts finds which appearances of a group hang together by the evidence that they share, as they are told one by one.
type Parts struct {
	parents []int
	holder  map[string]int // the first appearance with it
	Article []string       // of each appearance
}

// Add tells of an appearance.
func (p *Parts) Add(article string, evidence []string) {
	if p.holder == nil {
		p.holder = map[string]int{}
	}
	n := len(p.parents)
	p.parents, p.Article = append(p.parents, n), append(p.Article, article)
	for _, e := range evidence {
		if first, ok := p.holder[e]; ok {
			p.parents[p.root(n)] = p.root(first)
		} else {
			p.holder[e] = n
		}
	}
}

func (p *Parts) root(n int) int {
	for p.parents[n] != n {
		p.parents[n] = p.parents[p.parents[n]]
		n = p.parents[n]
	}
	return n
}

// Together reports whether appearances with each of these hang together.
func (p *Parts) Together(evidence []string) bool {
	part := -1
	for _, e := range evidence {
		n, ok := p.holder[e]
		if !ok || part >= 0 && p.root(n) != part {
			return false
		}
		part = p.root(n)
	}
	return true
}

// Others returns the articles of all parts but the largest, sorted; of parts of one size the one with the first article counts as the largest.
func (p *Parts) Others() []string {
	parts := map[int][]string{}
	for n, article := range p.Article {
		root := p.root(n)
		parts[root] = append(parts[root], article)
	}
	var all [][]string
	for _, articles := range parts {
		slices.Sort(articles)
		all = append(all, articles)
	}
	slices.SortFunc(all, func(a, b []string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a[0], b[0]))
	})
	others := slices.Concat(all[min(1, len(all)):]...)
	slices.Sort(others)
	return slices.Compact(others)
}
