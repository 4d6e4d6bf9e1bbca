package accounts

import (
	"cmp"
	_ "embed"
	"slices"
	"sort"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/outcome"
	"github.com/readout-project/readout/wording"
)

// A Course is one negotiation over time.
type Course struct {
	Parties   []string `json:"parties"`
	Ids       []string `json:"ids" doc:"of the parties"`
	Mediators []string `json:"mediators,omitempty"`
	Topics    []string `json:"topics,omitempty"`
	Rounds    []Round  `json:"rounds" doc:"by day"`
	Points    []Point  `json:"points" doc:"contested ones first, then outstanding, agreed, dropped"`
	Next      []Next   `json:"next" doc:"by day"`
	Articles  int      `json:"articles" doc:"that speak of two of the parties"`
}

// A Round is a day on which the parties met, or are to meet.
type Round struct {
	Date  string        `json:"date"`
	Place string        `json:"place,omitempty"`
	Took  []ledger.Cite `json:"took,omitempty" doc:"how long, as articles tell it"`
	Told  []ledger.Cite `json:"told"`
	Ahead bool          `json:"ahead,omitempty" doc:"it was still to come in all that tell of it"`
}

// States of a point.
const (
	Agreed      = "agreed"
	Outstanding = "outstanding"
	Contested   = "contested"
	Dropped     = "dropped"
)

// A Point is something that is negotiated.
type Point struct {
	State  string             `json:"state" enum:"agreed,outstanding,contested,dropped"`
	Since  string             `json:"since,omitempty" doc:"the day of the first article that tells the state"`
	By     ledger.Cite        `json:"by" doc:"the words, and on whose word it is so"`
	Told   []Told             `json:"told" doc:"all that tell it, by day"`
	Became []outcome.Evidence `json:"became,omitempty" doc:"later words that propose that it came about or did not"`

	stems, named []string
	published    string // of the first article that tells it
}

// Told is one telling of a point.
type Told struct {
	State string `json:"state" enum:"agreed,outstanding,denied,dropped"`
	ledger.Cite
}

// Next is something that was to come.
type Next struct {
	Date      string        `json:"date,omitempty" doc:"TIMEX3"`
	Certainty string        `json:"certainty,omitempty" doc:"the words that say how certain it is"`
	Told      []ledger.Cite `json:"told"`
	State     string        `json:"state" enum:"came,to come,not told of" doc:"as of the day asked for: whether a later article tells that it was"`
	Came      []ledger.Cite `json:"came,omitempty"`
}

var (
	//go:embed data/mediators.txt
	mediatorsFile string
	//go:embed data/dropped.txt
	droppedFile string
	//go:embed data/certainty.txt
	certaintyFile string

	dropping  = wording.Phrases(droppedFile)
	certainty = wording.Phrases(certaintyFile)

	mediatingBy, mediatingAs = func() (by, as []string) {
		for _, line := range wording.Lines(mediatorsFile) {
			if where, words, _ := strings.Cut(line, "|"); strings.TrimSpace(where) == "before" {
				by = append(by, wording.Phrases(words)...)
			} else {
				as = append(as, wording.Phrases(words)...)
			}
		}
		return by, as
	}()
)

// Courses finds the negotiations that articles tell of, as of a day, those told of last first.
func Courses(all []*readout.Kept, asOf string) []Course {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b *readout.Kept) int {
		return cmp.Or(strings.Compare(a.Published, b.Published), strings.Compare(a.ID, b.ID))
	})
	out := []Course{}
	s := &stories{all, map[string][]ledger.Occasion{}, map[string]map[string]bool{}, map[string]*outcome.Report{}, map[string][]unit{}}
	for _, k := range all {
		s.occasions[k.ID], s.who[k.ID] = ledger.Derive(k.ID, k.Record).Occasions, ledger.Identities(k)
	}
	for _, ids := range negotiations(all) {
		out = append(out, courseOf(s, ids, asOf))
	}
	slices.Reverse(out)
	return out
}

// A negotiation is who its parties are: in how many talks, by identity.
type negotiation map[string]int

