package event

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

//go:embed data/occasions.txt
var occasionData embed.FS

const occasionsFile = "occasions.txt"

// wordClass is a set of the classes of data/occasions.txt that are no patterns.
type wordClass uint64

const (
	takes wordClass = 1 << iota
	occurs
	light
	void
	plan
	topic
	discuss
	about
	anew
	said
	venue
	portion
	placePrep
	moves
	outlet
	hosts
	counts
	towns
	helps
	results
	travels
	letters
	firstCustom // the classes @NAME follow
)

var wordClasses = map[string]wordClass{"takes": takes, "occurs": occurs, "light": light, "void": void, "plan": plan, "topic": topic,
	"discuss": discuss, "about": about, "anew": anew, "said": said, "venue": venue, "at": placePrep, "moves": moves, "outlet": outlet, "hosts": hosts, "counts": counts, "portion": portion,
	"towns": towns, "helps": helps, "results": results, "travels": travels, "letters": letters}

// sameKind is the kind of words that take theirs from the occasion they speak of.
const sameKind = "same"

var occasionKinds = []string{"meeting", "press_conference", "remarks", "interview", "call", "speech", "visit", "briefing", "statement",
	"debate", "hearing", "post", "other", sameKind}

// An element is one word of a pattern: any of some words, or any of a class.
type element struct {
	words []uint16
	class wordClass
}

// A pattern is one entry of the kinds in data/occasions.txt.
type pattern struct {
	kind                              string
	rule                              string // file:line
	verb                              bool
	at                                int // which element is the trigger
	elements                          []element
	weak, object, place, with, plural bool
	far, bare, mute, timed            bool
}

// An ordering is words before an occasion that tell how what is told stands to it.
type ordering struct {
	kind  string
	words []uint16
}

type occasionLexicon struct {
	words     map[uint64]uint16     // hash of a word in lower case to its number; 0 is none
	classes   []wordClass           // by number
	starts    map[uint16][]pattern  // by number of the trigger, longest first
	orderings map[uint16][]ordering // by number of the last word, longest first
	custom    map[string]wordClass
}

// readOccasions reads a file of the format told in data/occasions.txt. An error names file, line and column.
func readOccasions(name, file string) (*occasionLexicon, error) {
	l := &occasionLexicon{words: map[uint64]uint16{}, classes: make([]wordClass, 1), starts: map[uint16][]pattern{},
		orderings: map[uint16][]ordering{}, custom: map[string]wordClass{"@outlet": outlet}}
	n := 0
	for line := range strings.Lines(file) {
		n++
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		var fields []string
		var columns []int
		at := 0
		for _, f := range strings.Split(line, "|") {
			columns = append(columns, at+1+len(f)-len(strings.TrimLeft(f, " \t")))
			fields = append(fields, strings.TrimSpace(f))
			at += len(f) + 1
		}
		if column, err := l.line(fields, fmt.Sprintf("%s:%d", name, n)); err != nil {
			return nil, fmt.Errorf("%s:%d:%d: %w", name, n, columns[min(column, len(columns)-1)], err)
		}
	}
	for _, p := range l.starts {
		slices.SortStableFunc(p, func(a, b pattern) int { return len(b.elements) - len(a.elements) })
	}
	for _, o := range l.orderings {
		slices.SortStableFunc(o, func(a, b ordering) int { return len(b.words) - len(a.words) })
	}
	return l, nil
}

