package sqlstore

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// A writer makes the rows of articles.
type writer struct {
	t       *tx
	was     *remains
	groups  map[[2]string]string // of appearances, by article and entity
	numbers map[string]*numberer
	names   *nameTable
	added   int64 // of the last statement

	appearances, attested, occasions, participants, statements, speakers, addressees, acts, events, parts, talks, parties, coming, who, times, places *table
}

func (t *tx) newWriter(was *remains) *writer {
	w := &writer{t: t, was: was, groups: map[[2]string]string{}, numbers: map[string]*numberer{}, names: newNames(), added: -1,
		appearances:  newTable("appearances", "article entity identity name kind family key country date basis words evidence"),
		attested:     newTable("attested", "identity field text article date"),
		occasions:    newTable("occasions", "id article occasion kind place country date words data"),
		participants: newTable("occasion_participants", "identity occasion"),
		statements: newTable("statements", "id key article statement added date speaker source cue said form occasion claim corrected"+
			" about fields data"),
		speakers:   newTable("speakers", "statement identity"),
		addressees: newTable("addressees", "statement identity"),
		acts:       newTable("acts", "statement n type words deadline"),
		events:     newTable("events", "article event type mode cameo words polarity modality date place statement"),
		parts:      newTable("event_parts", "article event part identity"),
		talks:      newTable("talks", "id key article talks date result topics searched data"),
		parties:    newTable("talks_parties", "identity talks"),
		coming:     newTable("coming", "key article date first last kind certainty words place data"),
		who:        newTable("coming_who", "coming identity"),
		times:      newTable("times", "article start_byte end_byte type value words"),
		places:     newTable("places", "article start_byte end_byte name country lat lon geonames"),
	}
	w.attested.upsert = "ON CONFLICT DO NOTHING"
	if t.d.Vector != nil {
		w.statements.columns = append(w.statements.columns, "vector")
		w.statements.as = map[string]string{"vector": "?::tsvector"}
	}
	return w
}

func (w *writer) flush() error {
	for _, one := range []*table{w.appearances, w.attested, w.names.table, w.occasions, w.participants, w.statements, w.speakers, w.addressees,
		w.acts, w.events, w.parts, w.talks, w.parties, w.coming, w.who, w.times, w.places} {
		if err := one.flush(w.t); err != nil {
			return err
		}
	}
	if w.added < 0 {
		return nil
	}
	return w.t.again("UPDATE settings SET value = ? WHERE name = 'statements added'", strconv.FormatInt(w.added, 10))
}

// place makes the rows of appearances.
func (w *writer) place(placed []ledger.Placed, layouts []*layout) {
	articles := map[string]*readout.ArticleRef{}
	for _, a := range layouts {
		articles[a.Article.ID] = &a.Article
	}
	for i := range placed {
		p := &placed[i]
		date := ledger.Day(articles[p.Article].Published)
		w.groups[[2]string{p.Article, p.Entity}] = p.Group
		w.appearances.add(p.Article, p.Entity, p.Group, p.Name, string(p.Kind), p.Family, p.Key, p.Country, date,
			p.Basis, p.Words, data(p.Evidence))
		w.attest(p.Group, "name", p.Name, p.Article, date)
		w.attest(p.Group, "country", p.Country, p.Article, date)
		w.attest(p.Group, "outlet", articles[p.Article].Publisher, p.Article, date)
		for _, role := range p.Roles {
			w.attest(p.Group, "role", role, p.Article, date)
		}
		w.names.name(p.Group, p.Name)
		w.was.count(p.Group).appearances++
		var facts []string
		for _, e := range p.Evidence {
			facts = append(facts, fact(p.Family, e))
			w.was.evidence[held{p.Group, fact(p.Family, e)}]++
		}
		w.was.are[p.Group] = append(w.was.are[p.Group], facts)
	}
}

func (w *writer) attest(group, field, text, article, date string) {
	if text != "" {
		w.attested.add(group, field, text, article, date)
	}
}

