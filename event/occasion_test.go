package event_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/event"
	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/place"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// stages are those that occasions need.
type stages struct {
	parser     *syntax.Parser
	entities   *entity.Finder
	statements *attribution.Finder
	times      *timex.Finder
	places     *place.Gazetteer
	occasions  *event.OccasionFinder
}

// load loads the stages; without the models, which a working copy may lack while they are trained, the test is skipped.
func load(t testing.TB) *stages {
	t.Helper()
	s := &stages{}
	var err error
	fsys := models.English()
	if s.parser, err = syntax.Load(fsys); err == nil {
		if s.entities, err = entity.Load(fsys); err == nil {
			s.statements, err = attribution.Load(fsys)
		}
	}
	if err != nil {
		t.Skip("the models are not built: ", err)
	}
	if s.times, err = timex.Load(); err != nil {
		t.Fatal(err)
	}
	if s.places, err = place.Load(); err != nil {
		t.Fatal(err)
	}
	if s.occasions, err = event.LoadOccasions(); err != nil {
		t.Fatal(err)
	}
	return s
}

// A scene is a text read up to its occasions.
type scene struct {
	d          *text.Doc
	t          *syntax.Trees
	set        *entity.Set
	statements []attribution.Statement
	times      []timex.Time
	places     []event.PlaceRef
	occasions  []event.Occasion
	on         []int
	misses     int // lines that do not hold
}

func (s *stages) read(article string) *scene {
	x := &scene{d: text.New(article)}
	x.t = s.parser.Parse(x.d)
	x.set = s.entities.Find(x.d, x.t)
	x.statements = s.statements.Find(x.d, x.t, x.set)
	x.times = s.times.Find(x.d, x.t, "2025-08-16")
	for _, n := range x.set.Names {
		name := x.d.Range(n.First, n.End).In(x.d.Text)
		ok := n.Kind == readout.Place || n.Kind == readout.Country
		entries := s.places.Lookup(name)
		for _, e := range entries {
			ok = ok || e.Kind == place.Venue
		}
		if ok && len(entries) > 0 && !entries[0].Adjective {
			x.places = append(x.places, event.PlaceRef{First: n.First, End: n.End, Entry: entries[0]})
		}
	}
	x.occasions, x.on = s.occasions.Find(x.d, x.t, x.set, x.statements, x.times, x.places)
	return x
}

func (x *scene) in(r event.Range) string { return x.d.Range(r.First, r.End).In(x.d.Text) }

// wants reports what an occasion lacks of a line of the test file; "" if nothing.
func (x *scene) wants(o *event.Occasion, fields []string) string {
	if o.Kind != fields[0] {
		return "kind"
	}
	for _, f := range fields[1:] {
		key, want, _ := strings.Cut(f, " ")
		ok := false
		switch key {
		case "who":
			for _, e := range o.Participants {
				ok = ok || strings.Contains(x.set.Entities[e].Name, want)
			}
		case "at":
			ok = strings.Contains(x.in(o.Place), want)
		case "when":
			ok = o.When >= 0 && strings.HasPrefix(x.times[o.When].Value, want)
		case "for":
			ok = o.Duration >= 0 && x.times[o.Duration].Value == want
		case "about":
			for _, r := range o.Topics {
				ok = ok || strings.Contains(x.in(r), want)
			}
		case "planned":
			ok = o.Planned
		case "before", "after", "during", "part_of":
			for _, r := range o.Relations {
				ok = ok || r.Type == key && x.occasions[r.Occasion].Kind == want
			}
		}
		if !ok {
			return f
		}
	}
	return ""
}

