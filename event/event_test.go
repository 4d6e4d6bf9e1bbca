package event

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/internal/mark"
	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// stages are the models that events stand on.
type stages struct {
	parser   *syntax.Parser
	entities *entity.Finder
	times    *timex.Finder
	events   *Finder
}

var loadStages = sync.OnceValues(func() (*stages, error) {
	var s stages
	var err error
	if s.parser, err = syntax.Load(models.English()); err != nil {
		return nil, err
	}
	if s.entities, err = entity.Load(models.English()); err != nil {
		return nil, err
	}
	if s.times, err = timex.Load(); err != nil {
		return nil, err
	}
	s.events, err = Load(models.English())
	return &s, err
})

func needStages(t testing.TB) *stages {
	s, err := loadStages()
	if err != nil {
		t.Skipf("the weights are not there: %v", err)
	}
	return s
}

// read finds the events of a text.
func (s *stages) read(words string, statements ...attribution.Statement) (*text.Doc, *entity.Set, []Event) {
	d := text.New(words)
	trees := s.parser.Parse(d)
	set := s.entities.Find(d, trees)
	return d, set, s.events.Find(d, trees, set, statements, s.times.Find(d, trees, "2025-08-16"), nil)
}

// touches reports whether a mention of one of the entities, or of a member, overlaps a span.
func touches(d *text.Doc, set *entity.Set, entities []int, at readout.Span) bool {
	for i := range set.Mentions {
		m := &set.Mentions[i]
		if m.Entity >= 0 && d.Range(m.First, m.End).Overlaps(at) && slices.ContainsFunc(entities, func(e int) bool {
			return e == m.Entity || slices.Contains(set.Entities[e].Members, m.Entity)
		}) {
			return true
		}
	}
	return false
}

// fits reports whether an event is the one that a sentence's marks ask for.
func fits(d *text.Doc, set *entity.Set, e *Event, spans []mark.Span) bool {
	for _, s := range spans {
		switch s.Label {
		case "a":
			if !touches(d, set, e.Actors, s.Span) {
				return false
			}
		case "r":
			if !touches(d, set, e.Recipients, s.Span) {
				return false
			}
		case "x":
		default:
			f := strings.Fields(s.Label)
			polarity, modality := "positive", "actual"
			for _, w := range f[1:] {
				if w == "negative" {
					polarity = w
				} else {
					modality = w
				}
			}
			if e.Type != f[0] || !d.Range(e.First, e.End).Overlaps(s.Span) && f[0] != "PROTEST" && f[0] != "ACCUSE" && f[0] != "CONSULT" ||
				e.Polarity.String() != polarity || e.Modality.String() != modality {
				return false
			}
		}
	}
	return true
}

// Most of the sentences must be read right; which are not changes with the weights of the parser.
func TestSentences(t *testing.T) {
	s := needStages(t)
	b, err := os.ReadFile("testdata/events.txt")
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		words, spans, err := mark.Parse(line)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all++
		d, set, found := s.read(words)
		if slices.ContainsFunc(found, func(e Event) bool { return fits(d, set, &e, spans) }) {
			right++
			continue
		}
		t.Logf("%s", line)
		for i := range found {
			t.Logf("\t%s", describe(d, set, &found[i]))
		}
	}
	t.Logf("%d of %d sentences right", right, all)
	if all < 100 || right*100 < all*85 {
		t.Errorf("only %d of %d sentences are right", right, all)
	}
}

func describe(d *text.Doc, set *entity.Set, e *Event) string {
	names := func(es []int) string {
		var out []string
		for _, x := range es {
			out = append(out, set.Entities[x].Name)
		}
		return strings.Join(out, ", ")
	}
	return strings.Join([]string{e.Type, e.Mode, e.CAMEO, d.Range(e.First, e.End).In(d.Text), names(e.Actors), ">", names(e.Recipients),
		e.Polarity.String(), e.Modality.String(), e.Frame}, " ")
}

func TestStatementOfEvent(t *testing.T) {
	s := needStages(t)
	words := "Kenya said Somalia attacked a village. Somalia attacked another town."
	d := text.New(words)
	at := slices.IndexFunc(d.Tokens, func(x text.Token) bool { return d.Text[x.Start:x.End] == "Somalia" })
	end := d.Sentences[0].End - 1
	_, _, found := s.read(words,
		attribution.Statement{Content: []attribution.Range{{First: at, End: end}}},
		attribution.Statement{Content: []attribution.Range{{First: at, End: at + 1}}})
	if len(found) == 0 || found[0].Statement != 0 {
		t.Errorf("%+v", found)
	}
}

func TestTimeOfEvent(t *testing.T) {
	s := needStages(t)
	d, _, found := s.read("Macron visited Kyiv on Thursday.")
	if len(found) != 1 || found[0].When < 0 {
		t.Fatalf("%+v in %q", found, d.Text)
	}
}