// negotiations groups the talks of articles, by two parties in common, or by one where only that is known of either.
func negotiations(all []*readout.Kept) (out []negotiation) {
	for _, k := range all {
		for _, t := range k.Record.Talks {
			who := negotiation{}
			for _, p := range t.Parties {
				if ref := k.Identities[p]; ref.ID != "" {
					who[ref.ID]++
				}
			}
			if len(who) == 0 {
				continue
			}
			i := slices.IndexFunc(out, func(n negotiation) bool {
				both := 0
				for id := range who {
					if n[id] > 0 {
						both++
					}
				}
				return both > 1 || both == 1 && min(len(who), len(n)) == 1
			})
			if i < 0 {
				out = append(out, who)
				continue
			}
			for id := range who {
				out[i][id]++
			}
		}
	}
	return out
}

// courseOf follows a negotiation through the articles that speak of two of its parties, or of the only one.
func courseOf(s *stories, ids negotiation, asOf string) Course {
	c := courser{ids: ids, asOf: asOf, stories: s, by: map[string]*readout.Kept{}}
	names := map[string]string{}
	tellers := s.tellers(ids)
	for _, k := range s.all {
		n := 0
		seen := map[string]bool{}
		for _, ref := range k.Identities {
			if ids[ref.ID] > 0 && !seen[ref.ID] {
				seen[ref.ID] = true
				names[ref.ID] = ref.Name
				n++
			}
		}
		if n >= min(2, len(ids)) || slices.ContainsFunc(tellers, func(t map[string]bool) bool { return sharedBy(t, s.who[k.ID]) >= sameStory }) {
			c.by[k.ID] = k
			c.kept = append(c.kept, k)
			c.told = append(c.told, s.report(k))
		}
	}
	c.mediators()
	for id := range names {
		if !slices.Contains(c.Mediators, names[id]) {
			c.Ids = append(c.Ids, id)
		}
	}
	slices.Sort(c.Ids)
	for _, id := range c.Ids {
		c.Parties = append(c.Parties, names[id])
	}
	c.Articles = len(c.kept)
	c.rounds()
	c.points()
	c.next()
	return c.Course
}

// sameStory is how many people, organizations and places an article has in common with one that tells of talks, where it names one of the parties or none.
const sameStory = 3

// stories are articles, and what all negotiations ask of each, by id.
type stories struct {
	all       []*readout.Kept
	occasions map[string][]ledger.Occasion
	who       map[string]map[string]bool // people, organizations and places
	reports   map[string]*outcome.Report // made when they are asked for
	sentences map[string][]unit          // likewise
}

func (s *stories) report(k *readout.Kept) *outcome.Report {
	if s.reports[k.ID] == nil {
		s.reports[k.ID] = outcome.NewReport(k)
	}
	return s.reports[k.ID]
}

func (s *stories) units(k *readout.Kept) []unit {
	if s.sentences[k.ID] == nil {
		s.sentences[k.ID] = units(k)
	}
	return s.sentences[k.ID]
}

// tellers returns who is spoken of in each article that tells of talks of these parties.
func (s *stories) tellers(ids negotiation) (out []map[string]bool) {
	for _, k := range s.all {
		if slices.ContainsFunc(k.Record.Talks, func(t readout.Talks) bool {
			return slices.ContainsFunc(t.Parties, func(p string) bool { return ids[k.Identities[p].ID] > 0 })
		}) {
			out = append(out, s.who[k.ID])
		}
	}
	return out
}

func sharedBy(a, b map[string]bool) (n int) {
	for id := range a {
		if b[id] {
			n++
		}
	}
	return n
}

type courser struct {
	Course
	*stories
	by   map[string]*readout.Kept // those that tell of it, by id
	ids  negotiation
	asOf string
	kept []*readout.Kept
	told []*outcome.Report // of kept
}

