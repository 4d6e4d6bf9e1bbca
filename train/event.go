package train

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/eval"
	"github.com/readout-project/readout/event"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/place"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// EventRecipe trains the model that weighs the types of events.
var EventRecipe = linear.Recipe{Classes: event.Classes, Epochs: 24, Rate: 0.1, L2: 3e-3, MinCount: 2, Prune: 0.01, Drop: 0.2}

// A stager reads sentences as far as events need it.
type stager struct {
	parser   *syntax.Parser
	entities *entity.Finder
	times    *timex.Finder
	places   *place.Gazetteer
}

func newStager(e Env) (*stager, error) {
	files := os.DirFS(e.Models)
	var s stager
	var err error
	if s.parser, err = syntax.Load(files); err != nil {
		return nil, err
	}
	if s.entities, err = entity.Load(files); err != nil {
		return nil, err
	}
	if s.times, err = timex.Load(); err != nil {
		return nil, err
	}
	s.places, err = place.Load()
	return &s, err
}

// staged is a sentence that is ready for its events to be found.
type staged struct {
	gold   corpus.Coded
	d      *text.Doc
	t      *syntax.Trees
	set    *entity.Set
	times  []timex.Time
	places []event.PlaceRef
}

func (s *stager) stage(c corpus.Coded) staged {
	x := staged{gold: c, d: text.New(c.Text)}
	x.t = s.parser.Parse(x.d)
	x.set = s.entities.Find(x.d, x.t)
	x.times = s.times.Find(x.d, x.t, "")
	var ms []place.Mention
	for _, m := range x.set.Mentions {
		if m.Form == readout.ByName && m.Entity >= 0 && x.set.Entities[m.Entity].Kind == readout.Place {
			at := x.d.Range(m.First, m.End)
			ms = append(ms, place.Mention{Name: at.In(c.Text), Before: c.Text[:at.Start], After: c.Text[at.End:], Byte: at.Start})
			x.places = append(x.places, event.PlaceRef{First: m.First, End: m.End})
		}
	}
	for i, r := range s.places.Resolve(ms, place.Context{}) {
		x.places[i].Entry = r.Entry
	}
	return x
}

// little are words that do not make two spans overlap.
var little = map[string]bool{"the": true, "a": true, "an": true, "of": true, "to": true, "and": true, "in": true, "for": true, "on": true,
	"at": true, "by": true, "with": true, "from": true, "as": true, "or": true, "but": true, "s": true, "'s": true, "’s": true}

// tokens marks the tokens of a participant's words wherever they stand; none where they stand nowhere.
func (x *staged) tokens(words []string) map[int]bool {
	out := map[int]bool{}
	for _, w := range words {
		for at := 0; ; {
			i := strings.Index(x.gold.Text[at:], w)
			if i < 0 {
				break
			}
			span := readout.Span{Start: at + i, End: at + i + len(w)}
			for k := range x.d.Tokens {
				if span.Overlaps(x.d.Tokens[k].Span) && !little[strings.ToLower(x.d.Form(k))] {
					out[k] = true
				}
			}
			at = span.End
		}
	}
	return out
}

// on reports whether a mention of one of the entities, or of their members, has one of the tokens.
func (x *staged) on(tokens map[int]bool, entities []int) bool {
	for i := range x.set.Mentions {
		m := &x.set.Mentions[i]
		if m.Entity < 0 {
			continue
		}
		if !slices.ContainsFunc(entities, func(e int) bool { return e == m.Entity || slices.Contains(x.set.Entities[e].Members, m.Entity) }) {
			continue
		}
		for k := m.First; k < m.End; k++ {
			if tokens[k] {
				return true
			}
		}
	}
	return false
}

