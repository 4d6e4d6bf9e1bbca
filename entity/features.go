package entity

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/text"
)

// NameTags is how many tags the name models have: 0 for no name, then begin and inside of each of NameKinds.
const NameTags = 1 + 2*len(NameKinds)

// NameKinds are the kinds of names, in the order of their tags.
var NameKinds = [...]readout.EntityKind{readout.Person, readout.Organization, readout.Place, readout.Group, readout.Other}

// NameTag returns the tag of a word that begins a name of the kind, or stands inside one; 0 for a kind without tags.
func NameTag(k readout.EntityKind, inside bool) uint8 {
	for i, kind := range NameKinds {
		if kind == k {
			if inside {
				return uint8(2 + 2*i)
			}
			return uint8(1 + 2*i)
		}
	}
	return 0
}

// NameAllowed tells whether tag b may follow tag a; a is -1 at the beginning of a stretch.
func NameAllowed(a, b int) bool {
	if b == 0 || b%2 == 1 {
		return true
	}
	return a == b || a == b-1
}

// Words is a document as the name models see it: the stretches of words that may hold names, and what is known
// of each word. It is scratch space: Prepare fills it again for the next document.
type Words struct {
	Stretches []Stretch

	d     *text.Doc
	lex   *lexicon
	know  *Clusters
	marks []uint32
	class []uint32 // word class of each token: fine and coarse, 0 for none
	word  []wordInfo
	kinds []uint16 // of each type in stretches: what the document shows of it
	types seen
	tags  []uint8 // of the first model, by token
	votes []vote
	caps  []uint8 // by sentence: how it is capitalized
}

// A Stretch is a range of tokens of one sentence that may hold names, First <= i < End.
type Stretch struct {
	First, End int
	sentence   int
}

type wordInfo struct {
	pre2, pre3, pre4, suf2, suf3, suf4 uint64
	kind                               int32 // index of the type in kinds; -1 outside stretches
}

// vote counts the first model's tags of one type.
type vote struct {
	count [NameTags]uint16
}

// What the document shows of a type of word, as bits of Words.kinds.
const (
	docLower    uint16 = 1 << iota // stands in lower case somewhere
	docMid                         // stands capitalized inside a normal sentence
	docTitled                      // follows a form of address
	docRole                        // follows a role
	docFirst                       // follows a first name
	docPlaced                      // follows "in", "at", "from", "near"
	docThe                         // follows "the"
	docSays                        // goes before or after a verb of saying in the past
	docPossess                     // has a possessive ending
	docOrgAfter                    // stands before a word of organizations
	docComma                       // stands before a comma
)

// How a sentence is capitalized.
const (
	capsNormal uint8 = iota
	capsTitle
	capsAll
)

// capitalized reports whether the form holds a capital letter.
func capitalized(form string) bool {
	for i := 0; i < len(form); i++ {
		c := form[i]
		if 'A' <= c && c <= 'Z' {
			return true
		}
		if c >= utf8.RuneSelf {
			for _, r := range form[i:] {
				if unicode.IsUpper(r) {
					return true
				}
			}
			return false
		}
	}
	return false
}

func (w *Words) prepare(d *text.Doc, lex *lexicon, know *Clusters) {
	n := len(d.Tokens)
	w.d, w.lex, w.know = d, lex, know
	w.class = sized(w.class, n)
	for i := range d.Tokens {
		w.class[i] = know.t.get(d.Tokens[i].Lower)
	}
	w.marks = sized(w.marks, n)
	lex.marks(d, w.marks)
	w.word = sized(w.word, n)
	w.tags = sized(w.tags, n)
	w.caps = sized(w.caps, len(d.Sentences))
	w.Stretches = w.Stretches[:0]
	w.kinds = w.kinds[:0]
	w.types.reset()
	for i := range w.word {
		w.word[i].kind = -1
	}
	clear(w.tags)
	for s := range d.Sentences {
		w.sentence(s)
	}
	for _, s := range w.Stretches {
		for i := s.First; i < s.End; i++ {
			t := &d.Tokens[i]
			w.word[i] = affixes(d.Text[t.Start:t.End])
			at, fresh := w.types.put(t.Lower, int32(len(w.kinds)))
			if fresh {
				w.kinds = append(w.kinds, 0)
			}
			w.word[i].kind = at
		}
	}
	w.observe()
}

