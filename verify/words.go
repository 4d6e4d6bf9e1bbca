package verify

import (
	"slices"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// A word is one of a text as quotations are compared by. Where a word stands for several, each has its span.
type word struct {
	readout.Span        // bytes
	norm         string // folded, and spelled in one way
	gap          bool   // an ellipsis stands before it
	aside        bool   // it stands in square brackets, which the editor put there
}

// same reports whether two words are compared as the same.
func (w *word) same(x *word) bool { return w.norm == x.norm && !w.aside && !x.aside }

// signs are words too.
var signs = map[rune]string{'%': "percent", '&': "and"}

// wordsOf returns the words of a span of a text.
func wordsOf(text string, s readout.Span) (out []word) {
	text = text[:s.End]
	at, gap, depth := s.Start, false, 0
	between := func(end int) {
		part := text[at:end]
		gap = gap || strings.Contains(part, "...") || strings.Contains(part, "…") || strings.Contains(part, ". . .")
		depth = max(0, depth+strings.Count(part, "[")-strings.Count(part, "]"))
		for i, c := range part {
			if norm := signs[c]; norm != "" {
				out = append(out, word{Span: readout.Span{Start: at + i, End: at + i + 1}, norm: norm, gap: gap, aside: depth > 0})
				gap = false
			}
		}
	}
	for w := range ledger.Words(text[s.Start:]) {
		w.Start += s.Start
		w.End += s.Start
		between(w.Start)
		joint := text[at:w.Start]
		at = w.End
		last := len(out) - 1
		switch {
		case last >= 0 && joint == "." && initials(text, out[last].Span) && w.Len() == 1: // U.S.
			out[last].End = w.End
			out[last].norm += w.Folded
			continue
		case last >= 0 && (joint == "'" || joint == "’") && slices.Contains(contracted, w.Folded):
			out = append(out, contraction(&out[last], w, len(joint)))
			continue
		case last >= 0 && joint == "," && digits(out[last].norm) && digits(w.Folded) && len(w.Folded) == 3: // 12,000
			out[last].End = w.End
			out[last].norm += w.Folded
			continue
		case last >= 0 && joint == "." && digits(out[last].norm) && digits(w.Folded): // 3.5
			out[last].End = w.End
			out[last].norm += "." + w.Folded
			continue
		case last >= 0 && w.Folded == "cent" && out[last].norm == "per":
			out[last].End = w.End
			out[last].norm = "percent"
			continue
		}
		for _, norm := range spelled(w.Folded) {
			out = append(out, word{Span: w.Span, norm: norm, gap: gap, aside: depth > 0})
			gap = false
		}
	}
	between(s.End)
	return counted(text, out)
}

// counted makes one word of those that tell one number: twenty-five, twelve thousand, 3.5 million.
func counted(text string, words []word) []word {
	out := words[:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		n, err := strconv.ParseFloat(w.norm, 64)
		if err != nil || w.norm[0] < '0' || w.norm[0] > '9' {
			out = append(out, w)
			continue
		}
		at := func(k int) string { // the word there, where nothing but blanks and hyphens stands before it
			if k >= len(words) || words[k].gap || words[k].aside != w.aside || strings.Trim(text[words[k-1].End:words[k].Start], " -\n") != "" {
				return ""
			}
			return strings.ToLower(words[k].In(text))
		}
		sum := ledger.NewSum(n)
		for at(i+1) != "" && sum.Take(at(i+1), at(i+2)) {
			i++
			w.End = words[i].End
			w.norm = strconv.FormatFloat(sum.Value(), 'f', -1, 64)
		}
		out = append(out, w)
	}
	return out
}

// initials reports whether a word is letters with points between them: U, or U.S.
func initials(text string, s readout.Span) bool {
	w := s.In(text)
	for i := 0; i < len(w); i++ {
		if (w[i] == '.') != (i%2 == 1) {
			return false
		}
	}
	return w != "" && (w[0]|0x20) >= 'a' && (w[0]|0x20) <= 'z'
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// number reports whether a word is one as it is compared: 3.5 too.
func number(norm string) bool { return digits(strings.Replace(norm, ".", "", 1)) }

// contracted are what stands behind an apostrophe in contractions and possessives.
var contracted = strings.Fields("s t re ve ll d m")

// stems are what some words become before n't.
var stems = map[string]string{"ca": "can", "wo": "will", "sha": "shall"}

// contraction returns what a word is drawn together with: 's, 'll, or n't, which takes the n from the word.
func contraction(before *word, w ledger.Word, apostrophe int) word {
	c := word{Span: readout.Span{Start: w.Start - apostrophe, End: w.End}, norm: "'" + w.Folded, aside: before.aside}
	if stem, ok := strings.CutSuffix(before.norm, "n"); ok && w.Folded == "t" {
		c.norm = "n't"
		c.Start--
		before.End--
		before.norm = stem
		if whole := stems[stem]; whole != "" {
			before.norm = whole
		}
	}
	return c
}

// joined returns the letters of words, without what divides them.
func joined(words []word) string {
	return strings.ReplaceAll(strings.Join(norms(words), ""), "'", "")
}

// senses returns the words as qualifiers are looked for in them: n't is a not.
func senses(words []word) []string {
	out := norms(words)
	for i := range out {
		if out[i] == "n't" {
			out[i] = "not"
		}
	}
	return out
}

// norms returns the words as they are compared.
func norms(words []word) []string {
	out := make([]string, len(words))
	for i := range words {
		out[i] = words[i].norm
	}
	return out
}
