package remark

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// A Remark is what was said once.
type Remark struct {
	ID          string   // the least key of its sayings
	Speaker     string   // empty where nobody is named
	Sayings     []Saying // by date, then key
	Longest     int      // of them that with the longest wording, in quotation marks where there is one
	Variants    []Variant
	Outlets     int
	Independent int // outlets, those that print copies of one report counted once
}

// Join makes a remark of sayings that belong together. Their order makes no difference.
func Join(all []Saying) Remark {
	all = slices.Clone(all)
	order(all)
	r := Remark{Sayings: all}
	outlets := map[string]bool{}
	for i := range all {
		s := &all[i]
		outlets[s.Outlet] = true
		r.Speaker = cmp.Or(r.Speaker, s.Speaker)
		if r.ID == "" || s.Key < r.ID {
			r.ID = s.Key
		}
		if longer(s, &all[r.Longest]) {
			r.Longest = i
		}
	}
	r.Outlets, r.Independent = len(outlets), independent(all)
	r.Variants = variants(all, r.Longest)
	return r
}

func longer(a, b *Saying) bool {
	if a.Direct != b.Direct {
		return a.Direct
	}
	return len(a.read()) > len(b.read())
}

// independent counts outlets, those that print copies of one report once.
func independent(all []Saying) int {
	p := newParts(len(all))
	for i := range all {
		for j := range i {
			if a, b := &all[i], &all[j]; a.Outlet == b.Outlet || a.Article == b.Article || a.Copy.Alike(&b.Copy) {
				p.unite(i, j)
			}
		}
	}
	return len(p.all())
}

// parts are disjoint sets of numbers.
type parts []int

func newParts(n int) parts {
	p := make(parts, n)
	for i := range p {
		p[i] = i
	}
	return p
}

func (p parts) root(n int) int {
	for p[n] != n {
		p[n] = p[p[n]]
		n = p[n]
	}
	return n
}

func (p parts) unite(a, b int) { p[p.root(a)] = p.root(b) }

func (p parts) all() map[int][]int {
	sets := map[int][]int{}
	for n := range p {
		sets[p.root(n)] = append(sets[p.root(n)], n)
	}
	return sets
}

// A Set holds sayings and finds those that belong together as they come. It is not safe for concurrent use.
type Set struct {
	sayings map[string]*Saying
	links   map[string]map[string]bool // between sayings that are the same
	places  map[any]map[string]bool    // sayings by what they may be found by
}

// NewSet returns an empty set.
func NewSet() *Set {
	return &Set{map[string]*Saying{}, map[string]map[string]bool{}, map[any]map[string]bool{}}
}

// Add adds a saying; one of the same key is replaced.
func (s *Set) Add(x Saying) {
	s.Remove(x.Key)
	s.sayings[x.Key], s.links[x.Key] = &x, map[string]bool{}
	for _, place := range places(&x) {
		at := s.places[place]
		if at == nil {
			at = map[string]bool{}
			s.places[place] = at
		}
		for key := range at {
			if !s.links[x.Key][key] && Same(&x, s.sayings[key]) {
				s.links[x.Key][key], s.links[key][x.Key] = true, true
			}
		}
	}
	for _, place := range places(&x) {
		s.places[place][x.Key] = true
	}
}

// Join has two sayings of the set belong together, whatever their words, until either is added again.
func (s *Set) Join(a, b string) {
	if s.sayings[a] != nil && s.sayings[b] != nil && a != b {
		s.links[a][b], s.links[b][a] = true, true
	}
}

// Part has two sayings not belong together by themselves; others may still hold them together.
func (s *Set) Part(a, b string) {
	delete(s.links[a], b)
	delete(s.links[b], a)
}

// Remove takes a saying out.
func (s *Set) Remove(key string) {
	x := s.sayings[key]
	if x == nil {
		return
	}
	for _, place := range places(x) {
		if delete(s.places[place], key); len(s.places[place]) == 0 {
			delete(s.places, place)
		}
	}
	for other := range s.links[key] {
		delete(s.links[other], key)
	}
	delete(s.links, key)
	delete(s.sayings, key)
}

// A weekly is a speaker and a week: what was said in it or the one after.
type weekly struct {
	speaker string
	week    int64
}

// places returns what a saying may be found by: marks, and where the speaker is known the weeks about it.
func places(x *Saying) []any {
	var all []any
	for _, m := range Marks(x.Words) {
		all = append(all, m)
	}
	if x.Speaker == "" {
		return all
	}
	day, err := time.Parse(time.DateOnly, x.Date)
	if err != nil {
		return append(all, weekly{x.Speaker, 0}) // nothing tells when
	}
	week := day.Unix() / (ApartDays * 24 * 60 * 60)
	return append(all, weekly{x.Speaker, week}, weekly{x.Speaker, week + 1})
}

// Remarks returns what hangs together, by date of the first saying, then by id.
func (s *Set) Remarks() []Remark {
	keys := slices.Sorted(maps.Keys(s.sayings))
	at := map[string]int{}
	for i, k := range keys {
		at[k] = i
	}
	p := newParts(len(keys))
	for a, others := range s.links {
		for b := range others {
			p.unite(at[a], at[b])
		}
	}
	var out []Remark
	for _, set := range p.all() {
		var all []Saying
		for _, n := range set {
			all = append(all, *s.sayings[keys[n]])
		}
		out = append(out, Join(all))
	}
	slices.SortFunc(out, func(a, b Remark) int {
		return cmp.Or(strings.Compare(a.Sayings[0].Date, b.Sayings[0].Date), strings.Compare(a.ID, b.ID))
	})
	return out
}
