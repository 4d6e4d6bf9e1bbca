package train

import (
	"cmp"
	"maps"
	"slices"

	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// lexiconOf makes the lexicon of tagged trees and word clusters.
func lexiconOf(trees []*tree, tags int, clusters map[uint64]cluster) *syntax.Lexicon {
	byLower, byForm := map[uint64][]int{}, map[uint64][]int{}
	count := func(m map[uint64][]int, k uint64, tag uint8) {
		if m[k] == nil {
			m[k] = make([]int, tags)
		}
		m[k][tag]++
	}
	for _, t := range trees {
		for i := range t.len() {
			tok := t.doc.Tokens[t.sent.First+i]
			count(byLower, tok.Lower, t.tags[i+1])
			count(byForm, tok.Hash, t.tags[i+1])
		}
	}
	words := map[uint64]syntax.Entry{}
	for k, c := range clusters {
		words[k] = syntax.Entry{Cluster: c.fine, Coarse: c.coarse}
	}
	// Sets of tags get numbers in the order of their words' hashes.
	number := map[uint64]uint16{}
	for _, k := range slices.Sorted(maps.Keys(byLower)) {
		n := byLower[k]
		total, set := sum(n), uint64(0)
		if total < 5 {
			continue
		}
		top := 0
		for tag, c := range n {
			if c > n[top] {
				top = tag
			}
			if c*20 >= total {
				set = uint64(linear.Key2(1, set, uint64(tag)))
			}
		}
		set = uint64(linear.Key2(2, set, uint64(top)))
		if number[set] == 0 {
			number[set] = uint16(len(number) + 1)
		}
		e := words[k]
		e.Ambiguity = number[set]
		words[k] = e
	}
	sure := map[uint64]uint8{}
	for k, n := range byForm {
		total := sum(n)
		for tag, c := range n {
			if total >= 20 && c*1000 >= total*998 {
				sure[k] = uint8(tag)
			}
		}
	}
	return syntax.NewLexicon(words, sure)
}

func sum(n []int) (s int) {
	for _, x := range n {
		s += x
	}
	return s
}

// lemmasOf learns the lemmas of the words of the trees: rules for endings, and the words seen for themselves.
func lemmasOf(trees []*tree, tags []syntax.Tag) *syntax.Lemmas {
	type word struct {
		form string // in lower case where lemmas are
		low  uint64
		tag  uint8
	}
	lemmas := map[word]map[string]int{}
	for _, t := range trees {
		for i := range t.len() {
			form, lemma, tag := t.doc.Form(t.sent.First+i), t.lemmas[i+1], t.tags[i+1]
			if lemma == "_" || lemma == "" || len(lemma) > 40 {
				continue
			}
			if !syntax.KeepsCase(tags[tag].UPOS) {
				form = lower(form)
			}
			w := word{form, t.doc.Tokens[t.sent.First+i].Lower, tag}
			if lemmas[w] == nil {
				lemmas[w] = map[string]int{}
			}
			lemmas[w][lemma]++
		}
	}
	// Each word votes once for what its endings do.
	votes := map[uint64]map[syntax.Rule]int{}
	best := map[word]string{}
	for w, ls := range lemmas {
		top := ""
		for l, n := range ls {
			if n > ls[top] || n == ls[top] && l < top {
				top = l
			}
		}
		best[w] = top
		same := 0
		for same < len(w.form) && same < len(top) && w.form[same] == top[same] {
			same++
		}
		for same < len(w.form) && same > 0 && w.form[same]&0xC0 == 0x80 || same < len(top) && same > 0 && top[same]&0xC0 == 0x80 {
			same--
		}
		rule := syntax.Rule{Strip: len(w.form) - same, Add: top[same:]}
		for n := rule.Strip; n <= 5 && n < len(w.form); n++ {
			k := syntax.EndingKey(w.form[len(w.form)-n:], w.tag)
			if votes[k] == nil {
				votes[k] = map[syntax.Rule]int{}
			}
			votes[k][rule]++
		}
	}
	rules := map[uint64]syntax.Rule{}
	for k, v := range votes {
		var top syntax.Rule
		total := 0
		for r, n := range v {
			total += n
			if n > v[top] || n == v[top] && (r.Strip < top.Strip || r.Strip == top.Strip && r.Add < top.Add) {
				top = r
			}
		}
		if v[top] >= 2 && v[top]*2 > total {
			rules[k] = top
		}
	}
	byRules := syntax.NewLemmas(nil, rules)
	known := map[uint64]string{}
	seen := map[uint64]int{} // how often the form whose lemma is known was; two forms may be one word but for their apostrophes
	for _, w := range slices.SortedFunc(maps.Keys(best), func(a, b word) int { return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.tag, b.tag)) }) {
		l, n, k := best[w], 0, syntax.WordKey(w.low, w.tag)
		for _, c := range lemmas[w] {
			n += c
		}
		if !syntax.KeepsCase(tags[w.tag].UPOS) && n > seen[k] && (n >= 3 || byRules.Lemma(w.form, w.low, w.tag, tags[w.tag]) != l) {
			known[k], seen[k] = l, n
		}
	}
	return syntax.NewLemmas(known, rules)
}
