package eval

import (
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
)

// at is the span of the first place where words stand in a text.
func at(t *testing.T, text, words string) readout.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q does not stand in %q", words, text)
	}
	return readout.Span{Start: i, End: i + len(words)}
}

const report = "“We will not sign,” Ana Kovac said on Monday.\n\nOfficials hope that talks go on in Split, she wrote."

func TestStatements(t *testing.T) {
	s := func(words string) readout.Span { return at(t, report, words) }
	gold := corpus.Attributed{Article: readout.Article{Text: report}, Attributions: []corpus.Attribution{
		{Source: []readout.Span{s("Ana Kovac")}, Cue: []readout.Span{s("said")}, Content: []readout.Span{s("“We will not sign,”")}},
		{Source: []readout.Span{s("Officials")}, Cue: []readout.Span{s("hope")}, Content: []readout.Span{s("that talks go on in Split")}},
		{Source: []readout.Span{s("she")}, Cue: []readout.Span{s("wrote")}, Content: []readout.Span{s("Officials hope that talks go on in Split")}},
	}}
	record := readout.Readout{Article: gold.Article, Statements: []readout.Statement{
		{ID: "s1", Source: s("Ana Kovac"), Cue: s("said"), Content: []readout.Span{s("We will not sign")}, Confidence: 0.95},
		{ID: "s2", Source: s("Officials"), Cue: s("wrote"), Content: []readout.Span{s("talks go on in Split")}, Confidence: 0.55},
		{ID: "s3", Source: s("Officials"), Cue: s("hope"), Content: []readout.Span{s("Split")}, Within: "s2"},
	}}
	var got StatementsScore
	got.Add(&gold, &record)
	for _, c := range []struct {
		name      string
		got, want Count
	}{
		{"content", got.Content, Count{2, 2, 3}},
		{"full", got.Full, Count{1, 2, 3}}, // the cue of the second is another's
		{"full exact", got.FullExact, Count{1, 2, 3}},
		{"sources", got.Sources, Count{2, 2, 3}},
		{"cues", got.Cues, Count{2, 2, 3}},
		{"contents", got.Contents, Count{1, 2, 3}},
	} {
		if c.got != c.want {
			t.Errorf("%s %+v, want %+v", c.name, c.got, c.want)
		}
	}
	if d := got.Direct(); d != (GroupScore{1, 1, 1, 1}) {
		t.Errorf("direct %+v", d)
	}
	if g := got.OfSource(PronounSource); g.Gold != 1 || g.Full != 0 {
		t.Errorf("pronouns %+v", g)
	}
	if b := got.Bins[9]; b.All != 1 || b.Right != 1 {
		t.Errorf("bin of 0.9: %+v", b)
	}
	if e := got.CalibrationError(); e < 0.29 || e > 0.31 { // (0.05 + 0.55) / 2
		t.Errorf("calibration error %v", e)
	}
}

func TestTimes(t *testing.T) {
	text := "on Monday, for three days and a week"
	var s TimesScore
	s.Add([]corpus.TIMEX3{
		{Span: at(t, text, "Monday"), Type: "DATE", Value: "2024-05-06"},
		{Span: at(t, text, "three days"), Type: "DURATION", Value: "P3D"},
	}, []readout.Time{
		{Span: at(t, text, "on Monday"), Value: "2024-05-06"},
		{Span: at(t, text, "three days"), Value: "P2D"},
		{Span: at(t, text, "a week"), Value: "P1W"},
	})
	if s.Strict != (Count{1, 3, 2}) || s.Relaxed != (Count{2, 3, 2}) || s.Value != (Count{1, 3, 2}) {
		t.Errorf("%+v", s)
	}
}

