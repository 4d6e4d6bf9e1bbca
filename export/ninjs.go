package export

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// Ninjs writes a record as a news item of IPTC ninjs 3.1, on one line: the article with its people, organizations and places, and
// associated items, a text for each statement and an event for each occasion.
func Ninjs(w io.Writer, r *readout.Readout) error {
	x, err := newIndex(r)
	if err != nil {
		return err
	}
	return writeJSON(w, x.ninjs())
}

type ninjsItem struct {
	URI            string         `json:"uri"`
	Name           string         `json:"name,omitempty"`
	Rel            string         `json:"rel,omitempty"`
	Type           string         `json:"type"`
	VersionCreated string         `json:"versionCreated,omitempty"`
	Language       string         `json:"language,omitempty"`
	Headlines      []ninjsText    `json:"headlines,omitempty"`
	By             string         `json:"by,omitempty"`
	Descriptions   []ninjsText    `json:"descriptions,omitempty"`
	Bodies         []ninjsText    `json:"bodies,omitempty"`
	People         []ninjsParty   `json:"people,omitempty"`
	Organisations  []ninjsParty   `json:"organisations,omitempty"`
	Places         []ninjsPlace   `json:"places,omitempty"`
	Subjects       []ninjsSubject `json:"subjects,omitempty"`
	Events         []ninjsParty   `json:"events,omitempty"`
	EventDetails   *ninjsDetails  `json:"eventDetails,omitempty"`
	Objects        []ninjsParty   `json:"objects,omitempty"`
	InfoSources    []ninjsRole    `json:"infoSources,omitempty"`
	AltIDs         []ninjsText    `json:"altIds,omitempty"`
	Standard       *ninjsStandard `json:"standard,omitempty"`
	Associations   []*ninjsItem   `json:"associations,omitempty"`
}

// ninjsText is a text with a role: a headline, a description, a body, another id.
type ninjsText struct {
	Role        string `json:"role,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	CharCount   int    `json:"charCount,omitempty"`
	WordCount   int    `json:"wordCount,omitempty"`
	Value       string `json:"value"`
}

// ninjsParty is a person, an organization, an object or an event.
type ninjsParty struct {
	Name    string `json:"name"`
	Rel     string `json:"rel"`
	URI     string `json:"uri,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type ninjsPlace struct {
	ninjsParty
	Point *geoJSON `json:"geoJSON,omitempty"`
}

type geoJSON struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude first
}

type ninjsSubject struct {
	ninjsParty
	Creator string `json:"creator,omitempty"`
}

type ninjsRole struct {
	Name string `json:"name"`
	Role string `json:"role"`
}

type ninjsDetails struct {
	Dates struct {
		Start    string `json:"expectedStartDate"`
		Duration string `json:"expectedDuration,omitempty"`
	} `json:"dates"`
}

type ninjsStandard struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Schema  string `json:"schema"`
}

