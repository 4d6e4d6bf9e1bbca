package reader

import (
	"math"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/event"
	"github.com/readout-project/readout/place"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// beside is how many bytes of the text on each side of a name help to tell which place it is.
const beside = 120

// An atlas is the places of one article.
type atlas struct {
	names    []int // indexes into the set's names
	where    []place.Resolution
	capitals []int // where the words of "the Omani capital" end; 0 for other names
}

// atlas finds the names of places that stand for places, and says which place each is.
func (rd *Reader) atlas(a *readout.Article, d *text.Doc, trees *syntax.Trees, set *entity.Set, government []bool) atlas {
	var out atlas
	var asked []place.Mention
	for i := range set.Names {
		n := &set.Names[i]
		if government[i] || !rd.isPlace(d, trees, n) && !beforeCapital(d, n) {
			continue
		}
		s := d.Range(n.First, n.End)
		out.names = append(out.names, i)
		asked = append(asked, place.Mention{
			Name: s.In(d.Text), Byte: s.Start,
			Before: d.Text[max(0, s.Start-beside):s.Start], After: d.Text[s.End:min(len(d.Text), s.End+beside)],
		})
	}
	out.where = rd.places.Resolve(asked, place.Context{URL: a.URL, Publisher: a.Publisher})
	out.capitals = make([]int, len(out.names))
	for k, i := range out.names { // "the Omani capital" is Muscat
		n := &set.Names[i]
		if x := &out.where[k]; !x.Found || !x.Adjective || x.Kind != place.Country || !beforeCapital(d, n) {
			continue
		}
		if e, ok := rd.places.CapitalOf(out.where[k].Country); ok {
			out.where[k].Entry, out.capitals[k] = e, n.End+1
		}
	}
	return out
}

// beforeCapital reports whether a name tells whose capital the next word speaks of.
func beforeCapital(d *text.Doc, n *entity.Name) bool {
	return n.End < len(d.Tokens) && d.Form(n.End) == "capital" && n.Kind != readout.Person
}

// isPlace reports whether a name is one of a place: what the names' model says, and venues that the gazetteer knows where
// somebody or something is in, at or aboard them.
func (rd *Reader) isPlace(d *text.Doc, trees *syntax.Trees, n *entity.Name) bool {
	switch n.Kind {
	case readout.Place, readout.Country:
		return true
	case readout.Organization, readout.Other:
	default:
		return false
	}
	if n.First == 0 || trees.Words[n.First].Begin < 0 {
		return false
	}
	if before := n.First - 1; trees.Words[before].UPOS != syntax.ADP {
		if before == 0 || trees.Words[before].UPOS != syntax.DET || trees.Words[before-1].UPOS != syntax.ADP {
			return false
		}
	}
	for _, e := range rd.places.Lookup(d.Range(n.First, n.End).In(d.Text)) {
		if e.Kind == place.Venue {
			return true
		}
	}
	return false
}

// refs are the places as the stages after this one want them.
func (at *atlas) refs(set *entity.Set) []event.PlaceRef {
	var out []event.PlaceRef
	for k, i := range at.names {
		if !at.where[k].Found || !at.where[k].Adjective {
			out = append(out, event.PlaceRef{First: set.Names[i].First, End: max(set.Names[i].End, at.capitals[k]), Entry: at.where[k].Entry})
		}
	}
	return out
}

// record puts the places into the form of a record.
func (at *atlas) record(d *text.Doc, set *entity.Set) []readout.PlaceMention {
	var out []readout.PlaceMention
	for k, i := range at.names {
		n := &set.Names[i]
		p := readout.PlaceMention{Span: d.Range(n.First, max(n.End, at.capitals[k]))}
		if e := &at.where[k]; !e.Found {
			p.Name = p.In(d.Text)
		} else if e.Adjective {
			continue // "Turkish" is no place
		} else {
			p.Name, p.Country, p.GeoNames = e.Name, e.Country, e.GeoNames
			if e.Located {
				p.Located, p.Lat, p.Lon = true, degrees(e.Lat), degrees(e.Lon)
			}
		}
		out = append(out, p)
	}
	return out
}

// degrees rounds to ten metres, more than a place of any size is good for.
func degrees(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// settle makes venues places, unless they stand for somebody somewhere, and tells the entities that are places in which
// country they lie.
func (at *atlas) settle(set *entity.Set) {
	of := entities(set)
	venues := map[int]bool{} // entities all of whose names are venues
	for k, i := range at.names {
		e := of[i]
		if e < 0 || !at.where[k].Found {
			continue
		}
		venue := at.where[k].Kind == place.Venue && set.Names[i].Kind != readout.Place
		if venue {
			venues[e] = true
		}
		if x := &set.Entities[e]; x.Country == "" && (venue || x.Kind == readout.Place || x.Kind == readout.Country) {
			x.Country = at.where[k].Country
		}
	}
	if len(venues) == 0 {
		return
	}
	is := make([]bool, len(set.Names))
	for _, i := range at.names {
		is[i] = true
	}
	for i := range set.Names {
		if !is[i] && of[i] >= 0 {
			delete(venues, of[i])
		}
	}
	for e := range venues {
		set.Entities[e].Kind = readout.Place
	}
}

// entities returns the entity of each name; -1 for none. Names and mentions are both in the order of the text.
func entities(set *entity.Set) []int {
	of := make([]int, len(set.Names))
	m := 0
	for i := range set.Names {
		of[i] = -1
		for m < len(set.Mentions) && set.Mentions[m].First < set.Names[i].First {
			m++
		}
		for k := m; k < len(set.Mentions) && set.Mentions[k].First == set.Names[i].First; k++ {
			if set.Mentions[k].End == set.Names[i].End && set.Mentions[k].Form == readout.ByName {
				of[i] = set.Mentions[k].Entity
			}
		}
	}
	return of
}