// mediators finds who mediates, by role or by what is said of them.
func (c *courser) mediators() {
	for _, k := range c.kept {
		all := k.Record.Article.Text
		for i := range k.Record.Entities {
			e := &k.Record.Entities[i]
			ref := k.Identities[e.ID]
			is := ref.ID != "" && slices.ContainsFunc(e.Roles, func(r string) bool { return wording.Has(wording.Folded(r), mediatingAs) != "" })
			for _, m := range e.Mentions {
				before := wording.Folded(all[max(0, m.Start-60):m.Start])
				is = is || ref.ID != "" && ref.Kind == readout.Person && slices.ContainsFunc(mediatingBy, func(p string) bool {
					i := strings.LastIndex(before, p)
					return i >= 0 && len(strings.Fields(before[i+len(p)-1:])) <= 4
				})
			}
			if is && !slices.Contains(c.Mediators, ref.Name) {
				c.Mediators = append(c.Mediators, ref.Name)
			}
		}
	}
	slices.Sort(c.Mediators)
}

// rounds collects the days on which articles tell that the parties met or are to meet. Where no day is told, it is the last round of the day before the
// article or of its own.
func (c *courser) rounds() {
	c.Rounds = []Round{}
	for _, dated := range []bool{true, false} {
		for _, k := range c.kept {
			of := map[string]bool{}
			for _, t := range k.Record.Talks {
				for _, o := range t.Occasions {
					of[o] = true
				}
			}
			for _, o := range c.occasions[k.ID] {
				if slices.Contains(meetingKinds, o.Kind) && o.Date != "" && len(o.Spans) > 0 && (of[o.ID] || c.between(k, o.Participants)) && dated == (o.When != nil) {
					c.round(k, &o, dated)
				}
			}
		}
	}
	for _, k := range c.all {
		if c.by[k.ID] != nil {
			continue
		}
		for _, o := range c.occasions[k.ID] {
			if len(o.Spans) > 0 && o.When != nil && slices.ContainsFunc(c.Rounds, func(r Round) bool { return r.Date == o.Date && c.retold(k, &o, &r) }) {
				c.round(k, &o, true)
			}
		}
	}
	slices.SortFunc(c.Rounds, func(a, b Round) int { return strings.Compare(a.Date, b.Date) })
}

// retold reports whether an article tells of a round in sentences that have three telling words in common, whomever else it speaks of.
func (c *courser) retold(k *readout.Kept, o *ledger.Occasion, r *Round) bool {
	const enough = 3
	stems := wording.Stems(c.sentenceOf(k, o.Spans[0]).In(k.Record.Article.Text))
	return slices.ContainsFunc(r.Told, func(c ledger.Cite) bool { return len(wording.Shared(stems, wording.Stems(c.Words))) >= enough })
}

// round adds an occasion to its round.
func (c *courser) round(k *readout.Kept, o *ledger.Occasion, dated bool) {
	citer := ledger.NewCiter(k)
	i := slices.IndexFunc(c.Rounds, func(r Round) bool {
		return r.Date == o.Date || !dated && r.Date < o.Date && apart(r.Date, o.Date) == 1
	})
	if i < 0 {
		i = len(c.Rounds)
		c.Rounds = append(c.Rounds, Round{Date: o.Date, Ahead: true})
	}
	r := &c.Rounds[i]
	if o.Place != nil {
		r.Place = cmp.Or(r.Place, o.Place.Name)
	}
	if o.Duration != nil {
		r.Took = append(r.Took, citer.Cite(o.Duration.Span, nil))
	}
	r.Told = append(r.Told, citer.Cite(c.sentenceOf(k, o.Spans[0]), nil))
	r.Ahead = r.Ahead && o.Date > ledger.Day(k.Published)
}

// between reports whether two of the parties take part in an occasion, or a body of which talks tell (a commission).
func (c *courser) between(k *readout.Kept, who []string) bool {
	n := 0
	for _, id := range who {
		if c.ids[k.Identities[id].ID] > 0 {
			n++
		}
		for i := range k.Record.Entities {
			if e := &k.Record.Entities[i]; e.ID == id && slices.ContainsFunc(bodies, func(b string) bool { return strings.Contains(wording.Folded(e.Name), b) }) {
				n += 2
			}
		}
	}
	return n > 1
}

// bodies are what parties meet in.
var bodies = wording.Phrases("commission committee delegations negotiators")

// sentenceOf returns the sentence of a span, as far as line breaks and full stops tell.
func (s *stories) sentenceOf(k *readout.Kept, at readout.Span) readout.Span {
	for _, u := range s.units(k) {
		if u.at.Overlaps(at) {
			return u.at
		}
	}
	return at
}

