package export

import (
	"encoding/json"
	"html/template"
	"io"

	"github.com/readout-project/readout"
)

// SchemaOrg writes a record as JSON-LD in the vocabulary of schema.org, on one line: a graph of the NewsArticle, its people,
// organizations and places, a Quotation for each statement, a Claim for each claim and an Event for each occasion. What schema.org has no
// property for is in Namespace. The article's text is left out.
//
// A Quotation has a text where all of it stands in quotation marks; indirect and mixed words, which are the reporter's, are its
// description.
func SchemaOrg(w io.Writer, r *readout.Readout) error {
	x, err := newIndex(r)
	if err != nil {
		return err
	}
	return writeJSON(w, x.schemaOrg())
}

// SchemaOrgScript returns what SchemaOrg writes, for the element <script type="application/ld+json"> of a page: nothing in it ends the
// element.
func SchemaOrgScript(r *readout.Readout) (template.JS, error) {
	x, err := newIndex(r)
	if err != nil {
		return "", err
	}
	return x.schemaOrgScript()
}

func (x *index) schemaOrgScript() (template.JS, error) {
	b, err := json.Marshal(x.schemaOrg()) // escapes <, > and &
	return template.JS(b), err
}

type graph struct {
	Context []any `json:"@context"`
	Graph   []any `json:"@graph"`
}

type newsArticle struct {
	Type      string   `json:"@type"`
	ID        string   `json:"@id"`
	Headline  string   `json:"headline,omitempty"`
	URL       string   `json:"url,omitempty"`
	Author    []thing  `json:"author,omitempty"`
	Publisher *thing   `json:"publisher,omitempty"`
	Published string   `json:"datePublished,omitempty"`
	Language  string   `json:"inLanguage,omitempty"`
	Mentions  []ref    `json:"mentions,omitempty"`
	Maker     software `json:"sdPublisher"`
}

// software is the maker of the data.
type software struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

type thing struct {
	Type     string   `json:"@type"`
	ID       string   `json:"@id,omitempty"`
	Name     string   `json:"name,omitempty"`
	JobTitle []string `json:"jobTitle,omitempty"`
	Role     []string `json:"readout:role,omitempty"`
	Country  string   `json:"readout:country,omitempty"`
	Members  []ref    `json:"readout:member,omitempty"`
}

type schemaPlace struct {
	Type     string   `json:"@type"`
	Name     string   `json:"name"`
	Address  *address `json:"address,omitempty"`
	Geo      *geo     `json:"geo,omitempty"`
	Geonames string   `json:"sameAs,omitempty"`
}

type address struct {
	Type    string `json:"@type"`
	Country string `json:"addressCountry"`
}

type geo struct {
	Type string  `json:"@type"`
	Lat  float64 `json:"latitude"`
	Lon  float64 `json:"longitude"`
}

type quotation struct {
	Type        string            `json:"@type"`
	ID          string            `json:"@id"`
	Identifier  string            `json:"identifier,omitempty"`
	Text        string            `json:"text,omitempty"`
	Description string            `json:"description,omitempty"`
	Creator     *ref              `json:"creator,omitempty"`
	Character   *ref              `json:"spokenByCharacter,omitempty"`
	Speaker     *ref              `json:"readout:speaker,omitempty"`
	Source      string            `json:"readout:source,omitempty"`
	Cue         string            `json:"readout:cue,omitempty"`
	Form        string            `json:"readout:form,omitempty"`
	Basis       string            `json:"readout:basis,omitempty"`
	Addressees  []ref             `json:"readout:addressee,omitempty"`
	Date        string            `json:"dateCreated,omitempty"`
	Place       *schemaPlace      `json:"locationCreated,omitempty"`
	Occasion    *ref              `json:"recordedAt,omitempty"`
	Language    string            `json:"inLanguage,omitempty"`
	Article     ref               `json:"isPartOf"`
	URL         string            `json:"url,omitempty"`
	InReplyTo   *ref              `json:"readout:inReplyTo,omitempty"`
	Within      *ref              `json:"readout:within,omitempty"`
	Acts        []readout.ActType `json:"readout:act,omitempty"`
	Start       int               `json:"readout:start"`
	End         int               `json:"readout:end"`
	Confidence  float64           `json:"readout:confidence,omitempty"`
}

type claim struct {
	Type       string `json:"@type"`
	ID         string `json:"@id"`
	Text       string `json:"text"`
	Author     *ref   `json:"author,omitempty"`
	Appearance ref    `json:"appearance"`
	PartOf     ref    `json:"isPartOf"`
}

type schemaEvent struct {
	Type         string       `json:"@type"`
	ID           string       `json:"@id"`
	Name         string       `json:"name"`
	Start        string       `json:"startDate,omitempty"`
	Duration     string       `json:"duration,omitempty"`
	Place        *schemaPlace `json:"location,omitempty"`
	Attendees    []ref        `json:"attendee,omitempty"`
	Participants []ref        `json:"readout:participant,omitempty"`
	About        []thing      `json:"about,omitempty"`
	Subject      ref          `json:"subjectOf"`
}

