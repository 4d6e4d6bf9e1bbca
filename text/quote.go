package text

import (
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// A family is a kind of quotation marks.
type family uint8

const (
	curly     family = iota // “ ” and „ “
	straight                // " " and '' ''
	single                  // ‘ ’
	typewrite               // ' '
	angle                   // « »
	families
)

// An event tells that a quote begins or ends at a raw token.
type event struct {
	raw, quote int
	open       bool
	skip       int // tokens of the mark: 1, or 0 where the paragraph begins inside a quote
}

// An openQuote waits for its closing mark.
type openQuote struct {
	family   family
	quote    int
	mark     int  // the raw token that opened it
	repeated bool // the same mark opened again inside it
	first    bool // stands at the paragraph's beginning
	loose    bool // white space stands behind the mark
}

// A quoter pairs the quotation marks of one paragraph after another.
type quoter struct {
	marks        []int  // raw tokens
	strong       []bool // by mark: see closers
	opens        []bool // by mark: whether the next double mark can only open
	events       []event
	stack        []openQuote
	count        [families]int // in the stack
	drop         []bool        // by quote since base
	base         int           // the first quote of the paragraph
	before       int           // the quote that the last paragraph left open; -1 if none
	beforeFamily family
}

// resolve gives the marks of a paragraph their roles, adds its quotes to the document and
// fills events.
func (q *quoter) resolve(s string, raw []raw, d *Doc) {
	q.marks, q.events, q.stack, q.drop = q.marks[:0], q.events[:0], q.stack[:0], q.drop[:0]
	q.count = [families]int{}
	q.base = len(d.Quotes)
	for k := range raw {
		if raw[k].kind == quoteMark {
			q.marks = append(q.marks, k)
		}
	}
	if len(q.marks) == 0 {
		q.before = -1
		return
	}
	q.closers(s, raw)
	for i, k := range q.marks {
		q.mark(s, raw, d, i, k)
	}
	q.finish(s, raw, d)
}

// closers fills opens, and strong: whether after the mark i, and before the next single mark that can
// only open, a single mark stands that surely closes.
func (q *quoter) closers(s string, raw []raw) {
	q.strong, q.opens = q.strong[:0], q.opens[:0]
	for range q.marks {
		q.strong, q.opens = append(q.strong, false), append(q.opens, false)
	}
	has, opens := false, false
	for i := len(q.marks) - 1; i >= 0; i-- {
		k := q.marks[i]
		q.strong[i], q.opens[i] = has, opens
		if s[raw[k].start] == '"' {
			opens = spaceBefore(raw, k) && !spaceAfter(raw, k)
		}
		switch r, _ := utf8.DecodeRuneInString(s[raw[k].start:]); r {
		case '‘', '\'', '’', '‚':
			if raw[k].end-raw[k].start == 2*utf8.RuneLen(r) {
				continue
			}
			before, after := spaceBefore(raw, k), spaceAfter(raw, k)
			switch {
			case r == '‘' || before && !after:
				has = false
			case !before && !possessive(s, raw, k):
				has = true
			}
		}
	}
}

func spaceBefore(raw []raw, k int) bool { return k == 0 || raw[k-1].end < raw[k].start }
func spaceAfter(raw []raw, k int) bool {
	return k == len(raw)-1 || raw[k+1].start > raw[k].end
}

// possessive tells whether the apostrophe k may be that of "the students' union": it sticks to a
// word on s, and a word follows.
func possessive(s string, raw []raw, k int) bool {
	if k == 0 || k+1 >= len(raw) || spaceBefore(raw, k) || raw[k-1].kind != word && raw[k-1].kind != number {
		return false
	}
	if c := s[raw[k-1].end-1] | 0x20; c != 's' && c != 'z' && c != 'x' {
		return false
	}
	return spaceAfter(raw, k) && (raw[k+1].kind == word || raw[k+1].kind == number)
}

// mark gives the i-th mark its role.
func (q *quoter) mark(s string, raw []raw, d *Doc, i, k int) {
	r, n := utf8.DecodeRuneInString(s[raw[k].start:])
	before, after := spaceBefore(raw, k), spaceAfter(raw, k)
	if !before && k > 0 {
		switch raw[k-1].kind {
		case opener, openMark:
			before = true
		case symbol:
			c, _ := classAt(s, raw[k-1].start)
			before = c == dash || c == hyphen || c == slash || s[raw[k-1].start] == '=' || s[raw[k-1].start] == '>'
		}
	}
	closed := after
	if !closed {
		switch raw[k+1].kind {
		case closer, stop, dots:
			closed = true
		case symbol:
			c, _ := classAt(s, raw[k+1].start)
			closed = c == dash || c == hyphen || c == colon || c == slash || s[raw[k+1].start] == ',' || s[raw[k+1].start] == ';'
		case quoteMark:
			closed = spaceAfter(raw, k+1) && !before
		}
	}
	double := raw[k].end-raw[k].start == 2*n
	switch {
	case double && n > 1:
		if q.count[curly] > 0 && !before {
			q.close(raw, d, k, curly)
		} else if r == '‘' {
			q.open(s, raw, d, k, curly)
		} else {
			q.stray(raw, d, k, curly)
		}
	case r == '“' || r == '‟':
		if q.count[curly] > 0 && !before && closed {
			q.close(raw, d, k, curly)
			return
		}
		if q.count[straight] > 0 && !before && closed {
			q.close(raw, d, k, straight)
			return
		}
		q.open(s, raw, d, k, curly)
	case r == '„':
		q.open(s, raw, d, k, curly)
	case r == '”':
		switch {
		case q.count[curly] > 0:
			q.close(raw, d, k, curly)
		case q.count[straight] > 0 && !before:
			q.close(raw, d, k, straight)
		case q.count[single] > 0 && !before:
			q.close(raw, d, k, single) // ‘so”
		case before && !after || k == 0:
			q.open(s, raw, d, k, curly) // set the wrong way round
		default:
			q.stray(raw, d, k, curly)
		}
	case r == '«' || r == '»':
		if opens := r == '«'; opens && !(q.count[angle] > 0 && !before) || !opens && q.count[angle] == 0 && before && !after {
			q.open(s, raw, d, k, angle)
		} else if q.count[angle] > 0 {
			q.close(raw, d, k, angle)
		} else {
			q.stray(raw, d, k, angle)
		}
	case r == '"' || double || r == '″':
		opens, closes := before && !after, !before
		if r == '`' {
			opens, closes = true, false
		}
		switch {
		case opens && !closes && !(q.count[straight] > 0 && q.opens[i] && raw[k-1].kind == stop), q.count[straight] == 0 && (opens || before || !closed && k+1 < len(raw) && raw[k+1].kind == word && q.count[curly] == 0 && !q.digitBefore(raw, k)):
			q.open(s, raw, d, k, straight)
		case q.count[straight] > 0:
			q.close(raw, d, k, straight)
		case q.count[curly] > 0 && closes:
			q.close(raw, d, k, curly)
		default:
			q.stray(raw, d, k, straight)
		}
	case r == '‘' || r == '‚':
		if q.count[single] > 0 && !before && closed {
			q.close(raw, d, k, single)
			return
		}
		q.open(s, raw, d, k, single)
	case r == '’' || r == '\'' || r == '`' || r == 'ʼ' || r == '‛':
		f := single
		if r != '’' && q.count[single] == 0 {
			f = typewrite
		}
		if f == single && q.count[single] == 0 && q.count[typewrite] > 0 {
			f = typewrite
		}
		switch {
		case before && !after && r != 'ʼ' && (r == '`' || q.closesLater(s, raw, i)) && (r != '’' || k > 0 && raw[k-1].kind == openMark):
			q.open(s, raw, d, k, f)
		case before:
			raw[k].kind = symbol
		case q.count[f] > 0 && !(possessive(s, raw, k) && q.strong[i]):
			q.close(raw, d, k, f)
		default:
			raw[k].kind = symbol
			if k > 0 && raw[k-1].multi == 0 && !raw[k-1].inner && (raw[k-1].kind == word || raw[k-1].kind == number) && r != '`' {
				raw[k].kind = word
				raw[k-1].multi, raw[k].inner = 2, true
			}
		}
	default: // primes and single angles
		raw[k].kind = symbol
	}
}

func (q *quoter) digitBefore(raw []raw, k int) bool { return k > 0 && raw[k-1].kind == number }

// closesLater tells whether a single mark that can close stands after the i-th mark.
func (q *quoter) closesLater(s string, raw []raw, i int) bool {
	if q.strong[i] {
		return true
	}
	if i+1 < len(q.marks) {
		k := q.marks[i+1]
		return !spaceBefore(raw, k) && raw[k].end-raw[k].start == 1 && s[raw[k].start] == '\''
	}
	return false
}

// maxNesting is how deep quotes lie within quotes; a mark that opens a deeper one begins none. It
// keeps the sum of the lengths of all quotes linear in that of the text.
const maxNesting = 16

// open begins a quote at the mark k.
func (q *quoter) open(s string, raw []raw, d *Doc, k int, f family) {
	raw[k].kind = openMark
	before := -1
	if top := len(q.stack) - 1; top >= 0 && q.stack[top].family == f {
		switch {
		case q.reopens(s, raw, q.stack[top].mark, k):
			before = q.stack[top].quote
			q.interrupt(raw, d, k)
		case f == straight || f == typewrite:
			q.pop(top) // was never closed
		default:
			q.stack[top].repeated = true
		}
	}
	if len(q.stack) == maxNesting {
		return
	}
	parent := -1
	if top := len(q.stack) - 1; top >= 0 {
		parent = q.stack[top].quote
	}
	id := len(d.Quotes)
	d.Quotes = append(d.Quotes, Quote{
		Outer:  readout.Span{Start: raw[k].start},
		Inner:  readout.Span{Start: raw[k].end},
		Next:   -1,
		Parent: parent,
		Single: f == single || f == typewrite,
	})
	if before >= 0 {
		d.Quotes[before].Next = id
	}
	q.drop = append(q.drop, false)
	q.stack = append(q.stack, openQuote{family: f, quote: id, mark: k, first: k == 0 || k == 1 && raw[0].kind == openMark, loose: spaceAfter(raw, k)})
	q.count[f]++
	q.events = append(q.events, event{raw: k, quote: id, open: true, skip: 1})
}

// reopens tells whether the mark k, inside the quote that mark began, begins the next paragraph of that
// quotation in a text that lost its line breaks: “One. “Two.” It does behind the end of a sentence, but
// not behind words that tell who spoke, since then the closing mark is missing: “One, he said. “Two.”
func (q *quoter) reopens(s string, raw []raw, mark, k int) bool {
	if k-mark < 3 || raw[k-1].kind != stop && raw[k-1].kind != dots {
		return false
	}
	for i := max(mark+1, k-8); i < k; i++ {
		if raw[i].kind == word && words.of(s[raw[i].start:raw[i].end])&isSpeech != 0 {
			return false
		}
	}
	return true
}

// interrupt ends the innermost quote before the mark k, which begins the one that goes on with it.
func (q *quoter) interrupt(raw []raw, d *Doc, k int) {
	top := len(q.stack) - 1
	o := q.stack[top]
	q.stack = q.stack[:top]
	q.count[o.family]--
	x := &d.Quotes[o.quote]
	x.Open = true
	x.Inner.End, x.Outer.End = raw[k-1].end, raw[k-1].end
	q.events = append(q.events, event{raw: k, quote: o.quote})
}

// pop drops the quote on top of the stack, which must be at i or above, down to i.
func (q *quoter) pop(i int) {
	for len(q.stack) > i {
		o := q.stack[len(q.stack)-1]
		q.stack = q.stack[:len(q.stack)-1]
		q.count[o.family]--
		q.drop[o.quote-q.base] = true
	}
}

// close ends the innermost quote of a family at the mark k.
func (q *quoter) close(raw []raw, d *Doc, k int, f family) {
	raw[k].kind = closeMark
	i := len(q.stack) - 1
	for q.stack[i].family != f {
		i--
	}
	q.pop(i + 1)
	id := q.stack[i].quote
	q.stack = q.stack[:i]
	q.count[f]--
	d.Quotes[id].Inner.End = raw[k].start
	d.Quotes[id].Outer.End = raw[k].end
	q.events = append(q.events, event{raw: k, quote: id})
}

// stray treats a closing mark that nothing opened: where the last paragraph left a quote open, that
// quote goes on until here.
func (q *quoter) stray(raw []raw, d *Doc, k int, f family) {
	raw[k].kind = closeMark
	if q.before < 0 || q.beforeFamily != f || len(d.Quotes) > q.base {
		return
	}
	id := len(d.Quotes)
	d.Quotes = append(d.Quotes, Quote{
		Outer:  readout.Span{Start: raw[0].start, End: raw[k].end},
		Inner:  readout.Span{Start: raw[0].start, End: raw[k].start},
		Next:   -1,
		Parent: -1,
		Single: f == single || f == typewrite,
	})
	d.Quotes[q.before].Next = id
	q.before = -1
	q.drop = append(q.drop, false)
	q.events = append(q.events, event{raw: 0, quote: id, open: true}, event{raw: k, quote: id})
}

// finish settles what is open at the paragraph's end, ties the paragraph to the one before it, and
// takes out the quotes that turned out to be none.
func (q *quoter) finish(s string, raw []raw, d *Doc) {
	end := raw[len(raw)-1].end
	open := -1
	for i, o := range q.stack {
		single := o.family == single || o.family == typewrite
		if o.repeated || (single || o.loose) && !o.first {
			q.drop[o.quote-q.base] = true
			continue
		}
		x := &d.Quotes[o.quote]
		x.Open = true
		x.Inner.End, x.Outer.End = end, end
		q.events = append(q.events, event{raw: len(raw), quote: o.quote})
		if open < 0 {
			open = i
		}
	}
	if q.before >= 0 && len(d.Quotes) > q.base && d.Quotes[q.base].Outer.Start == raw[0].start && !q.drop[0] {
		d.Quotes[q.before].Next = q.base
	}
	last, lastFamily := -1, family(0)
	if open >= 0 {
		last, lastFamily = q.stack[open].quote, q.stack[open].family
	}
	q.before, q.beforeFamily = q.compact(d, last), lastFamily
}

// compact takes the dropped quotes out and returns the new index of the quote last.
func (q *quoter) compact(d *Doc, last int) int {
	dropped := false
	for _, x := range q.drop {
		dropped = dropped || x
	}
	if !dropped {
		return last
	}
	index := make([]int, len(q.drop))
	n := q.base
	for i, x := range q.drop {
		quote := d.Quotes[q.base+i]
		if p := quote.Parent; p >= q.base {
			quote.Parent = index[p-q.base] // of a dropped quote: its parent's
		}
		if next := quote.Next; next >= q.base && q.drop[next-q.base] {
			quote.Next = -1
		}
		if x {
			index[i] = quote.Parent
			continue
		}
		index[i] = n
		d.Quotes[n] = quote
		n++
	}
	d.Quotes = d.Quotes[:n]
	for i := range d.Quotes[q.base:] {
		if x := &d.Quotes[q.base+i]; x.Next >= q.base {
			x.Next = index[x.Next-q.base]
		}
	}
	events := q.events[:0]
	for _, e := range q.events {
		if i := e.quote - q.base; !q.drop[i] {
			e.quote = index[i]
			events = append(events, e)
		}
	}
	q.events = events
	if last >= 0 {
		last = index[last-q.base]
	}
	return last
}
