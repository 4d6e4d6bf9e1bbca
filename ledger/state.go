package ledger

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// The rule of who is who. Appearances of one name fall into groups: two are in one group where they share evidence, or where a
// third shares some with both. Whom no article gives a role or a country is bare: nothing says that he is not his namesake, so that a bare
// group is counted to the only other one of the name that is not bare, and all bare ones together where there is none; where there are
// several, it stands alone. A group of people with more names ("Ana Maria Kovac") is counted to that of the usual two with which it shares
// evidence, where neither may be another; one with one name only ("Kovac") to that of a fuller one with which it shares evidence, if that
// is the only one, or the only one with which it shares a role, or by far the one who appears most of these. So the order of adding makes no
// difference to who is together with whom; only which of several ids stays.
//
// What people decide overrides the rule: a merged group stands for another whatever comes, a group that was split off is never united
// with another, and appearances in it stay there when their article is read again.

// A State places appearances. It is not safe for concurrent use.
type State struct {
	groups   map[string]*Group
	families map[string][]*Group  // living ones, by family
	held     map[Held][]string    // groups by family and evidence
	links    map[[2]string]string // evidence by short and full group
	fulls    map[string][]string  // the other ends of links, by short group
	shorts   map[string][]string  // and by full group
	pins     map[Pin]string
	former   map[Pin]string
	taken    func(string) (bool, error)
	bonds    map[string]Group // as they were
	made     map[string]bool
	touched  map[string]bool // families
	Changes
}

// NewState returns a state that knows a part of a ledger.
func NewState(k Known) *State {
	s := &State{groups: make(map[string]*Group, len(k.Groups)), families: map[string][]*Group{}, held: map[Held][]string{}, links: make(map[[2]string]string, len(k.Links)),
		fulls: map[string][]string{}, shorts: map[string][]string{}, pins: pinned(k.Pins), former: pinned(k.Former), taken: k.Taken, bonds: map[string]Group{},
		made: map[string]bool{}, touched: map[string]bool{}}
	for _, g := range k.Groups {
		s.keep(g)
	}
	for _, h := range k.Held {
		s.hold(h)
	}
	for _, l := range k.Links {
		s.link(l)
	}
	return s
}

// pinned returns the groups of pins by what they pin.
func pinned(pins []Pin) map[Pin]string {
	groups := map[Pin]string{}
	for _, p := range pins {
		group := p.Group
		p.Group = ""
		groups[p] = group
	}
	return groups
}

// Touch has Done say anew what the groups of families stand for.
func (s *State) Touch(families ...string) {
	for _, f := range families {
		s.touched[f] = true
	}
}

func (s *State) keep(g Group) *Group {
	p := &g
	s.groups[g.ID] = p
	if g.Bond != United {
		s.families[g.Family] = append(s.families[g.Family], p)
	}
	return p
}

func (s *State) hold(h Held) {
	at := Held{Family: h.Family, Evidence: h.Evidence}
	if !slices.Contains(s.held[at], h.Group) {
		s.held[at] = append(s.held[at], h.Group)
	}
}

// link keeps a link and reports whether it is new, or the first that a role makes.
func (s *State) link(l Link) bool {
	ends := [2]string{l.Short, l.Full}
	was, known := s.links[ends]
	if known && (byRole(was) || !byRole(l.Evidence)) {
		return false
	}
	s.links[ends] = l.Evidence
	if !known {
		s.fulls[l.Short] = append(s.fulls[l.Short], l.Full)
		s.shorts[l.Full] = append(s.shorts[l.Full], l.Short)
	}
	return true
}

func byRole(evidence string) bool { return strings.HasPrefix(evidence, "role ") }

// Living follows unions to the group that holds the appearances of one.
func (s *State) Living(id string) string {
	return s.follow(id, func(b Bond) bool { return b == United })
}

// byHand follows a group as people decided.
func (s *State) byHand(id string) string {
	return s.follow(id, func(b Bond) bool { return b == United || b == Merged })
}

// Identity follows a group to the one that stands for it in the end.
func (s *State) Identity(id string) string { return s.follow(id, func(Bond) bool { return true }) }

func (s *State) follow(id string, over func(Bond) bool) string {
	for range s.groups { // more steps than that would be a circle
		g := s.groups[id]
		if g == nil || g.Into == "" || !over(g.Bond) {
			break
		}
		id = g.Into
	}
	return id
}

