package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// Lanes set side by side what each side of talks said, with what the sides did together, and what others said, in the middle.
type lanes struct {
	Sides  []readout.IdentityRef
	Middle string // what the lane in the middle is called
	Days   []laneDay
	More   bool // there are statements that are not shown
	Ahead  bool // some of the days are to come
}

// A laneDay is what was said and done on one day.
type laneDay struct {
	Date  string // empty where none is known
	Today bool
	Cells []laneCell
}

// A laneCell is a lane of a day: that of the side with this name, or the middle.
type laneCell struct {
	Side    string
	Remarks []remark
	Met     []metOnce
	Points  []lanePoint
}

// A metOnce is an occasion, as articles tell it that have it on the same day, of the same kind and in the same place or in none.
type metOnce struct {
	Kind, Place string
	Told        []happening
}

// A lanePoint is what an article tells of both sides.
type lanePoint struct {
	Title string
	toldBy
}

// meet adds an occasion, to another that it may be.
func (c *laneCell) meet(h happening) {
	i := slices.IndexFunc(c.Met, func(m metOnce) bool {
		return m.Kind == h.Kind && (m.Place == h.Place || m.Place == "" || h.Place == "")
	})
	if i < 0 {
		i = len(c.Met)
		c.Met = append(c.Met, metOnce{Kind: h.Kind})
	}
	m := &c.Met[i]
	m.Place, m.Told = cmp.Or(m.Place, h.Place), append(m.Told, h)
}

// tell adds a point, unless it is told already in the same words or in words that hold them.
func (c *laneCell) tell(p lanePoint) {
	for i := range c.Points {
		if l := (toldList{Items: []toldBy{c.Points[i].toldBy}}); c.Points[i].Title == p.Title {
			if l.add(p.toldBy); len(l.Items) == 1 {
				c.Points[i].toldBy = l.Items[0]
				return
			}
		}
	}
	c.Points = append(c.Points, p)
}

func (c laneCell) Empty() bool { return len(c.Remarks)+len(c.Met)+len(c.Points) == 0 }

const (
	maxSides   = 3
	maxInLanes = 120 // statements
)

// lanesOf makes lanes of talks between sides that articles tell of; none where fewer than two sides are known.
func (s *server) lanesOf(ctx context.Context, sides []readout.IdentityRef, kept []*readout.Kept, met []happening, points []lanePoint) (*lanes, error) {
	if len(sides) < 2 {
		return nil, nil
	}
	v := &lanes{Sides: sides[:min(len(sides), maxSides)], Middle: "Together, and others"}
	var articles []string
	side := map[string]int{} // of entities, by article and id
	for _, k := range kept {
		if slices.Contains(articles, k.ID) {
			continue
		}
		articles = append(articles, k.ID)
		for e := range k.Record.Entities {
			if n := v.sideOf(k, &k.Record.Entities[e]); n >= 0 {
				side[k.ID+" "+k.Record.Entities[e].ID] = n
			}
		}
	}
	l, err := s.store.Search(ctx, readout.Filter{Article: articles}, readout.ByOldest, readout.Paging{Limit: maxInLanes + 1})
	if err != nil {
		return nil, err
	}
	v.More = len(l.Items) > maxInLanes
	spoken := false
	for _, h := range l.Items[:min(len(l.Items), maxInLanes)] {
		n, ok := side[h.Article.ID+" "+h.Statement.Speaker]
		if !ok {
			n = -1
		}
		spoken = spoken || ok
		c := v.cell(h.Date, n)
		c.Remarks = append(c.Remarks, remarkOf(h))
	}
	if !spoken {
		return nil, nil
	}
	for _, h := range met {
		v.cell(h.Date, -1).meet(h)
	}
	for _, p := range points {
		v.cell(p.Date, -1).tell(p)
	}
	v.order(s.today())
	return v, nil
}

// order sorts the days, those without a date last, and what was said on each as its article has it; it marks where today is if there
// are days after it.
func (v *lanes) order(today string) {
	known := false
	for i := range v.Days {
		d := &v.Days[i]
		v.Ahead = v.Ahead || firstOf(d.Date) > today
		d.Today = d.Date == today
		known = known || d.Today
		for _, c := range d.Cells {
			slices.SortStableFunc(c.Remarks, func(a, b remark) int {
				if a.Article.ID != b.Article.ID {
					return strings.Compare(a.Article.Published+a.Article.ID, b.Article.Published+b.Article.ID)
				}
				return a.Statement.Extent().Start - b.Statement.Extent().Start
			})
		}
	}
	if v.Ahead && !known {
		v.Days = append(v.Days, laneDay{Date: today, Today: true})
	}
	slices.SortStableFunc(v.Days, func(a, b laneDay) int { return byDate(a.Date, b.Date) })
}

// cell returns the lane of a side on a day; of the middle for -1.
func (v *lanes) cell(date string, side int) *laneCell {
	i := slices.IndexFunc(v.Days, func(d laneDay) bool { return d.Date == date })
	if i < 0 {
		i = len(v.Days)
		d := laneDay{Date: date, Cells: make([]laneCell, len(v.Sides)+1)}
		for n, who := range v.Sides {
			d.Cells[lane(n)].Side = who.Name
		}
		d.Cells[lane(-1)].Side = v.Middle
		v.Days = append(v.Days, d)
	}
	return &v.Days[i].Cells[lane(side)]
}

// lane tells where the lane of a side stands: the first left of the middle, the others right of it.
func lane(side int) int {
	switch {
	case side < 0:
		return 1
	case side == 0:
		return 0
	}
	return side + 1
}

// sideOf tells which side an entity of an article is, or speaks for; -1 for none.
func (v *lanes) sideOf(k *readout.Kept, e *readout.Entity) int {
	for n, side := range v.Sides {
		if k.Identities[e.ID].ID == side.ID {
			return n
		}
	}
	for n, side := range v.Sides {
		for p := range k.Record.Entities {
			if party := &k.Record.Entities[p]; k.Identities[party.ID].ID == side.ID && speaksFor(k.Record.Article.Text, e, party) {
				return n
			}
		}
	}
	return -1
}

// speaksFor reports whether an article gives somebody a role that belongs to a party: a role that names it, one that stands after
// its name ("Altland's foreign minister"), or one of the same country.
func speaksFor(text string, e, party *readout.Entity) bool {
	if e == party || len(e.Roles) == 0 {
		return false
	}
	if party.Kind == readout.Country && e.Country != "" && e.Country == party.Country {
		return true
	}
	for _, role := range e.Roles {
		if containsWords(role, party.Name) {
			return true
		}
		for _, m := range party.Mentions {
			rest := text[m.End:]
			for _, mark := range []string{"'s ", "’s ", "' ", "’ "} {
				if after, ok := strings.CutPrefix(rest, mark); ok && strings.HasPrefix(after, role) {
					return true
				}
			}
		}
	}
	return false
}

// containsWords reports whether a text has words in it that begin and end where words do.
func containsWords(text, words string) bool {
	return words != "" && strings.Contains(" "+strings.ToLower(text)+" ", " "+strings.ToLower(words)+" ")
}