func TestPlaces(t *testing.T) {
	a := corpus.Atlas{Text: "“Split” and Paris", Toponyms: []corpus.Toponym{
		{Start: 1, End: 6, Country: "Croatia", Located: true, Lat: 43.5, Lon: 16.4},
		{Start: 12, End: 17, Country: "United States", Located: true, Lat: 33.7, Lon: -95.6},
	}}
	var s PlacesScore
	err := s.Add(&a, []readout.PlaceMention{
		{Span: at(t, a.Text, "Split"), Country: "HR", Located: true, Lat: 43.6, Lon: 16.5},
		{Span: at(t, a.Text, "Paris"), Country: "FR", Located: true, Lat: 48.9, Lon: 2.3},
	}, func(name string) string { return map[string]string{"Croatia": "HR", "United States": "US"}[name] })
	if err != nil {
		t.Fatal(err)
	}
	if country, near := s.Shares(); country != 50 || near != 50 || s.Found != (Count{2, 2, 2}) {
		t.Errorf("country %v, end to end %v, %+v", country, near, s.Found)
	}
	if d := Kilometres(0, 0, 0, 180); d < 20014 || d > 20016 {
		t.Errorf("half the way round the earth: %v km", d)
	}
	a.Toponyms[1].End = 99
	if s.Add(&a, nil, nil) == nil {
		t.Error("no error for a toponym outside its text")
	}
}

func coded(text string, events ...readout.Event) *readout.Readout {
	r := readout.Readout{Article: readout.Article{Text: text}, Events: events}
	for id, name := range map[string]string{"fr": "France", "it": "Italy"} {
		i := strings.Index(text, name)
		r.Entities = append(r.Entities, readout.Entity{ID: id, Country: strings.ToUpper(id), Mentions: []readout.Mention{{Span: readout.Span{Start: i, End: i + len(name)}}}})
	}
	r.Entities = append(r.Entities, readout.Entity{ID: "both", Members: []string{"fr", "it"}})
	return &r
}

func TestEvents(t *testing.T) {
	const text = "The government of France accused Italy of delay."
	fr, it := []string{"fr"}, []string{"it"}
	for name, c := range map[string]struct {
		event                            readout.Event
		covered, typed, overall, guessed int
	}{
		"right":         {readout.Event{Type: "ACCUSE", Actors: fr, Recipients: it}, 1, 1, 1, 1},
		"other type":    {readout.Event{Type: "THREATEN", Actors: fr, Recipients: it}, 1, 0, 0, 0},
		"other way":     {readout.Event{Type: "ACCUSE", Actors: it, Recipients: fr}, 1, 1, 0, 0},
		"one only":      {readout.Event{Type: "ACCUSE", Actors: fr}, 0, 0, 0, 0},
		"reciprocal":    {readout.Event{Type: "ACCUSE", Actors: []string{"both"}}, 1, 1, 1, 1},
		"older wording": {readout.Event{Type: "DISAPPROVE", Actors: fr, Recipients: it}, 1, 1, 1, 1},
	} {
		var s EventsScore
		s.Add(&corpus.Coded{Text: text, Root: "ACCUSE", Sources: []string{"government of France"}, Targets: []string{"Italy"}}, coded(text, c.event))
		if s.Covered != c.covered || s.Typed != c.typed || s.Overall != c.overall || s.types["ACCUSE"].Right != c.guessed {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func TestTriples(t *testing.T) {
	gold := []corpus.Triple{{Source: "FRA", Target: "ITA", Class: "11"}}
	alpha3 := func(code string) string { return map[string]string{"FR": "FRA", "IT": "ITA"}[code] }
	const text = "France accused Italy."
	for name, c := range map[string]struct {
		event readout.Event
		want  Count
	}{
		"by its code":     {readout.Event{Type: "REQUEST", CAMEO: "112", Actors: []string{"fr"}, Recipients: []string{"it"}}, Count{1, 1, 1}},
		"by its type":     {readout.Event{Type: "ACCUSE", Actors: []string{"fr"}, Recipients: []string{"it"}}, Count{1, 1, 1}},
		"did not happen":  {readout.Event{Type: "ACCUSE", Actors: []string{"fr"}, Recipients: []string{"it"}, Polarity: "negative"}, Count{0, 0, 1}},
		"of their groups": {readout.Event{Type: "ACCUSE", Actors: []string{"both"}, Recipients: []string{"it"}}, Count{1, 2, 1}},
		"nobody":          {readout.Event{Type: "ACCUSE", Actors: []string{"fr"}}, Count{0, 1, 1}},
	} {
		if got := Triples(gold, coded(text, c.event), alpha3); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	c := Count{1, 2, 4}
	c.Add(Count{1, 2, 0})
	if p, r, f := c.F1(); p != 50 || r != 50 || f != 50 {
		t.Errorf("%v %v %v", p, r, f)
	}
	if _, _, f := (Count{}).F1(); f != 0 {
		t.Errorf("F1 of nothing is %v", f)
	}
}
