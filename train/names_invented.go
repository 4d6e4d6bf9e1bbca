package train

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/text"
)

// renamed returns an article whose names are invented: each word of a name that does not tell by itself what is named is replaced, by the
// same word throughout the article. Such articles show how well names are read that no list and no corpus knows.
func renamed(a corpus.Named) corpus.Named {
	d := text.New(a.Article.Text)
	var b strings.Builder
	var names []corpus.NamedSpan
	copied, t := 0, 0
	upTo := func(end int) {
		b.WriteString(a.Article.Text[copied:end])
		copied = end
	}
	for _, n := range a.Names {
		if n.Start < copied { // within another
			continue
		}
		upTo(n.Start)
		start := b.Len()
		for t < len(d.Tokens) && d.Tokens[t].Start < n.Start {
			t++
		}
		for ; t < len(d.Tokens) && d.Tokens[t].Start < n.End; t++ {
			w, ok := invented(d.Form(t), a.Article.ID, n.Kind)
			if ok && d.Tokens[t].End <= n.End {
				upTo(d.Tokens[t].Start)
				b.WriteString(w)
				copied = d.Tokens[t].End
			}
		}
		upTo(n.End)
		n.Start, n.End = start, b.Len()
		names = append(names, n)
	}
	upTo(len(a.Article.Text))
	a.Article.Text, a.Names = b.String(), names
	return a
}

// What invented words are made of: syllables of a beginning, a vowel and an end, which is often empty.
var (
	onsets = strings.Fields("b bl br c ch cl cr d dr f fl g gr h j k kr l m n p pr qu r s sh sk st t th tr v w y z")
	vowels = strings.Fields("a a a e e i i o o u ai ea ei io oo ou ia")
	codas  = strings.Split("    l m n n r r s t nd ng rn ck x", " ")
)

// invented returns the word that stands for a form in an article, if it is replaced.
func invented(form, article string, kind readout.EntityKind) (string, bool) {
	letters := !strings.ContainsFunc(form, func(r rune) bool { r |= 0x20; return r < 'a' || r > 'z' })
	if !letters || len(form) < 3 || form[0] > 'Z' || entity.TellsKind(form) {
		return "", false
	}
	h := linear.HashString(article + " " + form)
	next := func(n int) int {
		h = h*0x9E3779B97F4A7C15 + 0x1234567
		return int(h >> 33 % uint64(n))
	}
	if entity.IsFirstName(form) && next(10) < 7 {
		return "", false
	}
	if form == strings.ToUpper(form) {
		w := make([]byte, len(form))
		for i := range w {
			w[i] = byte('A' + next(26))
		}
		return string(w), len(form) <= 5
	}
	var w strings.Builder
	for range 2 + next(2) {
		w.WriteString(onsets[next(len(onsets))] + vowels[next(len(vowels))] + codas[next(len(codas))])
	}
	word := w.String()
	if kind == readout.Group || kind == readout.Place && next(2) == 0 {
		word += form[len(form)-3:] // endings that tell: "-ians", "-land"
	}
	return strings.ToUpper(word[:1]) + word[1:], true
}