// points follows what articles tell as agreed, outstanding or denied.
func (c *courser) points() {
	for _, k := range c.kept {
		citer, names := ledger.NewCiter(k), wording.NameStems(k.Record)
		for _, t := range k.Record.Talks {
			for _, s := range t.Topics {
				if words := s.In(k.Record.Article.Text); !slices.Contains(c.Topics, words) {
					c.Topics = append(c.Topics, words)
				}
			}
			for _, list := range []struct {
				state  string
				points []readout.Point
			}{{Agreed, t.Agreed}, {Outstanding, t.Outstanding}, {"denied", t.Denied}} {
				for _, p := range list.points {
					cite := citer.Cite(p.Span, ledger.StatementOf(k.Record, p.Span))
					named, stems := wording.Apart(wording.Stems(cite.Words), names)
					c.point(k, Told{list.state, cite}, stems, named)
				}
			}
		}
	}
	for i := range c.Points {
		c.settle(&c.Points[i])
	}
	order := []string{Contested, Outstanding, Agreed, Dropped}
	sort.SliceStable(c.Points, func(i, j int) bool {
		a, b := &c.Points[i], &c.Points[j]
		return cmp.Or(slices.Index(order, a.State)-slices.Index(order, b.State), strings.Compare(a.Since, b.Since)) < 0
	})
	if c.Points == nil {
		c.Points = []Point{}
	}
}

// point adds a telling to the point that it tells of, a new one where there is none: most of the telling words are the same, or one is and the
// day and two names.
func (c *courser) point(k *readout.Kept, t Told, stems, named []string) {
	best, most := -1, 1
	for i := range c.Points {
		p := &c.Points[i]
		n := len(wording.Shared(stems, p.stems))
		if n == 1 && p.Told[0].Date == t.Date && p.Told[0].State == t.State && len(wording.Shared(named, p.named)) > 1 {
			n++
		}
		if n > most && 2*n >= min(len(stems), len(p.stems)) {
			best, most = i, n
		}
	}
	if best < 0 {
		c.Points = append(c.Points, Point{By: t.Cite, stems: stems, named: named, published: k.Published})
		best = len(c.Points) - 1
	}
	c.Points[best].Told = append(c.Points[best].Told, t)
}

// settle tells the state of a point: contested where one tells it as agreed and another as open, dropped where a later sentence tells so.
func (c *courser) settle(p *Point) {
	since := map[string]string{} // the first day of each state
	for _, t := range p.Told {
		since[t.State] = cmp.Or(since[t.State], t.Date)
	}
	if p.State = p.Told[len(p.Told)-1].State; since[Agreed] != "" && len(since) > 1 || p.State == "denied" {
		p.State = Contested
		p.Since = max(since[Agreed], cmp.Or(since[Outstanding], since["denied"]))
	} else {
		p.Since = since[p.State]
	}
	if i := slices.IndexFunc(p.Told, func(t Told) bool { return t.State == p.State }); i >= 0 {
		p.By = p.Told[i].Cite
	}
	for _, t := range p.Told {
		for _, e := range outcome.Seek(c.by[t.Article], t.Span, c.told) {
			if !slices.ContainsFunc(p.Became, func(x outcome.Evidence) bool { return x.Article == e.Article && x.Start == e.Start }) {
				p.Became = append(p.Became, e)
			}
		}
	}
	for _, k := range c.kept {
		if k.Published > p.published {
			c.drop(p, k)
		}
	}
}

// drop makes a point a dropped one where a sentence of a later article tells so.
func (c *courser) drop(p *Point, k *readout.Kept) {
	citer := ledger.NewCiter(k)
	for _, u := range c.units(k) {
		if wording.Has(wording.Folded(u.words), dropping) != "" && 2*len(wording.Shared(p.stems, u.others)) >= max(4, len(p.stems)) {
			p.State, p.Since, p.By = Dropped, ledger.Day(k.Published), citer.Cite(u.at, saidIn(k.Record, u.at))
			p.Told = append(p.Told, Told{Dropped, p.By})
		}
	}
}
