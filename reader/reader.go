// Package reader reads an article: every stage in order, from text to record.
//
//	rd, err := reader.New()
//	record, err := rd.Read(readout.Article{Text: "…"})
package reader

import (
	"fmt"
	"math"
	"sort"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/act"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/event"
	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/place"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/talks"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// A Reader reads articles. It is safe for concurrent use; make one and share it, for it holds
// all models.
type Reader struct {
	parser     *syntax.Parser
	entities   *entity.Finder
	statements *attribution.Finder
	times      *timex.Finder
	places     *place.Gazetteer
	acts       *act.Finder
	occasions  *event.OccasionFinder
	events     *event.Finder
	talks      *talks.Finder
}

// Options are data of one's own. The zero value stands for none.
type Options struct {
	Frames *event.Frames // nil for the program's; event.Frames.With adds to them
	Places []place.Row   // added to the gazetteer, as place.ReadGeoNames reads them
}

// New loads the models that the program carries within itself.
func New() (*Reader, error) { return NewWith(Options{}) }

// NewWith is New with data of one's own.
func NewWith(o Options) (*Reader, error) {
	files := models.English()
	parser, err := syntax.Load(files)
	if err != nil {
		return nil, fmt.Errorf("loading the models: %w", err)
	}
	entities, err := entity.Load(files)
	if err != nil {
		return nil, fmt.Errorf("loading the models: %w", err)
	}
	statements, err := attribution.Load(files)
	if err != nil {
		return nil, fmt.Errorf("loading the models: %w", err)
	}
	times, err := timex.Load()
	if err != nil {
		return nil, fmt.Errorf("loading the words of time: %w", err)
	}
	places, err := place.Load()
	if err != nil {
		return nil, fmt.Errorf("loading the gazetteer: %w", err)
	}
	if len(o.Places) > 0 {
		places = places.With(o.Places)
	}
	acts, err := act.Load(files)
	if err != nil {
		return nil, fmt.Errorf("loading the models: %w", err)
	}
	occasions, err := event.LoadOccasions()
	if err != nil {
		return nil, fmt.Errorf("loading the words of occasions: %w", err)
	}
	if o.Frames == nil {
		if o.Frames, err = event.BuiltIn(); err != nil {
			return nil, fmt.Errorf("loading the frames: %w", err)
		}
	}
	events, err := event.LoadWith(files, o.Frames)
	if err != nil {
		return nil, fmt.Errorf("loading the models: %w", err)
	}
	negotiations, err := talks.Load()
	if err != nil {
		return nil, fmt.Errorf("loading the words of talks: %w", err)
	}
	return &Reader{parser, entities, statements, times, places, acts, occasions, events, negotiations}, nil
}

// Read returns the record of an article. The text is taken to be English. The only error is
// for a text that is not valid UTF-8.
func (rd *Reader) Read(a readout.Article) (*readout.Readout, error) {
	if !utf8.ValidString(a.Text) {
		return nil, fmt.Errorf("the text is not valid UTF-8")
	}
	d := text.New(a.Text)
	trees := rd.parser.Parse(d)
	set := rd.entities.Find(d, trees)
	statements := rd.statements.Find(d, trees, set)
	rd.entities.Quoted(d, trees, set, voices(d, statements))
	at := rd.atlas(&a, d, trees, set, rd.governments(d, trees, set, statements))
	at.settle(set)

	h := happenings{times: rd.times.Find(d, trees, a.Published), places: at.refs(set)}
	h.acts = rd.acts.Find(d, trees, set, statements)
	answers(d, trees, set, statements, h.acts)
	h.occasions, h.on = rd.occasions.Find(d, trees, set, statements, h.times, h.places)
	h.when = h.own(trees, statements)
	h.audience(trees, set, statements)
	h.events = rd.events.Find(d, trees, set, statements, h.times, h.places)
	h.events = event.FromOccasions(h.events, set, h.occasions)
	h.events = event.FromActs(h.events, threats(statements, h.acts))
	h.talks = rd.talks.Find(d, trees, set, statements, h.acts, h.occasions, h.on)

	r, ids := record(a, d, set, statements, &h)
	r.Times = times(d, h.times)
	r.Places = at.record(d, set)
	s := scribe{h: &h, d: d, r: r, ids: ids}
	s.write()
	return r, nil
}

// record puts entities and statements into the form of a record, and returns with it the ids of the set's entities.
func record(a readout.Article, d *text.Doc, set *entity.Set, statements []attribution.Statement, h *happenings) (*readout.Readout, []string) {
	r := &readout.Readout{Article: a}
	used := make([]bool, len(set.Entities)) // speaks, is spoken to, or takes part
	mark := func(e int) {
		if e >= 0 {
			used[e] = true
		}
	}
	for i := range statements {
		mark(statements[i].Speaker)
		for _, e := range statements[i].Addressees {
			mark(e)
		}
	}
	h.used(mark)
	var ids []string
	r.Entities, ids = set.Record(d, func(e int) bool { return used[e] })
	r.Statements = attribution.Record(d, statements, func(i int) string { return ids[i] })
	for i := range r.Statements {
		// Three places are more than a probability is good for, and the same on every machine.
		r.Statements[i].Confidence = math.Round(r.Statements[i].Confidence*1000) / 1000
	}
	return r, ids
}

// voices returns who speaks where: in the words of direct speech, and in those parts of mixed
// speech that stand in quotation marks. Elsewhere "I" and "we" are the writer's.
func voices(d *text.Doc, statements []attribution.Statement) []entity.Voice {
	var out []entity.Voice
	var quotes []*text.Quote // the outermost: they do not overlap
	for q := range d.Quotes {
		if d.Quotes[q].Parent < 0 {
			quotes = append(quotes, &d.Quotes[q])
		}
	}
	for i := range statements {
		s := &statements[i]
		voice := entity.Voice{Speaker: s.Speaker, Addressee: -1}
		if len(s.Addressees) > 0 {
			voice.Addressee = s.Addressees[0]
		}
		for _, c := range s.Content {
			switch s.Form {
			case readout.Direct:
				voice.First, voice.End = c.First, c.End
				out = append(out, voice)
			case readout.Mixed:
				from := sort.Search(len(quotes), func(q int) bool { return quotes[q].End > c.First })
				for _, quote := range quotes[from:] {
					if quote.First >= c.End {
						break
					}
					voice.First, voice.End = max(c.First, quote.First), min(c.End, quote.End)
					if voice.First < voice.End {
						out = append(out, voice)
					}
				}
			}
		}
	}
	return out
}
