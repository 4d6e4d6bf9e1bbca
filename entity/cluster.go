package entity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// A registry finds the entities of names while the names are put together.
type registry struct {
	byPart map[string][]int // word of a person's name, in lower case, to persons
	byKey  map[uint64]int   // canonical words of other names
	acro   map[string]int   // initials of organizations
	first  map[uint64][]int // first word of organizations
	last   map[uint64][]int // last word of organizations
	seen   map[int]int      // persons to their last mention so far
	votes  map[int]*[8]int  // kinds of the names of an entity
}

const maxAlike = 12 // entities that share a word and are looked at

// cluster makes the entities of all names, and fills named.
func (s *scene) cluster() {
	r := &registry{byPart: map[string][]int{}, byKey: map[uint64]int{}, acro: map[string]int{},
		first: map[uint64][]int{}, last: map[uint64][]int{}, seen: map[int]int{}, votes: map[int]*[8]int{}}
	s.named = make([]int, len(s.info))
	parts := make([][]string, len(s.info))
	for m := range s.info {
		s.named[m] = -1
		if s.info[m].class == nameClass && s.kindOf(m) == readout.Person {
			parts[m] = s.parts(m)
			if len(parts[m]) > 1 {
				s.named[m] = s.fullName(r, m, parts[m])
			}
		}
	}
	for m := range s.info { // longer names of organizations first, so that short ones find them
		if s.info[m].class == nameClass && s.kindOf(m) != readout.Person && s.set.Mentions[m].End-s.set.Mentions[m].First > 1 {
			if s.named[m] = s.surname(r, m); s.named[m] < 0 {
				s.named[m] = s.otherName(r, m)
			}
		}
	}
	s.shortOrganizations(r)
	for m := range s.info {
		if s.info[m].class != nameClass {
			continue
		}
		if s.kindOf(m) != readout.Person {
			parts[m] = nil
		}
		x := &s.set.Mentions[m]
		if s.named[m] < 0 && s.kindOf(m) != readout.Person && x.End-x.First == 1 && !s.set.nameKnown(s.lex, s.d.Tokens[x.First].Lower) {
			// A lone surname that the name finder took for something else.
			w := strings.ToLower(s.d.Form(x.First))
			for _, e := range recent(r.byPart[w]) {
				known := s.lex.words.get(chain(0, s.d.Tokens[x.First].Lower))
				if p := s.set.traits[e].parts; p[len(p)-1] == w || len(p) > 2 && p[1] == w && s.kindOf(m) == readout.Other || p[0] == w && known&(isCity|isPlaceWord) == 0 && s.kindOf(m) != readout.Organization {
					parts[m] = []string{w}
				}
			}
		}
		if s.named[m] < 0 && parts[m] == nil {
			s.named[m] = s.familyOf(r, m)
		}
		if s.named[m] < 0 && s.kindOf(m) == readout.Organization {
			if s.named[m] = s.bracketed(m); s.named[m] >= 0 {
				r.byKey[hash(s.d, x.First, x.End)] = s.named[m]
			}
		}
		if s.named[m] < 0 {
			if len(parts[m]) > 0 {
				s.named[m] = s.shortName(r, m, parts[m])
			} else {
				s.named[m] = s.otherName(r, m)
			}
		}
		if s.named[m] >= 0 {
			r.seen[s.named[m]] = m
		}
	}
	for m := range s.info {
		if s.named[m] >= 0 {
			s.fullest(m)
		}
	}
	for e := range s.set.Entities {
		if v := r.votes[e]; v != nil {
			best := 0
			for k := range v {
				if v[k] > v[best] {
					best = k
				}
			}
			s.set.Entities[e].Kind = voteKinds[best]
		}
	}
}

// surname returns the person whose surname of several words name m is, "De Wit" of "Marijke de Wit", where the name finder took it for something
// else; -1 for none.
func (s *scene) surname(r *registry, m int) int {
	x := &s.set.Mentions[m]
	if x.End-x.First < 2 || s.marks[x.First]&isParticle == 0 {
		return -1
	}
	p := s.parts(m)
	for _, e := range recent(r.byPart[p[len(p)-1]]) {
		if t := s.set.traits[e].parts; len(t) > len(p) && slices.Equal(t[len(t)-len(p):], p) {
			return e
		}
	}
	return -1
}

var voteKinds = [...]readout.EntityKind{readout.Organization, readout.Country, readout.Place, readout.Group, readout.Other, readout.Person}

// nameKnown reports whether a single word is the name of something else than a person.
func (s *Set) nameKnown(l *lexicon, lower uint64) bool {
	return l.words.get(chain(0, lower))&(isCountry|isDemonym|isRegion|isOrg|isGroup) != 0
}

func (s *scene) kindOf(m int) readout.EntityKind {
	return s.set.Names[s.name[s.set.Mentions[m].First]].Kind
}

// parts returns the words of a person's name in lower case, without titles, suffixes and possessive endings.
func (s *scene) parts(m int) []string {
	return s.partsOf(s.set.Mentions[m].First, s.set.Mentions[m].End)
}

