package ledger

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		query string
		want  readout.Filter
		by    readout.Sort
		again string // the canonical form
	}{
		{"", readout.Filter{}, readout.ByDate, ""},
		{"*", readout.Filter{}, readout.ByDate, ""},
		{"a – b", readout.Filter{Words: []readout.Term{{Text: "a"}, {Text: "b"}}}, readout.ByDate, "a b"},
		{`sanct* "exact phrase" "two wor"*`, readout.Filter{Words: []readout.Term{{Text: "sanct", Prefix: true}, {Text: "exact phrase"}, {Text: "two wor", Prefix: true}}},
			readout.ByDate, `sanct* "exact phrase" "two wor"*`},
		{"“curly marks” «others»", readout.Filter{Words: []readout.Term{{Text: "curly marks"}, {Text: "others"}}}, readout.ByDate, `"curly marks" others`},
		{`Speaker:"Angela Merkel" addressee:reporters act:THREATEN act:promise`,
			readout.Filter{Speaker: []string{"Angela Merkel"}, Addressee: []string{"reporters"}, Act: []readout.ActType{"threat", "commitment"}},
			readout.ByDate, `speaker:"Angela Merkel" to:reporters act:threat act:commitment`},
		{`occasion:"press conference" event:consult is:unnamed is:claim form:quoted sort:Earliest`,
			readout.Filter{Occasion: []string{"press_conference"}, Event: []string{"CONSULT"}, Unnamed: true, Claim: true, Form: []readout.StatementForm{"direct"}},
			readout.ByOldest, "form:direct on:press_conference event:CONSULT is:claim is:unnamed sort:oldest"},
		{"after:2014-03-01 before:2015", readout.Filter{After: "2014-03-01", Before: "2015"}, readout.ByDate, "after:2014-03-01 before:2015"},
		{"month:2014-12", readout.Filter{After: "2014-12", Before: "2015-01"}, readout.ByDate, "after:2014-12 before:2015-01"},
		{"-act:deny -war -act:threat", readout.Filter{Without: []readout.Filter{{Act: []readout.ActType{"denial"}}, {Words: []readout.Term{{Text: "war"}}}, {Act: []readout.ActType{"threat"}}}},
			readout.ByDate, "-act:denial -war -act:threat"},
		{"-(act:deny speaker:Reth)", readout.Filter{Without: []readout.Filter{{Act: []readout.ActType{"denial"}, Speaker: []string{"Reth"}}}},
			readout.ByDate, "-(speaker:Reth act:denial)"},
		{"-(act:deny act:threat)", readout.Filter{Without: []readout.Filter{{Act: []readout.ActType{"denial", "threat"}}}}, readout.ByDate, "-(act:denial act:threat)"},
		{"-(-a)", readout.Filter{Without: []readout.Filter{{Without: []readout.Filter{{Words: []readout.Term{{Text: "a"}}}}}}}, readout.ByDate, "-(-a)"},
		{`covid-19 10:30 https://example.org/a "OR" "say \"no\" \\"`,
			readout.Filter{Words: []readout.Term{{Text: "covid-19"}, {Text: "10:30"}, {Text: "https://example.org/a"}, {Text: "OR"}, {Text: `say "no" \`}}},
			readout.ByDate, `covid-19 "10:30" "https://example.org/a" "OR" "say \"no\" \\"`},
		{`outlet:"The Courier: Late" -"a b"`, readout.Filter{Outlet: []string{"The Courier: Late"}, Without: []readout.Filter{{Words: []readout.Term{{Text: "a b"}}}}},
			readout.ByDate, `outlet:"The Courier: Late" -"a b"`},
	} {
		got, by, err := Parse(c.query)
		if err != nil || !reflect.DeepEqual(got, c.want) || by != c.by {
			t.Errorf("Parse(%s) = %+v %s %v, want %+v %s", c.query, got, by, err, c.want, c.by)
		}
		if again := Format(got, by); again != c.again {
			t.Errorf("Format(Parse(%s)) = %s, want %s", c.query, again, c.again)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for query, want := range map[string]string{
		"war speakr:Reth":            "at character 5 of the search: there is no field speakr; there are speaker: to: about: act:",
		"é act:sing":                 "at character 3 of the search: there is no act:sing; there are assertion, assessment, commitment",
		"speaker:":                   "speaker: stands without a value",
		"speaker: Reth":              "speaker: stands without a value",
		`speaker:"—"`:                "holds no letter or digit",
		`"never ends`:                "at character 1 of the search: a quotation mark has no other at its end",
		"after:March":                `"March" is no date`,
		"after:2014 after:2015":      "two dates for the same end",
		"sort:oldest sort:relevance": "two orders",
		"-sort:oldest":               "an order cannot be left out",
		"war OR peace":               "at character 5 of the search: there is no OR",
		"-(war":                      "a group has no end",
		"-()":                        "leaves out nothing",
		"-(-(-(-(-(a)))))":           "groups lie within groups",
		`""`:                         "holds no letter or digit",
		"a\xff":                      "not valid UTF-8",
		strings.Repeat("a ", 600):    "more than 512 parts",
		strings.Repeat("a", 20_000):  "longer than",
	} {
		_, _, err := Parse(query)
		if err == nil || !errors.Is(err, readout.ErrQuery) || !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%.40q): %v, want %q", query, err, want)
		}
	}
}

// What a filter says is written as a query that says the same.
func TestFormatRoundTrip(t *testing.T) {
	words := []string{"war", "two words", "a:b", `say "no"`, `back\slash`, "-x", "OR", "“curly”", "(in brackets)", "star*", "kovac-2", "Ä", "https://x.org/(a)"}
	for seed := range uint64(3000) {
		rnd := rand.New(rand.NewPCG(seed, 3))
		some := func() (out []string) {
			for range rnd.IntN(5) - 2 {
				out = append(out, words[rnd.IntN(len(words))])
			}
			return out
		}
		var filter func(depth int) readout.Filter
		filter = func(depth int) readout.Filter {
			f := readout.Filter{Speaker: some(), Addressee: some(), About: some(), Outlet: some(), Place: some(), Article: some(), Language: some(),
				Claim: rnd.IntN(4) == 0, Unnamed: rnd.IntN(4) == 0, Corrected: rnd.IntN(4) == 0}
			for range rnd.IntN(3) {
				f.Words = append(f.Words, readout.Term{Text: words[rnd.IntN(len(words))], Prefix: rnd.IntN(2) == 0})
			}
			if rnd.IntN(3) == 0 {
				f.Act, f.Occasion, f.Event, f.Before = []readout.ActType{"threat", "denial"}, []string{"meeting"}, []string{"AID"}, "2014-03"
			}
			for range rnd.IntN(4) - 2 + depth {
				if g := filter(depth - 1); !isZero(&g) {
					f.Without = append(f.Without, g)
				}
			}
			return f
		}
		f := filter(2)
		query := Format(f, readout.ByRelevance)
		got, by, err := Parse(query)
		if err != nil || by != readout.ByRelevance || !reflect.DeepEqual(got, f) {
			t.Fatalf("seed %d: %s\nis %+v %s %v\nwant %+v", seed, query, got, by, err, f)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, q := range []string{`speaker:"Angela Merkel" to:reporters act:threat -(a "b c"* is:claim) after:2014-03 x* sort:oldest`, "“a” «b» -„c“", `"\"`, "month:0001", "day:9999-12-31"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		filter, by, err := Parse(query)
		if err != nil {
			var q *QueryError
			if !errors.As(err, &q) || q.Start < 0 || q.End < q.Start || q.End > len(query) {
				t.Fatalf("%q: %v", query, err)
			}
			return
		}
		text := Format(filter, by)
		again, byAgain, err := Parse(text)
		if err != nil || by != byAgain || !reflect.DeepEqual(filter, again) {
			t.Fatalf("%q is %+v, but %q is %+v %v", query, filter, text, again, err)
		}
		if third := Format(again, byAgain); third != text {
			t.Fatalf("%q is written %q and then %q", query, text, third)
		}
	})
}

// counts is a Counter that finds nothing where two things are asked for together.
type counts struct{ asked int }

func (c *counts) Count(_ context.Context, f readout.Filter, limit int) (int, bool, error) {
	c.asked++
	switch {
	case len(f.Act) > 0 && len(f.Speaker) > 0:
		return 0, false, nil
	case len(f.Act) > 0:
		return limit, true, nil
	}
	return 14, false, nil
}

func TestExplain(t *testing.T) {
	f, _, err := Parse(`"to the end" speaker:Reth act:threat act:deny`)
	if err != nil {
		t.Fatal(err)
	}
	var c counts
	got, err := Explain(context.Background(), &c, f)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range got {
		lines = append(lines, r.String()+": "+Format(r.Filter, ""))
	}
	want := []string{
		`0 with speaker:Reth; more than 1000 without it: "to the end" act:threat act:denial`,
		`0 with act:threat act:denial; 14 without it: "to the end" speaker:Reth`,
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if got, err := Explain(context.Background(), &c, readout.Filter{Claim: true}); len(got) > 0 || err != nil {
		t.Errorf("one part alone is explained: %v %v", got, err)
	}
}

// nobody counts a ledger in which nobody is called Nobody and nothing is threatened.
type nobody struct{}

func (nobody) Count(_ context.Context, f readout.Filter, _ int) (int, bool, error) {
	if len(f.Speaker) > 0 || len(f.Act) > 0 {
		return 0, false, nil
	}
	return 1, false, nil
}

// Where no part by itself removes everything, those are told that find nothing alone.
func TestExplainAlone(t *testing.T) {
	f, _, err := Parse(`observers speaker:Nobody act:threat`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Explain(context.Background(), nobody{}, f)
	if err != nil || len(got) != 2 || got[0].String() != "0 with speaker:Nobody alone" || got[1].String() != "0 with act:threat alone" || Format(got[1].Filter, "") != "observers speaker:Nobody" {
		t.Errorf("%v, %v", got, err)
	}
}

// The values of values.txt are those that a record may hold, and each word means one of them.
func TestValues(t *testing.T) {
	r := sample(t)
	for _, f := range Fields {
		for _, v := range f.Values {
			if got, err := f.value(v); err != nil || got != v {
				t.Errorf("%s:%s means %q %v", f.Name, v, got, err)
			}
			c := *r
			switch f.Name {
			case "act":
				c.Statements = slices.Clone(r.Statements)
				c.Statements[0].Acts = []readout.Act{{Type: readout.ActType(v), Span: c.Statements[0].Content[0]}}
			case "on":
				c.Occasions = slices.Clone(r.Occasions)
				c.Occasions[0].Kind = v
			case "event":
				c.Events = slices.Clone(r.Events)
				c.Events[0].Type = v
			}
			if err := c.Check(); err != nil {
				t.Errorf("%s:%s: %v", f.Name, v, err)
			}
		}
	}
	seen := map[string]bool{}
	for line := range strings.Lines(valuesFile) {
		field, rest, _ := strings.Cut(line, " ")
		for _, w := range strings.Fields(strings.ReplaceAll(rest, ":", " ")) {
			if seen[field+spell(w)] && !strings.HasPrefix(line, "#") {
				t.Errorf("%s %s stands twice in values.txt", field, w)
			}
			seen[field+spell(w)] = true
		}
	}
}

// docs/search.md tells of every field, by every name, and of every value.
func TestSearchIsDescribed(t *testing.T) {
	data, err := os.ReadFile("../docs/search.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(data)
	for _, f := range Fields {
		for _, name := range append([]string{f.Name}, f.Also...) {
			if !strings.Contains(doc, "`"+name+":") {
				t.Errorf("%s: is not described", name)
			}
		}
		for _, v := range f.Values {
			if !regexp.MustCompile(`\b` + v + `\b`).MatchString(doc) {
				t.Errorf("%s:%s is not described", f.Name, v)
			}
		}
	}
}
