package text

// split fills breaks with the raw tokens at which sentences of the current paragraph end.
func (b *builder) split() {
	b.breaks = b.breaks[:0]
	b.near = 0
	raw := b.raw
	first := 0
	for k := 0; k < len(raw); k++ {
		switch raw[k].kind {
		case stop, dots, abbrev, emoticon:
		default:
			continue
		}
		e, quoted := b.absorb(k + 1)
		if e < len(raw) && b.ends(first, k, e, quoted) {
			b.breaks = append(b.breaks, e)
			first = e
		}
		k = e - 1
	}
	b.breaks = append(b.breaks, len(raw))
	b.loose()
	b.bound()
}

// maxSentence is how many tokens a sentence may have, but for the rest of a multiword token. None that people
// write is as long; the bound keeps the work of later stages linear in the length of the text.
const maxSentence = 1000

// bound breaks sentences that are too long.
func (b *builder) bound() {
	first, long := 0, false
	for _, e := range b.breaks {
		long = long || e-first > maxSentence
		first = e
	}
	if !long {
		return
	}
	var breaks []int
	first = 0
	for _, e := range b.breaks {
		for e-first > maxSentence {
			for first += maxSentence; first < e && b.raw[first].inner; first++ {
			}
			if first < e {
				breaks = append(breaks, first)
			}
		}
		breaks = append(breaks, e)
		first = e
	}
	b.breaks = breaks
}

// absorb returns the end of what belongs to a sentence after its last stop: closing marks and brackets,
// more stops that stick to them, emoticons, and references such as [12].
func (b *builder) absorb(e int) (end int, quoted bool) {
	raw, s := b.raw, b.tokenizer.s
	for e < len(raw) {
		glued := raw[e].start == raw[e-1].end
		switch raw[e].kind {
		case closeMark:
			quoted = true
		case emoticon:
		case closer, stop, dots:
			if !glued {
				return e, quoted
			}
		case opener:
			if s[raw[e].start] != '[' || e+2 >= len(raw) || raw[e+1].kind != number || raw[e+2].end != raw[e].end+raw[e+1].end-raw[e+1].start+1 {
				return e, quoted
			}
			e += 2
		default:
			return e, quoted
		}
		e++
	}
	return e, quoted
}

// trailing returns how many tokens of the sentence that ends at e stand after k.
func (b *builder) trailing(k, e int) int {
	if end, _ := b.absorb(k + 1); end == e {
		return e - 1 - k
	}
	return 0
}

// keepsDot tells whether the abbreviation k at the end of a sentence keeps its full stop: another
// stop follows, or it is an initial.
func (b *builder) keepsDot(k, e int) bool {
	for i := k + 1; i < e; i++ {
		if b.raw[i].kind == stop || b.raw[i].kind == dots {
			return true
		}
	}
	return b.raw[k].class&isTitle != 0
}

// ends tells whether a sentence that begins at token first ends at token e, after the stop or
// abbreviation k and the marks behind it.
func (b *builder) ends(first, k, e int, quoted bool) bool {
	raw, s := b.raw, b.tokenizer.s
	n := e // the next word
	for n < len(raw) && (raw[n].kind == openMark || raw[n].kind == opener) {
		n++
	}
	if n == len(raw) {
		return true
	}
	opened := n > e
	glued := raw[e].start == raw[e-1].end
	var next letterCase
	if raw[n].kind <= abbrev {
		next = caseAt(s, raw[n].start)
	}
	for i := k + 1; i < e && raw[k].kind == abbrev; i++ {
		if raw[i].kind == stop {
			k = i // (D-Calif.).
		}
	}
	if raw[k].kind == abbrev {
		return b.endsAbbrev(k, n, next, quoted || raw[e].kind == openMark)
	}
	if raw[k].kind == emoticon {
		return next == upperCase
	}
	if raw[k].kind == dots {
		if glued && !quoted && !opened || quoted && b.speaks(e, false) {
			return false
		}
		return next == upperCase || opened && next != lowerCase
	}
	dot := s[raw[k].start] == '.'
	switch {
	case dot && k == first+1 && raw[first].kind == number && e == k+1 && raw[k].start == raw[first].end:
		return false // the number of an item
	case dot && glued && (next == digits || next == lowerCase):
		return false
	case dot && raw[e].kind == stop && !glued:
		return false // an ellipsis of single dots
	case dot && next == lowerCase && k > first && raw[k-1].kind == stop && raw[k-1].end < raw[k].start:
		return false // the last dot of one
	case quoted:
		return next != lowerCase && !(next == noCase && raw[n].kind == symbol && !isDash(s, raw[n].start)) && !b.speaks(e, dot)
	case next == lowerCase && !dot:
		return k > 0 && !b.inside(k) && !glued && (s[raw[k].start] != '!' || caseAt(s, raw[k-1].start) != upperCase)
	case raw[n].kind == symbol && !opened:
		if c := s[raw[n].start]; c == ',' || c == ';' || c == ':' || glued {
			return false
		}
		return dot || !isDash(s, raw[n].start)
	}
	return true
}

// isDash tells whether a dash or hyphen stands at s[i].
func isDash(s string, i int) bool {
	c, _ := classAt(s, i)
	return c == dash || c == hyphen
}

// inside tells whether token k stands within quotation marks that the paragraph closes later.
func (b *builder) inside(k int) bool {
	q := b.doc.Quotes[b.base:]
	at := b.raw[k].start
	// Sentences are asked about from left to right.
	for b.near < len(q) && q[b.near].Outer.End <= at {
		b.near++
	}
	return b.near < len(q) && q[b.near].Outer.Start < at
}

// endsAbbrev decides on an abbreviation before the word n.
func (b *builder) endsAbbrev(k, n int, next letterCase, marked bool) bool {
	r, s := b.raw[k], b.tokenizer.s
	form := s[b.raw[n].start:b.raw[n].end]
	starter := next == upperCase && words.of(form)&isStarter != 0
	switch {
	case next == lowerCase || next == noCase && !marked:
		return false
	case r.class&isTitle != 0:
		return false
	case r.class&(isNumber|isMonth) != 0 && next == digits:
		return false
	case r.class&anyAbbrev == isNumber && r.end-r.start > 2:
		return next == upperCase
	case r.class&anyAbbrev == isMonth:
		return next == upperCase && b.raw[n].class&isMonth == 0
	case r.end-r.start == 2: // an initial
		return starter && form != "A" && form != "I" && form != "E" || marked && next == upperCase && !b.nickname(n)
	case marked:
		return next == upperCase && !b.nickname(n)
	}
	return starter
}

// nickname tells whether the words from n on stand alone within marks that close soon, as in
// Robert C. "Bobby" Scott.
func (b *builder) nickname(n int) bool {
	for i := n; i < min(n+4, len(b.raw)); i++ {
		switch b.raw[i].kind {
		case word:
		case closeMark, closer:
			return true
		default:
			return false
		}
	}
	return false
}

// speaks tells whether the words from e on name who spoke the words before: Smith asked, the
// president said. If alone, nothing else may stand in that sentence.
func (b *builder) speaks(e int, alone bool) bool {
	s := b.tokenizer.s
	for i := e; i < min(e+5, len(b.raw)); i++ {
		r := b.raw[i]
		if r.kind != word && r.kind != abbrev {
			return false
		}
		if caseAt(s, r.start) == lowerCase && words.of(s[r.start:r.end])&isSpeech != 0 {
			return !alone || i > e && i+1 < len(b.raw) && b.raw[i+1].kind == stop
		}
	}
	return false
}