// partsOf returns those of tokens first <= i < end.
func (s *scene) partsOf(first, end int) []string {
	for first+1 < end && s.marks[first]&isAddress != 0 {
		first++
	}
	var out []string
	for w := range strings.FieldsSeq(s.d.Range(first, end).In(s.d.Text)) {
		w = strings.ToLower(w)
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		w = strings.Trim(w, ".,;:'’\"“”()")
		switch w {
		case "", "jr", "sr", "ii", "iii", "iv", "md", "phd", "esq":
			if len(out) > 0 || w == "" {
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

// fullName returns the person whose name of two words or more this is.
func (s *scene) fullName(r *registry, m int, p []string) int {
	for _, e := range recent(r.byPart[p[len(p)-1]]) {
		if !s.genderFits(e, m) {
			continue
		}
		if s.samePerson(p, s.set.traits[e].parts) {
			s.join(r, e, m, p)
			return e
		}
	}
	g := s.info[m].title
	if g == unknown {
		g = s.firstNameGender(p[0])
	}
	e := s.entity("", readout.Person, g, singular, m)
	s.join(r, e, m, p)
	return e
}

// recent bounds how many entities are looked at.
func recent(es []int) []int {
	if len(es) > maxAlike {
		return es[len(es)-maxAlike:]
	}
	return es
}

func (s *scene) genderFits(e, m int) bool {
	g, t := s.set.traits[e].gender, s.info[m].title
	return g == unknown || t == unknown || g == t
}

func (s *scene) firstNameGender(name string) gender {
	if i := strings.IndexByte(name, '-'); i > 0 {
		if g := s.firstNameGender(name[:i]); g != unknown {
			return g
		}
	}
	switch s.lex.words.get(chain(0, lowerHash(name))) & (isMale | isFemale) {
	case isMale:
		return male
	case isFemale:
		return female
	}
	return unknown
}

// join makes the words of a name those of person e where they say more.
func (s *scene) join(r *registry, e, m int, p []string) {
	t := &s.set.traits[e]
	for _, w := range p {
		known := false
		for _, old := range recent(r.byPart[w]) {
			known = known || old == e
		}
		if !known {
			r.byPart[w] = append(r.byPart[w], e)
		}
	}
	if len(p) > len(t.parts) {
		t.parts = p
	}
	if g := s.info[m].title; t.gender == unknown {
		t.gender = g
	}
}

// samePerson compares names of two words or more.
func (s *scene) samePerson(a, b []string) bool {
	if len(b) < 2 || a[len(a)-1] != b[len(b)-1] {
		return false
	}
	if s.sameFirst(a[0], b[0]) {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == len(b) {
		return false
	}
	for i := range a { // "Peña Nieto" of "Enrique Peña Nieto"
		if a[i] != b[len(b)-len(a)+i] {
			return false
		}
	}
	return true
}

func (s *scene) sameFirst(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) == 1 || len(b) == 1 {
		return a[0] == b[0]
	}
	for _, long := range s.lex.nick[a] {
		if long == b {
			return true
		}
	}
	for _, long := range s.lex.nick[b] {
		if long == a {
			return true
		}
	}
	return false
}

// shortName returns the person whom one word names: by surname, else by another part, of those
// whose gender fits the title; the one named last, else the one to come.
func (s *scene) shortName(r *registry, m int, p []string) int {
	w := p[len(p)-1]
	best, score := -1, 0
	for _, e := range recent(r.byPart[w]) {
		t := &s.set.traits[e]
		if !s.genderFits(e, m) {
			continue
		}
		points := 1
		if t.parts[len(t.parts)-1] == w {
			points += 1 << 40
		} else if s.info[m].address && !s.firstNamed(m) {
			continue // "Mr. David" is nobody's first name
		}
		if last, ok := r.seen[e]; ok {
			points += 1 << 30
			if int(s.sent[s.set.Mentions[m].First])-int(s.sent[s.set.Mentions[last].First]) <= 1 {
				points += 1 << 20
			}
			points += t.names<<8 + last&0xFF
		} else {
			points += max(0, 1<<20-t.first)
		}
		if best < 0 || points > score {
			best, score = e, points
		}
	}
	if best >= 0 {
		if t := &s.set.traits[best]; t.gender == unknown {
			t.gender = s.info[m].title
		}
		s.set.traits[best].names++
		return best
	}
	if e := s.family(r, m, w); e >= 0 {
		return e
	}
	e := s.entity("", readout.Person, s.info[m].title, singular, m)
	if len(p) == 1 && s.info[m].title == unknown && !s.info[m].address {
		s.set.traits[e].gender = s.firstNameGender(w)
	}
	s.join(r, e, m, p)
	return e
}

// firstNamed reports whether name m has a form of address before it that goes with a first name: "Dame Judith".
func (s *scene) firstNamed(m int) bool {
	x := &s.set.Mentions[m]
	i := x.First
	if s.marks[i]&isAddress == 0 && i > 0 {
		i--
	}
	return s.lex.is("first named", s.d.Form(i))
}

// otherName returns the entity of a name that is no person's.
func (s *scene) otherName(r *registry, m int) int {
	x := &s.set.Mentions[m]
	first, end := x.First, x.End
	if end-first > 1 && strings.EqualFold(s.d.Form(first), "the") {
		first++
	}
	if end-first > 1 && (s.d.Form(end-1) == "'s" || s.d.Form(end-1) == "’s") {
		end--
	}
	kind := s.kindOf(m)
	h := hash(s.d, first, end)
	key := h
	country, isLand := s.lex.countries[h]
	org := kind == readout.Organization
	switch {
	case isLand && !org:
		key = uint64(country) + 1
		if s.lex.adjective[h] {
			key |= 1 << 32
			kind = readout.Group
		} else {
			kind = readout.Country
		}
	case org:
		if e, ok := r.byKey[h]; ok {
			s.vote(r, e, kind)
			return e
		}
		if e := s.shortened(r, first, end); e >= 0 {
			s.vote(r, e, kind)
			return e
		}
		if long, ok := s.lex.long[h]; ok {
			key = long
		}
	}
	e, ok := r.byKey[key]
	if !ok {
		e = s.entity("", kind, neuter, singular, m)
		if kind == readout.Group {
			s.set.traits[e].number = plural
		}
		if isLand && !org {
			s.set.Entities[e].Country = s.lex.codes[country]
		}
		r.byKey[key] = e
		if key != h {
			r.byKey[h] = e
		}
		if org {
			f, l := s.d.Tokens[first].Lower, s.d.Tokens[end-1].Lower
			r.first[f] = append(r.first[f], e)
			if end-first > 1 {
				r.last[l] = append(r.last[l], e)
				if a := initials(s.d.Range(first, end).In(s.d.Text)); len(a) > 1 {
					if _, taken := r.acro[a]; !taken {
						r.acro[a] = e
					}
				}
			}
		}
	}
	s.vote(r, e, kind)
	return e
}

func (s *scene) vote(r *registry, e int, k readout.EntityKind) {
	v := r.votes[e]
	if v == nil {
		v = new([8]int)
		r.votes[e] = v
	}
	for i, o := range voteKinds {
		if o == k {
			v[i]++
		}
	}
}

// shortened returns the organization that a short name stands for, or -1: by its initials, by its first word
// when words like "University" follow, by its last word after "the".
func (s *scene) shortened(r *registry, first, end int) int {
	words := s.d.Range(first, end).In(s.d.Text)
	if end-first == 1 && len(words) > 1 {
		if e, ok := r.acro[strings.ReplaceAll(words, ".", "")]; ok {
			return e
		}
	}
	if end-first > 2 {
		return -1
	}
	known := s.lex.words.get(hash(s.d, first, end))
	if known&(isOrgWord|isOrg) == 0 {
		for _, e := range recent(r.first[s.d.Tokens[first].Lower]) {
			x := &s.set.Mentions[s.set.traits[e].first]
			if s.continues(x, first, end) {
				return e
			}
		}
	}
	if es := r.first[s.d.Tokens[first].Lower]; end-first == 1 && known == 0 && len(es) == 1 { // "Meridian" of "Meridian Health Supply"
		return es[0]
	}
	if end-first == 1 && first > 0 && strings.EqualFold(s.d.Form(first-1), "the") {
		es := recent(r.last[s.d.Tokens[first].Lower])
		if n := len(es); n > 0 {
			return es[n-1]
		}
	}
	return -1
}

// continues reports whether the name x is the words first <= i < end and then only words like "University".
func (s *scene) continues(x *Mention, first, end int) bool {
	from := x.First
	if strings.EqualFold(s.d.Form(from), "the") {
		from++
	}
	if x.End-from <= end-first {
		return false
	}
	for i := from; i < x.End; i++ {
		if at := i - from; at < end-first {
			if s.d.Tokens[i].Lower != s.d.Tokens[first+at].Lower {
				return false
			}
		} else if s.marks[i]&isOrgWord == 0 && s.d.Form(i) != "." && end-first+1 != x.End-from {
			return false
		}
	}
	return true
}

// initials returns the capitals that begin the words of a name.
func initials(words string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(words) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// fullest makes the words of mention m the name of its entity when they say more than those it has.
func (s *scene) fullest(m int) {
	x := &s.set.Mentions[m]
	e := &s.set.Entities[s.named[m]]
	first, end := x.First, x.End
	for end-first > 1 && (strings.EqualFold(s.d.Form(first), "the") || e.Kind == readout.Person && s.marks[first]&isAddress != 0) {
		first++
	}
	if end-first > 1 && (s.d.Form(end-1) == "'s" || s.d.Form(end-1) == "’s") {
		end--
	}
	words := s.d.Range(first, end).In(s.d.Text)
	if e.Name == "" || says(words) > says(e.Name) {
		e.Name = words
	}
}

// says measures how full a name is: words, then letters; one in capitals alone says less.
func says(name string) int {
	n := 2 * (1 + strings.Count(name, " ")) * 1000
	if len(name) > 5 && strings.ToUpper(name) == name {
		n -= 1001
	}
	return n + min(len(name), 900)
}
