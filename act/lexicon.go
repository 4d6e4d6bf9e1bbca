package act

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

//go:embed data/*.txt
var data embed.FS

// A wordSet holds text.HashLower of words.
type wordSet map[uint64]bool

// rules are what the data files say. They are read-only once loaded.
type rules struct {
	words      map[string]wordSet // by "$class"
	cues       []cueLine
	byCue      map[uint64][]int32 // by the first word, indexes into cues, those with most words first
	patterns   []pattern
	conditions []phrase // what begins a condition
	deadlines  []phrase // what leads to a time by which
	fillers    phrases
}

// needed are the classes that the program itself asks for: see words.txt.
var needed = []string{"$think", "$know", "$mode", "$let", "$copula", "$no", "$me", "$you", "$it", "$my", "$side", "$people", "$persons",
	"$filler", "$time", "$asked", "$asking", "$cause", "$whether"}

// loadRules reads the folder data. An error names the file and the line; then nothing is loaded.
func loadRules(fsys fs.FS) (*rules, error) {
	r := &rules{words: map[string]wordSet{}, byCue: map[uint64][]int32{}}
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
			for _, class := range needed {
				if r.words[class] == nil {
					return nil, fmt.Errorf("act: data/%s: the class %s is missing", f.name, class)
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
	if set == nil {
		set = wordSet{}
		r.words[f[0]] = set
	}
	for _, w := range f[1:] {
		if strings.HasPrefix(w, "$") {
			other, ok := r.words[w]
			if !ok {
				return fmt.Errorf("no class %s before this line", w)
			}
			for h := range other {
				set[h] = true
			}
			continue
		}
		set[text.HashLower(w)] = true
	}
	return nil
}

// set returns the words of alternatives: word|word|$class.
func (r *rules) set(alternatives string) (wordSet, error) {
	if s, ok := r.words[alternatives]; ok {
		return s, nil
	}
	set := wordSet{}
	for _, w := range strings.Split(alternatives, "|") {
		switch {
		case w == "":
			return nil, fmt.Errorf("an empty word in %q", alternatives)
		case strings.HasPrefix(w, "$"):
			other, ok := r.words[w]
			if !ok {
				return nil, fmt.Errorf("words.txt has no class %s", w)
			}
			for h := range other {
				set[h] = true
			}
		default:
			set[text.HashLower(w)] = true
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