// people returns the groups of entities of an article, each once.
func (w *writer) people(article string, entities []string) []string {
	var out []string
	for _, e := range entities {
		if g := w.groups[[2]string{article, e}]; g != "" && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// numbering asks at once which numbers are taken.
func (w *writer) numbering(layouts []*layout) error {
	wanted := map[string]map[int64]bool{"occasions": {}, "statements": {}, "talks": {}}
	for _, a := range layouts {
		for i := range a.Occasions {
			wanted["occasions"][first(a.Article.ID, a.Occasions[i].Date)] = true
		}
		for i := range a.Statements {
			wanted["statements"][first(a.Article.ID, a.Statements[i].Date)] = true
		}
		for i := range a.Talks {
			wanted["talks"][first(a.Article.ID, a.Talks[i].Date)] = true
		}
	}
	for table, firsts := range wanted {
		n := newNumberer(w.t, table)
		w.numbers[table] = n
		if err := n.load(slices.Sorted(maps.Keys(firsts))...); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) article(a *layout) error {
	id := a.Article.ID
	if a.others {
		if err := w.t.again("UPDATE articles SET statements = ? WHERE id = ?", len(a.Statements), id); err != nil {
			return err
		}
	}
	occasions := map[string]int64{}
	for i := range a.Occasions {
		o := &a.Occasions[i]
		n, err := w.numbers["occasions"].next(id, o.Date, i)
		if err != nil {
			return err
		}
		occasions[o.ID] = n
		place, country := placeOf(o.Place)
		w.occasions.add(n, id, o.ID, o.Kind, place, country, o.Date, o.Words, data(o.Occasion))
		for _, g := range w.people(id, o.People) {
			w.participants.add(g, n)
		}
	}
	statements := map[string]int64{}
	for i := range a.Statements {
		s := &a.Statements[i]
		n, err := w.numbers["statements"].next(id, s.Date, i)
		if err != nil {
			return err
		}
		statements[s.Key] = n
		if err := w.statement(a, s, n, occasions[s.Statement.Occasion]); err != nil {
			return err
		}
	}
	for i := range a.Events {
		v := &a.Events[i]
		place, _ := placeOf(v.Where)
		w.events.add(id, v.ID, v.Type, v.Mode, v.CAMEO, v.Words, v.Polarity, v.Modality, v.Date, place, numbered(statements[v.Key]))
		for _, g := range w.people(id, v.By) {
			w.parts.add(id, v.ID, "actor", g)
		}
		for _, g := range w.people(id, v.To) {
			w.parts.add(id, v.ID, "recipient", g)
		}
	}
	for i := range a.Talks {
		k := &a.Talks[i]
		n, err := w.numbers["talks"].next(id, k.Date, i)
		if err != nil {
			return err
		}
		searched := " "
		for _, words := range slices.Concat(k.Topics, k.Denied, k.Agreed, k.Outstanding, k.Next) {
			searched += ledger.Fold(words, " ") + " "
		}
		w.talks.add(n, k.Key, id, k.Talks.ID, k.Date, k.Talks.Result, strings.Join(k.Topics, "; "), searched,
			data(talksData{k.Talks, k.Topics, k.Denied, k.Agreed, k.Outstanding, k.Next}))
		for _, g := range w.people(id, k.With) {
			w.parties.add(g, n)
		}
	}
	for i := range a.Coming {
		c := &a.Coming[i]
		w.coming.add(c.Key, id, c.Date, c.First, c.Last, c.Kind, c.Certainty, c.Words, c.Place, data(comingData{c.Span, c.Statement}))
		for _, g := range w.people(id, c.People) {
			w.who.add(c.Key, g)
		}
	}
	text := a.record.Article.Text
	for i := range a.record.Times {
		x := &a.record.Times[i]
		w.times.add(id, x.Start, x.End, x.Type, x.Value, x.In(text))
	}
	for i := range a.record.Places {
		p := &a.record.Places[i]
		var lat, lon any
		if p.Located {
			lat, lon = p.Lat, p.Lon
		}
		w.places.add(id, p.Start, p.End, p.Name, p.Country, lat, lon, numbered(int64(p.GeoNames)))
	}
	return nil
}

// statement makes the rows of a statement.
func (w *writer) statement(a *layout, s *ledger.Statement, n, occasion int64) error {
	id := a.Article.ID
	speakers, listeners := w.people(id, s.Speakers), w.people(id, s.Listeners)
	if who := a.corrected.Speakers[s.Statement.Speaker]; who != "" {
		speakers = []string{who}
	}
	corrected := a.corrected.Statements[s.Statement.ID]
	fields := []string{token("form", string(s.Statement.Form)), token("article", id)}
	add := func(name string, values ...string) {
		for _, v := range values {
			if t := token(name, v); v != "" && !slices.Contains(fields, t) {
				fields = append(fields, t)
			}
		}
	}
	add("speaker", speakers...)
	add("to", listeners...)
	add("mentions", w.people(id, s.Mentions)...)
	add("event", s.Events...)
	add("outlet", a.Article.Publisher)
	add("language", a.record.Article.Language)
	if s.Occasion != nil {
		place, _ := placeOf(s.Occasion.Place)
		add("occasion", s.Occasion.Kind)
		add("place", place)
	}
	for i := range s.Statement.Acts {
		act := &s.Statement.Acts[i]
		add("act", string(act.Type))
		deadline := ""
		if act.Deadline != nil {
			deadline = act.Deadline.Value
		}
		w.acts.add(n, i, string(act.Type), act.In(a.record.Article.Text), deadline)
	}
	for _, is := range []struct {
		name string
		yes  bool
	}{{"claim", len(s.Statement.Claims) > 0}, {"unnamed", len(speakers) == 0}, {"corrected", corrected}} {
		if is.yes {
			fields = append(fields, token(is.name, ""))
		}
	}
	added, ok := w.was.added[s.Key]
	if !ok {
		if w.added < 0 {
			if err := w.t.row(lastAdded).Scan(&w.added); err != nil {
				return err
			}
		}
		w.added++
		added = w.added
	}
	speaker := ""
	if len(speakers) == 1 {
		speaker = speakers[0]
	}
	said := said(s)
	about := searched(strings.Join(s.Topics, "\n"))
	values := []any{n, s.Key, id, s.Statement.ID, added, s.Date, nullable(speaker), s.Source, s.Cue, said, string(s.Statement.Form),
		numbered(occasion), integer(len(s.Statement.Claims) > 0), integer(corrected), about, strings.Join(fields, " "),
		packed(hitOf(s))}
	if v := w.t.d.Vector; v != nil {
		values = append(values, v(said, about, strings.Join(fields, " ")))
	}
	w.statements.add(values...)
	for _, g := range speakers {
		w.speakers.add(n, g)
		w.was.count(g).statements++
	}
	for _, g := range listeners {
		w.addressees.add(n, g)
		w.was.count(g).spoken++
	}
	return nil
}

// said is what full-text search is over.
func said(s *ledger.Statement) string { return clean(searched(strings.Join(s.Words, "\n"))) }

func hitOf(s *ledger.Statement) hitData {
	return hitData{s.Statement, s.Words, s.Before, s.After, s.DateBasis}
}

// numbered is NULL for 0.
func numbered(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

func placeOf(p *readout.PlaceMention) (name, country string) {
	if p == nil {
		return "", ""
	}
	return p.Name, p.Country
}

// data is a value as JSON.
func data(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("sqlstore: " + err.Error()) // records hold numbers and strings
	}
	return string(b)
}
