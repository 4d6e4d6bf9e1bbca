package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
)

// A builder turns a record into a view, and notes which words of the article belong to which entry.
type builder struct {
	*index
	hand    ByHand
	n       int // number of the last entry
	marks   []mark
	pins    []Pin
	number  map[any]int // of the entries of entities, occasions and statements, by pointer
	order   map[any]int // places of occasions and statements in their lists, from 1, by pointer
	within  map[*readout.Statement][]*readout.Statement
	letters map[string]bool // the classes that words have
}

// newBuilder numbers what others refer to before it is shown.
func newBuilder(x *index, hand ByHand) *builder {
	r := x.r
	b := &builder{index: x, hand: hand, number: map[any]int{}, order: map[any]int{}, within: map[*readout.Statement][]*readout.Statement{}, letters: map[string]bool{}}
	for i := range r.Occasions {
		o := &r.Occasions[i]
		b.number[o], b.order[o] = b.next(), i+1
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		b.number[s], b.order[s] = b.next(), i+1
	}
	for i := range r.Statements {
		if s := &r.Statements[i]; !b.outer(s) {
			by := b.statements[s.Within]
			b.within[by] = append(b.within[by], s)
		}
	}
	for i := range r.Entities {
		e := &r.Entities[i]
		if b.shown(e) {
			b.number[e] = b.next()
		}
	}
	return b
}

// maxNested bounds how deep statements within statements are shown within each other.
const maxNested = 16

// outer reports whether a statement is shown by itself: none reports it, or it lies too deep, as those do that lie within each
// other in a circle.
func (b *builder) outer(s *readout.Statement) bool {
	if b.statements[s.Within] == nil {
		return true
	}
	for range maxNested {
		if s = b.statements[s.Within]; s == nil {
			return false
		}
	}
	return true
}

// shown reports whether an entity has an entry: where the article names it, or says what makes it up.
func (b *builder) shown(e *readout.Entity) bool {
	return len(e.Members) > 0 || slices.ContainsFunc(e.Mentions, func(m readout.Mention) bool { return m.Form == readout.ByName })
}

func (b *builder) next() int {
	b.n++
	return b.n
}

// mark gives the words of a span to entry n as what the letter stands for, and returns them. kind is how they are drawn.
func (b *builder) mark(s readout.Span, letter string, n int, kind string) string {
	words := b.words(s)
	if words != "" {
		class := letter + strconv.Itoa(n)
		b.letters[class] = true
		b.marks = append(b.marks, mark{s, class, kind})
	}
	return words
}

// pin puts the place to which links to entry n lead before a span. A chip, where it has one, leads back.
func (b *builder) pin(s readout.Span, n int, chip, name string) {
	if !s.Empty() {
		b.pins = append(b.pins, Pin{s.Start, n, chip, name})
	}
}

// entity returns the parts that name an entity.
func (b *builder) entity(id string) Part {
	e := b.entities[id]
	if e == nil {
		return Part{Text: id, As: "name"}
	}
	return Part{Text: e.Name, N: b.number[e], As: "name", Entity: id}
}

// entitiesOf returns the parts that name several, with words between them.
func (b *builder) entitiesOf(ids []string) (out []Part) {
	for i, id := range ids {
		if i > 0 {
			between := ","
			if i == len(ids)-1 {
				between = "and"
			}
			out = append(out, Part{Text: between})
		}
		out = append(out, b.entity(id))
	}
	return out
}

func text(s string) Part  { return Part{Text: s} }
func quote(s string) Part { return Part{Text: s, As: "words"} }

func (b *builder) view() *View {
	a := &b.r.Article
	v := &View{Title: a.Title}
	if v.Title == "" {
		v.Title = a.ID
	}
	if v.Title == "" {
		v.Title = "Readout"
	}
	for _, s := range []string{a.Publisher, strings.Join(a.Authors, ", "), a.Published} {
		if s != "" {
			v.About = append(v.About, s)
		}
	}
	v.URL = b.links.url
	v.Counts = b.counts()
	for _, s := range []Section{
		{ID: "happened", Title: "What happened", Entries: b.occasions()},
		{ID: "agreed", Title: "Agreed", Entries: b.points(func(t *readout.Talks) []readout.Point { return t.Agreed }, "meet")},
		{ID: "denied", Title: "Not agreed", Entries: b.points(func(t *readout.Talks) []readout.Point { return t.Denied }, "meet")},
		{ID: "outstanding", Title: "Outstanding", Entries: b.points(func(t *readout.Talks) []readout.Point { return t.Outstanding }, "meet")},
		{ID: "next", Title: "Next", Entries: b.points(func(t *readout.Talks) []readout.Point { return t.Next }, "next")},
		{ID: "said", Title: "Said", Entries: b.said(func(s *readout.Statement) bool { return s.Speaker != "" })},
		{ID: "unknown", Title: "Said by whom is not established", Entries: b.said(func(s *readout.Statement) bool { return s.Speaker == "" })},
		{ID: "passed", Title: "Quoted, but not read as said", Entries: b.passed()},
		{ID: "acts", Title: "Promised, threatened, demanded, offered", Entries: b.acts()},
		{ID: "claims", Title: "Claims that can be checked", Entries: b.claims()},
		{ID: "events", Title: "Who did what to whom", Entries: b.events()},
		{ID: "who", Title: "People, organizations, countries", Entries: b.who()},
		{ID: "times", Title: "Times", Entries: b.times()},
		{ID: "places", Title: "Places", Entries: b.places()},
	} {
		if len(s.Entries) > 0 {
			v.Sections = append(v.Sections, s)
		}
	}
	return v
}

// counts words how much there is.
func (b *builder) counts() []string {
	r := b.r
	if len(r.Statements) == 0 {
		return []string{fmt.Sprintf("No statements found in %s", count(len(strings.Fields(r.Article.Text)), "word"))}
	}
	forms := map[readout.StatementForm]int{}
	speakers := map[string]bool{}
	for i := range r.Statements {
		forms[r.Statements[i].Form]++
		if id := r.Statements[i].Speaker; id != "" {
			speakers[id] = true
		}
	}
	var of []string
	for _, f := range []readout.StatementForm{readout.Direct, readout.Indirect, readout.Mixed} {
		if forms[f] > 0 {
			of = append(of, fmt.Sprint(forms[f], " ", f))
		}
	}
	out := []string{count(len(r.Statements), "statement") + " (" + strings.Join(of, ", ") + ")", count(len(speakers), "speaker")}
	if n := len(r.Occasions); n > 0 {
		out = append(out, count(n, "occasion"))
	}
	next := 0
	for i := range r.Talks {
		next += len(r.Talks[i].Next)
	}
	if next > 0 {
		out = append(out, count(next, "next step"))
	}
	return out
}