// covers reports whether actors and recipients are those of the gold; sides that it does not name ask for nothing.
func (x *staged) covers(actors, recipients []int) (covered, right bool) {
	a, b := x.tokens(x.gold.Sources), x.tokens(x.gold.Targets)
	on := func(t map[int]bool, es []int) bool { return len(t) == 0 || x.on(t, es) }
	if len(a)+len(b) == 0 || len(actors)+len(recipients) == 0 {
		return false, false
	}
	both := slices.Concat(actors, recipients)
	if on(a, actors) && on(b, recipients) {
		return true, true
	}
	return on(a, both) && on(b, both), len(recipients) == 0 && on(a, both) && on(b, both)
}

var quads = map[string]int{"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 2, "RETREAT": 2, "COOPERATE": 2, "AID": 2, "REQUEST": 3, "ACCUSE": 3,
	"REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}

// examples makes training examples of a sentence. Where the gold names the participants, triggers that join them have its type, and
// verbs that no frame knows and that do not join them are no events; where only the class of four is known, a single trigger of it
// has its frame's type, and sentences without an event have none.
func (x *staged) examples(f *event.Finder) []linear.Sequence {
	var out []linear.Sequence
	add := func(e *event.Example, class int) {
		out = append(out, linear.Sequence{Keys: [][]linear.Key{e.Keys}, Tags: []uint8{uint8(class)}})
	}
	list := f.Examples(x.d, x.t, x.set, x.times, x.places)
	if x.gold.Quad >= 0 {
		for i := range list {
			e := &list[i]
			switch {
			case e.Class < 0 && x.gold.Quad == 0:
				add(e, event.None)
			case e.Class >= 0 && x.gold.Quad > 0 && quads[event.Types[e.Class]] == x.gold.Quad:
				add(e, e.Class)
			}
		}
		return out
	}
	want := eval.Root(x.gold.Root)
	known := false // a frame has the type already: another trigger beside it keeps its own
	for i := range list {
		if e := &list[i]; e.Class >= 0 && eval.Root(event.Types[e.Class]) == want {
			_, right := x.covers(e.Actors, e.Recipients)
			known = known || right
		}
	}
	for i := range list {
		e := &list[i]
		_, right := x.covers(e.Actors, e.Recipients)
		switch {
		case right && known && e.Class >= 0:
			add(e, e.Class)
		case right && e.Class >= 0 && eval.Root(event.Types[e.Class]) == want:
			add(e, e.Class)
		case right && want == "YIELD":
			add(e, slices.Index(event.Types[:], "CONCEDE"))
		case right:
			if c := slices.Index(event.Types[:], want); c >= 0 {
				add(e, c)
			}
		case e.Class < 0:
			add(e, event.None)
		}
	}
	return out
}

// fingerprint is a sentence's letters alone: two that differ in quotation marks or blanks are one.
func fingerprint(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		} else if r >= 'A' && r <= 'Z' {
			return r + 32
		}
		return -1
	}, s)
}

// codedEvents reads what the recipe learns from and, apart, the sentences of PLV that are kept out.
func codedEvents(e Env) (learn, kept []corpus.Coded, err error) {
	dir := filepath.Join(e.Corpora, "events")
	plv, err := corpus.PLV(filepath.Join(dir, "plv", "plv.train.jsonl"))
	if err != nil {
		return nil, nil, err
	}
	gold, err := corpus.PLOVERGold(filepath.Join(dir, "plover_gsr_cameo.train.jsonl"))
	if err != nil {
		return nil, nil, err
	}
	quad, err := corpus.QuadClass(filepath.Join(dir, "cameo_quadclass.train.tsv.gz"))
	if err != nil {
		return nil, nil, err
	}
	out := map[string]bool{}
	for _, c := range plv {
		if corpus.CodedKeptOut(c.Text) {
			kept = append(kept, c)
			out[fingerprint(c.Text)] = true
		}
	}
	for _, c := range slices.Concat(plv, gold, quad) {
		if !out[fingerprint(c.Text)] && !corpus.CodedKeptOut(c.Text) {
			learn = append(learn, c)
		}
	}
	return learn, kept, nil
}

