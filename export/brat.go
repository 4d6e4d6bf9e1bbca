package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// BratText writes the text that Brat's annotations point into: the article's.
func BratText(w io.Writer, r *readout.Readout) error {
	if err := checkSpans(r); err != nil {
		return err
	}
	_, err := io.WriteString(w, r.Article.Text)
	return err
}

// Brat writes the annotations of a record in brat's standoff format, for the file beside BratText's; BratConfiguration names their
// types. Offsets are code points. A statement with a cue is an event, of which the cue is the trigger; one without is its content, with a
// relation to whoever said it. What runs over the end of a line is several fragments, as brat has it.
func Brat(w io.Writer, r *readout.Readout) error {
	x, err := newIndex(r)
	if err != nil {
		return err
	}
	b := brat{index: x, numbers: map[byte]int{}, first: map[string]string{}}
	for i := range r.Entities {
		b.entity(&r.Entities[i])
	}
	for i := range r.Statements {
		b.statement(&r.Statements[i])
	}
	for i := range r.Events {
		b.event(&r.Events[i])
	}
	for i := range r.Times {
		t := &r.Times[i]
		b.note(b.span("Time", t.Span), strings.TrimSpace(t.Type+" "+t.Value+" "+t.Mod))
	}
	_, err = io.WriteString(w, b.out.String())
	return err
}

// BratConfiguration is annotation.conf: the types that Brat writes.
const BratConfiguration = `[entities]
Person
Organization
Country
Place
Group
Document
Other
Content
Source
Act
Claim
Time

[relations]
Speaker	Arg1:Content, Arg2:<ENTITY>
Addressee	Arg1:Content, Arg2:<ENTITY>
Refers	Arg1:Source, Arg2:<ENTITY>
Target	Arg1:Act, Arg2:<ENTITY>
Equiv	Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive

[events]
Quote	Content+:Content, Source?:Source, Addressee*:<ENTITY>
Event	Actor*:<ENTITY>, Recipient*:<ENTITY>

[attributes]
Form	Arg:Quote|Content, Value:direct|indirect|mixed
Basis	Arg:Quote|Content, Value:named|title|pronoun|nominal|carried|transcript|headline
Mention	Arg:<ENTITY>, Value:name|title|pronoun|nominal
Polarity	Arg:Event, Value:positive|negative
Modality	Arg:Event, Value:actual|intended|possible|conditional|demanded
`

// A brat collects lines; each kind of them is numbered.
type brat struct {
	*index
	out     strings.Builder
	numbers map[byte]int      // of the last line of each kind: T, E, R, A, #
	first   map[string]string // the first mention of each entity
}

// bratTypes are the types of mentions.
var bratTypes = map[readout.EntityKind]string{
	readout.Person: "Person", readout.Organization: "Organization", readout.Country: "Country", readout.Place: "Place", readout.Group: "Group",
	readout.Document: "Document",
}

// span writes the words of a span and returns their id; nothing where there are none.
func (b *brat) span(kind string, s readout.Span) string {
	var bounds, words []string
	for _, line := range bratLines(b.r.Article.Text, s) {
		start, end := b.runes(line)
		bounds = append(bounds, fmt.Sprint(start, " ", end))
		words = append(words, b.words(line))
	}
	if len(bounds) == 0 {
		return ""
	}
	return b.line('T', kind+" "+strings.Join(bounds, ";")+"\t"+strings.Join(words, " "))
}

// line writes a line and returns its id: a letter and a number.
func (b *brat) line(letter byte, rest string) string {
	b.numbers[letter]++
	id := string(letter) + strconv.Itoa(b.numbers[letter])
	b.out.WriteString(id + "\t" + rest + "\n")
	return id
}

// bratLines cuts a span at tabs and at the ends of lines, whichever character makes one, and leaves out what is blank.
func bratLines(text string, s readout.Span) (out []readout.Span) {
	at := s.Start
	add := func(end int) {
		if line := text[at:end]; strings.TrimSpace(line) != "" {
			out = append(out, readout.Span{Start: at, End: end})
		}
	}
	for i, c := range s.In(text) {
		if strings.ContainsRune("\t\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029", c) {
			add(s.Start + i)
			at = s.Start + i + utf8.RuneLen(c)
		}
	}
	add(s.End)
	return out
}

