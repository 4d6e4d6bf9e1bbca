package text

import (
	"github.com/readout-project/readout"
)

// New divides a text. It is total: any valid UTF-8 yields a Doc, in time linear in its length.
//
// Paragraphs end at line breaks; where the text is wrapped to a width, only blank lines and
// indented ones end them.
func New(s string) *Doc { return divide(s, (*builder).ended) }

// divide is New with a judge of whether a sentence ends before a token where the rules do not say so.
func divide(s string, judge func(*builder, int) bool) *Doc {
	d := &Doc{Text: s}
	b := builder{doc: d, tokenizer: tokenizer{s: s}, quoter: quoter{before: -1}, judge: judge}
	d.Tokens = make([]Token, 0, len(s)/5+8)
	d.Sentences = make([]Sentence, 0, len(s)/100+4)
	wrapped := hardWrapped(s)
	for l := (lines{s: s}); l.next(); {
		start, end := l.start, l.end
		if wrapped {
			for more := l; more.next() && more.from == l.after && more.start-more.from <= l.start-l.from; {
				l, end = more, more.end
			}
		}
		b.paragraph(start, end)
	}
	return d
}

// A builder fills a Doc, paragraph by paragraph.
type builder struct {
	doc *Doc
	tokenizer
	quoter
	breaks []int // raw tokens at which sentences end (exclusive), of the current paragraph
	near   int   // the quote of the paragraph that inside looks at next

	// Of the border model:
	judge func(b *builder, k int) bool // whether a sentence ends before token k, where the rules do not say so
	first int                          // token at which the sentence begins
	caps  bool                         // no word of it up to the gap begins with a small letter
	extra []int                        // the breaks with those it adds
}

func (b *builder) paragraph(start, end int) {
	b.tokenizer.paragraph(start, end)
	if len(b.raw) == 0 {
		return
	}
	d := b.doc
	b.resolve(b.tokenizer.s, b.raw, d)
	b.split()
	p := Paragraph{First: len(d.Sentences)}
	k, ev := 0, 0
	for _, e := range b.breaks {
		st := Sentence{First: len(d.Tokens), Paragraph: len(d.Paragraphs)}
		for ; k < e; k++ {
			for ev < len(b.events) && b.events[ev].raw == k {
				x := b.events[ev]
				if x.open {
					d.Quotes[x.quote].First = len(d.Tokens) + x.skip
				} else {
					d.Quotes[x.quote].End = len(d.Tokens)
				}
				ev++
			}
			r := &b.raw[k]
			if r.kind == abbrev && k == e-1-b.trailing(k, e) && !b.keepsDot(k, e) {
				b.token(r.start, r.end-1, r.multi)
				b.token(r.end-1, r.end, 0)
				continue
			}
			b.token(r.start, r.end, r.multi)
		}
		st.End = len(d.Tokens)
		st.Span = readout.Span{Start: d.Tokens[st.First].Start, End: d.Tokens[st.End-1].End}
		d.Sentences = append(d.Sentences, st)
	}
	for ; ev < len(b.events); ev++ { // at the paragraph's end
		d.Quotes[b.events[ev].quote].End = len(d.Tokens)
	}
	p.End = len(d.Sentences)
	p.Span = readout.Span{Start: d.Sentences[p.First].Start, End: d.Sentences[p.End-1].Span.End}
	d.Paragraphs = append(d.Paragraphs, p)
}

func (b *builder) token(start, end int, multi uint8) {
	t := Token{Span: readout.Span{Start: start, End: end}, Multi: multi}
	t.Hash, t.Lower, t.Shape = hashes(b.tokenizer.s[start:end])
	b.doc.Tokens = append(b.doc.Tokens, t)
}

// A lines walks over the lines of a text that hold more than white space.
type lines struct {
	s          string
	from       int // where the line begins
	start, end int // of the line, without white space around it
	after      int // where the next line begins
}

func (l *lines) next() bool {
	s := l.s
	for l.after < len(s) {
		from := l.after
		end, after := lineEnd(s, from)
		l.after = after
		start := run(s, from, end, space)
		if start == end {
			continue
		}
		for end > start && s[end-1] <= ' ' {
			end--
		}
		l.from, l.start, l.end = from, start, end
		return true
	}
	return false
}

// lineEnd returns where the line that begins at i ends, and where the next one begins: behind
// \n, \r\n, \r, \f, \v or a Unicode line or paragraph separator.
func lineEnd(s string, i int) (end, after int) {
	for ; i < len(s); i++ {
		switch s[i] {
		case '\n', '\v', '\f':
			return i, i + 1
		case '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		case 0xe2: // U+2028, U+2029
			if i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xa8 || s[i+2] == 0xa9) {
				return i, i + 3
			}
		case 0xc2: // U+0085
			if i+1 < len(s) && s[i+1] == 0x85 {
				return i, i + 2
			}
		}
	}
	return i, i
}

const (
	maxWidth = 160 // bytes of the longest line of a wrapped text
)

// hardWrapped tells whether the lines of a text are broken to a width: then most lines
// go on in the next one, which begins with a small letter, and none is long.
func hardWrapped(s string) bool {
	pairs, low, long := 0, 0, 0
	var last lines
	for l := (lines{s: s}); l.next(); last = l {
		if l.end-l.start > maxWidth {
			if long++; long > 1 && long > pairs/50 {
				return false
			}
		}
		if l.from == last.after && l.from > 0 {
			pairs++
			if caseAt(s, l.start) == lowerCase && !sentenceEnd(s[last.end-1]) {
				low++
			}
		}
	}
	return low*5 >= pairs*2 && low > 0
}

func sentenceEnd(c byte) bool { return c == '.' || c == '!' || c == '?' || c == ':' }
