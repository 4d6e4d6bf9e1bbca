package export

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/readout-project/readout"
)

// TEI writes a record as a document of the Text Encoding Initiative (P5): the whole article, in which <said> holds what was said, with who,
// toWhom and direct, <seg type="cue"> the cue, <rs> a mention, <date> a time and <placeName> a place. Where two overlap and neither lies
// within the other, the one that began later is divided, and its parts are joined by next and prev; so is what runs over the end of a
// paragraph.
func TEI(w io.Writer, r *readout.Readout) error {
	x, err := newIndex(r)
	if err != nil {
		return err
	}
	t := tei{index: x, ids: map[any]string{}}
	for i := range r.Entities {
		t.ids[&r.Entities[i]] = "e" + strconv.Itoa(i+1)
	}
	for i := range r.Statements {
		t.ids[&r.Statements[i]] = "s" + strconv.Itoa(i+1)
	}
	t.raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	t.open("TEI", "xmlns", "http://www.tei-c.org/ns/1.0", "xml:lang", languageTag(r.Article.Language))
	t.header()
	t.standOff()
	t.open("text")
	t.open("body")
	t.body()
	t.close("body")
	t.close("text")
	t.close("TEI")
	return t.writeTo(w)
}

// A tei writes a record. Ids are made anew, since those of XML may not hold every character.
type tei struct {
	*index
	xmlWriter
	ids map[any]string // of entities and statements, by pointer
}

// languageTag returns a language where it has the form of BCP 47; empty for others.
func languageTag(s string) string {
	if s == "" || strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return ""
	}
	return s
}

func (t *tei) header() {
	a := &t.r.Article
	t.raw("\n")
	t.open("teiHeader")
	t.open("fileDesc")
	t.open("titleStmt")
	title := line(a.Title)
	if title == "" {
		title = line(a.ID)
	}
	t.element("title", title)
	for _, name := range a.Authors {
		t.element("author", line(name))
	}
	t.close("titleStmt")
	t.open("publicationStmt")
	t.element("p", "Written by Readout; no publication.")
	t.close("publicationStmt")
	t.open("sourceDesc")
	t.open("bibl")
	t.element("title", title)
	if a.Publisher != "" {
		t.element("publisher", line(a.Publisher))
	}
	if a.Published != "" {
		t.element("date", line(a.Published), "when", w3cDate(a.Published))
	}
	if t.links.url != "" {
		t.empty("ptr", "target", t.links.url)
	}
	t.close("bibl")
	t.close("sourceDesc")
	t.close("fileDesc")
	t.open("encodingDesc")
	t.open("appInfo")
	t.open("application", "ident", "readout", "version", readout.Version)
	t.element("label", "Readout")
	t.empty("ptr", "target", homepage)
	t.close("application")
	t.close("appInfo")
	t.close("encodingDesc")
	t.close("teiHeader")
	t.raw("\n")
}

// standOff lists the entities.
func (t *tei) standOff() {
	if len(t.r.Entities) == 0 {
		return
	}
	t.open("standOff")
	t.list("listPerson", "person", "persName", func(k readout.EntityKind) bool { return k == readout.Person })
	t.list("listOrg", "org", "orgName", func(k readout.EntityKind) bool { return k == readout.Organization || k == readout.Group })
	t.list("listPlace", "place", "placeName", func(k readout.EntityKind) bool { return k == readout.Country || k == readout.Place })
	t.list("listObject", "object", "objectName", func(k readout.EntityKind) bool {
		return !slices.Contains([]readout.EntityKind{readout.Person, readout.Organization, readout.Group, readout.Country, readout.Place}, k)
	})
	t.close("standOff")
	t.raw("\n")
}

func (t *tei) list(list, item, name string, has func(readout.EntityKind) bool) {
	open := false
	for i := range t.r.Entities {
		e := &t.r.Entities[i]
		if !has(e.Kind) {
			continue
		}
		if !open {
			t.open(list)
			open = true
		}
		t.open(item, "xml:id", t.ids[e])
		if item == "object" {
			t.open("objectIdentifier")
			t.element(name, line(e.Name))
			t.close("objectIdentifier")
		} else {
			t.element(name, line(e.Name))
		}
		if item == "person" {
			for _, role := range e.Roles {
				t.element("occupation", line(role))
			}
		} else if len(e.Roles) > 0 || len(e.Members) > 0 {
			t.element("note", line(strings.Join(append(slices.Clone(e.Roles), t.names(e.Members)...), ", ")))
		}
		t.close(item)
	}
	if open {
		t.close(list)
	}
}

