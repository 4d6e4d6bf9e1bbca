package event

import (
	"strconv"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

// RecordOccasions gives occasions the form in which they stand in a record. id tells the id of an entity, empty for one that the record
// leaves out; at and in give a time and a place, by their indexes in what Find was given, the form of the record.
func RecordOccasions(d *text.Doc, occasions []Occasion, id func(entity int) string, at func(time int) readout.Time,
	in func(place int) readout.PlaceMention) []readout.Occasion {
	out := make([]readout.Occasion, len(occasions))
	for i := range occasions {
		x, o := &occasions[i], &out[i]
		o.ID, o.Kind = OccasionID(i), x.Kind
		for _, e := range x.Participants {
			if s := id(e); s != "" {
				o.Participants = append(o.Participants, s)
			}
		}
		switch {
		case x.PlaceRef >= 0:
			p := in(x.PlaceRef)
			o.Place = &p
		case x.Place.First < x.Place.End:
			s := d.Range(x.Place.First, x.Place.End)
			o.Place = &readout.PlaceMention{Span: s, Name: s.In(d.Text)}
		}
		if x.When >= 0 {
			t := at(x.When)
			o.When = &t
		}
		if x.Duration >= 0 {
			t := at(x.Duration)
			o.Duration = &t
		}
		for _, r := range x.Topics {
			o.Topics = append(o.Topics, d.Range(r.First, r.End))
		}
		for _, r := range x.Relations {
			o.Relations = append(o.Relations, readout.Relation{Type: r.Type, Occasion: OccasionID(r.Occasion)})
		}
		for _, r := range x.Spans {
			o.Spans = append(o.Spans, d.Range(r.First, r.End))
		}
	}
	return out
}

// OccasionID returns the id that occasion i has in a record; empty for -1.
func OccasionID(i int) string {
	if i < 0 {
		return ""
	}
	return "o" + strconv.Itoa(i+1)
}
