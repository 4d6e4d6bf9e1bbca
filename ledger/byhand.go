package ledger

import (
	"fmt"

	"github.com/readout-project/readout"
)

// Merge lets an identity stand for another from now on, whatever the rule says.
func (s *State) Merge(into, from string) error {
	into, from = s.Identity(into), s.Identity(from)
	a, b := s.groups[from], s.groups[into]
	switch {
	case a == nil || b == nil:
		return fmt.Errorf("merging %.60q into %.60q: %w", from, into, readout.ErrNotFound)
	case a == b:
		return fmt.Errorf("merging %.60q into itself: %w", from, readout.ErrDuplicate)
	}
	s.bond(a, into, Merged)
	s.touched[a.Family], s.touched[b.Family] = true, true
	return nil
}

// Split takes appearances out of their groups into a new identity, which it returns. They are pinned there. Those of several names are groups
// of their own within it, since each group is looked for within its family.
func (s *State) Split(out []Placed) (Group, error) {
	if len(out) == 0 {
		return Group{}, fmt.Errorf("splitting nothing off: %w", readout.ErrQuery)
	}
	var root *Group
	made := map[[2]string]*Group{}
	for _, p := range out {
		name := [2]string{p.Family, p.Key}
		g := made[name]
		if g == nil {
			var err error
			if g, err = s.make(&p.Appearance); err != nil {
				return Group{}, err
			}
			made[name] = g
			g.Split = true
			s.New[len(s.New)-1] = *g
			if root == nil {
				root = g
			} else {
				s.bond(g, root.ID, Merged)
			}
		}
		s.Moved = append(s.Moved, Union{p.Group, g.ID})
		g.Count++
		if from := s.groups[s.Living(p.Group)]; from != nil {
			from.Count--
		}
		p.Group, p.Basis, p.Words = g.ID, byUser, ""
		s.Placed = append(s.Placed, p)
		s.Pins = append(s.Pins, Pin{p.Article, p.Family, p.Key, g.ID})
		for _, e := range p.Evidence {
			s.hold(Held{p.Family, e, g.ID})
		}
		s.touched[p.Family] = true
	}
	return *root, nil
}