// Place finds the group of an appearance and adds it there.
func (s *State) Place(a Appearance) error {
	g, why, err := s.choose(&a)
	if err != nil {
		return err
	}
	if g.Bare && !a.bare() {
		s.remember(g)
		g.Bare = false
	}
	for _, e := range a.Evidence {
		s.hold(Held{a.Family, e, g.ID})
	}
	placed := Placed{Appearance: a, Group: g.ID, Basis: byName, Words: a.Name}
	if basis, words, _ := strings.Cut(why, " "); why != "" && basis != byName {
		placed.Basis, placed.Words = basis, words
	}
	s.Placed = append(s.Placed, placed)
	g.Count++
	s.relink(&a, g)
	s.touched[a.Family] = true
	return nil
}

// choose returns the group of an appearance, and the evidence that decided: empty for a name alone.
func (s *State) choose(a *Appearance) (g *Group, why string, err error) {
	if id, ok := s.pins[Pin{Article: a.Article, Family: a.Family, Key: a.Key}]; ok {
		if g := s.groups[s.Living(id)]; g != nil {
			return g, byUser, nil
		}
	}
	found := s.sharing(a)
	left := s.groups[s.Living(s.former[Pin{Article: a.Article, Family: a.Family, Key: a.Key}])]
	if left != nil && left.Count == 0 && !left.decided() && !slices.ContainsFunc(found, func(f sharer) bool { return f.Group == left }) {
		s.remember(left)
		left.Bare = true
		if len(found) == 0 {
			return left, "", nil
		}
		found = append(found, sharer{Group: left}) // its id leads on to where its appearance is now
	}
	if len(found) == 0 {
		g, err = s.make(a)
		return g, "", err
	}
	best := found[0]
	for _, f := range found[1:] {
		if f.shared > best.shared || f.shared == best.shared && less(f.Group, best.Group) {
			best = f
		}
	}
	if best.Split {
		for _, f := range found {
			if f.Group == left { // from which others were split off
				return left, f.why, nil
			}
		}
		return best.Group, best.why, nil
	}
	for _, f := range found {
		if f.Group != best.Group && !f.Split && s.compatible(f.Group, best.Group) {
			best.Group = s.unite(f.Group, best.Group)
		}
	}
	return best.Group, best.why, nil
}

// decided reports whether people said whose the appearances of a group are.
func (g *Group) decided() bool { return g.Split || g.Bond == Merged }

// order orders groups by their ids as they are numbered: kovac, kovac-2, kovac-10.
func order(a, b *Group) int {
	return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), strings.Compare(a.ID, b.ID))
}

func less(a, b *Group) bool { return order(a, b) < 0 }

// A sharer is a group that shares evidence with an appearance.
type sharer struct {
	*Group
	shared int    // how much
	why    string // the first
	last   string // counted
}

// basisOrder is which of several kinds of evidence is told.
var basisOrder = []string{"role ", "company ", "country ", "name "}

