package export

import (
	"io"

	"golang.org/x/text/language"

	"github.com/readout-project/readout"
)

// PLOVER writes the events of a record as JSON Lines with the fields of the PLOVER manual: an event a line. What PLOVER has no field for
// is in "readout". Countries are those of ISO 3166-1, in three letters. The date is that of the event, else that on which the article was published.
func PLOVER(w io.Writer, r *readout.Readout) error {
	x, err := newIndex(r)
	if err != nil {
		return err
	}
	for i := range r.Events {
		if err := writeJSON(w, x.plover(&r.Events[i])); err != nil {
			return err
		}
	}
	return nil
}

type ploverEvent struct {
	ID         string         `json:"id"`
	Date       string         `json:"date,omitempty"`
	EndDate    string         `json:"enddate,omitempty"`
	Actors     []ploverEntity `json:"actor"`
	Recipients []ploverEntity `json:"recipient,omitempty"`
	Event      []string       `json:"event"`
	Mode       []string       `json:"mode,omitempty"`
	EventText  []string       `json:"event_text"`
	Location   *ploverPlace   `json:"event_loc,omitempty"`
	Quad       int            `json:"quad_code,omitempty"`
	Text       string         `json:"text"`
	TextInfo   ploverText     `json:"text_info"`
	Cite       ploverCite     `json:"cite_info"`
	Coder      string         `json:"coder"`
	Extension  ploverExtra    `json:"readout"`
}

type ploverEntity struct {
	Text   string `json:"entity_text"`
	Office string `json:"office,omitempty"`
	Code   string `json:"code,omitempty"` // of the country
}

type ploverPlace struct {
	Extracted string   `json:"extracted_place"`
	Resolved  string   `json:"resolved_place,omitempty"`
	GeoNames  int      `json:"geonameid,omitempty"`
	Lat       *float64 `json:"lat,omitempty"`
	Lon       *float64 `json:"lon,omitempty"`
	Country   string   `json:"country,omitempty"`
}

// alpha3 returns the three letters of ISO 3166-1 for the two that records have, which are PLOVER's codes of countries; empty where
// there are none. Kosovo, which ISO leaves to its users, is XKX, as elsewhere in political science.
func alpha3(country string) string {
	if country == "XK" {
		return "XKX"
	}
	r, err := language.ParseRegion(country)
	if err != nil || !r.IsCountry() {
		return ""
	}
	return r.ISO3()
}

type ploverText struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

type ploverCite struct {
	URL         string `json:"url,omitempty"`
	Title       string `json:"title,omitempty"`
	Language    string `json:"language,omitempty"`
	Publication string `json:"publication,omitempty"`
}

type ploverExtra struct {
	Article   string `json:"article,omitempty"`
	Event     string `json:"event"`
	CAMEO     string `json:"cameo,omitempty"`
	Polarity  string `json:"polarity,omitempty"`
	Modality  string `json:"modality,omitempty"`
	Statement string `json:"statement,omitempty"`
	Occasion  string `json:"occasion,omitempty"`
	Start     int    `json:"start"` // of the trigger
	End       int    `json:"end"`
}

// quadCodes are the classes of types: verbal cooperation 1, material cooperation 2, verbal conflict 3, material conflict 4.
var quadCodes = map[string]int{
	"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3,
	"THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}

func (x *index) plover(v *readout.Event) ploverEvent {
	a := &x.r.Article
	sentence := x.sentence(v.Trigger)
	e := ploverEvent{ID: x.urn("event", v.ID), Actors: x.ploverEntities(v.Actors), Recipients: x.ploverEntities(v.Recipients), Event: []string{v.Type},
		EventText: []string{x.words(v.Trigger)}, Quad: quadCodes[v.Type], Text: x.words(sentence), Cite: ploverCite{x.links.url, a.Title, a.Language, a.Publisher},
		Coder: "Readout", Extension: ploverExtra{Article: a.ID, Event: v.ID, CAMEO: v.CAMEO, Polarity: v.Polarity, Modality: v.Modality, Statement: v.Statement,
			Occasion: v.Occasion}}
	e.TextInfo.Start, e.TextInfo.End = x.runes(sentence)
	e.Extension.Start, e.Extension.End = x.runes(v.Trigger)
	if v.Mode != "" {
		e.Mode = []string{v.Mode}
	}
	when, where := x.happened(v)
	e.Date = day(a.Published)
	if when != nil {
		if start, end, _, ok := calendarDays(when.Value); ok {
			e.Date = start.Format("2006-01-02")
			if last := end.AddDate(0, 0, -1); last.After(start) {
				e.EndDate = last.Format("2006-01-02")
			}
		}
	}
	if where != nil {
		e.Location = &ploverPlace{Extracted: x.words(where.Span), Resolved: where.Name, GeoNames: where.GeoNames, Country: alpha3(where.Country)}
		if where.Located {
			e.Location.Lat, e.Location.Lon = &where.Lat, &where.Lon
		}
	}
	return e
}

func (x *index) ploverEntities(ids []string) []ploverEntity {
	out := []ploverEntity{}
	for _, id := range ids {
		p := x.party(id)
		e := ploverEntity{Text: p.Name, Office: p.Role}
		if known := x.entities[id]; known != nil {
			e.Code = alpha3(known.Country)
		}
		out = append(out, e)
	}
	return out
}