// line reads the fields of one line, which stands at rule (file:line); field is where an error is.
func (l *occasionLexicon) line(fields []string, rule string) (field int, err error) {
	head := fields[0]
	class, isClass := wordClasses[head]
	switch {
	case strings.HasPrefix(head, "@"):
		if class, isClass = l.custom[head]; !isClass {
			if len(l.custom) > 16 {
				return 0, fmt.Errorf("more than 16 classes of words")
			}
			class, isClass = firstCustom<<(len(l.custom)-1), true
			l.custom[head] = class
		}
		fallthrough
	case isClass:
		if len(fields) != 2 || fields[1] == "" {
			return 1, fmt.Errorf("%q: want one list of words", head)
		}
		for _, w := range strings.Fields(fields[1]) {
			l.classes[l.number(w)] |= class
		}
		return 0, nil
	case head == "order":
		if len(fields) != 3 || fields[2] == "" {
			return 0, fmt.Errorf("an order has two fields more")
		}
		switch fields[1] {
		case "before", "after", "during", "close", "part_of":
		default:
			return 1, fmt.Errorf("unknown order %q", fields[1])
		}
		var o ordering
		o.kind = fields[1]
		for _, w := range strings.Fields(fields[2]) {
			o.words = append(o.words, l.number(w))
		}
		last := o.words[len(o.words)-1]
		l.orderings[last] = append(l.orderings[last], o)
		return 0, nil
	case !slices.Contains(occasionKinds, head):
		return 0, fmt.Errorf("unknown entry %q", head)
	case len(fields) != 4:
		return 0, fmt.Errorf("%d fields, want 4", len(fields))
	}
	p := pattern{kind: head, rule: rule, verb: fields[1] == "verb", at: -1}
	if !p.verb && fields[1] != "noun" {
		return 1, fmt.Errorf("%q is neither noun nor verb", fields[1])
	}
	for i, w := range strings.Fields(fields[2]) {
		var e element
		star := strings.HasPrefix(w, "*")
		for _, x := range strings.Split(strings.TrimPrefix(w, "*"), "/") {
			switch c, ok := l.custom[x]; {
			case ok:
				e.class |= c
			case x == "" || x[0] == '@':
				return 2, fmt.Errorf("no class %q", x)
			default:
				e.words = append(e.words, l.number(x))
			}
		}
		if star {
			if p.at >= 0 || len(e.words) == 0 || e.class != 0 {
				return 2, fmt.Errorf("%q: want one trigger, and words for it", fields[2])
			}
			p.at = i
		}
		p.elements = append(p.elements, e)
	}
	if p.at < 0 {
		if len(p.elements) == 0 {
			return 2, fmt.Errorf("no pattern")
		}
		p.at = len(p.elements) - 1 // the last word
	}
	for _, o := range strings.Fields(fields[3]) {
		switch o {
		case "weak":
			p.weak = true
		case "object":
			p.object = true
		case "place":
			p.place = true
		case "with":
			p.with = true
		case "many":
			p.plural = true
		case "far":
			p.far = true
		case "mute":
			p.mute = true
		case "timed":
			p.timed = true
		case "bare":
			p.bare = true
		default:
			return 3, fmt.Errorf("unknown option %q", o)
		}
	}
	for _, w := range p.elements[p.at].words {
		l.starts[w] = append(l.starts[w], p)
	}
	return 0, nil
}

// number returns the number of a word, a new one where it has none.
func (l *occasionLexicon) number(w string) uint16 {
	h := text.HashLower(w)
	if n, ok := l.words[h]; ok {
		return n
	}
	n := uint16(len(l.classes))
	l.words[h] = n
	l.classes = append(l.classes, 0)
	return n
}

// pattern returns the longest pattern that fits at trigger i, and the tokens that it covers.
func (v *stage) pattern(i int) (p *pattern, first, end int) {
	w := &v.t.Words[i]
	noun := w.UPOS == syntax.NOUN || w.UPOS == syntax.PROPN || w.UPOS == syntax.ADV && i > 0 && v.t.Words[i-1].UPOS == syntax.DET // "at a rally outside"
	if !noun && w.UPOS != syntax.VERB && w.UPOS != syntax.AUX {
		return nil, 0, 0
	}
	best := 0
	for k, id := range [2]uint16{v.ids[i].form, v.ids[i].lemma} {
		if id == 0 || k == 1 && id == v.ids[i].form {
			continue
		}
		candidates := v.lex.starts[id]
		for c := range candidates {
			q := &candidates[c]
			if len(q.elements) <= best || q.verb == noun && !(!q.verb && v.nounLike(i, q)) {
				continue
			}
			if a, b, ok := v.fits(q, i); ok {
				p, first, end, best = q, a, b, len(q.elements)
			}
		}
	}
	return p, first, end
}

// upToOccasion returns the end of a pattern cut before a noun of another occasion within it: "said at a briefing outside the building".
func (v *stage) upToOccasion(i, end int) int {
	for j := i + 1; j < end; j++ {
		if v.t.Words[j].UPOS != syntax.NOUN {
			continue
		}
		if q, _, _ := v.pattern(j); q != nil && q.kind != sameKind && q.kind != "meeting" && q.kind != "other" {
			return i + 1
		}
	}
	return end
}

// nounLike reports whether a token that is tagged as a verb may well be a noun: "merger talks between", "an earnings call".
func (v *stage) nounLike(i int, p *pattern) bool {
	if x := v.t.Words[i].XPOS; x != syntax.TagVBZ && x != syntax.TagVBP && x != syntax.TagVB && x != syntax.TagVBG || i == 0 {
		return false
	}
	if v.t.Words[i].XPOS == syntax.TagVBG { // a briefing, their Alaska meeting; but not the company meeting its targets
		first, _ := v.nounPhrase(i)
		if w := &v.t.Words[first]; first < i && (w.UPOS == syntax.DET || w.XPOS == syntax.TagPRPS) {
			if i+1 >= len(v.ids) {
				return true
			}
			switch v.t.Words[i+1].UPOS {
			case syntax.ADP, syntax.SCONJ, syntax.PUNCT, syntax.AUX, syntax.CCONJ:
				return true
			}
			return v.t.Words[i-1].UPOS == syntax.DET && v.t.Words[i+1].UPOS != syntax.NOUN && v.t.Words[i+1].UPOS != syntax.PROPN
		}
		return len(p.elements) > 1 && v.t.Words[i-1].UPOS != syntax.VERB
	}
	switch v.t.Words[i-1].UPOS {
	case syntax.NOUN, syntax.PROPN, syntax.ADJ, syntax.DET:
		return len(p.elements) > 1 || i+1 < len(v.ids) && v.d.Tokens[i+1].Lower == hashBetween
	}
	return false
}