func TestFromActs(t *testing.T) {
	events := []Event{{Type: "THREATEN", First: 10, End: 11, Statement: 0}, {Type: "CONSULT", First: 40, End: 41, Statement: -1}}
	events = append(events, Event{Type: "COERCE", First: 60, End: 61, Actors: []int{1}, Recipients: []int{2}, Modality: Intended})
	threats := []Threat{
		{First: 58, End: 64, Speaker: 1, Target: 2, Statement: 3, When: -1}, // what is threatened is told
		{First: 8, End: 14, Speaker: 1, Target: 2, Statement: 0, When: -1},  // told already
		{First: 20, End: 22, Speaker: 1, Target: 2, Statement: 1, When: -1}, // new
		{First: 24, End: 26, Speaker: 1, Target: 2, Statement: 1, When: -1}, // the same again
		{First: 50, End: 52, Speaker: 1, Target: -1, Statement: 2, When: -1},
		{First: 50, End: 52, Speaker: -1, Target: 2, Statement: 2, When: -1},
	}
	got := FromActs(events, threats)
	if len(got) != 4 || got[1].First != 20 || got[1].Frame != "act" || !slices.Equal(got[1].Recipients, []int{2}) {
		t.Errorf("%+v", got)
	}
	if part := TakesPart(got, 3); part[0] || !part[1] || !part[2] {
		t.Error(part)
	}
}

// Reading the same text twice, at once, gives the same events.
func TestTogether(t *testing.T) {
	s := needStages(t)
	const words = "Iran threatened to bomb Israel. No agreement was reached, and police arrested two men in Paris on Monday."
	_, _, want := s.read(words)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			_, _, got := s.read(words)
			if !slices.EqualFunc(got, want, func(a, b Event) bool {
				return a.Type == b.Type && a.First == b.First && slices.Equal(a.Actors, b.Actors)
			}) {
				t.Errorf("%+v, then %+v", want, got)
			}
		})
	}
	wait.Wait()
}

func TestFromOccasions(t *testing.T) {
	person, group := entity.Entity{Kind: readout.Person}, entity.Entity{Kind: readout.Group}
	set := &entity.Set{Entities: []entity.Entity{person, person, group}}
	events := []Event{{Type: "CONSULT", First: 3, End: 4, Actors: []int{0}, Recipients: []int{1}}}
	talks := func(kind string, at int, who ...int) Occasion {
		return Occasion{Kind: kind, Trigger: at, Spans: []Range{{First: at, End: at + 1}}, Participants: who, When: -1, PlaceRef: -1}
	}
	for _, c := range []struct {
		name   string
		events []Event
		o      Occasion
		want   string // mode of the event added, "-" for none of its own, empty where nothing is added
	}{
		{"talks that nobody told", nil, talks("meeting", 7, 0, 1), "-"},
		{"a call", nil, talks("call", 7, 0, 1), "phone"},
		{"told already", events, talks("meeting", 7, 0, 1), ""},
		{"one alone", nil, talks("meeting", 7, 0), ""},
		{"listeners", nil, talks("call", 7, 0, 2), ""},
		{"a speech", nil, talks("speech", 7, 0, 1), ""},
	} {
		got, mode := FromOccasions(slices.Clone(c.events), set, []Occasion{c.o}), ""
		if n := len(c.events); len(got) > n {
			if mode = got[n].Mode; mode == "" {
				mode = "-"
			}
		}
		if mode != c.want {
			t.Errorf("%s: %q, want %q", c.name, mode, c.want)
		}
	}
}

func FuzzEvents(f *testing.F) {
	s := needStages(f)
	f.Add("Russia attacked Ukraine.")
	f.Add("“No,” agreed to on from by meet; of the arrest")
	f.Fuzz(func(t *testing.T, words string) {
		if len(words) > 2000 {
			return
		}
		d, set, found := s.read(strings.ToValidUTF8(words, "?"))
		for _, e := range found {
			if e.First < 0 || e.First >= e.End || e.End > len(d.Tokens) {
				t.Fatalf("trigger %d to %d of %d", e.First, e.End, len(d.Tokens))
			}
			for _, x := range slices.Concat(e.Actors, e.Recipients) {
				if x < 0 || x >= len(set.Entities) {
					t.Fatalf("entity %d of %d", x, len(set.Entities))
				}
			}
		}
	})
}

// BenchmarkEvents measures events alone, what they need being there already.
func BenchmarkEvents(b *testing.B) {
	s := needStages(b)
	words := strings.Repeat("Russian forces attacked two villages near Kyiv on Monday, killing nine people, officials said. "+
		"The foreign ministers met in Geneva to discuss a ceasefire, but no agreement was reached. "+
		"It was raining in the valley when the train left the station, and the children were asleep. ", 200)
	d := text.New(words)
	trees := s.parser.Parse(d)
	set := s.entities.Find(d, trees)
	times := s.times.Find(d, trees, "")
	mentions, entities := slices.Clone(set.Mentions), slices.Clone(set.Entities)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		set.Mentions, set.Entities = append(set.Mentions[:0], mentions...), append(set.Entities[:0], entities...)
		s.events.Find(d, trees, set, nil, times, nil)
		n++
	}
	b.ReportMetric(float64(n)*float64(len(d.Tokens))/b.Elapsed().Seconds(), "words/s")
}
