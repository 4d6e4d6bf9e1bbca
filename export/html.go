package export

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
)

//go:embed page/page.html page/record.css page/page.css page/page.js
var files embed.FS

var page = template.Must(template.ParseFS(files, "page/page.html"))

// HTML writes a record as one page that needs nothing else: no network, no other file, no JavaScript. The record stands beside the
// article, and each entry and its words light each other up. The words are the article's own but for fixed labels.
//
// For programs it holds what SchemaOrg writes, unless that would make a large page larger. It returns an error when a span does not fit
// the text; whatever else the record holds is written as it is.
func HTML(w io.Writer, r *readout.Readout) error {
	x, err := newIndex(r)
	if err != nil {
		return err
	}
	v, err := newView(x, ByHand{})
	if err != nil {
		return err
	}
	data, err := x.schemaOrgScript()
	if err != nil {
		return err
	}
	view := struct {
		*View
		Style  template.CSS
		Script template.JS
		Data   template.JS
	}{v, template.CSS(RecordStyle() + asset("page.css") + v.Lights), template.JS(asset("page.js")), data}
	var out bytes.Buffer
	if err := page.Execute(&out, view); err != nil {
		return err
	}
	if out.Len() > maxWithData {
		view.Data = ""
		out.Reset()
		if err := page.Execute(&out, view); err != nil {
			return err
		}
	}
	_, err = w.Write(out.Bytes())
	return err
}

// maxWithData is the size, in bytes, above which a page goes without its JSON-LD.
const maxWithData = 150_000

// RecordStyle returns the CSS of what a View holds: how words of the article and entries are drawn. It begins with the colors, light
// and dark, as variables.
func RecordStyle() string { return asset("record.css") }

func asset(name string) string {
	b, err := files.ReadFile("page/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(b)
}

// A View is a record as pages show it: its entries in sections, numbered, and the article cut into pieces that know the entries they
// belong to.
type View struct {
	Title      string
	About      []string // publisher, authors, date
	URL        string   // of the original; empty for none
	Counts     []string
	Sections   []Section
	Paragraphs []Paragraph
	Lights     string // CSS that lights up an entry and its words when either is where the address leads
}

// NewView makes the View of a record, over which what is by hand was laid already. It returns an error when a span does not fit the
// text.
func NewView(r *readout.Readout, hand ByHand) (*View, error) {
	x, err := newIndex(r)
	if err != nil {
		return nil, err
	}
	return newView(x, hand)
}

func newView(x *index, hand ByHand) (*View, error) {
	b := newBuilder(x, hand)
	v := b.view()
	var err error
	if v.Paragraphs, err = paragraphs(x.r.Article.Text, b.marks, b.pins); err != nil {
		return nil, err
	}
	v.Lights = b.lights()
	return v, nil
}

// A Section is one list of the record.
type Section struct {
	ID      string
	Title   string
	Entries []Entry
}

// An Entry is one thing of the record. Its number is unlike all others of the page; its words in the article carry it too.
type Entry struct {
	N      int
	Chip   string // what stands for it in the article
	Class  string
	Head   []Part
	Told   []Part
	Words  []string // of the article
	Quoted bool     // the words stand in quotation marks
	Notes  []Part
	Inner  []Entry // statements that it reports
	Link   string  // to its words in the original

	Statement string // id of the statement that it shows; empty where it shows something else
}

// note adds a note, with a point between it and the one before.
func (e *Entry) note(parts ...Part) {
	if len(e.Notes) > 0 {
		e.Notes = append(e.Notes, text("·"))
	}
	e.Notes = append(e.Notes, parts...)
}

// A Part is a few words of an entry.
type Part struct {
	Text   string
	N      int    // the entry that they lead to; 0 for none
	As     string // "name", "cue", "words" or "" for a label
	Entity string // id of the entity that they name
}

// lights returns the rules that light up an entry and its words when either is where the address leads: #r5 is entry 5, #t5 its place
// in the article; words of the article, and the entry itself, have the class x5, its source s5 and its cue c5.
func (b *builder) lights() string {
	if b.n == 0 {
		return ""
	}
	var out strings.Builder
	rule := func(letter, body string) {
		between := "\n"
		for n := 1; n <= b.n; n++ {
			if class := letter + strconv.Itoa(n); b.letters[class] {
				fmt.Fprintf(&out, "%shtml:has(#r%d:target,#t%[2]d:target) .%s", between, n, class)
				between = ","
			}
		}
		if between == "," {
			out.WriteString(body)
		}
	}
	rule("x", "{background:var(--lit);color:var(--on-lit);--soft:var(--on-lit);--link:var(--on-lit)}")
	rule("s", "{outline:2px solid var(--line);font-weight:700}")
	rule("c", "{outline:2px dotted var(--line);font-style:italic}")
	out.WriteByte('\n')
	return out.String()
}
