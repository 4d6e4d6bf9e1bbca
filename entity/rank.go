package entity

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// A Choice is a pronoun and the entities that it may refer to. It is valid while decide runs.
type Choice struct {
	Mention    int // index of the pronoun in Set().Mentions
	Candidates []Candidate

	s        *scene
	room     []linear.Key
	subjects [8]int // subjects of the clauses around the pronoun, innermost first
	nsubj    int
	barred   []int // entities that the pronoun cannot mean
	top      int   // count of the most mentioned candidate
	people   int   // candidates that are persons
	matches  int   // candidates whose gender is known to be the pronoun's
}

// A Candidate is an entity and its mention next to the pronoun. Entity -1 stands for none of those in the text.
type Candidate struct {
	Entity  int
	Mention int
}

// Set returns the set as far as the document is read.
func (c *Choice) Set() *Set { return c.s.set }

// Bounds of the search for candidates.
const (
	maxBack       = 70 // mentions looked at
	maxCandidates = 25
	maxSentences  = 20
)

// gather collects the candidates of pronoun m.
func (c *Choice) gather(m int) {
	s := c.s
	c.Mention = m
	c.Candidates = c.Candidates[:0]
	x := &s.set.Mentions[m]
	in := &s.info[m]
	here := s.sent[x.First]
	reports := in.pronoun.mayAct() && s.quote[x.First] < 0 && s.speaks(x.Head)
	c.around(x.Head)
	c.bar(x.Head, in)
	add := func(k int) {
		o := &s.set.Mentions[k]
		e := o.Entity
		if l := s.info[k].link; l >= 0 && l < k && s.info[k].class == nominalClass {
			return // an apposition or a predicate: what it is tied to stands for it
		}
		if k > m {
			e = s.entityOf(k)
		} else if strings.EqualFold(s.d.Form(o.First), "whose") && s.sent[o.First] == here {
			return // "Ann Lee, whose daughter was there, said that she …"
		}
		if s.info[k].class == nominalClass && s.t.Child(o.Head, syntax.Cop) >= 0 && k < m { // "You are a liar"
			return
		}
		switch strings.ToLower(s.d.Form(o.First)) {
		case "no", "nobody", "none": // "No one was hurt. He …"
			if s.sent[o.First] != here {
				return
			}
		}
		if e < 0 || len(c.Candidates) >= maxCandidates || o.First <= x.First && o.End >= x.End {
			return
		}
		if s.quote[o.First] >= 0 && s.quote[x.First] < 0 && (reports || c.Gendered() && s.set.traits[e].names == 0) { // "“Nobody knows,” he said"
			return
		}
		for i := range c.Candidates {
			if c.Candidates[i].Entity == e {
				return
			}
		}
		if c.agrees(e, k, in) {
			c.Candidates = append(c.Candidates, Candidate{e, k})
		}
	}
	for k, steps := m-1, 0; k >= 0 && steps < maxBack && here-s.sent[s.set.Mentions[k].First] <= maxSentences; k, steps = k-1, steps+1 {
		add(k)
	}
	for k := m + 1; k < len(s.info) && k < m+15 && s.sent[s.set.Mentions[k].First] == here; k++ {
		if s.info[k].class == nameClass {
			add(k)
		}
	}
	if c.Gendered() { // what may be a person counts only where nobody is
		isPerson := func(k Candidate) bool { return s.set.Entities[k.Entity].Kind == readout.Person }
		if slices.ContainsFunc(c.Candidates, isPerson) {
			c.Candidates = slices.DeleteFunc(c.Candidates, func(k Candidate) bool { return !isPerson(k) })
		}
	}
	c.top, c.people, c.matches = 0, 0, 0
	for _, k := range c.Candidates {
		c.top = max(c.top, s.set.traits[k.Entity].count)
		if g := s.set.traits[k.Entity].gender; g != unknown && g == in.pronoun.gender {
			c.matches++
		}
		if s.set.Entities[k.Entity].Kind == readout.Person {
			c.people++
		}
	}
	if !c.Gendered() {
		c.Candidates = append(c.Candidates, Candidate{-1, -1})
	}
}

// around fills the subjects of the clauses around token h.
func (c *Choice) around(h int) {
	c.nsubj = 0
	s := c.s
	for i, steps := h, 0; i >= 0 && steps < 20 && c.nsubj < len(c.subjects); i, steps = s.word(i).Head, steps+1 {
		if i == h {
			continue
		}
		sub := s.t.Child(i, syntax.Nsubj, syntax.NsubjPass)
		if sub >= 0 && sub != h {
			c.subjects[c.nsubj] = sub
			c.nsubj++
		}
	}
}

