package entity

import (
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A scene is a document while its entities are being found.
type scene struct {
	lex   *lexicon
	d     *text.Doc
	t     *syntax.Trees
	set   *Set
	marks []uint32
	sent  []int32 // sentence of each token
	quote []int32 // innermost pair of quotation marks around the token, or -1
	name  []int32 // name over the token, or -1

	titled []bool // tokens of the titles before the names of persons

	info    []mentionInfo    // parallel to set.Mentions
	headed  []int32          // mention that a token heads, the shortest; -1 for none
	pending []int            // coordinations whose members are not all resolved
	named   []int            // entity of each name mention; -1 for other mentions
	byRole  map[string][]int // head of a role, in lower case, to the persons who have it
	byText  map[uint64]int   // nominals by their words, to entities
	byWord  map[string][]int // head word of an organization's name, in lower case, to the organizations
	byHead  map[uint64]int   // nominals by their head, to the last entity
	bonds   []bond           // what entities are to each other, in the order of the text
	done    []bool           // mentions that are resolved
	teach   bool             // candidates are shown for every pronoun, also where rules tell what it means
}

// mentionInfo is what is known of a mention beyond its place.
type mentionInfo struct {
	class   class
	pronoun pronoun
	noun    noun
	number  number
	gender  gender
	link    int   // mention that this one means the same as, by syntax: apposition, predicate, relative clause; -1 for none
	members []int // of a coordination: mentions
	role    syntax.Rel
	det     determiner
	title   gender // gender that a title before the name tells
	address bool   // a form of address stands before the name
}

// class is how a mention is resolved.
type class uint8

const (
	nameClass class = iota
	pronounClass
	nominalClass
	coordination
)

type determiner uint8

const (
	bare determiner = iota
	definite
	demonstrative
	possessed
	indefinite
	quantified // both, two, all, many …
)

// traits are what is known of an entity beyond what stands in the set.
type traits struct {
	gender gender
	number number
	count  int      // mentions so far
	names  int      // of these, by name
	first  int      // first mention
	last   int      // last mention so far
	subj   int      // mentions as a subject
	own    bool     // made for a nominal
	heads  []string // heads of the roles, in lower case
	parts  []string // words of the fullest name, persons
	words  []string // with which a named organization or country is described, in lower case
	land   string   // code of the country that a named organization is said to be of: "Italy's Tessara"
	also   []string // roles that another's role tells, in lower case: "sarkeshi foreign minister" of his counterpart
	age    string   // as the article tells it after a name: "71"
}

// newScene prepares a document whose names are known.
func newScene(lex *lexicon, d *text.Doc, t *syntax.Trees, names []Name) *scene {
	n := len(d.Tokens)
	s := &scene{lex: lex, d: d, t: t, set: &Set{Names: names}, byRole: map[string][]int{}, byText: map[uint64]int{}, byHead: map[uint64]int{}}
	s.set.scene = s
	s.marks = make([]uint32, n)
	lex.marks(d, s.marks)
	room := make([]int32, 4*n)
	s.sent, s.quote, s.name, s.headed = room[:n], room[n:2*n], room[2*n:3*n], room[3*n:]
	for i := range n {
		s.quote[i], s.name[i], s.headed[i] = -1, -1, -1
	}
	for i := range d.Sentences {
		for j := d.Sentences[i].First; j < d.Sentences[i].End; j++ {
			s.sent[j] = int32(i)
		}
	}
	for q := range d.Quotes {
		for j := d.Quotes[q].First; j < d.Quotes[q].End; j++ {
			s.quote[j] = int32(q)
		}
	}
	for k, m := range names {
		for j := m.First; j < m.End; j++ {
			s.name[j] = int32(k)
		}
	}
	s.lands()
	s.mentions()
	return s
}

func (s *scene) word(i int) *syntax.Word { return &s.t.Words[i] }

// head returns the token of a range on which the others hang.
func (s *scene) head(first, end int) int {
	at := -1
	for i := first; i < end; i++ {
		h := s.t.Words[i].Head
		if h >= first && h < end || s.t.Words[i].UPOS == syntax.PUNCT || s.t.Words[i].Rel == syntax.Case {
			continue
		}
		if at < 0 {
			at = i
		}
	}
	if at < 0 {
		return end - 1
	}
	return at
}

// entity makes a new entity of the set.
func (s *scene) entity(name string, kind readout.EntityKind, g gender, n number, mention int) int {
	s.set.Entities = append(s.set.Entities, Entity{Name: name, Kind: kind})
	s.set.traits = append(s.set.traits, traits{gender: g, number: n, first: mention, last: -1})
	return len(s.set.Entities) - 1
}

// refer makes mention m one of entity e.
func (s *scene) refer(m, e int) {
	s.set.Mentions[m].Entity = e
	if e < 0 {
		return
	}
	t := &s.set.traits[e]
	t.count++
	t.last = m
	info := &s.info[m]
	if info.class == nameClass {
		t.names++
	}
	if info.role == syntax.Nsubj {
		t.subj++
	}
	if g := info.gender; t.gender == unknown && g != unknown && (g != neuter || s.set.Entities[e].Kind != readout.Person) {
		t.gender = g
	}
}

func (s *scene) words(m *Mention) string { return s.d.Range(m.First, m.End).In(s.d.Text) }

// order puts mentions in the order of the text, outer before inner.
func order(ms []Mention) {
	slices.SortStableFunc(ms, func(a, b Mention) int {
		if a.First != b.First {
			return a.First - b.First
		}
		return b.End - a.End
	})
}

// moved makes room for mentions that were put in: mention i has become mention to[i].
func (s *scene) moved(to []int) {
	n := len(s.set.Mentions)
	info, named := make([]mentionInfo, n), make([]int, n)
	for i := range info {
		info[i], named[i] = mentionInfo{class: coordination, link: -1}, -1
	}
	for i, j := range to {
		info[j], named[j] = s.info[i], s.named[i]
		if l := info[j].link; l >= 0 {
			info[j].link = to[l]
		}
	}
	s.info, s.named = info, named
	for t, m := range s.headed {
		if m >= 0 {
			s.headed[t] = int32(to[m])
		}
	}
	for e := range s.set.traits {
		t := &s.set.traits[e]
		if t.first >= 0 && t.first < len(to) {
			t.first = to[t.first]
		}
		if t.last >= 0 && t.last < len(to) {
			t.last = to[t.last]
		}
	}
}
