package syntax

import "github.com/readout-project/readout/text"

// A Line is one sentence as features see it: parallel lists with a place for the root before the first
// word and for the missing words after the last, so that looking around never leaves them. Word i of the
// sentence stands at i+1. It is scratch space: Prepare fills it again for the next sentence.
type Line struct {
	N       int      // words
	Lower   []uint64 // Token.Lower
	Shape   []uint64
	Ends    []endings
	Cluster []uint64
	Coarse  []uint64
	Amb     []uint64
	Tag     []uint64 // number of the joint tag, plus 1; 0 where there is none (yet)
	Caps    uint64   // how many of the words begin with a capital: 0 few, 1 more than half, 2 nearly all, as in headlines
	mark    []byte   // of a mark: see Marks; 0 for a word
	sure    []uint8  // the tag a form always has, plus 1; 0 for none
}

// endings are hashes of the first and last bytes of a form in lower case.
type endings struct{ pre1, pre2, pre3, suf1, suf2, suf3, suf4 uint64 }

const (
	pad    = 4 // places after the last word
	noWord = 0x5EED5EED5EED5EED
	root   = 0x5007500750075007
)

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// Prepare fills the line with the words of a sentence.
func (l *Line) Prepare(d *text.Doc, s text.Sentence, lex *Lexicon) {
	l.N = s.End - s.First
	n := l.N + 1 + pad
	l.Lower, l.Shape, l.Ends = resize(l.Lower, n), resize(l.Shape, n), resize(l.Ends, n)
	l.Cluster, l.Coarse, l.Amb, l.Tag = resize(l.Cluster, n), resize(l.Coarse, n), resize(l.Amb, n), resize(l.Tag, n)
	l.sure, l.mark = resize(l.sure, n), resize(l.mark, n)
	clear(l.mark)
	letters, caps := 0, 0
	for i := range l.N {
		t := &d.Tokens[s.First+i]
		e := lex.Of(t.Lower)
		l.Lower[i+1], l.Shape[i+1] = t.Lower, t.Shape
		l.Cluster[i+1], l.Coarse[i+1], l.Amb[i+1] = uint64(e.Cluster), uint64(e.Coarse), uint64(e.Ambiguity)
		l.Tag[i+1], l.sure[i+1] = 0, 0
		if tag, ok := lex.Sure(t.Hash); ok {
			l.sure[i+1] = tag + 1
		}
		form := d.Text[t.Start:t.End]
		if len(form) > 0 {
			switch c := form[0]; {
			case 'A' <= c && c <= 'Z':
				caps++
				letters++
			case 'a' <= c && c <= 'z':
				letters++
			}
		}
		l.Ends[i+1] = endingsOf(form)
		if e.Ambiguity == 0 { // what the word is like stands for what it was seen as
			l.Amb[i+1] = l.Ends[i+1].suf3 ^ t.Shape
		}
	}
	l.Caps = 0
	if caps*10 >= letters*9 {
		l.Caps = 2
	} else if caps*2 >= letters {
		l.Caps = 1
	}
	for i := range n {
		if i >= 1 && i <= l.N {
			continue
		}
		v := uint64(noWord)
		if i == 0 {
			v = root
		}
		l.Lower[i], l.Shape[i], l.Ends[i], l.Amb[i] = v, v, endings{}, v
		l.Cluster[i], l.Coarse[i], l.Tag[i], l.sure[i] = v&0xFFFF, v&0xFFFF, v&0xFFFF, 0
	}
}

// endingsOf hashes the beginnings and endings of a form, ASCII letters in lower case.
func endingsOf(form string) (e endings) {
	n := len(form)
	h := uint64(0)
	for i := 0; i < 3 && i < n; i++ {
		h = h<<8 | uint64(lowerByte(form[i]))
		switch i {
		case 0:
			e.pre1 = h
		case 1:
			e.pre2 = h
		case 2:
			e.pre3 = h
		}
	}
	h = 0
	for i := 0; i < 4 && i < n; i++ {
		h |= uint64(lowerByte(form[n-1-i])) << (8 * i)
		switch i {
		case 0:
			e.suf1 = h
		case 1:
			e.suf2 = h
		case 2:
			e.suf3 = h
		case 3:
			e.suf4 = h
		}
	}
	return e
}

func lowerByte(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	case '0' <= c && c <= '9':
		return '0'
	}
	return c
}

// Marks tells the marks of a tagged line from its words: '(' and ')' are brackets, '<' and '>' quotation marks, '.' all
// others.
func (l *Line) Marks(tags []Tag) {
	for i := 1; i <= l.N; i++ {
		t := tags[l.Tag[i]-1]
		l.mark[i] = 0
		if t.UPOS == PUNCT {
			l.mark[i] = kindOf(t.XPOS)
		}
	}
}

func kindOf(x XPOS) byte {
	switch x {
	case TagLRB:
		return '('
	case TagRRB:
		return ')'
	case TagOpen:
		return '<'
	case TagClose:
		return '>'
	}
	return '.'
}

// IsMark reports whether word i is a mark.
func (l *Line) IsMark(i int) bool { return l.mark[i] != 0 }
