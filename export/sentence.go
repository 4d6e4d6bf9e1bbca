package export

import (
	"regexp"
	"sort"
	"strings"
	"unicode"

	"github.com/readout-project/readout"
)

// sentenceEnd matches a mark that ends a sentence and the white space after it.
var sentenceEnd = regexp.MustCompile(`[.!?…]["”’)]*\s+`)

// sentences cuts a text into sentences, about: at their marks and at the ends of paragraphs.
func sentences(text string) (out []readout.Span) {
	for _, b := range blocks(text) {
		start := b.Start
		for _, end := range sentenceEnd.FindAllStringIndex(b.In(text), -1) {
			next := b.Start + end[1]
			out = append(out, readout.Span{Start: start, End: start + len(strings.TrimRightFunc(text[start:next], unicode.IsSpace))})
			start = next
		}
		out = append(out, readout.Span{Start: start, End: b.End})
	}
	return out
}

// sentence returns a span with the rest of the sentences that it begins and ends in, in one paragraph or several.
func (x *index) sentence(s readout.Span) readout.Span {
	if x.sentences == nil {
		x.sentences = sentences(x.r.Article.Text)
	}
	out := s
	if i := sort.Search(len(x.sentences), func(i int) bool { return x.sentences[i].End > s.Start }); i < len(x.sentences) {
		out.Start = min(out.Start, x.sentences[i].Start)
	}
	if i := sort.Search(len(x.sentences), func(i int) bool { return x.sentences[i].End >= s.End }); i < len(x.sentences) && x.sentences[i].Start < s.End {
		out.End = max(out.End, x.sentences[i].End)
	}
	return out
}