func (x *index) schemaOrg() graph {
	g := graph{Context: []any{"https://schema.org", map[string]string{"readout": Namespace}}}
	g.Graph = append(g.Graph, x.newsArticle())
	for i := range x.r.Entities {
		g.Graph = append(g.Graph, x.thing(&x.r.Entities[i]))
	}
	for i := range x.r.Statements {
		s := &x.r.Statements[i]
		g.Graph = append(g.Graph, x.quotation(s))
		for _, c := range s.Claims {
			words := x.words(c)
			author, _ := x.agent(s.Speaker)
			g.Graph = append(g.Graph, claim{Type: "Claim", ID: x.urn("claim", x.urns[s], words), Text: words, Author: author, Appearance: ref{x.iri()}, PartOf: ref{x.urns[s]}})
		}
	}
	for i := range x.r.Occasions {
		g.Graph = append(g.Graph, x.schemaEvent(&x.r.Occasions[i]))
	}
	return g
}

func (x *index) newsArticle() newsArticle {
	a := &x.r.Article
	n := newsArticle{Type: "NewsArticle", ID: x.iri(), Headline: a.Title, URL: x.links.url, Published: a.Published, Language: a.Language,
		Maker: software{"Organization", "Readout", homepage}}
	for _, name := range a.Authors {
		n.Author = append(n.Author, thing{Type: "Person", Name: name})
	}
	if a.Publisher != "" {
		n.Publisher = &thing{Type: "Organization", Name: a.Publisher}
	}
	for i := range x.r.Entities {
		n.Mentions = append(n.Mentions, ref{x.entityURN(x.r.Entities[i].ID)})
	}
	return n
}

// schemaTypes are the types of schema.org for kinds of entities; a Thing for all others.
var schemaTypes = map[readout.EntityKind]string{
	readout.Person: "Person", readout.Organization: "Organization", readout.Country: "Country", readout.Place: "Place", readout.Document: "CreativeWork",
}

func (x *index) thing(e *readout.Entity) thing {
	t := thing{Type: "Thing", ID: x.entityURN(e.ID), Name: e.Name, Country: e.Country}
	if known := schemaTypes[e.Kind]; known != "" {
		t.Type = known
	}
	if e.Kind == readout.Person {
		t.JobTitle = e.Roles
	} else {
		t.Role = e.Roles
	}
	t.Members = x.entityRefs(e.Members)
	return t
}

func (x *index) entityRefs(ids []string) (out []ref) {
	for _, id := range ids {
		if x.entities[id] != nil {
			out = append(out, ref{x.entityURN(id)})
		}
	}
	return out
}

// agent returns a person or an organization, or else whatever an entity is: schema.org lets only the former make something.
func (x *index) agent(id string) (agent, other *ref) {
	e := x.entities[id]
	switch {
	case e == nil:
		return nil, nil
	case e.Kind == readout.Person || e.Kind == readout.Organization:
		return &ref{x.entityURN(id)}, nil
	}
	return nil, &ref{x.entityURN(id)}
}

func (x *index) statementRef(id string) *ref {
	if s := x.statements[id]; s != nil {
		return &ref{x.urns[s]}
	}
	return nil
}

func (x *index) quotation(s *readout.Statement) quotation {
	row := x.row(s)
	q := quotation{Type: "Quotation", ID: row.ID, Identifier: s.ID, Source: row.Source, Cue: row.Cue, Form: string(s.Form), Basis: string(s.Basis),
		Addressees: x.entityRefs(s.Addressees), Language: s.Language, Article: ref{x.iri()}, URL: row.Link, InReplyTo: x.statementRef(s.InReplyTo),
		Within: x.statementRef(s.Within), Acts: row.Acts, Start: row.Start, End: row.End, Confidence: s.Confidence}
	if s.Form == readout.Direct {
		q.Text = row.said()
	} else {
		q.Description = row.said()
	}
	q.Creator, q.Speaker = x.agent(s.Speaker)
	q.Character = q.Creator
	q.Date = dayOf(s.When)
	if o := x.occasions[s.Occasion]; o != nil {
		q.Occasion = &ref{x.urn("occasion", o.ID)}
		q.Place = x.schemaPlace(o.Place)
		if q.Date == "" {
			q.Date = dayOf(o.When)
		}
	}
	return q
}

func (x *index) schemaPlace(p *readout.PlaceMention) *schemaPlace {
	if p == nil {
		return nil
	}
	out := &schemaPlace{Type: "Place", Name: p.Name, Geonames: geonames(p)}
	if p.Name == "" {
		out.Name = x.words(p.Span)
	}
	if p.Located {
		out.Geo = &geo{"GeoCoordinates", p.Lat, p.Lon}
	}
	if p.Country != "" {
		out.Address = &address{"PostalAddress", p.Country}
	}
	return out
}

func (x *index) schemaEvent(o *readout.Occasion) schemaEvent {
	e := schemaEvent{Type: "Event", ID: x.urn("occasion", o.ID), Name: label(occasionLabels, o.Kind), Place: x.schemaPlace(o.Place), Subject: ref{x.iri()}}
	if o.When != nil {
		e.Start = isoDate(o.When.Value)
	}
	if o.Duration != nil {
		e.Duration = isoDuration(o.Duration.Value)
	}
	for _, id := range o.Participants {
		if agent, other := x.agent(id); agent != nil {
			e.Attendees = append(e.Attendees, *agent)
		} else if other != nil {
			e.Participants = append(e.Participants, *other)
		}
	}
	for _, s := range o.Topics {
		e.About = append(e.About, thing{Type: "Thing", Name: x.words(s)})
	}
	return e
}