// pointer returns what points at entities; empty where there are none.
func (t *tei) pointer(ids ...string) string {
	var out []string
	for _, id := range ids {
		if e := t.entities[id]; e != nil {
			out = append(out, "#"+t.ids[e])
		}
	}
	return strings.Join(out, " ")
}

// statementPointer returns what points at a statement; empty where there is none.
func (t *tei) statementPointer(id string) string {
	if s := t.statements[id]; s != nil {
		return "#" + t.ids[s]
	}
	return ""
}

// A stretch is an element that the text is given.
type stretch struct {
	readout.Span
	name       string
	attributes []string
	id         string // xml:id; its parts have numbers behind it
	rank       int    // of those with the same words, the lower is the outer
	part       int    // of the element, from 1; 0 before it is written
}

// stretches returns the elements of the text.
func (t *tei) stretches() (out []stretch) {
	add := func(s readout.Span, rank int, id, name string, attributes ...string) {
		if s = t.trim(s); !s.Empty() {
			out = append(out, stretch{Span: s, name: name, attributes: attributes, id: id, rank: rank})
		}
	}
	for i := range t.r.Statements {
		s := &t.r.Statements[i]
		id := t.ids[s]
		cert := ""
		if s.Confidence > 0 && s.Confidence <= 1 {
			cert = float(s.Confidence)
		}
		for k, c := range s.Content {
			whole := id
			if k > 0 {
				whole = fmt.Sprintf("%s-%d", id, k+1)
			}
			corresp := ""
			if k > 0 {
				corresp = "#" + id
			} else {
				corresp = t.statementPointer(s.InReplyTo)
			}
			add(c, 0, whole, "said", "who", t.pointer(s.Speaker), "toWhom", t.pointer(s.Addressees...), "direct", strconv.FormatBool(s.Form == readout.Direct),
				"rend", string(s.Form), "xml:lang", languageTag(s.Language), "cert", cert, "corresp", corresp)
		}
		if len(s.Content) == 0 {
			continue
		}
		add(s.Cue, 1, "", "seg", "type", "cue", "corresp", "#"+id)
		if t.entities[s.Speaker] == nil {
			add(s.Source, 1, "", "seg", "type", "source", "corresp", "#"+id)
		}
	}
	for i := range t.r.Entities {
		e := &t.r.Entities[i]
		for _, m := range e.Mentions {
			form := string(m.Form)
			if !isWord(form) {
				form = ""
			}
			add(m.Span, 2, "", "rs", "type", form, "ref", "#"+t.ids[e])
		}
	}
	for i := range t.r.Places {
		p := &t.r.Places[i]
		add(p.Span, 3, "", "placeName", "ref", geonames(p))
	}
	for i := range t.r.Times {
		x := &t.r.Times[i]
		duration := ""
		if x.Type == "DURATION" {
			duration = isoDuration(x.Value)
			if strings.Contains(duration, "W") {
				duration = "" // W3C's durations have no weeks
			}
		}
		add(x.Span, 3, "", "date", "when", w3cDate(x.Value), "dur", duration)
	}
	slices.SortStableFunc(out, outerFirst)
	return out
}

// trim leaves out white space at the ends of a span, so that it ends within a paragraph.
func (t *tei) trim(s readout.Span) readout.Span {
	words := t.words(s)
	s.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	s.End = s.Start + len(strings.TrimSpace(words))
	return s
}

func outerFirst(a, b stretch) int {
	switch {
	case a.Start != b.Start:
		return a.Start - b.Start
	case a.End != b.End:
		return b.End - a.End
	}
	return a.rank - b.rank
}

// w3cDate returns a date or date-time as W3C's schema has it; empty for another string.
func w3cDate(value string) string {
	if _, err := time.Parse("2006-01-02T15:04", value); err == nil {
		return value + ":00"
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, value); err == nil && !strings.HasPrefix(value, "0000") {
			return value
		}
	}
	return ""
}
