package timex

import (
	"sync"

	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A Finder finds time expressions. It is safe for concurrent use.
type Finder struct {
	lex   *lexicon
	table []slot // lex.index, open addressing
	mask  uint64
	bufs  *sync.Pool // *[]uint16
}

type slot struct {
	key  uint64
	word uint16
}

func newFinder(l *lexicon) *Finder {
	size := 1
	for size < 4*len(l.index) {
		size *= 2
	}
	f := &Finder{lex: l, table: make([]slot, size), mask: uint64(size - 1), bufs: &sync.Pool{New: func() any { return new([]uint16) }}}
	for key, w := range l.index {
		i := mixed(key) & f.mask
		for f.table[i].word != 0 {
			i = (i + 1) & f.mask
		}
		f.table[i] = slot{key, w}
	}
	return f
}

// mixed spreads a key over its low bits.
func mixed(key uint64) uint64 { return key ^ key>>29 }

func (f *Finder) lookup(key uint64) uint16 {
	for i := mixed(key) & f.mask; f.table[i].word != 0; i = (i + 1) & f.mask {
		if f.table[i].key == key {
			return f.table[i].word
		}
	}
	return 0
}

// starters are the classes of words at which an expression may begin, apart from figures.
const starters = month | weekday | weekdays | unitWord | unitsWord | number | ordinal | final | group | vague | vagueMany | half | decades |
	season | part | clock | dayWord | dayPart | overnight | ref | era | modern | which | every | freq | edge | edgeOf | the | article |
	fiscal | per | apostrophe | phrase

// Find returns the times of a document in the order of the text; they do not overlap. The trees may be nil; without
// them the words around a time say its tense. published is the date of publication, RFC 3339 as in the record,
// date alone or date-time; values are as complete as they can be without it when it is empty or no date.
func (f *Finder) Find(d *text.Doc, t *syntax.Trees, published string) []Time {
	buf := f.bufs.Get().(*[]uint16)
	at := *buf
	if cap(at) < len(d.Tokens) {
		at = make([]uint16, len(d.Tokens)+len(d.Tokens)/4)
	}
	at = at[:len(d.Tokens)]
	for i := range d.Tokens {
		tok := &d.Tokens[i]
		at[i] = f.lookup(tok.Lower)
		if at[i] == 0 && tok.Len() > 4 {
			if c := d.Text[tok.Start] | 0x20; c == 'm' || c == 'p' {
				if n := prefix(d.Form(i)); n > 0 {
					at[i] = f.lookup(text.HashLower(d.Form(i)[n:]))
				}
			}
		}
	}
	p := &parser{lexicon: f.lex, d: d, at: at}
	r := newResolver(p, t, published)
	for s := range d.Sentences {
		p.from, p.end = d.Sentences[s].First, d.Sentences[s].End
		r.sentence = s
		for i := p.from; i < p.end; {
			c := d.Text[d.Tokens[i].Start]
			if w := p.w(i); w.class&starters == 0 && (c < '0' || '9' < c) && c != '\'' && c != 'Q' && c != 'H' && (c|0x20 != 'm' && c|0x20 != 'p' || d.Tokens[i].Len() < 8 || prefix(d.Form(i)) == 0) {
				i++
				continue
			}
			e, ok := p.expression(i)
			if !ok {
				i++
				continue
			}
			if r.add(&e) {
				i = r.more(&e, e.end)
			} else {
				i = e.end
			}
		}
	}
	*buf = at
	f.bufs.Put(buf)
	return r.out
}
