package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// Corrected is a record with corrections laid over it.
type Corrected struct {
	Record      *readout.Readout     // holds together (Check) where the one that was read did
	Corrections []readout.Correction // all of them, Lost where there was nothing to lay them over
	Statements  map[string]bool      // ids of those that were corrected or added
	// Speakers are the identities that people gave to entities which the record did not have: ids of identities by those of entities.
	Speakers map[string]string
}

// Who tells who somebody is that a correction calls the speaker.
type Who struct {
	Entities map[string]readout.IdentityRef              // by entity of the record
	Identity func(id string) (readout.IdentityRef, bool) // nil where no identities are known
}

// Complete checks a correction that somebody makes of a record as it now stands, and fills in what Apply needs: the place of the statement, the
// key that a missing one gets, and the hash of the text. Article is the id in the ledger.
func Complete(article string, r *readout.Readout, c readout.Correction) (readout.Correction, error) {
	text := r.Article.Text
	c.Article, c.Hash, c.Lost = article, Hash(text), false
	if len(c.Speaker) > maxSpeaker || !utf8.ValidString(c.Speaker) {
		return c, fmt.Errorf("%w: the speaker's name is no text of at most %d bytes", readout.ErrQuery, maxSpeaker)
	}
	c.Speaker = strings.TrimSpace(c.Speaker)
	switch c.Kind {
	case readout.WrongSpeaker, readout.NotAStatement, readout.RightStatement, readout.Done, readout.NotDone:
		for id, key := range StatementKeys(article, r) {
			if key == c.Statement {
				s := find(r, id)
				c.Anchor = s.Content
				if c.Kind == readout.RightStatement {
					c.Source, c.Cue, c.Speaker = s.Source, s.Cue, nameOf(r, s.Speaker)
				}
				return c, checkSpans(text, slices.Concat(optional(c.Source), optional(c.Cue)))
			}
		}
		return c, fmt.Errorf("statement %.60q: %w", c.Statement, readout.ErrNotFound)
	case readout.MissingStatement:
		if len(c.Anchor) == 0 {
			return c, fmt.Errorf("%w: a missing statement needs the words that were said", readout.ErrQuery)
		}
		for i := 1; i < len(c.Anchor); i++ {
			if c.Anchor[i].Start < c.Anchor[i-1].End {
				return c, fmt.Errorf("%w: the spans of what was said overlap or are out of order", readout.ErrQuery)
			}
		}
		if err := checkSpans(text, slices.Concat(c.Anchor, optional(c.Source), optional(c.Cue))); err != nil {
			return c, err
		}
		for i := range r.Statements {
			if slices.Equal(r.Statements[i].Content, c.Anchor) {
				return c, fmt.Errorf("a statement with these words: %w", readout.ErrDuplicate)
			}
		}
		return c, nil
	}
	return c, fmt.Errorf("%w: there is no correction %.40q; there are %s", readout.ErrQuery, c.Kind, readout.CorrectionKinds)
}

const maxSpeaker = 300 // bytes of a name

func optional(s readout.Span) []readout.Span {
	if s == (readout.Span{}) {
		return nil
	}
	return []readout.Span{s}
}

func checkSpans(text string, spans []readout.Span) error {
	for _, s := range spans {
		if s.Start < 0 || s.Empty() || s.End > len(text) || !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			return fmt.Errorf("%w: bytes %d to %d are no words of the article", readout.ErrQuery, s.Start, s.End)
		}
	}
	return nil
}

// find returns a statement by its id, which the record has.
func find(r *readout.Readout, id string) *readout.Statement {
	i := slices.IndexFunc(r.Statements, func(s readout.Statement) bool { return s.ID == id })
	return &r.Statements[i]
}

// nameOf returns the name of an entity of a record; empty for none.
func nameOf(r *readout.Readout, id string) string {
	for i := range r.Entities {
		if r.Entities[i].ID == id {
			return r.Entities[i].Name
		}
	}
	return ""
}

// Apply lays corrections over a record, in their order. Those of another text (Hash) are Lost: Reanchor brings them over where that can be done.
func Apply(article string, r *readout.Readout, all []readout.Correction, who Who) Corrected {
	a := applier{text: r.Article.Text, hash: Hash(r.Article.Text), who: who, given: map[string]bool{}}
	for i := range r.Statements {
		a.given[r.Statements[i].ID] = true
	}
	for i := range r.Entities {
		a.given[r.Entities[i].ID] = true
	}
	c := *r
	c.Entities, c.Statements, c.Events, c.Talks = slices.Clone(r.Entities), slices.Clone(r.Statements), slices.Clone(r.Events), slices.Clone(r.Talks)
	a.Corrected = Corrected{Record: &c, Corrections: slices.Clone(all), Statements: map[string]bool{}, Speakers: map[string]string{}}
	for i := range a.Corrections {
		x := &a.Corrections[i]
		x.Lost = x.Hash != a.hash || checkSpans(a.text, slices.Concat(x.Anchor, optional(x.Source), optional(x.Cue))) != nil || !a.apply(x)
	}
	slices.SortStableFunc(c.Statements, func(s, t readout.Statement) int { return cmp.Compare(s.Extent().Start, t.Extent().Start) })
	c.Entities = inOrder(c.Entities)
	keys := StatementKeys(article, &c)
	for i := range a.Corrections {
		x := &a.Corrections[i]
		for j := range c.Statements {
			if x.Kind == readout.MissingStatement && !x.Lost && slices.Equal(c.Statements[j].Content, x.Anchor) {
				x.Statement = keys[c.Statements[j].ID]
			}
		}
	}
	return a.Corrected
}

