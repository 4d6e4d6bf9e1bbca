package export

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// WebAnnotation writes a record as an AnnotationPage of the W3C Web Annotation Data Model, on one line: an annotation for each statement,
// its cue and its claims, and for each mention of an entity. Positions are code points of the article's text. Statements of several
// spans have a target for each.
func WebAnnotation(w io.Writer, r *readout.Readout) error {
	x, err := newIndex(r)
	if err != nil {
		return err
	}
	page := annotationPage{Context: []any{"http://www.w3.org/ns/anno.jsonld", map[string]string{"readout": Namespace}}, ID: x.urn("annotations"),
		Type: "AnnotationPage", Items: []annotation{}}
	for i := range r.Statements {
		page.Items = append(page.Items, x.annotations(&r.Statements[i])...)
	}
	for i := range r.Entities {
		e := &r.Entities[i]
		for _, m := range e.Mentions {
			about := annotationBody{Type: "SpecificResource", Purpose: "identifying", Source: x.entityURN(e.ID)}
			form := annotationBody{Type: "TextualBody", Purpose: "tagging", Value: string(m.Form)}
			name := annotationBody{Type: "TextualBody", Purpose: "describing", Value: e.Name}
			page.Items = append(page.Items, x.annotation([]string{"mention", e.ID, x.position(m.Span)}, "identifying", []readout.Span{m.Span}, about, name, form))
		}
	}
	return writeJSON(w, page)
}

type annotationPage struct {
	Context []any        `json:"@context"`
	ID      string       `json:"id"`
	Type    string       `json:"type"`
	Items   []annotation `json:"items"`
}

type annotation struct {
	ID         string             `json:"id"`
	Type       string             `json:"type"`
	Motivation string             `json:"motivation"`
	Generator  generator          `json:"generator"`
	Body       []annotationBody   `json:"body"`
	Target     []annotationTarget `json:"target"`
	CueOf      *ref               `json:"readout:cueOf,omitempty"`
	ClaimOf    *ref               `json:"readout:claimOf,omitempty"`
	InReplyTo  *ref               `json:"readout:inReplyTo,omitempty"`
	Within     *ref               `json:"readout:within,omitempty"`
	Confidence float64            `json:"readout:confidence,omitempty"`
}

type generator struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	Name string `json:"name"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Source  string `json:"source,omitempty"`
	Value   string `json:"value,omitempty"`
}

type annotationTarget struct {
	Source   string      `json:"source"`
	State    *timeState  `json:"state,omitempty"`
	Selector [2]selector `json:"selector"`
}

type timeState struct {
	Type string `json:"type"`
	Date string `json:"sourceDate"`
}

type selector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
}

// annotations returns those of a statement: itself, its cue, its claims.
func (x *index) annotations(s *readout.Statement) []annotation {
	bodies := []annotationBody{{Type: "TextualBody", Purpose: "tagging", Value: string(s.Form)}}
	if e := x.entities[s.Speaker]; e != nil {
		bodies = append(bodies, annotationBody{Type: "SpecificResource", Purpose: "identifying", Source: x.entityURN(e.ID)},
			annotationBody{Type: "TextualBody", Purpose: "describing", Value: strings.Join(append([]string{e.Name}, e.Roles...), ", ")})
	}
	for _, id := range s.Addressees {
		if x.entities[id] != nil {
			bodies = append(bodies, annotationBody{Type: "SpecificResource", Purpose: "linking", Source: x.entityURN(id)})
		}
	}
	for _, a := range acts(s) {
		bodies = append(bodies, annotationBody{Type: "TextualBody", Purpose: "classifying", Value: string(a)})
	}
	main := x.annotation(nil, "describing", s.Content, bodies...)
	main.ID, main.InReplyTo, main.Within, main.Confidence = x.urns[s], x.statementRef(s.InReplyTo), x.statementRef(s.Within), s.Confidence
	out := []annotation{main}
	if !s.Cue.Empty() {
		cue := x.annotation([]string{"cue", main.ID}, "tagging", []readout.Span{s.Cue}, annotationBody{Type: "TextualBody", Purpose: "tagging", Value: "cue"})
		cue.CueOf = &ref{main.ID}
		out = append(out, cue)
	}
	for _, c := range s.Claims {
		claim := x.annotation([]string{"claim", main.ID, x.words(c)}, "tagging", []readout.Span{c}, annotationBody{Type: "TextualBody", Purpose: "tagging", Value: "claim"})
		claim.ClaimOf = &ref{main.ID}
		out = append(out, claim)
	}
	return out
}

// annotation returns an annotation of spans, named by parts.
func (x *index) annotation(parts []string, motivation string, spans []readout.Span, bodies ...annotationBody) annotation {
	a := annotation{ID: x.urn(append([]string{"annotation"}, parts...)...), Type: "Annotation", Motivation: motivation,
		Generator: generator{homepage, "Software", "Readout"}, Body: bodies, Target: []annotationTarget{}}
	for _, s := range spans {
		a.Target = append(a.Target, x.target(s))
	}
	return a
}

// target returns a span by its words and by its position.
func (x *index) target(s readout.Span) annotationTarget {
	start, end := x.runes(s)
	t := annotationTarget{Source: x.iri()}
	t.Selector[0] = selector{Type: "TextQuoteSelector", Exact: x.words(s), Prefix: x.before(s.Start), Suffix: x.after(s.End)}
	t.Selector[1] = selector{Type: "TextPositionSelector", Start: &start, End: &end}
	if _, err := time.Parse(time.RFC3339, x.r.Article.Published); err == nil {
		t.State = &timeState{"TimeState", x.r.Article.Published}
	}
	return t
}

// position tells mentions apart: their bounds in code points.
func (x *index) position(s readout.Span) string {
	start, end := x.runes(s)
	return fmt.Sprint(start, "-", end)
}

// sideBytes is how much of the text stands beside words, at most.
const sideBytes = 32

// before returns what stands before a byte, from the beginning of a word.
func (x *index) before(at int) string {
	text := x.r.Article.Text[:at]
	from := max(0, at-sideBytes)
	for from < at && !utf8.RuneStart(text[from]) {
		from++
	}
	if i := strings.IndexByte(text[from:], ' '); from > 0 && i >= 0 && i+1 < at-from {
		from += i + 1
	}
	return text[from:]
}

// after returns what stands after a byte, to the end of a word.
func (x *index) after(at int) string {
	text := x.r.Article.Text[at:]
	to := min(len(text), sideBytes)
	for to > 0 && to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	if i := strings.LastIndexByte(text[:to], ' '); to < len(text) && i > 0 {
		to = i
	}
	return text[:to]
}