// sentence appends the stretches of sentence s and tells how it is capitalized.
func (w *Words) sentence(s int) {
	d := w.d
	sent := d.Sentences[s]
	letters, capital, all := 0, 0, 0
	start, last := -1, -1 // of the stretch that is open; its last capitalized word
	for i := sent.First; i < sent.End; i++ {
		form := d.Form(i)
		if c := form[0] | 0x20; 'a' <= c && c <= 'z' && len(form) > 3 {
			letters++
			if 'A' <= form[0] && form[0] <= 'Z' {
				capital++
				if c := form[1]; 'A' <= c && c <= 'Z' {
					all++
				}
			}
		}
		if !capitalized(form) {
			continue
		}
		if start >= 0 && i > last+2 && d.Form(last+1) == "-" && adjacent(d, last) && adjacent(d, last+1) { // "Ing-wen Tsai"
			last += 2
		}
		if start >= 0 && i-last <= 4 && w.bridge(last+1, i) {
			last = i
			continue
		}
		if start >= 0 {
			w.Stretches = append(w.Stretches, w.widened(start, last+1, s))
		}
		start, last = i, i
	}
	if start >= 0 {
		w.Stretches = append(w.Stretches, w.widened(start, last+1, s))
	}
	w.caps[s] = capsNormal
	switch {
	case letters >= 3 && all*10 >= letters*8:
		w.caps[s] = capsAll
	case letters >= 3 && capital*10 >= letters*7:
		w.caps[s] = capsTitle
	}
}

