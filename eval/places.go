package eval

import (
	"math"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
)

// Near is how far from the gold point a place may be, in kilometres: a hundred miles, as is usual since Leidner (2007).
const Near = 161.0

// A PlacesScore counts place names and where they are.
type PlacesScore struct {
	Found     Count // a byte in common
	Countries int   // found names whose country the gold gives
	Country   int   // of these, those with the right one
	Located   int   // names of the gold that have a point
	Near      int   // of these, those found within Near of it: recall end to end
}

// Add counts the places of one article. country turns the name of a country into its ISO code.
func (s *PlacesScore) Add(a *corpus.Atlas, found []readout.PlaceMention, country func(string) string) error {
	at := readout.NewMapper(a.Text)
	var g, f []readout.Span
	for _, t := range a.Toponyms {
		start, err := at.RuneByte(t.Start)
		if err != nil {
			return err
		}
		end, err := at.RuneByte(t.End)
		if err != nil {
			return err
		}
		g = append(g, readout.Span{Start: start, End: end})
		if t.Located {
			s.Located++
		}
	}
	for _, p := range found {
		f = append(f, p.Span)
	}
	s.Found.Add(Count{Found: len(f), Gold: len(g)})
	for _, p := range pairs(g, f) {
		t, m := a.Toponyms[p[0]], found[p[1]]
		s.Found.Right++
		if !t.Located {
			continue
		}
		if t.Country != "" {
			s.Countries++
			if country(t.Country) == m.Country {
				s.Country++
			}
		}
		if m.Located && Kilometres(m.Lat, m.Lon, t.Lat, t.Lon) <= Near {
			s.Near++
		}
	}
	return nil
}

// Shares returns, in percent, how often the country of a found name is right, and how many of all names with a point
// are found near it.
func (s *PlacesScore) Shares() (country, endToEnd float64) {
	return percent(s.Country, s.Countries), percent(s.Near, s.Located)
}

// Kilometres is the distance of two points along the surface of the earth, taken as a sphere; degrees.
func Kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	x, y := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	return 2 * 6371 * math.Asin(math.Sqrt(min(1, x*x+math.Cos(lat1*rad)*math.Cos(lat2*rad)*y*y)))
}