// Events trains the model that weighs the types of events and writes it; before that, it tells what five-fold
// cross-validation on the learning part gives.
func Events(e Env) error {
	start := time.Now()
	learn, _, err := codedEvents(e)
	if err != nil {
		return err
	}
	s, err := newStager(e)
	if err != nil {
		return err
	}
	frames, err := event.BuiltIn()
	if err != nil {
		return err
	}
	bare := event.NewFinder(frames, nil)
	const folds = 5
	var data [folds][]linear.Sequence
	parts := [folds][]corpus.Coded{}
	for i, c := range learn {
		x := s.stage(c)
		data[i%folds] = append(data[i%folds], x.examples(bare)...)
		if c.Quad < 0 && len(c.Sources) > 0 {
			parts[i%folds] = append(parts[i%folds], c)
		}
	}
	e.Logf("%6.1fs  %d sentences", time.Since(start).Seconds(), len(learn))
	fit := func(without int) (*linear.Chain, error) {
		var all []linear.Sequence
		for f := range data {
			if f != without {
				all = append(all, data[f]...)
			}
		}
		return linear.TrainChain(EventRecipe, all)
	}
	var with, alone eventScore
	for f := range folds {
		c, err := fit(f)
		if err != nil {
			return err
		}
		finder := event.NewFinder(frames, c)
		for _, g := range parts[f] {
			with.add(s.stage(g), finder)
			alone.add(s.stage(g), bare)
		}
	}
	e.Logf("frames alone:    %v", &alone)
	e.Logf("cross-validated: %v", &with)
	c, err := fit(-1)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return err
	}
	e.Logf("%6.1fs  %d features, %.2f MB", time.Since(start).Seconds(), c.Features(), float64(b.Len())/1e6)
	return os.WriteFile(filepath.Join(e.Models, event.ModelFile), b.Bytes(), 0o644)
}

// EvalEvents measures frames and model on the sentences of PLV that are kept out.
func EvalEvents(e Env) error {
	_, kept, err := codedEvents(e)
	if err != nil {
		return err
	}
	s, err := newStager(e)
	if err != nil {
		return err
	}
	f, err := event.Load(os.DirFS(e.Models))
	if err != nil {
		return err
	}
	var score eventScore
	for _, c := range kept {
		score.add(s.stage(c), f)
	}
	e.Logf("kept-out fifth of PLV: %v", &score)
	return nil
}

// An eventScore counts rows as ../shared/eval/score_events.py does.
type eventScore struct {
	rows, covered, typed, overall, events int
	per                                   map[string]*[3]int // right, told, gold
}

func (n *eventScore) add(x staged, f *event.Finder) {
	if n.per == nil {
		n.per = map[string]*[3]int{}
	}
	of := func(t string) *[3]int {
		if n.per[t] == nil {
			n.per[t] = new([3]int)
		}
		return n.per[t]
	}
	found := f.Find(x.d, x.t, x.set, nil, x.times, x.places)
	want := eval.Root(x.gold.Root)
	covered, typed, hit, first := false, false, false, ""
	for i := range found {
		t := eval.Root(found[i].Type)
		c, right := x.covers(found[i].Actors, found[i].Recipients)
		covered = covered || c
		typed = typed || c && t == want
		hit = hit || right && t == want
		if right && first == "" {
			first = t
		}
	}
	n.rows++
	n.events += len(found)
	for _, b := range []struct {
		is bool
		to *int
	}{{covered, &n.covered}, {typed, &n.typed}, {hit, &n.overall}} {
		if b.is {
			*b.to++
		}
	}
	of(want)[2]++
	if hit {
		first = want
		of(want)[0]++
	}
	if first != "" {
		of(first)[1]++
	}
}

func (n *eventScore) String() string {
	sum, types := 0.0, 0
	for _, c := range n.per {
		if c[2] > 0 {
			types++
			sum += 200 * float64(c[0]) / float64(c[1]+c[2])
		}
	}
	return fmt.Sprintf("coverage %.1f, type right among covered %.1f, overall %.1f, macro-F1 %.1f; %d rows, %d events",
		percent(n.covered, n.rows), percent(n.typed, n.covered), percent(n.overall, n.rows), sum/float64(max(1, types)), n.rows, n.events)
}