type applier struct {
	Corrected
	text, hash string
	who        Who
	given      map[string]bool // ids, also of what was removed
}

// apply lays one correction over the record, and reports false where there is nothing to lay it over.
func (a *applier) apply(c *readout.Correction) bool {
	s := a.statement(c.Anchor)
	switch c.Kind {
	case readout.WrongSpeaker:
		if s == nil {
			return false
		}
		a.speak(s, c)
	case readout.NotAStatement:
		if s != nil {
			a.remove(s.ID)
		}
	case readout.MissingStatement:
		if s == nil {
			s = a.add()
		}
		a.tell(s, c)
	case readout.RightStatement:
		if s != nil && slices.Equal(s.Content, c.Anchor) && nameOf(a.Record, s.Speaker) == c.Speaker {
			return true
		}
		if s == nil {
			s = a.add()
		}
		a.tell(s, c)
		a.speak(s, c)
	case readout.Done, readout.NotDone:
		return s != nil
	default:
		return false
	}
	return true
}

// add adds a statement to the record.
func (a *applier) add() *readout.Statement {
	a.Record.Statements = append(a.Record.Statements, readout.Statement{ID: a.free("s")})
	return &a.Record.Statements[len(a.Record.Statements)-1]
}

// statement returns the statement with this content, else that which shares with it the most, half of what both cover at least.
func (a *applier) statement(anchor []readout.Span) (best *readout.Statement) {
	most := 0.5
	for i := range a.Record.Statements {
		s := &a.Record.Statements[i]
		if slices.Equal(s.Content, anchor) {
			return s
		}
		shared := shared(s.Content, anchor)
		if part := float64(shared) / float64(length(s.Content)+length(anchor)-shared); part >= most && (best == nil || part > most) {
			most, best = part, s
		}
	}
	return best
}

