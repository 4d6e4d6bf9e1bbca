package figures

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// A Kind is a kind of unit.
type Kind string

const (
	People  Kind = "people"
	Time    Kind = "time"
	Money   Kind = "money"
	Percent Kind = "percent"
	Things  Kind = "things"
)

var kinds = []Kind{People, Time, Money, Percent, Things}

var (
	//go:embed data/things.txt
	thingsFile string
	//go:embed data/units.txt
	unitsFile string
	//go:embed data/stops.txt
	stopsFile string
	//go:embed data/words.txt
	wordsFile string
)

// A thing is what numbers are told of.
type thing struct {
	name        string
	kinds       []Kind
	words, none []string // folded; phrases with a blank; * at the end of a beginning
}

type unit struct {
	name string
	kind Kind
}

var (
	things = must(readThings(thingsFile))
	units  = must(readUnits(unitsFile))
	stops  = set(stopsFile)
	hedges = must(readHedges(wordsFile))
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // of an embedded file, which a test loads
	}
	return v
}

// rows yields the lines of a data file, cut at |.
func rows(file string, columns int) (out [][]string, err error) {
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(line, "|")
		if len(row) != columns {
			return nil, fmt.Errorf("%q has %d columns, not %d", line, len(row), columns)
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		out = append(out, row)
	}
	return out, nil
}

func readThings(file string) (out []thing, err error) {
	all, err := rows(file, 3)
	for _, row := range all {
		t := thing{name: row[0]}
		for k := range strings.FieldsSeq(row[1]) {
			if !slices.Contains(kinds, Kind(k)) {
				return nil, fmt.Errorf("there is no kind %q", k)
			}
			t.kinds = append(t.kinds, Kind(k))
		}
		for w := range strings.FieldsSeq(row[2]) {
			if not, ok := strings.CutPrefix(w, "!"); ok {
				t.none = append(t.none, not)
				continue
			}
			t.words = append(t.words, strings.ReplaceAll(w, "_", " "))
		}
		out = append(out, t)
	}
	return out, err
}

func readUnits(file string) (map[string]unit, error) {
	out := map[string]unit{}
	all, err := rows(file, 3)
	for _, row := range all {
		if !slices.Contains(kinds, Kind(row[1])) {
			return nil, fmt.Errorf("there is no kind %q", row[1])
		}
		for w := range strings.FieldsSeq(row[2]) {
			out[strings.ReplaceAll(w, "_", " ")] = unit{row[0], Kind(row[1])}
		}
	}
	return out, err
}

func readHedges(file string) (map[string]string, error) {
	out := map[string]string{}
	all, err := rows(file, 2)
	for _, row := range all {
		for w := range strings.FieldsSeq(row[1]) {
			out[strings.ReplaceAll(w, "_", " ")] = row[0]
		}
	}
	return out, err
}

func set(file string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(file) {
		if !strings.HasPrefix(line, "#") {
			for w := range strings.FieldsSeq(line) {
				out[w] = true
			}
		}
	}
	return out
}

// near returns how many words lie between the words of a thing and a place among folded words, and whether they stand there at all.
func (t *thing) near(words []string, at int) (distance int, ok bool) {
	text := " " + strings.Join(words, " ") + " "
	for _, not := range t.none {
		if strings.Contains(text, " "+not+" ") {
			return 0, false
		}
	}
	distance = len(words) + 1
	for _, w := range t.words {
		parts := strings.Fields(w)
		for i := 0; i+len(parts) <= len(words); i++ {
			if fits(words[i:i+len(parts)], parts) {
				distance, ok = min(distance, max(at-i, i-at)), true
			}
		}
	}
	return distance, ok
}

func fits(words, pattern []string) bool {
	for i, p := range pattern {
		begin, any := strings.CutSuffix(p, "*")
		if words[i] != p && !(any && strings.HasPrefix(words[i], begin)) {
			return false
		}
	}
	return true
}
