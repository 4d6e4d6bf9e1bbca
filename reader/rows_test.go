package reader

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

// A row is one thing that a careful reader of an article expects of its record: some item that fits Find
// fulfils all of Must, or, with Not, none does. The conditions are those of holds.
type row struct {
	ID, Says, Kind string
	Find, Must     object
	Not            bool
}

// rows are the rows of one article, as testdata/reports/NAME.rows.json has them.
type rows struct {
	Article   string // its file, beside the rows
	Published string
	Rows      []row
}

type object = map[string]any

func readRows(t testing.TB, path string) rows {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var r rows
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return r
}

// A recordView is a record in its JSON form, with what rows ask of it within reach.
type recordView struct {
	text  []rune
	lists map[string][]any             // items by kind of row
	byID  map[string]map[string]object // items by list and id
}

var rowLists = map[string]string{"statement": "statements", "occasion": "occasions", "event": "events", "talks": "talks", "entity": "entities"}

func view(t testing.TB, r *readout.Readout) *recordView {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var doc object
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	v := &recordView{text: []rune(r.Article.Text), lists: map[string][]any{}, byID: map[string]map[string]object{}}
	for kind, name := range rowLists {
		v.lists[kind], v.byID[name] = listOf(doc[name]), map[string]object{}
		for _, x := range v.lists[kind] {
			v.byID[name][textOf(x.(object)["id"])] = x.(object)
		}
	}
	return v
}

// miss says why a row does not hold; empty when it does.
func (v *recordView) miss(r row) string {
	var near []object
	for _, x := range v.lists[r.Kind] {
		if v.holds(x.(object), r.Find) {
			near = append(near, x.(object))
		}
	}
	full := slices.ContainsFunc(near, func(x object) bool { return v.holds(x, r.Must) })
	switch {
	case full != r.Not:
		return ""
	case r.Not:
		return "found, but it should not be there"
	case len(near) == 0:
		return "not found"
	}
	var lacks []string
	for key, want := range r.Must {
		if !slices.ContainsFunc(near, func(x object) bool { return v.holds(x, object{key: want}) }) {
			lacks = append(lacks, key)
		}
	}
	slices.Sort(lacks)
	return "found, but not: " + strings.Join(lacks, ", ")
}

func (v *recordView) holds(x, conditions object) bool {
	for key, want := range conditions {
		if !v.fulfils(x, key, want) {
			return false
		}
	}
	return true
}

// fulfils tells whether an item of the record fulfils one condition of a row.
func (v *recordView) fulfils(x object, key string, want any) bool {
	pair, _ := want.([]any) // of conditions that say two things
	place := firstObject(x["place"], x["where"])
	switch key {
	case "name":
		return norm(textOf(x[key])) == norm(textOf(want))
	case "form", "basis", "kind", "type", "polarity", "modality", "result", "language":
		return oneOf(x[key], want)
	case "content", "cue", "trigger":
		return has(x[key], want)
	case "topic":
		return has(x["topics"], want)
	case "role":
		return someHas(x["roles"], want)
	case "claim":
		return someHas(x["claims"], want)
	case "denied", "agreed", "outstanding", "next":
		return every(want, func(w any) bool { return someHas(x[key], w) })
	case "speaker":
		return v.named([]any{x[key]}, want)
	case "actor", "recipient", "addressee":
		return v.named(listOf(x[key+"s"]), want)
	case "participants", "parties":
		return every(want, func(w any) bool { return v.named(listOf(x[key]), w) })
	case "members":
		return every(want, func(w any) bool { return v.named([]any{x["id"]}, w) })
	case "between":
		both := append(slices.Clone(listOf(x["actors"])), listOf(x["recipients"])...)
		return every(want, func(w any) bool { return v.named(both, w) })
	case "place":
		return has(place["name"], want) || has(place["text"], want)
	case "country":
		return place[key] == want
	case "when":
		return strings.HasPrefix(textOf(firstObject(x[key])["value"]), textOf(want))
	case "duration":
		return firstObject(x[key])["value"] == want
	case "duration_mod":
		return firstObject(x["duration"])["mod"] == want
	case "in_reply_to":
		other := v.byID["statements"][textOf(x[key])]
		return other != nil && has(other["content"], want)
	case "occasion":
		other := v.byID["occasions"][textOf(x[key])]
		return other != nil && v.holds(other, want.(object))
	case "relation": // [type, conditions on the other occasion]
		return some(x["relations"], func(r object) bool {
			other := v.byID["occasions"][textOf(r["occasion"])]
			return oneOf(r["type"], pair[0]) && other != nil && v.holds(other, pair[1].(object))
		})
	case "act":
		return some(x["acts"], func(a object) bool { return oneOf(a["type"], want) })
	case "act_on": // [types, words of its span]
		return some(x["acts"], func(a object) bool { return oneOf(a["type"], pair[0]) && has(a["span"], pair[1]) })
	case "act_target": // [types, entity]
		return some(x["acts"], func(a object) bool { return oneOf(a["type"], pair[0]) && v.named([]any{a["target"]}, pair[1]) })
	case "condition":
		return some(x["acts"], func(a object) bool { return a[key] != nil && has(a[key], want) })
	case "mention":
		return some(x["mentions"], func(m object) bool { return norm(textOf(m["text"])) == norm(textOf(want)) })
	case "mention_near": // [mention, words within 80 characters of it]
		return some(x["mentions"], func(m object) bool {
			from := max(0, int(m["start"].(float64))-80)
			to := min(len(v.text), int(m["end"].(float64))+80)
			return norm(textOf(m["text"])) == norm(textOf(pair[0])) && has(string(v.text[from:to]), pair[1])
		})
	}
	panic(fmt.Sprintf("a row with an unknown condition %q", key))
}

