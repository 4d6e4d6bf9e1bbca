package text

// split fills breaks with the raw tokens at which sentences of the current paragraph end.
func (b *builder) split() {
	b.breaks = b.breaks[:0]
	raw := b.raw
	for k := 0; k < len(raw); k++ {
		switch raw[k].kind {
		case stop, dots, abbrev:
		default:
			continue
		}
		e, quoted := b.absorb(k + 1)
		if e < len(raw) && b.ends(k, e, quoted) {
			b.breaks = append(b.breaks, e)
			k = e - 1
		}
	}
	b.breaks = append(b.breaks, len(raw))
}

// absorb returns the end of what belongs to a sentence after its last stop: closing marks and brackets,
// and more stops that stick to them.
func (b *builder) absorb(e int) (end int, quoted bool) {
	raw := b.raw
	for e < len(raw) {
		glued := raw[e].start == raw[e-1].end
		switch raw[e].kind {
		case closeMark:
			quoted = true
		case closer, stop, dots:
			if !glued {
				return e, quoted
			}
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
// stop follows.
func (b *builder) keepsDot(k, e int) bool {
	for i := k + 1; i < e; i++ {
		if b.raw[i].kind == stop || b.raw[i].kind == dots {
			return true
		}
	}
	return b.raw[k].class&isTitle != 0 || b.raw[k].end-b.raw[k].start <= 2
}

// ends tells whether a sentence ends at token e, after the stop or abbreviation k.
func (b *builder) ends(k, e int, quoted bool) bool {
	raw, s := b.raw, b.tokenizer.s
	n := e // the next word
	for n < len(raw) && (raw[n].kind == openMark || raw[n].kind == opener) {
		n++
	}
	if n == len(raw) {
		return true
	}
	opened := n > e
	next := caseAt(s, raw[n].start)
	if raw[n].kind == symbol || raw[n].kind == quoteMark || raw[n].kind == closeMark || raw[n].kind == closer {
		next = noCase
	}
	glued := raw[e].start == raw[e-1].end
	switch raw[k].kind {
	case abbrev:
		return b.endsAbbrev(k, n, next, quoted || opened)
	case dots:
		if glued && !quoted && !opened {
			return false
		}
		return next == upperCase || opened && next != lowerCase
	}
	if next == lowerCase {
		return !quoted && !opened && !glued && raw[k].end-raw[k].start == 1 && s[raw[k].start] == '.'
	}
	if quoted && s[raw[k].start] != '.' && b.speaks(e) {
		return false
	}
	if next == noCase && raw[n].kind == symbol {
		switch c, _ := classAt(s, raw[n].start); c {
		case dash, hyphen, other:
			return s[raw[n].start] != ',' && s[raw[n].start] != ';' && !quoted && !glued
		}
	}
	return true
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
	case r.end-r.start == 2: // an initial
		return starter && form != "A" && form != "I" && form != "E" || marked && next == upperCase
	case marked:
		return next == upperCase
	}
	return starter
}

// speaks tells whether the words from e on name who spoke the words before: Smith asked, the
// president said.
func (b *builder) speaks(e int) bool {
	s := b.tokenizer.s
	for i := e; i < min(e+5, len(b.raw)); i++ {
		r := b.raw[i]
		if r.kind != word && r.kind != abbrev {
			return false
		}
		if form := s[r.start:r.end]; caseAt(s, r.start) == lowerCase && words.of(form)&isSpeech != 0 {
			return true
		}
	}
	return false
}