// fits matches the words of a pattern before and after its trigger.
func (v *stage) fits(p *pattern, i int) (first, end int, ok bool) {
	s := &v.d.Sentences[v.sent[i]]
	first, end = i, i+1
	for e := p.at - 1; e >= 0; e-- {
		j := first - 1
		for gap := 0; ; j, gap = j-1, gap+1 {
			if j < s.First || gap > 6 {
				return 0, 0, false
			}
			if v.element(&p.elements[e], j) {
				break
			}
			if !v.between(j) {
				return 0, 0, false
			}
		}
		first = j
	}
	for e := p.at + 1; e < len(p.elements); e++ {
		j := end
		for gap := 0; ; j, gap = j+1, gap+1 {
			if j >= s.End || gap > 6 && !(p.far && gap < 14) {
				return 0, 0, false
			}
			if v.element(&p.elements[e], j) {
				break
			}
			if !v.between(j) && !(p.far && (v.t.Words[j].UPOS == syntax.ADP || v.t.Words[j].UPOS == syntax.CCONJ || v.t.Words[j].UPOS == syntax.PRON || v.t.Words[j].XPOS == syntax.TagComma)) {
				return 0, 0, false
			}
		}
		end = j + 1
	}
	if p.bare && !v.rings(i, s.End) {
		return 0, 0, false
	}
	if p.with && !v.followedBy(end, s.End) {
		return 0, 0, false
	}
	return first, end, true
}

// rings reports whether the object of verb i is a person, and nothing follows that says what else is done to him: "called
// Putin after the meeting", but not "called Putin a liar" or "called on Putin".
func (v *stage) rings(i, end int) bool {
	o := v.t.Child(i, syntax.Obj)
	if o <= i || v.headed[o] < 0 {
		return false
	}
	m := &v.set.Mentions[v.headed[o]]
	if m.Entity < 0 || v.set.Entities[m.Entity].Kind != readout.Person || v.t.Child(i, syntax.Xcomp) >= 0 || m.First > i+4 {
		return false
	}
	if m.End >= end {
		return true
	}
	w := &v.t.Words[m.End]
	return w.XPOS == syntax.TagPeriod || w.XPOS == syntax.TagComma || v.timeAt[m.End] >= 0 || m.End+1 < end && v.timeAt[m.End+1] >= 0 ||
		v.order(int(v.sent[i]), m.End+1) != "" || v.d.Tokens[m.End].Lower == hashTo && w.UPOS == syntax.PART
}

// followedBy reports whether "with" or "between" comes within a few words.
func (v *stage) followedBy(i, end int) bool {
	for j := i; j < min(i+5, end); j++ {
		switch f := v.d.Form(j); f {
		case "with", "between":
			return true
		}
		if v.t.Words[j].UPOS == syntax.PUNCT || v.t.Words[j].UPOS == syntax.VERB {
			return false
		}
	}
	return false
}

// between reports whether a token may stand between two words of a pattern.
func (v *stage) between(j int) bool {
	switch w := &v.t.Words[j]; w.UPOS {
	case syntax.DET, syntax.ADJ, syntax.NUM, syntax.NOUN, syntax.PROPN, syntax.X, syntax.SYM:
		return true
	case syntax.PRON:
		return w.XPOS == syntax.TagPRPS || w.Rel == syntax.Iobj || w.Rel == syntax.Obj
	case syntax.PART:
		return w.XPOS == syntax.TagPOS
	case syntax.PUNCT:
		return w.XPOS == syntax.TagHYPH
	case syntax.VERB:
		return w.Rel == syntax.Amod
	case syntax.ADV, syntax.ADP:
		return j+1 < len(v.ids) && v.t.Words[j+1].UPOS == syntax.NUM // told about 300 people
	}
	return v.timeAt[j] >= 0
}

func (v *stage) element(e *element, j int) bool {
	id := v.ids[j]
	if e.class != 0 && (v.lex.classes[id.form]|v.lex.classes[id.lemma])&e.class != 0 {
		// Names of outlets are written as names.
		if e.class != outlet && e.class != v.lex.custom["@platform"] && v.t.Words[j].Rel == syntax.Compound {
			return false // the press corps, a press conference
		}
		k := v.covered[j]
		if e.class != outlet || (v.t.Words[j].UPOS == syntax.PROPN || k >= 0 && v.set.Mentions[k].Form == readout.ByName) && v.d.Form(j)[0] < 'a' {
			return true
		}
	}
	for _, w := range e.words {
		if w == id.form || w == id.lemma {
			return true
		}
	}
	return false
}