// named tells whether one of the entities, or a member of it, bears the name.
func (v *recordView) named(ids []any, want any) bool {
	seen := map[string]bool{}
	var walk func(id string) bool
	walk = func(id string) bool {
		e := v.byID["entities"][id]
		if e == nil || seen[id] {
			return false
		}
		seen[id] = true
		return has(e["name"], want) || slices.ContainsFunc(listOf(e["members"]), func(m any) bool { return walk(textOf(m)) })
	}
	return slices.ContainsFunc(ids, func(id any) bool { return walk(textOf(id)) })
}

var quoteMarks, runsOfSpace = regexp.MustCompile(`[“”"„«»‘’']`), regexp.MustCompile(`\s+`)

// norm is how text is compared: without case, quotation marks and runs of white space.
func norm(s string) string {
	return strings.ToLower(strings.TrimSpace(runsOfSpace.ReplaceAllString(quoteMarks.ReplaceAllString(s, ""), " ")))
}

// words returns the normed words of a string, of a span or of a list of them.
func words(x any) string {
	switch x := x.(type) {
	case string:
		return norm(x)
	case object:
		return words(x["text"])
	case []any:
		parts := make([]string, len(x))
		for i := range x {
			parts[i] = words(x[i])
		}
		return strings.Join(parts, " … ")
	}
	return ""
}

// has tells whether all that is wanted, one string or a list, stands in x.
func has(x, want any) bool {
	return every(want, func(w any) bool { return strings.Contains(words(x), words(w)) })
}

func someHas(x, want any) bool {
	return slices.ContainsFunc(listOf(x), func(y any) bool { return has(y, want) })
}

func oneOf(x, want any) bool {
	return slices.ContainsFunc(alternatives(want), func(w any) bool { return w == x })
}

func every(want any, holds func(any) bool) bool {
	return !slices.ContainsFunc(alternatives(want), func(w any) bool { return !holds(w) })
}

func some(list any, holds func(object) bool) bool {
	return slices.ContainsFunc(listOf(list), func(x any) bool { return holds(x.(object)) })
}

// alternatives returns a list as it is and makes one of a single value.
func alternatives(x any) []any {
	if l, ok := x.([]any); ok {
		return l
	}
	return []any{x}
}

// firstObject returns the first of the values that is an object; a nil one if none is.
func firstObject(values ...any) object {
	for _, x := range values {
		if o, ok := x.(object); ok {
			return o
		}
	}
	return nil
}

// What is missing or of another kind reads as empty.
func listOf(x any) []any  { l, _ := x.([]any); return l }
func textOf(x any) string { s, _ := x.(string); return s }
