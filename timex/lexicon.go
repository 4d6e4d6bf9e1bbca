package timex

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/readout-project/readout/text"
)

//go:embed data/*.txt
var data embed.FS

// class is a set of classes of words.
type class uint64

const (
	month class = 1 << iota
	weekday
	weekdays
	doubtful
	unitWord
	unitsWord
	number
	ordinal
	final
	group
	vague
	vagueMany
	half
	decades
	season
	seasons
	part
	parts
	clock
	meridiem
	hourWord
	zone
	dayWord
	dayPart
	overnight
	ref
	era
	modern
	which
	every
	other
	more
	work
	freq
	ago
	then
	before
	hence
	old
	edge
	edgeOf
	the
	article
	of
	and
	or
	to
	from
	hyphen
	comma
	period
	apostrophe
	poss
	fiscal
	term
	times
	per
	lead
	will
	was
	modal
	till
	aged
	phrase // begins a phrase or a feast
)

// classes are the names of the classes in words.txt, in the order of the constants.
var classes = strings.Fields(`month weekday weekdays doubtful unit units number ordinal final group vague vaguemany
	half decades season seasons part parts clock meridiem hour zone day daypart overnight ref era modern which every
	other more work freq ago then before hence old edge edgeof the a of and or to from hyphen comma period apostrophe poss
	fiscal term times per lead will was modal till aged`)

// A unit is a unit of time.
type unit uint8

const (
	noUnit unit = iota
	second
	minute
	hour
	day
	night
	weekend
	week
	fortnight
	monthUnit
	quarter
	year
	decade
	century
	millennium
)

var unitCodes = strings.Fields("- TS TM TH D NI WE W FN M Q Y E C L")

// rel says which one of several a time is, seen from another.
type rel uint8

const (
	noRel rel = iota
	this
	next
	last
	previous
	following
	that
	same
	current
	latest
	recent
	finalOne
	corresponding
	bare // "the week"
)

var relNames = strings.Fields("- this next last previous following that same current latest recent final corresponding")

// A word is what the lexicon knows of one.
type word struct {
	class class
	n     int    // number, ordinal, month, weekday, days or direction
	code  string // value or part of one: FA, NI, PAST_REF, P1W, START
	unit  unit
	rel   rel
}

// A saying is an expression of several words.
type saying struct {
	words []uint64 // Token.Lower, or Token.Hash where there are digits
	typ   Type
	value string // also the modifier when typ is NoType
	feast *feast
}

// lexicon is read-only once loaded.
type lexicon struct {
	index   map[uint64]uint16 // by Token.Lower, into words
	words   []word
	sayings map[uint64][]saying // by the first word, longest first
	mods    map[uint64][]saying
}

// Load reads the grammar's words. An error names the file and the line.
func Load() (*Finder, error) { return load(data) }

func load(fsys fs.FS) (*Finder, error) {
	l := &lexicon{index: map[uint64]uint16{}, words: make([]word, 1), sayings: map[uint64][]saying{}, mods: map[uint64][]saying{}}
	for _, f := range []struct {
		name string
		line func(line string) error
	}{{"words.txt", l.word}, {"phrases.txt", l.phrase}, {"feasts.txt", l.feast}} {
		content, err := fs.ReadFile(fsys, "data/"+f.name)
		if err != nil {
			return nil, fmt.Errorf("timex: %w", err)
		}
		for i, line := range bytes.Split(content, []byte("\n")) {
			s := strings.TrimSpace(string(line))
			if s == "" || strings.HasPrefix(s, "#") {
				continue
			}
			if err := f.line(s); err != nil {
				return nil, fmt.Errorf("timex: data/%s:%d: %w", f.name, i+1, err)
			}
		}
	}
	for _, m := range []map[uint64][]saying{l.sayings, l.mods} {
		for _, s := range m {
			slices.SortStableFunc(s, func(a, b saying) int { return len(b.words) - len(a.words) })
		}
	}
	return newFinder(l), nil
}

// entry returns the word of a hash, made if need be.
func (l *lexicon) entry(lower uint64) *word {
	i, ok := l.index[lower]
	if !ok {
		i = uint16(len(l.words))
		l.index[lower] = i
		l.words = append(l.words, word{})
	}
	return &l.words[i]
}

func (l *lexicon) word(line string) error {
	f := strings.Fields(line)
	if len(f) < 3 {
		return fmt.Errorf("want a class, a value and words")
	}
	c := slices.Index(classes, f[0])
	if c < 0 {
		return fmt.Errorf("unknown class %q", f[0])
	}
	for _, form := range f[2:] {
		w := l.entry(text.HashLower(form))
		w.class |= 1 << c
		switch class(1) << c {
		case unitWord, unitsWord:
			u := slices.Index(unitCodes, f[1])
			if u <= 0 {
				return fmt.Errorf("unknown unit %q", f[1])
			}
			w.unit = unit(u)
		case which:
			r := slices.Index(relNames, f[1])
			if r <= 0 {
				return fmt.Errorf("unknown value %q of class which", f[1])
			}
			w.rel = rel(r)
		case month, weekday, weekdays, number, ordinal, group, decades, dayWord, ago, then, before:
			n, err := strconv.Atoi(f[1])
			if err != nil {
				return fmt.Errorf("%q is no number", f[1])
			}
			w.n = n
		default:
			if f[1] != "-" {
				w.code = f[1]
			}
		}
	}
	return nil
}

func (l *lexicon) phrase(line string) error {
	kind, rest, _ := strings.Cut(line, " ")
	value, names, ok := strings.Cut(strings.TrimSpace(rest), " ")
	if !ok {
		return fmt.Errorf("want a type, a value and phrases")
	}
	s, into := saying{value: value}, l.sayings
	switch t := slices.Index(typeNames[:], kind); {
	case kind == "MOD":
		into = l.mods
	case t > 0:
		s.typ = Type(t)
	default:
		return fmt.Errorf("unknown type %q", kind)
	}
	return l.add(into, names, s)
}

func (l *lexicon) feast(line string) error {
	rule, names, ok := strings.Cut(line, " ")
	if !ok {
		return fmt.Errorf("want a rule and names")
	}
	f, err := parseFeast(rule)
	if err != nil {
		return err
	}
	return l.add(l.sayings, names, saying{typ: Date, feast: f})
}

// add enters a saying under each of the names, which are divided by semicolons.
func (l *lexicon) add(into map[uint64][]saying, names string, s saying) error {
	for name := range strings.SplitSeq(names, ";") {
		d := text.New(strings.TrimSpace(name))
		if len(d.Tokens) == 0 {
			return fmt.Errorf("an empty name")
		}
		s.words = nil
		for i := range d.Tokens {
			s.words = append(s.words, sayingKey(d, i))
		}
		first := d.Tokens[0].Lower
		l.entry(first).class |= phrase
		into[first] = append(into[first], s)
	}
	return nil
}

// sayingKey is what token i is compared by in a saying.
func sayingKey(d *text.Doc, i int) uint64 {
	if c := d.Text[d.Tokens[i].Start]; '0' <= c && c <= '9' {
		return d.Tokens[i].Hash
	}
	return d.Tokens[i].Lower
}