func length(spans []readout.Span) (n int) {
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// shared returns how many bytes two contents have in common.
func shared(a, b []readout.Span) (n int) {
	for _, s := range a {
		for _, t := range b {
			n += max(0, min(s.End, t.End)-max(s.Start, t.Start))
		}
	}
	return n
}

// speak gives a statement the speaker of a correction.
func (a *applier) speak(s *readout.Statement, c *readout.Correction) {
	former := s.Speaker
	s.Speaker = a.entity(c.Speaker)
	a.hand(s, former)
	if c.Source != (readout.Span{}) {
		s.Source = c.Source
	}
	if c.Cue != (readout.Span{}) {
		s.Cue = c.Cue
	}
	switch {
	case s.Speaker == "":
		s.Basis = ""
	case s.Source.Empty():
		s.Basis = readout.Carried
	case s.Basis == "" || c.Source != (readout.Span{}):
		s.Basis = readout.Nominal
		if e := a.entityOf(s.Speaker); lastOf(s.Source.In(a.text)) == lastOf(e.Name) {
			s.Basis = readout.Named
		}
	}
	s.Confidence = 1
	a.Statements[s.ID] = true
}

// selves are the words by which whoever speaks speaks of themselves.
var selves = []string{"i", "me", "mine", "my", "myself"}

// hand makes those words of a statement, but for what is quoted within it, stand for its speaker where they stood for the former one.
func (a *applier) hand(s *readout.Statement, former string) {
	if former == "" || former == s.Speaker {
		return
	}
	own := func(m readout.Mention) bool {
		lies := func(t *readout.Statement) bool {
			return slices.ContainsFunc(t.Content, func(c readout.Span) bool { return c.Contains(m.Span) })
		}
		return m.Form == readout.ByPronoun && slices.Contains(selves, Fold(m.In(a.text), "")) && lies(s) &&
			!slices.ContainsFunc(a.Record.Statements, func(t readout.Statement) bool { return t.Within == s.ID && lies(&t) })
	}
	from := a.entityOf(former)
	var handed []readout.Mention
	for _, m := range from.Mentions {
		if own(m) {
			handed = append(handed, m)
		}
	}
	from.Mentions = slices.DeleteFunc(slices.Clone(from.Mentions), own)
	if s.Speaker == "" || len(handed) == 0 {
		return
	}
	to := a.entityOf(s.Speaker)
	to.Mentions = append(slices.Clone(to.Mentions), handed...)
	slices.SortStableFunc(to.Mentions, func(x, y readout.Mention) int { return cmp.Compare(x.Start, y.Start) })
}

// inOrder puts entities in the order of their first mentions; one without any stays behind the one before it.
func inOrder(all []readout.Entity) []readout.Entity {
	type placed struct {
		at int
		readout.Entity
	}
	list := make([]placed, len(all))
	last := -1
	for i, e := range all {
		if len(e.Mentions) > 0 {
			last = e.Mentions[0].Start
		}
		list[i] = placed{last, e}
	}
	slices.SortStableFunc(list, func(x, y placed) int { return cmp.Compare(x.at, y.at) })
	for i := range list {
		all[i] = list[i].Entity
	}
	return all
}

// tell makes a statement that which somebody missed.
func (a *applier) tell(s *readout.Statement, c *readout.Correction) {
	s.Content = slices.Clone(c.Anchor)
	within := func(t readout.Span) bool {
		return slices.ContainsFunc(s.Content, func(c readout.Span) bool { return c.Contains(t) })
	}
	s.Acts = slices.DeleteFunc(slices.Clone(s.Acts), func(x readout.Act) bool { return !within(x.Span) })
	s.Claims = slices.DeleteFunc(slices.Clone(s.Claims), func(x readout.Span) bool { return !within(x) })
	s.Form = form(a.text, s.Content)
	if c.Speaker == "" && s.Speaker != "" && c.Source == (readout.Span{}) {
		s.Confidence = 1 // found now, by a speaker whom nobody contradicts
		a.Statements[s.ID] = true
		return
	}
	a.speak(s, c)
}

// form tells from the quotation marks how much of a content is direct.
func form(text string, content []readout.Span) readout.StatementForm {
	const marks = "\"“”„«»"
	quoted, inside := 0, false
	for _, s := range content {
		before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
		after, _ := utf8.DecodeRuneInString(text[s.End:])
		if strings.ContainsRune(marks, before) && strings.ContainsRune(marks, after) {
			quoted++
		}
		inside = inside || strings.ContainsAny(s.In(text), marks)
	}
	switch {
	case quoted == len(content):
		return readout.Direct
	case quoted > 0 || inside:
		return readout.Mixed
	}
	return readout.Indirect
}

// entity returns the entity that somebody is, a new one where the record has none; empty for nobody.
func (a *applier) entity(speaker string) string {
	if speaker == "" {
		return ""
	}
	ref := readout.IdentityRef{Name: speaker, Kind: readout.Person}
	if a.who.Identity != nil {
		if known, ok := a.who.Identity(speaker); ok {
			ref = known
		}
	}
	if id := a.known(ref); id != "" {
		return id
	}
	e := readout.Entity{ID: a.free("e"), Name: ref.Name, Kind: ref.Kind}
	a.Record.Entities = append(a.Record.Entities, e)
	if ref.ID != "" {
		a.Speakers[e.ID] = ref.ID
	}
	return e.ID
}

// known returns the entity that is an identity, else the one of that name, else the only one that the article calls so somewhere.
func (a *applier) known(ref readout.IdentityRef) string {
	name := strings.Join(nameWords(ref.Name, ref.Kind == readout.Person), " ")
	var called []string
	for i := range a.Record.Entities {
		e := &a.Record.Entities[i]
		id := cmp.Or(a.Speakers[e.ID], a.who.Entities[e.ID].ID)
		if ref.ID != "" && id != "" {
			if id == ref.ID {
				return e.ID
			}
			continue
		}
		if name == "" {
			continue
		}
		if strings.Join(nameWords(e.Name, e.Kind == readout.Person), " ") == name {
			return e.ID
		}
		if lastOf(e.Name) == name || slices.ContainsFunc(e.Mentions, func(m readout.Mention) bool {
			return m.Form == readout.ByName && strings.Join(nameWords(m.In(a.text), e.Kind == readout.Person), " ") == name
		}) {
			called = append(called, e.ID)
		}
	}
	if len(called) == 1 {
		return called[0]
	}
	return ""
}

func (a *applier) entityOf(id string) *readout.Entity {
	i := slices.IndexFunc(a.Record.Entities, func(e readout.Entity) bool { return e.ID == id })
	return &a.Record.Entities[i]
}

// lastOf returns the last word of a name, folded.
func lastOf(name string) (last string) {
	for _, last = range nameWords(name, true) {
	}
	return last
}

// free returns an id that nothing has had.
func (a *applier) free(prefix string) string {
	for n := 1; ; n++ {
		if id := fmt.Sprint(prefix, n); !a.given[id] {
			a.given[id] = true
			return id
		}
	}
}

// remove takes a statement out of the record. What it reported is then reported by that which reported it.
func (a *applier) remove(id string) {
	r := a.Record
	around := find(r, id).Within
	r.Statements = slices.DeleteFunc(r.Statements, func(s readout.Statement) bool { return s.ID == id })
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Within == id {
			s.Within = around
		}
		if s.InReplyTo == id {
			s.InReplyTo = ""
		}
	}
	for i := range r.Events {
		if r.Events[i].Statement == id {
			r.Events[i].Statement = ""
		}
	}
	for i := range r.Talks {
		t := &r.Talks[i]
		for _, list := range []*[]readout.Point{&t.Denied, &t.Agreed, &t.Outstanding, &t.Next} {
			*list = slices.Clone(*list)
			for j := range *list {
				if p := &(*list)[j]; p.Statement == id {
					p.Statement = ""
				}
			}
		}
	}
}