// agrees tells whether entity e, mentioned by k, can be what pronoun in refers to.
func (c *Choice) agrees(e, k int, in *mentionInfo) bool {
	s := c.s
	t := &s.set.traits[e]
	kind := s.set.Entities[e].Kind
	switch {
	case in.pronoun.gender == male || in.pronoun.gender == female:
		if t.number == plural || kind != readout.Person && !c.mistaken(e, k) {
			return false
		}
		if t.gender != unknown && t.gender != in.pronoun.gender && kind == readout.Person {
			return false
		}
	case in.pronoun.gender == neuter:
		if kind == readout.Person || t.number == plural {
			return false
		}
	default:
		if kind == readout.Person && t.number != plural && t.gender != unknown {
			return false
		}
	}
	return !slices.Contains(c.barred, e)
}

// bar notes the other arguments of the pronoun's verb, on either side of it: they are not what it refers to, unless it is reflexive.
func (c *Choice) bar(h int, in *mentionInfo) {
	c.barred = c.barred[:0]
	s := c.s
	verb := s.word(h).Head
	if in.pronoun.form == possessive && verb >= 0 && s.lex.demanded[s.word(verb).Lemma] == "n" { // "Lee demanded his resignation"
		if v := s.word(verb).Head; v >= 0 && s.lex.demanded[s.word(v).Lemma] == "v" {
			if k := s.t.Child(v, syntax.Nsubj); k >= 0 && s.mentionOf(k) >= 0 {
				if e := s.entityOf(s.mentionOf(k)); e >= 0 {
					c.barred = append(c.barred, e)
				}
			}
		}
	}
	if in.pronoun.form == reflexive || in.pronoun.form == possessive || verb < 0 || !argument(s.word(h).Rel) {
		return
	}
	if subject(s.word(h).Rel) {
		c.barWritten(verb, h)
	}
	for i, steps := s.t.FirstChild(verb), 0; i >= 0 && steps < 40; i, steps = s.t.NextChild(i), steps+1 {
		if m := s.headed[i]; m >= 0 && i != h && argument(s.word(i).Rel) {
			if e := s.entityOf(int(m)); e >= 0 {
				c.barred = append(c.barred, e)
			}
		}
	}
}

// barWritten notes to whom something is written or said before the pronoun that token h is: "In a letter to Lee, he warned".
func (c *Choice) barWritten(verb, h int) {
	s := c.s
	for i := s.t.FirstChild(verb); i >= 0 && i < h; i = s.t.NextChild(i) {
		if s.word(i).Rel != syntax.Obl || s.word(i).UPOS != syntax.NOUN {
			continue
		}
		for k := s.t.FirstChild(i); k >= 0; k = s.t.NextChild(k) {
			p := s.t.Child(k, syntax.Case)
			if s.word(k).Rel != syntax.Nmod || p < 0 || s.word(p).Lemma != "to" && s.word(p).Lemma != "with" {
				continue
			}
			if m := s.mentionOf(k); m >= 0 && s.entityOf(m) >= 0 {
				c.barred = append(c.barred, s.entityOf(m))
			}
		}
	}
}

// mistaken reports whether entity e, which is no person, has a name that may well be a person's: one word that no list knows.
func (c *Choice) mistaken(e, k int) bool {
	s := c.s
	t := &s.set.traits[e]
	switch s.set.Entities[e].Kind {
	case readout.Other, readout.Place, readout.Organization:
	default:
		return false
	}
	if t.names == 0 && s.info[k].class != nameClass {
		return false
	}
	x := &s.set.Mentions[t.first]
	if x.End-x.First > 1 {
		return false
	}
	return s.lex.words.get(chain(0, s.d.Tokens[x.First].Lower))&(isCountry|isDemonym|isRegion|isCity|isOrg|isOrgWord|isGroup|isMonth) == 0
}

func argument(r syntax.Rel) bool {
	switch r {
	case syntax.Nsubj, syntax.NsubjPass, syntax.Obj, syntax.Iobj, syntax.Obl, syntax.OblAgent, syntax.Nmod:
		return true
	}
	return false
}

// bucket shortens counts.
func bucket(n int) uint64 {
	switch {
	case n < 0:
		return 15
	case n < 4:
		return uint64(n)
	case n < 6:
		return 4
	case n < 10:
		return 5
	case n < 20:
		return 6
	}
	return 7
}