// TestOccasions reads the texts of testdata/occasions.txt, each after a line "== name", and looks for what stands after "--": lines
// "KIND | who NAME | at PLACE | when VALUE | for VALUE | about WORDS | planned | before KIND …" of occasions, "N KIND" for how many there
// are of a kind, and "> WORDS | KIND" for a statement and the occasion on which it was made ("-" for none).
func TestOccasions(t *testing.T) {
	s := load(t)
	file, err := os.ReadFile("testdata/occasions.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, missed := 0, 0
	for _, c := range strings.Split(string(file), "\n== ")[1:] {
		name, rest, _ := strings.Cut(c, "\n")
		article, want, _ := strings.Cut(rest, "\n--\n")
		t.Run(name, func(t *testing.T) {
			x := s.read(article)
			for line := range strings.Lines(want) {
				if line = strings.TrimSpace(line); line != "" {
					all++
					x.check(t, line)
				}
			}
			missed += x.misses
		})
	}
	if 25*missed > all { // the trees that they are read by err at times
		t.Errorf("%d of %d lines do not hold", missed, all)
	}
}

// miss notes what is read otherwise than the test file says.
func (x *scene) miss(t *testing.T, format string, args ...any) {
	t.Helper()
	x.misses++
	t.Logf(format, args...)
}

func (x *scene) check(t *testing.T, line string) {
	fields := strings.Split(line, " | ")
	if words, ok := strings.CutPrefix(fields[0], "> "); ok {
		for i := range x.statements {
			for _, c := range x.statements[i].Content {
				if !strings.Contains(x.in(c), words) || x.statements[i].Within >= 0 {
					continue
				}
				kind := "-"
				if o := x.on[i]; o >= 0 {
					kind = x.occasions[o].Kind
				}
				if kind != fields[1] {
					x.miss(t, "%q was said on %s, want %s", words, kind, fields[1])
				}
				return
			}
		}
		x.miss(t, "no statement %q", words)
		return
	}
	if n := line[0] - '0'; n <= 9 {
		kind := line[2:]
		have := 0
		for i := range x.occasions {
			if x.occasions[i].Kind == kind {
				have++
			}
		}
		if have != int(n) {
			x.miss(t, "%d of %s, want %d", have, kind, n)
		}
		return
	}
	var lacks []string
	for i := range x.occasions {
		lack := x.wants(&x.occasions[i], fields)
		if lack == "" {
			return
		}
		if lack != "kind" {
			lacks = append(lacks, lack)
		}
	}
	x.miss(t, "no occasion %q; lacking %q", line, lacks)
}

// TestOccasionsHold checks on every text of the test file that ranges fit, indexes exist, and twice gives the same.
func TestOccasionsHold(t *testing.T) {
	s := load(t)
	file, err := os.ReadFile("testdata/occasions.txt")
	if err != nil {
		t.Fatal(err)
	}
	x, y := s.read(string(file)), s.read(string(file))
	if len(x.on) != len(x.statements) {
		t.Fatalf("%d statements, %d answers", len(x.statements), len(x.on))
	}
	for i := range x.occasions {
		o := &x.occasions[i]
		for _, r := range append(slices.Clone(o.Spans), o.Topics...) {
			if r.First < 0 || r.First >= r.End || r.End > len(x.d.Tokens) {
				t.Errorf("occasion %d: range %v", i, r)
			}
		}
		for _, r := range o.Relations {
			if r.Occasion < 0 || r.Occasion >= len(x.occasions) || r.Occasion == i {
				t.Errorf("occasion %d: relation %v", i, r)
			}
		}
		if i > 0 && o.Spans[0].First < x.occasions[i-1].Spans[0].First {
			t.Errorf("occasion %d stands before the one before it", i)
		}
	}
	if !slices.EqualFunc(x.occasions, y.occasions, func(a, b event.Occasion) bool {
		return a.Kind == b.Kind && slices.Equal(a.Participants, b.Participants) && slices.Equal(a.Spans, b.Spans)
	}) {
		t.Error("the same text gives other occasions")
	}
}

func TestOccasionsEmpty(t *testing.T) {
	f, err := event.LoadOccasions()
	if err != nil {
		t.Fatal(err)
	}
	d := text.New("")
	trees := &syntax.Trees{}
	trees.Link()
	if o, on := f.Find(d, trees, &entity.Set{}, nil, nil, nil); len(o)+len(on) > 0 {
		t.Error("occasions of nothing")
	}
}

func BenchmarkOccasions(b *testing.B) {
	s := load(b)
	file, err := os.ReadFile("testdata/occasions.txt")
	if err != nil {
		b.Fatal(err)
	}
	x := s.read(string(file))
	b.ReportAllocs()
	for b.Loop() {
		s.occasions.Find(x.d, x.t, x.set, x.statements, x.times, x.places)
	}
	b.ReportMetric(float64(len(x.d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}
