package act

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

//go:embed data/*.txt
var data embed.FS

// A wordSet is a set of words: a bit for the id of each.
type wordSet []uint64

func (s wordSet) has(id uint16) bool {
	at := int(id >> 6)
	return at < len(s) && s[at]>>(id&63)&1 != 0
}

func (s *wordSet) add(id uint16) {
	for len(*s) <= int(id>>6) {
		*s = append(*s, 0)
	}
	(*s)[id>>6] |= 1 << (id & 63)
}

// all returns the ids of a set in order.
func (s wordSet) all() []uint16 {
	var out []uint16
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			out = append(out, uint16(i<<6+bits.TrailingZeros64(w)))
		}
	}
	return out
}

func (s *wordSet) merge(other wordSet) {
	for len(*s) < len(other) {
		*s = append(*s, 0)
	}
	for i, w := range other {
		(*s)[i] |= w
	}
}

// rules are what the data files say. They are read-only once loaded.
type rules struct {
	ids        map[uint64]uint16  // of the words of all files, by text.HashLower; 0 stands for others
	words      map[string]wordSet // by "$class"
	own        classes
	cues       []cueLine
	byCue      map[uint16][]int32 // by the first word, indexes into cues, those with most words first
	patterns   []pattern
	conditions []phrase // what begins a condition
	deadlines  []phrase // what leads to a time by which
	fillers    phrases
}

// classes are those that the program itself asks for: see words.txt.
type classes struct {
	think, know, mode, let, copula, no, me, you, it, my, side, people, persons, filler, time, asked, asking, cause, whether, stating, units, press, governs, firm, runs wordSet
}

// needed returns the program's own classes by their names.
func (c *classes) needed() map[string]*wordSet {
	return map[string]*wordSet{"$think": &c.think, "$know": &c.know, "$mode": &c.mode, "$let": &c.let, "$copula": &c.copula, "$no": &c.no,
		"$me": &c.me, "$you": &c.you, "$it": &c.it, "$my": &c.my, "$side": &c.side, "$people": &c.people, "$persons": &c.persons,
		"$filler": &c.filler, "$time": &c.time, "$asked": &c.asked, "$asking": &c.asking, "$cause": &c.cause, "$whether": &c.whether,
		"$stating": &c.stating, "$units": &c.units, "$press": &c.press, "$governs": &c.governs, "$firm": &c.firm, "$runs": &c.runs}
}

// id returns the id of a word, made if need be.
func (r *rules) id(word string) uint16 {
	h := text.HashLower(word)
	id, ok := r.ids[h]
	if !ok {
		id = uint16(len(r.ids) + 1)
		r.ids[h] = id
	}
	return id
}

// loadRules reads the folder data. An error names the file and the line; then nothing is loaded.
func loadRules(fsys fs.FS) (*rules, error) {
	r := &rules{ids: map[uint64]uint16{}, words: map[string]wordSet{}, byCue: map[uint16][]int32{}}
	for _, f := range []struct {
		name string
		line func(n int, line string) error
	}{
		{"words.txt", r.wordLine},
		{"cues.txt", r.cueLine},
		{"patterns.txt", r.patternLine},
		{"conditions.txt", r.markLine},
	} {
		b, err := fs.ReadFile(fsys, "data/"+f.name)
		if err != nil {
			return nil, fmt.Errorf("act: %w", err)
		}
		for i, line := range strings.Split(string(b), "\n") {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if err := f.line(i+1, line); err != nil {
				return nil, fmt.Errorf("act: data/%s:%d: %w", f.name, i+1, err)
			}
		}
		if f.name == "words.txt" {
			needed := r.own.needed()
			for _, class := range slices.Sorted(maps.Keys(needed)) {
				if *needed[class] = r.words[class]; r.words[class] == nil {
					return nil, fmt.Errorf("act: data/%s: a class that the program needs is missing: %s", f.name, class)
				}
			}
		}
	}
	for _, list := range r.byCue {
		slices.SortStableFunc(list, func(a, b int32) int {
			x, y := &r.cues[a], &r.cues[b]
			if n := len(y.words) - len(x.words); n != 0 {
				return n
			}
			return y.conditions() - x.conditions()
		})
	}
	return r, nil
}

// wordLine reads "$class word word …"; a class may have several lines.
func (r *rules) wordLine(_ int, line string) error {
	f := strings.Fields(line)
	if !strings.HasPrefix(f[0], "$") || len(f) < 2 {
		return fmt.Errorf("want a class and its words: $class word word …")
	}
	set := r.words[f[0]]
	for _, w := range f[1:] {
		if strings.HasPrefix(w, "$") {
			other, ok := r.words[w]
			if !ok {
				return fmt.Errorf("no class %s before this line", w)
			}
			set.merge(other)
			continue
		}
		set.add(r.id(w))
	}
	r.words[f[0]] = set
	return nil
}

// set returns the words of alternatives: word|word|$class.
func (r *rules) set(alternatives string) (wordSet, error) {
	if s, ok := r.words[alternatives]; ok {
		return s, nil
	}
	var set wordSet
	for _, w := range strings.Split(alternatives, "|") {
		switch {
		case w == "":
			return nil, fmt.Errorf("an empty word in %q", alternatives)
		case strings.HasPrefix(w, "$"):
			other, ok := r.words[w]
			if !ok {
				return nil, fmt.Errorf("words.txt has no class %s", w)
			}
			set.merge(other)
		default:
			set.add(r.id(w))
		}
	}
	return set, nil
}

func actOf(name string) (readout.ActType, error) {
	if t := readout.ActType(name); slices.Contains(Types, t) {
		return t, nil
	}
	return "", fmt.Errorf("%q is no act", name)
}

// markLine reads "if PHRASE", "by PHRASE" and "filler PHRASE".
func (r *rules) markLine(_ int, line string) error {
	kind, rest, _ := strings.Cut(line, " ")
	p, err := r.phrase(strings.TrimSpace(rest))
	if err != nil {
		return err
	}
	switch kind {
	case "if":
		r.conditions = append(r.conditions, p)
	case "by":
		r.deadlines = append(r.deadlines, p)
	case "filler":
		r.fillers = append(r.fillers, p)
	default:
		return fmt.Errorf("%q is none of if, by, filler", kind)
	}
	return nil
}