func (b *brat) relation(kind, from, to string) {
	if from != "" && to != "" {
		b.line('R', kind+" Arg1:"+from+" Arg2:"+to)
	}
}

// attribute gives something a value of those that the configuration lists.
func (b *brat) attribute(kind, of, value string) {
	if of != "" && isWord(value) {
		b.line('A', kind+" "+of+" "+value)
	}
}

func (b *brat) note(of, text string) {
	if text = line(text); of != "" && text != "" {
		b.line('#', "AnnotatorNotes "+of+"\t"+text)
	}
}

// isWord reports whether s is one word of small letters, as the values of attributes are.
func isWord(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz_") == ""
}

func (b *brat) entity(e *readout.Entity) {
	kind := bratTypes[e.Kind]
	if kind == "" {
		kind = "Other"
	}
	var mentions []string
	for _, m := range e.Mentions {
		if id := b.span(kind, m.Span); id != "" {
			mentions = append(mentions, id)
			b.attribute("Mention", id, string(m.Form))
		}
	}
	if len(mentions) == 0 {
		return
	}
	if b.entities[e.ID] == e {
		b.first[e.ID] = mentions[0]
	}
	if len(mentions) > 1 {
		b.out.WriteString("*\tEquiv " + strings.Join(mentions, " ") + "\n")
	}
	b.note(mentions[0], strings.Join(append([]string{e.ID, e.Name}, e.Roles...), ", "))
}

func (b *brat) statement(s *readout.Statement) {
	var content []string
	for _, c := range s.Content {
		if id := b.span("Content", c); id != "" {
			content = append(content, id)
		}
	}
	source := b.span("Source", s.Source)
	b.relation("Refers", source, b.first[s.Speaker])
	of := b.quote(s, content, source)
	b.attribute("Form", of, string(s.Form))
	b.attribute("Basis", of, string(s.Basis))
	about := []string{s.ID}
	if s.Confidence != 0 {
		about = append(about, "confidence "+float(s.Confidence))
	}
	if s.Within != "" {
		about = append(about, "within "+s.Within)
	}
	if s.InReplyTo != "" {
		about = append(about, "in reply to "+s.InReplyTo)
	}
	b.note(of, strings.Join(about, ", "))
	for _, a := range s.Acts {
		id := b.span("Act", a.Span)
		b.note(id, string(a.Type))
		b.relation("Target", id, b.first[a.Target])
	}
	for _, c := range s.Claims {
		b.span("Claim", c)
	}
}

// quote writes the event that a statement is, or the relations of its content where it has no cue, and returns what stands for it.
func (b *brat) quote(s *readout.Statement, content []string, source string) string {
	if len(content) == 0 {
		return ""
	}
	trigger := b.span("Quote", s.Cue)
	if trigger == "" {
		b.relation("Speaker", content[0], b.first[s.Speaker])
		for _, id := range s.Addressees {
			b.relation("Addressee", content[0], b.first[id])
		}
		return content[0]
	}
	roles := bratRoles("Content", content)
	if source != "" {
		roles += " Source:" + source
	}
	return b.line('E', "Quote:"+trigger+roles+bratRoles("Addressee", b.mentionsOf(s.Addressees)))
}

func (b *brat) event(v *readout.Event) {
	trigger := b.span("Event", v.Trigger)
	if trigger == "" {
		return
	}
	id := b.line('E', "Event:"+trigger+bratRoles("Actor", b.mentionsOf(v.Actors))+bratRoles("Recipient", b.mentionsOf(v.Recipients)))
	b.attribute("Polarity", id, v.Polarity)
	b.attribute("Modality", id, v.Modality)
	b.note(id, strings.Join([]string{v.ID, v.Type, v.Mode, v.CAMEO}, " "))
}

func (b *brat) mentionsOf(ids []string) (out []string) {
	for _, id := range ids {
		if m := b.first[id]; m != "" {
			out = append(out, m)
		}
	}
	return out
}

// bratRoles gives the arguments of an event: the second and later ones of a role carry its number.
func bratRoles(role string, ids []string) string {
	var out strings.Builder
	for i, id := range ids {
		out.WriteString(" " + role)
		if i > 0 {
			out.WriteString(strconv.Itoa(i + 1))
		}
		out.WriteString(":" + id)
	}
	return out.String()
}