func (x *index) ninjs() *ninjsItem {
	a := &x.r.Article
	n := &ninjsItem{URI: x.iri(), Type: "text", Language: a.Language, By: strings.Join(a.Authors, ", "),
		Bodies:   []ninjsText{{Role: "main", ContentType: "text/plain", CharCount: utf8.RuneCountInString(a.Text), WordCount: len(strings.Fields(a.Text)), Value: a.Text}},
		Standard: &ninjsStandard{"ninjs", "3.1", "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}}
	if a.Title != "" {
		n.Headlines = []ninjsText{{Value: a.Title}}
	}
	if _, err := time.Parse(time.RFC3339, a.Published); err == nil {
		n.VersionCreated = a.Published
	} else if a.Published != "" {
		n.Descriptions = []ninjsText{{Role: "published", Value: a.Published}}
	}
	if a.Publisher != "" {
		n.InfoSources = []ninjsRole{{a.Publisher, "publisher"}}
	}
	if a.ID != "" {
		n.AltIDs = []ninjsText{{Role: "readout", Value: a.ID}}
	}
	for i := range x.r.Entities {
		n.add(x, x.r.Entities[i].ID, "mentioned")
	}
	seen := map[string]bool{}
	for i := range x.r.Places {
		if p := &x.r.Places[i]; !seen[p.Name] {
			seen[p.Name] = true
			n.place(p, "mentioned")
		}
	}
	for i := range x.r.Statements {
		n.Associations = append(n.Associations, x.ninjsStatement(&x.r.Statements[i]))
	}
	for i := range x.r.Occasions {
		n.Associations = append(n.Associations, x.ninjsOccasion(&x.r.Occasions[i]))
	}
	return n
}

// add puts an entity where its kind belongs, with how it stands to the item.
func (n *ninjsItem) add(x *index, id, rel string) {
	e := x.entities[id]
	if e == nil {
		return
	}
	p := ninjsParty{Name: e.Name, Rel: rel, URI: x.entityURN(e.ID), Literal: strings.Join(e.Roles, ", ")}
	switch e.Kind {
	case readout.Person:
		n.People = append(n.People, p)
	case readout.Organization:
		n.Organisations = append(n.Organisations, p)
	case readout.Country, readout.Place:
		n.Places = append(n.Places, ninjsPlace{ninjsParty: p})
	case readout.Document:
		n.Objects = append(n.Objects, p)
	default:
		n.Subjects = append(n.Subjects, ninjsSubject{ninjsParty: p})
	}
}

func (n *ninjsItem) place(p *readout.PlaceMention, rel string) {
	if p == nil || p.Name == "" {
		return
	}
	out := ninjsPlace{ninjsParty: ninjsParty{Name: p.Name, Rel: rel, URI: geonames(p), Literal: p.Country}}
	if p.Located {
		out.Point = &geoJSON{"Point", [2]float64{p.Lon, p.Lat}}
	}
	n.Places = append(n.Places, out)
}

// describe adds a description that is not empty.
func (n *ninjsItem) describe(role, value string) {
	if value != "" {
		n.Descriptions = append(n.Descriptions, ninjsText{Role: role, Value: value})
	}
}

func (x *index) ninjsStatement(s *readout.Statement) *ninjsItem {
	n := &ninjsItem{URI: x.urns[s], Name: s.ID, Rel: "quotation", Type: "text", Language: s.Language}
	for _, c := range s.Content {
		n.Bodies = append(n.Bodies, ninjsText{Role: "quotation", ContentType: "text/plain", Value: x.words(c)})
		start, end := x.runes(c)
		n.describe("position", fmt.Sprint(start, "-", end))
	}
	n.describe("form", string(s.Form))
	n.describe("source", x.words(s.Source))
	n.describe("cue", x.words(s.Cue))
	n.describe("basis", string(s.Basis))
	if s.Confidence != 0 {
		n.describe("confidence", strconv.FormatFloat(s.Confidence, 'f', -1, 64))
	}
	n.describe("inReplyTo", s.InReplyTo)
	n.describe("within", s.Within)
	n.add(x, s.Speaker, "speaker")
	for _, id := range s.Addressees {
		n.add(x, id, "addressee")
	}
	for _, a := range acts(s) {
		n.Subjects = append(n.Subjects, ninjsSubject{ninjsParty{Name: actLabel(a), Rel: "act"}, "Readout"})
	}
	for _, c := range s.Claims {
		n.describe("claim", x.words(c))
	}
	if o := x.occasions[s.Occasion]; o != nil {
		n.Events = []ninjsParty{{Name: label(occasionLabels, o.Kind), Rel: "occasion", URI: x.urn("occasion", o.ID)}}
		n.place(o.Place, "occasion")
	}
	return n
}

func (x *index) ninjsOccasion(o *readout.Occasion) *ninjsItem {
	n := &ninjsItem{URI: x.urn("occasion", o.ID), Name: label(occasionLabels, o.Kind), Rel: "occasion", Type: "event"}
	for _, id := range o.Participants {
		n.add(x, id, "participant")
	}
	n.place(o.Place, "venue")
	for _, s := range o.Topics {
		n.Subjects = append(n.Subjects, ninjsSubject{ninjsParty{Name: x.words(s), Rel: "topic"}, "Readout"})
	}
	if o.When != nil {
		if start := isoDate(o.When.Value); start != "" {
			n.EventDetails = new(ninjsDetails)
			n.EventDetails.Dates.Start = start
			if strings.Contains(start, "T") {
				n.EventDetails.Dates.Start += ":00"
			}
			if o.Duration != nil && calendarDuration.MatchString(o.Duration.Value) {
				n.EventDetails.Dates.Duration = o.Duration.Value
			}
		}
	}
	return n
}

// calendarDuration matches the durations of RFC 5545, which have no months.
var calendarDuration = regexp.MustCompile(`^P(\d+W|\d+D|(\d+D)?T(\d+H(\d+M(\d+S)?)?|\d+M(\d+S)?|\d+S))$`)