func yes(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// Keys appends the features of candidate i.
func (c *Choice) Keys(keys []linear.Key, i int) []linear.Key {
	s := c.s
	x := &s.set.Mentions[c.Mention]
	in := &s.info[c.Mention]
	cand := c.Candidates[i]
	w := s.word(x.Head)
	class := uint64(in.pronoun.gender)<<2 | uint64(in.pronoun.number)
	p := class<<2 | uint64(in.pronoun.form)
	role := uint64(w.Rel)
	verb := uint64(0)
	if w.Head >= 0 {
		verb = linear.HashString(s.word(w.Head).Lemma)
	}
	quoted := yes(s.quote[x.First] >= 0)
	others := len(c.Candidates) - 1 + int(yes(c.Gendered()))
	if cand.Entity < 0 {
		return append(keys,
			linear.Key1(40, p),
			linear.Key2(41, class, quoted),
			linear.Key2(42, class, verb),
			linear.Key2(43, p, role),
			linear.Key2(44, p, bucket(others)),
			linear.Key2(45, class, uint64(s.word(min(x.Head+1, len(s.d.Tokens)-1)).XPOS)),
			linear.Key2(46, class, yes(x.First == s.d.Sentences[s.sent[x.First]].First)),
			linear.Key2(47, class, bucket(c.people)),
		)
	}
	o := &s.set.Mentions[cand.Mention]
	oi := &s.info[cand.Mention]
	t := &s.set.traits[cand.Entity]
	ent := &s.set.Entities[cand.Entity]
	here := s.sent[x.First]
	dist := bucket(int(here - s.sent[o.First]))
	after := yes(cand.Mention > c.Mention)
	if after == 1 {
		dist = 14
	}
	kind := kindNumber(ent.Kind)
	orole := uint64(oi.role)
	form := uint64(oi.class)<<2 | uint64(oi.det)
	if oi.class == pronounClass {
		form = 64 | uint64(oi.pronoun.form)
	}
	match := uint64(0)
	if t.gender != unknown && t.gender == in.pronoun.gender {
		match = 1
	}
	rank := uint64(min(i, 9))
	count := bucket(t.count)
	most := yes(t.count == c.top)
	same := uint64(0) // how the quotation marks around them compare
	switch q, oq := s.quote[x.First], s.quote[o.First]; {
	case q < 0 && oq < 0:
	case q == oq:
		same = 1
	case q >= 0 && oq < 0:
		same = 2
	case q < 0:
		same = 3
	default:
		same = 4
	}
	command := uint64(15) // which clause around the pronoun has the candidate as its subject
	for k := range c.nsubj {
		if e := s.headed[c.subjects[k]]; e >= 0 && s.set.Mentions[e].Entity == cand.Entity && int(e) < c.Mention {
			command = uint64(k)
			break
		}
	}
	governor := uint64(0)
	if h := s.word(o.Head).Head; h >= 0 {
		switch {
		case h == w.Head:
			governor = 1
		case w.Head >= 0 && h == s.word(w.Head).Head:
			governor = 2
		case s.t.Words[h].Begin <= x.First && x.First < s.t.Words[h].End:
			governor = 3
		}
	}
	first := yes(s.sent[s.set.Mentions[t.first].First] <= 1)
	para := yes(s.d.Sentences[here].Paragraph == s.d.Sentences[s.sent[o.First]].Paragraph)
	root := yes(subject(oi.role) && s.word(o.Head).Head >= 0 && s.word(s.word(o.Head).Head).Rel == syntax.Root)
	gap := bucket(abs(x.First-o.First) / 4)
	head := linear.HashString(s.word(o.Head).Lemma)
	if oi.class == nameClass {
		head = 1
	}
	named := yes(t.names > 0)
	alike := yes(oi.class == pronounClass && oi.pronoun.gender == in.pronoun.gender)
	return append(keys,
		linear.Key2(1, p, dist),
		linear.Key3(2, p, dist, orole),
		linear.Key3(3, class, rank, bucket(others)),
		linear.Key3(4, p, orole, role),
		linear.Key3(5, class, form, dist),
		linear.Key3(6, class, match, kind),
		linear.Key3(7, class, kind, uint64(t.number)),
		linear.Key3(8, class, count, most),
		linear.Key3(9, class, most, dist),
		linear.Key3(10, class, same, dist),
		linear.Key3(11, p, command, dist),
		linear.Key3(12, p, governor, orole),
		linear.Key2(13, class, after<<4|role),
		linear.Key3(14, class, para, dist),
		linear.Key3(15, class, first, named),
		linear.Key3(16, class, root, dist),
		linear.Key3(17, class, gap, dist),
		linear.Key2(18, class, head),
		linear.Key3(19, class, alike, dist),
		linear.Key3(20, class, yes(o.First == s.d.Sentences[s.sent[o.First]].First), dist),
		linear.Key3(21, class, bucket(t.subj), dist),
		linear.Key3(22, class, rank, dist),
		linear.Key3(23, p, root<<1|most, role),
		linear.Key3(24, class, match<<1|named, dist),
		linear.Key3(25, class, same<<4|command, role),
		linear.Key3(26, class, bucket(c.people), rank),
		linear.Key2(27, p, verb^orole),
		linear.Key3(29, class, match, bucket(c.matches)),
		linear.Key3(30, class<<1|match, bucket(c.matches), dist),
		linear.Key3(31, class<<1|named, form, rank),
		linear.Key3(28, class, quoted<<1|most, count),
	)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func kindNumber(k readout.EntityKind) uint64 {
	switch k {
	case readout.Person:
		return 1
	case readout.Organization:
		return 2
	case readout.Country:
		return 3
	case readout.Place:
		return 4
	case readout.Group:
		return 5
	case readout.Document:
		return 6
	}
	return 0
}