// sharing returns the groups of a name that share evidence with an appearance, in the order of their ids.
func (s *State) sharing(a *Appearance) []sharer {
	by := map[string]*sharer{}
	var all []*sharer
	for _, basis := range basisOrder {
		for _, e := range a.Evidence {
			if !strings.HasPrefix(e, basis) {
				continue
			}
			for _, id := range s.held[Held{Family: a.Family, Evidence: e}] {
				id = s.Living(id)
				g := s.groups[id]
				if g == nil || g.Key != a.Key {
					continue
				}
				if by[id] == nil {
					by[id] = &sharer{Group: g, why: e}
					all = append(all, by[id])
				}
				if f := by[id]; f.last != e {
					f.shared, f.last = f.shared+1, e
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b *sharer) int { return order(a.Group, b.Group) })
	out := make([]sharer, len(all))
	for i, f := range all {
		out[i] = *f
	}
	return out
}

// compatible reports whether nobody has said that two groups are different.
func (s *State) compatible(a, b *Group) bool {
	return a.Bond != Merged || b.Bond != Merged || s.byHand(a.ID) == s.byHand(b.ID)
}

// unite makes one group of two and returns it.
func (s *State) unite(a, b *Group) *Group {
	from, into := a, b
	if s.byHand(a.ID) != b.ID && (s.byHand(b.ID) == a.ID || less(a, b)) {
		from, into = b, a
	}
	if from.Bond == Merged && s.byHand(from.ID) != into.ID {
		s.bond(into, from.Into, Merged)
	}
	if into.Bare && !from.Bare {
		s.remember(into)
		into.Bare = false
	}
	into.Count, from.Count = into.Count+from.Count, 0
	s.remember(from)
	from.Into, from.Bond = into.ID, United
	s.families[from.Family] = slices.DeleteFunc(s.families[from.Family], func(g *Group) bool { return g == from })
	s.Unions = append(s.Unions, Union{from.ID, into.ID})
	for _, full := range s.fulls[from.ID] {
		s.link(Link{Short: into.ID, Full: full, Evidence: s.links[[2]string{from.ID, full}]})
	}
	for _, short := range s.shorts[from.ID] {
		s.link(Link{Short: short, Full: into.ID, Evidence: s.links[[2]string{short, from.ID}]})
	}
	return into
}

// make makes a group for an appearance, with an id that nobody has.
func (s *State) make(a *Appearance) (*Group, error) {
	words := nameWords(a.Name, a.Kind == readout.Person)
	base := cmp.Or(slug(words), "unnamed")
	id := base
	for n := 2; ; n++ {
		taken := s.groups[id] != nil || s.made[id]
		if !taken {
			var err error
			if taken, err = s.taken(id); err != nil {
				return nil, err
			}
		}
		if !taken {
			break
		}
		id = fmt.Sprintf("%s-%d", base, n)
	}
	s.made[id] = true
	g := Group{ID: id, Family: a.Family, Key: a.Key, Name: a.Name, Kind: a.Kind, Bare: a.bare()}
	s.New = append(s.New, g)
	return s.keep(g), nil
}

// relink links groups of short and of fuller names that share the evidence of an appearance.
func (s *State) relink(a *Appearance, g *Group) {
	if !strings.HasPrefix(a.Family, "person ") {
		return
	}
	for _, e := range a.Evidence {
		if strings.HasPrefix(e, "name ") {
			continue
		}
		for _, id := range s.held[Held{Family: a.Family, Evidence: e}] {
			other := s.groups[s.Living(id)]
			l := Link{a.Family, g.ID, id, e}
			switch {
			case other != nil && fullerThan(other.Key, g.Key):
				l.Full = other.ID
			case other != nil && fullerThan(g.Key, other.Key):
				l.Short, l.Full = other.ID, g.ID
			default:
				continue
			}
			if s.link(l) {
				s.Links = append(s.Links, l)
			}
		}
	}
}

func (s *State) bond(g *Group, into string, bond Bond) {
	if g.Into != into || g.Bond != bond {
		s.remember(g)
		g.Into, g.Bond = into, bond
	}
}

// remember keeps what a group's bond was before it changes for the first time.
func (s *State) remember(g *Group) {
	if _, ok := s.bonds[g.ID]; !ok {
		s.bonds[g.ID] = *g
	}
}

// Done lets groups stand for others as the rule says after all that was placed, and returns what has changed since the
// state was made.
func (s *State) Done() Changes {
	for _, family := range slices.Sorted(maps.Keys(s.touched)) {
		s.settle(family)
	}
	c := s.Changes
	for id, was := range s.bonds {
		if g := s.groups[id]; g.Bond != United && (g.Into != was.Into || g.Bond != was.Bond || g.Bare != was.Bare) {
			c.Bonds = append(c.Bonds, *g)
		}
	}
	slices.SortFunc(c.Bonds, func(a, b Group) int { return strings.Compare(a.ID, b.ID) })
	c.Placed = slices.Clone(c.Placed)
	for i := range c.Placed {
		c.Placed[i].Group = s.Living(c.Placed[i].Group)
	}
	c.Links = nil
	at := map[[2]string]int{}
	for _, l := range s.Links {
		l.Short, l.Full = s.Living(l.Short), s.Living(l.Full)
		ends := [2]string{l.Short, l.Full}
		if i, ok := at[ends]; !ok {
			at[ends] = len(c.Links)
			c.Links = append(c.Links, l)
		} else if byRole(l.Evidence) {
			c.Links[i] = l
		}
	}
	return c
}

// Because returns why an appearance is told to be an identity's: placed with a basis and words in a group that stands, by its bond,
// for itself or leads on; link is the evidence that links it to a fuller or shorter name, empty for none.
func Because(basis, words string, g *Group, link string) readout.Evidence {
	switch {
	case g.Bond == Merged || basis == byUser:
		return readout.Evidence{Basis: byUser}
	case g.Bond == Joined && link != "" && strings.Count(g.Key, " ") != 1: // neither is the usual name
		_, words, _ = strings.Cut(link, " ")
		return readout.Evidence{Basis: byShortName, Words: words}
	case g.Bond == Joined && basis != byName:
		return readout.Evidence{Basis: byName, Words: g.Key}
	}
	return readout.Evidence{Basis: basis, Words: words}
}