// bridge reports whether tokens first <= i < end may stand inside a name.
func (w *Words) bridge(first, end int) bool {
	for i := first; i < end; i++ {
		c := w.d.Text[w.d.Tokens[i].Start]
		if w.marks[i]&isParticle == 0 && c != '.' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// widened takes in particles before the stretch ("al", "de"), and after it a number, or a hyphen and what it joins ("Tsai Ing-wen").
func (w *Words) widened(first, end, s int) Stretch {
	d := w.d
	sent := d.Sentences[s]
	prev := sent.First
	if n := len(w.Stretches); n > 0 {
		prev = max(prev, w.Stretches[n-1].End)
	}
	for steps := 0; steps < 4 && first > prev; steps++ {
		if w.marks[first-1]&isLead != 0 {
			first--
		} else if first-1 > prev && d.Form(first-1) == "-" && adjacent(d, first-1) && adjacent(d, first-2) && w.marks[first-2]&isLead != 0 {
			first -= 2
		} else {
			break
		}
	}
	for end+1 < sent.End && d.Form(end) == "-" && adjacent(d, end-1) && adjacent(d, end) && !capitalized(d.Form(end+1)) {
		end += 2
	}
	if end < sent.End {
		if c := d.Text[d.Tokens[end].Start]; '0' <= c && c <= '9' {
			end++
		}
	}
	return Stretch{first, end, s}
}

// adjacent reports whether token i and the next one touch.
func adjacent(d *text.Doc, i int) bool { return d.Tokens[i].End == d.Tokens[i+1].Start }

func affixes(form string) wordInfo {
	var b [8]byte
	n := len(form)
	h := uint64(0)
	var out wordInfo
	for i := 0; i < 4 && i < n; i++ {
		h = h<<8 | uint64(lower(form[i]))
		switch i {
		case 1:
			out.pre2 = h
		case 2:
			out.pre3 = h
		case 3:
			out.pre4 = h
		}
	}
	for i := 0; i < 4 && i < n; i++ {
		b[i] = lower(form[n-1-i])
	}
	out.suf2 = uint64(b[0]) | uint64(b[1])<<8
	out.suf3 = out.suf2 | uint64(b[2])<<16
	out.suf4 = out.suf3 | uint64(b[3])<<24
	return out
}

func lower(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	case '0' <= c && c <= '9':
		return '0'
	}
	return c
}

// Keys appends the features of token i of stretch s to keys. The second model also sees the tags of the first,
// which Vote must have taken in.
func (w *Words) Keys(keys []linear.Key, s Stretch, i int, second bool) []linear.Key {
	d := w.d
	sent := d.Sentences[s.sentence]
	t := &d.Tokens[i]
	var lowers [7]uint64
	var shapes [5]uint64
	var marks [5]uint32
	for j := range lowers {
		p := i + j - 3
		v := uint64(1 + j) // outside the sentence
		if p >= sent.First && p < sent.End {
			v = d.Tokens[p].Lower
		}
		lowers[j] = v
	}
	for j := range shapes {
		p := i + j - 2
		if p >= sent.First && p < sent.End {
			shapes[j], marks[j] = d.Tokens[p].Shape, w.marks[p]&nameFlags
		} else {
			shapes[j] = uint64(1 + j)
		}
	}
	var fine, coarse [5]uint64
	for j := range fine {
		if p := i + j - 2; p >= sent.First && p < sent.End {
			fine[j], coarse[j] = uint64(w.class[p]>>8), uint64(w.class[p]&0xFF)
		} else {
			fine[j], coarse[j] = uint64(1000+j), uint64(1000+j)
		}
	}
	word, prev, next := lowers[3], lowers[2], lowers[4]
	shape, mark := shapes[2], uint64(marks[2])
	wi := &w.word[i]
	kind := w.kinds[wi.kind]
	caps := uint64(w.caps[s.sentence])
	start := uint64(0)
	if i == sent.First || i == sent.First+1 && d.Text[d.Tokens[i-1].Start] < '0' {
		start = 1
	}
	doc := uint64(kind)
	keys = append(keys,
		linear.Key1(0, 0),
		linear.Key1(1, word),
		linear.Key1(2, t.Hash),
		linear.Key3(3, shape, caps, start),
		linear.Key1(4, prev),
		linear.Key1(5, next),
		linear.Key1(6, lowers[1]),
		linear.Key1(7, lowers[5]),
		linear.Key2(8, prev, word),
		linear.Key2(9, word, next),
		linear.Key3(10, shapes[1], shape, shapes[3]),
		linear.Key1(11, wi.pre3),
		linear.Key1(12, wi.pre4),
		linear.Key1(13, wi.suf2),
		linear.Key1(14, wi.suf3),
		linear.Key1(15, wi.suf4),
		linear.Key2(16, mark, start),
		linear.Key2(17, uint64(marks[1]), mark),
		linear.Key2(18, mark, uint64(marks[3])),
		linear.Key2(19, uint64(marks[1]), shape),
		linear.Key2(20, uint64(marks[3]), shape),
		linear.Key2(21, prev, shape),
		linear.Key2(22, next, shape),
		linear.Key2(23, prev, next),
		linear.Key2(24, lowers[1], prev),
		linear.Key2(25, next, lowers[5]),
		linear.Key2(26, doc&uint64(docLower|docMid), start<<2|caps),
		linear.Key2(27, doc&uint64(docTitled|docRole|docFirst|docSays), mark),
		linear.Key2(28, doc&uint64(docPlaced|docThe|docPossess|docOrgAfter|docComma), mark),
		linear.Key1(29, doc),
		linear.Key2(30, w.before(s), w.after(s)),
		linear.Key3(31, w.before(s), uint64(min(i-s.First, 3)), uint64(min(s.End-1-i, 3))),
		linear.Key3(32, w.after(s), uint64(min(i-s.First, 3)), uint64(min(s.End-1-i, 3))),
		linear.Key3(33, uint64(min(i-s.First, 3)), uint64(min(s.End-1-i, 3)), mark),
		linear.Key3(34, uint64(marks[0]), uint64(marks[1]), mark),
		linear.Key3(35, mark, uint64(marks[3]), uint64(marks[4])),
		linear.Key2(36, shapes[0], shapes[1]),
		linear.Key2(37, shapes[3], shapes[4]),
		linear.Key2(38, prev, mark),
		linear.Key2(39, next, mark),
		linear.Key3(40, shape, wi.suf2, start),
		linear.Key1(41, fine[2]),
		linear.Key1(42, fine[1]),
		linear.Key1(43, fine[3]),
		linear.Key2(44, fine[1], fine[2]),
		linear.Key2(45, fine[2], fine[3]),
		linear.Key2(46, coarse[2], mark),
		linear.Key2(47, fine[2], shape),
		linear.Key3(48, coarse[1], coarse[2], coarse[3]),
		linear.Key1(49, fine[0]),
		linear.Key1(50, fine[4]),
		linear.Key2(51, fine[1], mark),
		linear.Key2(52, fine[3], mark),
	)
	if second {
		keys = w.stacked(keys, s, i)
	}
	return keys
}

// before and after are the words around a stretch.
func (w *Words) before(s Stretch) uint64 {
	if s.First > w.d.Sentences[s.sentence].First {
		return w.d.Tokens[s.First-1].Lower
	}
	return 1
}

func (w *Words) after(s Stretch) uint64 {
	if s.End < w.d.Sentences[s.sentence].End {
		return w.d.Tokens[s.End].Lower
	}
	return 1
}

// Vote takes in the tags that the first model gave to a stretch.
func (w *Words) Vote(s Stretch, tags []uint8) { copy(w.tags[s.First:s.End], tags) }

// Count sums the votes up by type; the second model's features see the sums.
func (w *Words) Count() {
	w.votes = sized(w.votes, len(w.kinds))
	clear(w.votes)
	for _, s := range w.Stretches {
		for i := s.First; i < s.End; i++ {
			v := &w.votes[w.word[i].kind].count[w.tags[i]]
			if *v < 1<<15 {
				*v++
			}
		}
	}
}

// majority is the tag that a type has most often elsewhere in the document, and the most frequent but no name; 255 for none.
func (w *Words) majority(i int) (any, name uint8) {
	v := w.votes[w.word[i].kind].count
	v[w.tags[i]]--
	any, name = 255, 255
	for t, n := range v {
		if n == 0 {
			continue
		}
		if any == 255 || n > v[any] {
			any = uint8(t)
		}
		if t > 0 && (name == 255 || n > v[name]) {
			name = uint8(t)
		}
	}
	return any, name
}

func (w *Words) stacked(keys []linear.Key, s Stretch, i int) []linear.Key {
	own := uint64(w.tags[i])
	any, name := w.majority(i)
	prev, next := uint64(254), uint64(254)
	prevName, nextName := uint8(254), uint8(254)
	if i > s.First {
		prev = uint64(w.tags[i-1])
		_, prevName = w.majority(i - 1)
	}
	if i+1 < s.End {
		next = uint64(w.tags[i+1])
		_, nextName = w.majority(i + 1)
	}
	return append(keys,
		linear.Key1(60, own),
		linear.Key2(61, uint64(any), uint64(name)),
		linear.Key3(62, own, uint64(any), uint64(name)),
		linear.Key2(63, prev, own),
		linear.Key2(64, own, next),
		linear.Key3(65, uint64(prevName), uint64(name), uint64(nextName)),
		linear.Key3(66, own, uint64(name), uint64(w.caps[s.sentence])),
		linear.Key3(67, uint64(name), uint64(nextName), w.d.Tokens[i].Shape),
	)
}

func sized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }
