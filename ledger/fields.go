package ledger

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// A Field is what a search can ask for besides words.
type Field struct {
	Name    string
	Also    []string // other names
	Values  []string // all there are; nil where any text will do
	Example string
	Help    string // what it finds
	texts   func(*readout.Filter) *[]string
	flag    func(*readout.Filter, string) *bool
}

// Fields are the fields of searches, in the order in which they are written.
var Fields = []Field{
	{Name: "speaker", Also: []string{"from", "by"}, Example: `speaker:"Angela Merkel"`, Help: "what somebody says: a name, or an identity's id",
		texts: func(f *readout.Filter) *[]string { return &f.Speaker }},
	{Name: "to", Also: []string{"addressee"}, Example: `to:reporters`, Help: "what is said to somebody",
		texts: func(f *readout.Filter) *[]string { return &f.Addressee }},
	{Name: "about", Example: `about:sanctions`, Help: "words or a name in what is said, or a topic of its occasion or talks",
		texts: func(f *readout.Filter) *[]string { return &f.About }},
	{Name: "act", Example: `act:threat`, Help: "what the speaker does by saying it"},
	{Name: "form", Example: `form:direct`, Help: "how much of it stands in quotation marks: all, nothing, a part"},
	{Name: "outlet", Also: []string{"publisher"}, Example: `outlet:"Example Wire"`, Help: "what an outlet printed",
		texts: func(f *readout.Filter) *[]string { return &f.Outlet }},
	{Name: "place", Also: []string{"in", "at"}, Example: `place:Vienna`, Help: "what was said on an occasion there",
		texts: func(f *readout.Filter) *[]string { return &f.Place }},
	{Name: "on", Also: []string{"occasion"}, Example: `on:press_conference`, Help: "what was said on such an occasion",
		texts: func(f *readout.Filter) *[]string { return &f.Occasion }},
	{Name: "event", Example: `event:CONSULT`, Help: "what tells of such an event, by its PLOVER type",
		texts: func(f *readout.Filter) *[]string { return &f.Event }},
	{Name: "article", Example: `article:wfjbuedfob5mcas6`, Help: "what an article tells, by its id",
		texts: func(f *readout.Filter) *[]string { return &f.Article }},
	{Name: "language", Also: []string{"lang"}, Example: `language:en`, Help: "what was printed in a language",
		texts: func(f *readout.Filter) *[]string { return &f.Language }},
	{Name: "after", Also: []string{"since"}, Example: `after:2014-03-01`, Help: "what was said on that day or later; a month or a year will do"},
	{Name: "before", Also: []string{"until"}, Example: `before:2014-04`, Help: "what was said before that day, month or year"},
	{Name: "year", Also: []string{"month", "day"}, Example: `year:2014`, Help: "what was said in that year, month (2014-03) or on that day: short for after: and before:"},
	{Name: "is", Example: `is:claim`, Help: "what holds a claim that can be checked, has no named speaker, was corrected", flag: flag},
	{Name: "sort", Example: `sort:oldest`, Help: "the order: newest first, oldest first, best match first, or as added"},
}

func flag(f *readout.Filter, value string) *bool {
	switch value {
	case "claim":
		return &f.Claim
	case "unnamed":
		return &f.Unnamed
	}
	return &f.Corrected
}

//go:embed values.txt
var valuesFile string

// values are those of values.txt, by field and by each word for them, spelled as spell does.
var values = func() map[string]map[string]string {
	m := map[string]map[string]string{}
	for line := range strings.Lines(valuesFile) {
		value, also, ok := strings.Cut(line, ":")
		name, value, _ := strings.Cut(value, " ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		i := slices.IndexFunc(Fields, func(f Field) bool { return f.Name == name })
		Fields[i].Values = append(Fields[i].Values, value)
		if m[name] == nil {
			m[name] = map[string]string{}
		}
		for _, word := range append(strings.Fields(also), value) {
			m[name][spell(word)] = value
		}
	}
	return m
}()

// spell makes words for a value alike that differ in capitals, blanks and the like.
func spell(word string) string { return strings.ReplaceAll(Fold(word, "_"), "_", "") }

// fieldNames are the fields by their names.
var fieldNames = func() map[string]*Field {
	m := map[string]*Field{}
	for i := range Fields {
		f := &Fields[i]
		m[f.Name] = f
		for _, also := range f.Also {
			m[also] = f
		}
	}
	return m
}()

// value returns the value that a word means in a field; the word itself where any text will do.
func (f *Field) value(word string) (string, error) {
	if f.Values == nil {
		if Fold(word, "") == "" {
			return "", fmt.Errorf("%s:%s holds no letter or digit", f.Name, quote(word))
		}
		return word, nil
	}
	if v, ok := values[f.Name][spell(word)]; ok {
		return v, nil
	}
	return "", fmt.Errorf("there is no %s:%s; there are %s", f.Name, quote(word), strings.Join(f.Values, ", "))
}

func knownFields() string {
	names := make([]string, len(Fields))
	for i, f := range Fields {
		names[i] = f.Name + ":"
	}
	return strings.Join(names, " ")
}
