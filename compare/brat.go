package compare

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
)

// roles tell what a type, or an argument of an event or a relation, is called by those who annotate quotations.
var roles = map[string]string{
	"content": "content", "quote": "content", "quotation": "content", "statement": "content", "span": "content",
	"source": "source", "speaker": "source", "cue": "cue",
}

// roleOf returns content, source, cue or "" for a name, which may have a number or a kind behind it: "Content2", "content-direct".
func roleOf(name string) string {
	name = strings.TrimRight(strings.ToLower(name), "0123456789")
	if cut := strings.IndexAny(name, "-_"); cut > 0 {
		name = name[:cut]
	}
	return roles[name]
}

// ReadBrat reads annotations in brat's standoff format and the text that they belong to. An event with a content is a quotation, its
// trigger the cue and another argument its source; so is a content that relations tie to a source and a cue, and one that stands alone.
// Places count code points. What is no quotation is passed over.
func ReadBrat(name string, annotations, text string) (*Document, error) {
	b := bratReader{doc: &Document{Form: Brat, Place: name, Text: text}, m: readout.NewMapper(text), spans: map[string]bratSpan{}, told: map[string]bool{}}
	var events, relations [][]string
	number := 0
	for line := range strings.Lines(annotations) {
		number++
		fields := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(fields) < 2 || fields[0] == "" {
			continue
		}
		switch fields[0][0] {
		case 'T':
			if err := b.span(fields); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, number, err)
			}
		case 'E':
			events = append(events, strings.Fields(fields[1]))
		case 'R':
			relations = append(relations, strings.Fields(fields[1]))
		}
	}
	for _, e := range events {
		b.event(e)
	}
	b.related(relations)
	return b.doc, nil
}

type bratSpan struct {
	kind  string
	spans []readout.Span
	words string
}

type bratReader struct {
	doc   *Document
	m     *readout.Mapper
	spans map[string]bratSpan
	order []string        // of the contents
	told  map[string]bool // triggers, and contents that belong to an event
}

// span reads "T1<TAB>Type 0 5;8 12<TAB>words".
func (b *bratReader) span(fields []string) error {
	kind, places, _ := strings.Cut(fields[1], " ")
	s := bratSpan{kind: kind}
	if len(fields) > 2 {
		s.words = fields[2]
	}
	for part := range strings.SplitSeq(places, ";") {
		from, to, _ := strings.Cut(part, " ")
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		span, err3 := b.m.RunesSpan(start, end)
		if err1 != nil || err2 != nil || err3 != nil || span.Empty() {
			return fmt.Errorf("%s: %q is no place in the text, which has %d code points", fields[0], part, b.m.Runes())
		}
		s.spans = append(s.spans, span)
	}
	b.spans[fields[0]] = s
	if roleOf(kind) == "content" {
		b.order = append(b.order, fields[0])
	}
	return nil
}

// event takes "Quote:T3 Content:T1 Source:T2": the first is the trigger.
func (b *bratReader) event(parts []string) {
	var q Quotation
	for i, part := range parts {
		role, id, _ := strings.Cut(part, ":")
		s, ok := b.spans[id]
		switch {
		case !ok:
		case i == 0:
			q.Cue, b.told[id] = s.spans[0], true
		case roleOf(role) == "content":
			b.content(&q, id, s)
		case roleOf(role) == "source":
			q.Source = append(q.Source, s.spans...)
		}
	}
	if len(q.Content) > 0 {
		b.doc.Quotations = append(b.doc.Quotations, q)
	}
}

func (b *bratReader) content(q *Quotation, id string, s bratSpan) {
	b.told[id] = true
	q.Content = append(q.Content, s.spans...)
	if q.Words != "" {
		q.Words += " … "
	}
	q.Words += s.words
}

// related makes quotations of the contents that belong to no event, with what relations tie to them.
func (b *bratReader) related(relations [][]string) {
	for _, id := range b.order {
		if b.told[id] {
			continue
		}
		var q Quotation
		b.content(&q, id, b.spans[id])
		for _, r := range relations {
			if len(r) != 3 {
				continue
			}
			_, one, _ := strings.Cut(r[1], ":")
			_, other, _ := strings.Cut(r[2], ":")
			if other == id {
				one, other = other, one
			}
			to, ok := b.spans[other]
			if one != id || !ok {
				continue
			}
			switch role := roleOf(to.kind); {
			case role == "cue":
				q.Cue = to.spans[0]
			case role == "source", roleOf(r[0]) == "source":
				q.Source = append(q.Source, to.spans...)
			}
		}
		b.doc.Quotations = append(b.doc.Quotations, q)
	}
}
