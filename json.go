package readout

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// AppendJSON appends the record in its JSON form, on one line without a line break, and
// returns the extended buffer. Keys stand in the order of docs/record.md, fields with
// nothing to say are left out, and text stays as it is: only what JSON must have escaped
// is. It returns an error, and dst as it was, when a span does not fit the text.
func (r *Readout) AppendJSON(dst []byte) ([]byte, error) {
	e := encoder{out: dst, m: NewMapper(r.Article.Text)}
	e.readout(r)
	if e.err != nil {
		return dst, e.err
	}
	return e.out, nil
}

// MarshalJSON returns the record in its JSON form: see AppendJSON. (Package json
// escapes <, > and & in what it gets here; AppendJSON does not.)
func (r *Readout) MarshalJSON() ([]byte, error) {
	return r.AppendJSON(make([]byte, 0, len(r.Article.Text)+len(r.Article.Text)/2+1024))
}

// An encoder appends JSON to out. Each method that writes a field of an object takes its
// key with the quotation marks and the colon, and puts a comma where one is due.
type encoder struct {
	out []byte
	m   *Mapper
	err error // the first
}

func (e *encoder) readout(r *Readout) {
	e.open('{')
	e.text(`"readout":`, Version)
	e.key(`"article":`)
	e.article(&r.Article)
	objects(e, `"entities":`, r.Entities, (*encoder).entity)
	objects(e, `"occasions":`, r.Occasions, (*encoder).occasion)
	objects(e, `"statements":`, r.Statements, (*encoder).statement)
	objects(e, `"times":`, r.Times, func(e *encoder, t *Time) { e.timeObject(t, "times") })
	objects(e, `"places":`, r.Places, func(e *encoder, p *PlaceMention) { e.placeObject(p, "places") })
	objects(e, `"events":`, r.Events, (*encoder).event)
	objects(e, `"talks":`, r.Talks, (*encoder).talks)
	e.close('}')
}

// objects writes a field with a list of objects; an empty one is left out.
func objects[T any](e *encoder, key string, list []T, write func(*encoder, *T)) {
	if len(list) == 0 {
		return
	}
	e.key(key)
	e.open('[')
	for i := range list {
		e.comma()
		write(e, &list[i])
	}
	e.close(']')
}

func (e *encoder) entity(n *Entity) {
	e.open('{')
	e.text(`"id":`, n.ID)
	e.text(`"name":`, n.Name)
	e.text(`"kind":`, string(n.Kind))
	e.texts(`"roles":`, n.Roles)
	e.text(`"country":`, n.Country)
	e.texts(`"members":`, n.Members)
	objects(e, `"mentions":`, n.Mentions, func(e *encoder, m *Mention) {
		e.openSpan(m.Span, n.ID)
		e.text(`"form":`, string(m.Form))
		e.close('}')
	})
	e.close('}')
}

func (e *encoder) statement(s *Statement) {
	e.open('{')
	e.text(`"id":`, s.ID)
	e.text(`"form":`, string(s.Form))
	e.span(`"source":`, s.Source, s.ID)
	e.text(`"speaker":`, s.Speaker)
	e.text(`"basis":`, string(s.Basis))
	e.span(`"cue":`, s.Cue, s.ID)
	e.spans(`"content":`, s.Content, s.ID)
	e.texts(`"addressees":`, s.Addressees)
	e.text(`"occasion":`, s.Occasion)
	e.time(`"when":`, s.When, s.ID)
	e.text(`"language":`, s.Language)
	e.text(`"in_reply_to":`, s.InReplyTo)
	e.text(`"within":`, s.Within)
	objects(e, `"acts":`, s.Acts, func(e *encoder, a *Act) { e.act(a, s.ID) })
	e.spans(`"claims":`, s.Claims, s.ID)
	if s.Confidence != 0 {
		e.number(`"confidence":`, s.Confidence, s.ID)
	}
	e.close('}')
}

// number writes a field with a number.
func (e *encoder) number(key string, x float64, owner string) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		e.fail(fmt.Errorf("%s: %s is %v", owner, strings.Trim(key, `":`), x))
		x = 0
	}
	e.key(key)
	e.out = strconv.AppendFloat(e.out, x, 'f', -1, 64)
}

// spans writes a field with a list of spans; an empty one is left out.
func (e *encoder) spans(key string, list []Span, owner string) {
	if len(list) == 0 {
		return
	}
	e.key(key)
	e.open('[')
	for _, s := range list {
		e.comma()
		e.openSpan(s, owner)
		e.close('}')
	}
	e.close(']')
}

// span writes a field with a span; an empty one is left out.
func (e *encoder) span(key string, s Span, owner string) {
	if s == (Span{}) {
		return
	}
	e.key(key)
	e.openSpan(s, owner)
	e.close('}')
}

// openSpan begins the object of a span and writes its bounds and words. Words of the text
// that are written here again were checked and are cut at characters, so they need no copy.
func (e *encoder) openSpan(s Span, owner string) {
	start, end, err := e.m.SpanRunes(s)
	if err != nil {
		e.fail(fmt.Errorf("%s: %w", owner, err))
		s = Span{}
	}
	e.open('{')
	e.out = append(e.out, `"start":`...)
	e.out = strconv.AppendInt(e.out, int64(start), 10)
	e.out = append(e.out, `,"end":`...)
	e.out = strconv.AppendInt(e.out, int64(end), 10)
	e.out = append(e.out, `,"text":`...)
	e.string(s.In(e.m.text))
}

// text writes a field with a string; an empty one is left out.
func (e *encoder) text(key, value string) {
	if value == "" {
		return
	}
	e.key(key)
	e.string(value)
}

// texts writes a field with a list of strings; an empty one is left out.
func (e *encoder) texts(key string, values []string) {
	if len(values) == 0 {
		return
	}
	e.key(key)
	e.open('[')
	for _, v := range values {
		e.comma()
		e.string(v)
	}
	e.close(']')
}

func (e *encoder) key(key string) {
	e.comma()
	e.out = append(e.out, key...)
}

func (e *encoder) open(c byte)  { e.out = append(e.out, c) }
func (e *encoder) close(c byte) { e.out = append(e.out, c) }

// comma separates what comes from what went before within an object or a list.
func (e *encoder) comma() {
	if c := e.out[len(e.out)-1]; c != '{' && c != '[' {
		e.out = append(e.out, ',')
	}
}

func (e *encoder) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// string appends a JSON string. Runs that need no escape are copied whole.
func (e *encoder) string(s string) {
	const hex = "0123456789abcdef"
	out := append(e.out, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			if r, size := utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
			e.fail(fmt.Errorf("invalid UTF-8 in %.40q", s[i:]))
			e.out = append(out, '"')
			return
		}
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7F {
			i++
			continue
		}
		out = append(out, s[from:i]...)
		switch c {
		case '"', '\\':
			out = append(out, '\\', c)
		case '\n':
			out = append(out, '\\', 'n')
		case '\r':
			out = append(out, '\\', 'r')
		case '\t':
			out = append(out, '\\', 't')
		default:
			out = append(out, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		from = i
	}
	out = append(out, s[from:]...)
	e.out = append(out, '"')
}
