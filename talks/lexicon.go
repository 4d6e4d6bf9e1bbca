package talks

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/readout-project/readout/text"
)

//go:embed data/*.txt
var data embed.FS

const dataFile = "talks.txt"

// class is what the words of an entry tell.
type class uint8

const (
	agreed class = iota
	deniedPoint
	outstanding
	next
)

var classNames = map[string]class{"agreed": agreed, "denied": deniedPoint, "outstanding": outstanding, "next": next}

// group is a set of the lists of words in the data file.
type group uint32

const (
	plan group = 1 << iota
	maybe
	carry
	limits
	earlier
	achieves
	negotiates
	mediates
	mediator
	manner
	sides
	bodies
	listeners
	days
	deputies
	officers
	firstCustom // the classes @NAME follow
)

var groupNames = map[string]group{"plan": plan, "maybe": maybe, "carry": carry, "limits": limits, "earlier": earlier, "achieves": achieves, "negotiates": negotiates, "mediates": mediates, "mediator": mediator, "manner": manner, "sides": sides, "bodies": bodies, "listeners": listeners, "days": days, "deputies": deputies, "officers": officers}

// shown is which words of an entry are shown.
type shown uint8

const (
	clause shown = iota
	verb
	phrase
)

var shownNames = map[string]shown{"clause": clause, "verb": verb, "phrase": phrase}

// An element is one word of a pattern.
type element struct {
	words []uint16
	group group
}

// An entry is one line of the data file.
type entry struct {
	class                                                 class
	shown                                                 shown
	at                                                    int // which element is the trigger
	elements                                              []element
	rule                                                  string // file:line
	whole, part, future, passive, unlessNot, loose, party bool
}

// A lexicon is the data file, read.
type lexicon struct {
	words  map[uint64]uint16 // hash of a word in lower case to its number; 0 is none
	groups []group           // by number
	starts [][]entry         // by number of the trigger, longest first
	byName map[string]group
}

// readLexicon reads a file of the format told in data/talks.txt. An error names file, line and column.
func readLexicon(name, file string) (*lexicon, error) {
	l := &lexicon{words: map[uint64]uint16{}, groups: make([]group, 1), starts: make([][]entry, 1), byName: map[string]group{}}
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
		if field, err := l.line(fields, fmt.Sprintf("%s:%d", name, n)); err != nil {
			return nil, fmt.Errorf("%s:%d:%d: %w", name, n, columns[min(field, len(columns)-1)], err)
		}
	}
	for _, es := range l.starts {
		slices.SortStableFunc(es, func(a, b entry) int { return len(b.elements) - len(a.elements) })
	}
	return l, nil
}

// line reads the fields of one line, which stands at rule (file:line); field is where an error is.
func (l *lexicon) line(fields []string, rule string) (field int, err error) {
	head := fields[0]
	g, isGroup := groupNames[head]
	if strings.HasPrefix(head, "@") {
		if g, isGroup = l.byName[head]; !isGroup {
			if len(l.byName) > 16 {
				return 0, fmt.Errorf("more than 16 classes of words")
			}
			g, isGroup = firstCustom<<len(l.byName), true
			l.byName[head] = g
		}
	}
	if isGroup {
		if len(fields) != 2 || fields[1] == "" {
			return 1, fmt.Errorf("%q: want one list of words", head)
		}
		for _, w := range strings.Fields(fields[1]) {
			l.groups[l.number(w)] |= g
		}
		return 0, nil
	}
	c, ok := classNames[head]
	if !ok {
		return 0, fmt.Errorf("unknown entry %q", head)
	}
	if len(fields) != 4 {
		return 0, fmt.Errorf("%d fields, want 4", len(fields))
	}
	e := entry{class: c, at: -1, rule: rule}
	if e.shown, ok = shownNames[fields[1]]; !ok {
		return 1, fmt.Errorf("unknown span %q", fields[1])
	}
	for i, w := range strings.Fields(fields[2]) {
		if strings.HasPrefix(w, "*") && e.at < 0 {
			e.at = i
		}
		var x element
		for _, a := range strings.Split(strings.TrimPrefix(w, "*"), "/") {
			switch g, ok := l.byName[a]; {
			case ok:
				x.group |= g
			case a == "" || a[0] == '@':
				return 2, fmt.Errorf("no class %q", a)
			default:
				x.words = append(x.words, l.number(a))
			}
		}
		e.elements = append(e.elements, x)
	}
	if e.at < 0 {
		return 2, fmt.Errorf("no trigger in %q", fields[2])
	}
	for _, o := range strings.Fields(fields[3]) {
		switch o {
		case "whole":
			e.whole = true
		case "part":
			e.part = true
		case "future":
			e.future = true
		case "passive":
			e.passive = true
		case "party":
			e.party = true
		case "loose":
			e.loose = true
		case "either":
			e.unlessNot = true
		default:
			return 3, fmt.Errorf("unknown option %q", o)
		}
	}
	triggers := slices.Clone(e.elements[e.at].words)
	if g := e.elements[e.at].group; g != 0 {
		for w := range l.groups {
			if l.groups[w]&g != 0 {
				triggers = append(triggers, uint16(w))
			}
		}
	}
	for _, w := range triggers {
		l.starts[w] = append(l.starts[w], e)
	}
	return 0, nil
}

// number returns the number of a word, a new one where it has none.
func (l *lexicon) number(w string) uint16 {
	h := text.HashLower(w)
	if n, ok := l.words[h]; ok {
		return n
	}
	n := uint16(len(l.groups))
	l.words[h] = n
	l.groups = append(l.groups, 0)
	l.starts = append(l.starts, nil)
	return n
}
