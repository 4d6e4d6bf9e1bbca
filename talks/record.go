package talks

import (
	"strconv"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/event"
	"github.com/readout-project/readout/text"
)

// Record gives talks the form in which they stand in a record. id tells the id of an entity, empty for one that the record leaves out.
func Record(d *text.Doc, talks []Talks, id func(entity int) string) []readout.Talks {
	out := make([]readout.Talks, len(talks))
	for i := range talks {
		x, o := &talks[i], &out[i]
		o.ID, o.Result = "t"+strconv.Itoa(i+1), x.Result
		for _, e := range x.Parties {
			if s := id(e); s != "" {
				o.Parties = append(o.Parties, s)
			}
		}
		for _, r := range x.Topics {
			o.Topics = append(o.Topics, d.Range(r.First, r.End))
		}
		for _, k := range x.Occasions {
			o.Occasions = append(o.Occasions, event.OccasionID(k))
		}
		o.Denied, o.Agreed = points(d, x.Denied), points(d, x.Agreed)
		o.Outstanding, o.Next = points(d, x.Outstanding), points(d, x.Next)
	}
	return out
}

func points(d *text.Doc, ps []Point) []readout.Point {
	var out []readout.Point
	for _, p := range ps {
		q := readout.Point{Span: d.Range(p.First, p.End), Act: p.Act}
		if p.Statement >= 0 {
			q.Statement = "s" + strconv.Itoa(p.Statement+1)
		}
		out = append(out, q)
	}
	return out
}
