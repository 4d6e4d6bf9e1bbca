package ledger

import (
	"maps"
	"slices"
)

// settle says anew, for the groups of a family, which of them stand for others by the rule: bare ones first, then fuller names for the usual
// ones, then those of one name only, each by what the ones before it have become.
func (s *State) settle(family string) {
	bare := map[string][]*Group{} // by key
	var linked, told []*Group
	for _, g := range s.families[family] {
		free := !g.decided()
		if free {
			s.bond(g, "", "")
		}
		switch {
		case free && g.Count == 0: // nothing is left of it
			continue
		case free && g.short() && len(s.fuller(g)) > 0:
			linked = append(linked, g)
		case free && g.Bare:
			bare[g.Key] = append(bare[g.Key], g)
			continue
		}
		if !g.Bare || !free {
			told = append(told, g)
		}
	}
	known := map[string][]string{} // who is not bare, of names that some who are have
	for _, g := range told {
		if bare[g.Key] != nil {
			known[g.Key] = append(known[g.Key], g.ID)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(bare)) {
		to := known[name]
		if len(to) == 0 {
			to = []string{slices.MinFunc(bare[name], order).ID}
		}
		for _, g := range bare[name] {
			s.join(g, to)
		}
	}
	s.joinFuller(family)
	var counts map[string]int // made when they are asked for
	for _, g := range linked {
		fuller := s.fuller(g)
		s.join(g, fuller)
		if g.Bond == "" {
			alike := slices.DeleteFunc(fuller, func(full string) bool { return !byRole(s.links[[2]string{g.ID, full}]) })
			s.join(g, alike)
			if g.Bond == "" {
				if counts == nil && len(alike) > 0 {
					counts = s.counts(family)
				}
				s.join(g, s.byFar(counts, alike))
			}
		}
		if n, ok := counts[g.ID]; ok && g.Bond != "" { // it stood for others, by hand
			delete(counts, g.ID)
			counts[s.Identity(g.ID)] += n
		}
	}
}

// fuller returns the groups of fuller names that a group is linked to and that something is left of.
func (s *State) fuller(g *Group) []string {
	return slices.DeleteFunc(slices.Clone(s.fulls[g.ID]), func(id string) bool {
		full := s.groups[id]
		return full == nil || full.Count == 0 && !full.decided()
	})
}

// counts counts the appearances under fuller names of a family, by identity.
func (s *State) counts(family string) map[string]int {
	counts := map[string]int{}
	for _, g := range s.families[family] {
		if !g.short() {
			counts[s.Identity(g.ID)] += g.Count
		}
	}
	return counts
}

// byFar is how many times as often somebody must appear as all others together to be the one who is meant by a short name.
const byFar = 10

// byFar returns the one that some groups are who appears by far the most often, nobody where there is none.
func (s *State) byFar(counts map[string]int, groups []string) []string {
	who := map[string]bool{}
	all := 0
	for _, group := range groups {
		if id := s.Identity(group); !who[id] {
			who[id] = true
			all += counts[id]
		}
	}
	for id := range who {
		if n := counts[id]; n > 0 && n >= byFar*(all-n) { // one at most
			return []string{id}
		}
	}
	return nil
}

// joinFuller lets "Ana Kovac" stand for "Ana Maria Kovac" where neither of them may be another, too.
func (s *State) joinFuller(family string) {
	usual, fuller := map[string]map[string]bool{}, map[string]map[string]bool{} // identities by those that share evidence
	pair := func(m map[string]map[string]bool, a, b string) {
		if m[a] == nil {
			m[a] = map[string]bool{}
		}
		m[a][b] = true
	}
	for _, g := range s.families[family] {
		if g.short() || g.Count == 0 && !g.decided() {
			continue
		}
		for _, id := range s.fuller(g) {
			plain, full := s.Identity(g.ID), s.Identity(id)
			pair(usual, full, plain)
			pair(fuller, plain, full)
		}
	}
	for _, full := range slices.Sorted(maps.Keys(usual)) {
		for plain := range usual[full] { // the only one
			g := s.groups[full]
			if len(usual[full]) == 1 && len(fuller[plain]) == 1 && s.Identity(plain) != full && !g.Split && g.Bond == "" {
				s.bond(g, plain, Joined)
			}
		}
	}
}

// join lets the only one that some groups are stand for g; none, where they are several.
func (s *State) join(g *Group, groups []string) {
	only := ""
	for _, id := range groups {
		switch id = s.Identity(id); {
		case id == g.ID || id == only:
		case only != "":
			return
		default:
			only = id
		}
	}
	if only != "" {
		s.bond(g, only, Joined)
	}
}
