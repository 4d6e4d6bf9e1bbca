package talks

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/act"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/event"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A table is a document while its negotiations are being found.
type table struct {
	lex        *lexicon
	d          *text.Doc
	t          *syntax.Trees
	set        *entity.Set
	statements []attribution.Statement
	acts       []act.Reading
	occasions  []event.Occasion
	on         []int
	ids        []tokenIDs
	sent       []int32
	told       []int32        // the innermost statement in whose content the token is, or -1
	headed     []int32        // the widest mention whose head the token is, or -1
	covered    []int32        // the innermost mention around the token, or -1
	ending     []int32        // the widest mention that ends with the token, or -1
	speaks     []int32        // the occasion whose words the token belongs to, or -1
	side       []int32        // for whom an entity negotiates; -1 where nobody tells
	byNoun     map[string]int // organizations by the last word of their names; -1 where several end in it
	deputy     []bool         // of an entity: it is a person whose office is to act for others
	officer    []bool         // of an entity: it is a person with an office
	rows       []row
	row        []int // of each occasion; -1 for none
}

type tokenIDs struct{ form, lemma uint16 }

// reach is among how many of the latest negotiations one is looked for, and most is how many parties one has.
const (
	reach = 16
	most  = 64
)

// A row is one negotiation while it is being put together.
type row struct {
	Talks
	first     int  // the first token that speaks of it
	last      int  // the last that does, as far as points have been read; -1 for none
	named     bool // words of negotiation speak of it
	agreed    bool
	denied    bool
	formerly  bool // what came to nothing was an earlier round
	part      bool
	mediators []int
}

func newTable(l *lexicon, d *text.Doc, t *syntax.Trees, set *entity.Set, statements []attribution.Statement, acts []act.Reading,
	occasions []event.Occasion, on []int) *table {
	n := len(d.Tokens)
	room := make([]int32, 6*n)
	v := &table{lex: l, d: d, t: t, set: set, statements: statements, acts: acts, occasions: occasions, on: on, ids: make([]tokenIDs, n),
		sent: room[:n], told: room[n : 2*n], headed: room[2*n : 3*n], covered: room[3*n : 4*n], speaks: room[4*n : 5*n], ending: room[5*n:]}
	for i := range room[n:] {
		room[n+i] = -1
	}
	for i := range d.Tokens {
		v.ids[i].form = l.words[d.Tokens[i].Lower]
		switch t.Words[i].UPOS {
		case syntax.NOUN, syntax.VERB, syntax.AUX, syntax.ADJ, syntax.PROPN:
			v.ids[i].lemma = l.words[text.HashLower(t.Words[i].Lemma)]
		}
	}
	for s := range d.Sentences {
		for i := d.Sentences[s].First; i < d.Sentences[s].End; i++ {
			v.sent[i] = int32(s)
		}
	}
	for i := range statements {
		for _, c := range statements[i].Content {
			for j := c.First; j < min(c.End, n); j++ {
				v.told[j] = int32(i)
			}
		}
	}
	for m := range set.Mentions {
		x := &set.Mentions[m]
		if v.headed[x.Head] < 0 {
			v.headed[x.Head] = int32(m)
		}
		if x.End > 0 && v.ending[x.End-1] < 0 {
			v.ending[x.End-1] = int32(m)
		}
		for i := x.First; i < x.End; i++ {
			v.covered[i] = int32(m)
		}
	}
	for o := range occasions {
		for _, r := range occasions[o].Spans {
			for i := r.First; i < r.End; i++ {
				v.speaks[i] = int32(o)
			}
		}
	}
	v.standIns()
	return v
}

// is reports whether the form or the lemma of token i is of a group.
func (v *table) is(i int, g group) bool {
	return (v.lex.groups[v.ids[i].form]|v.lex.groups[v.ids[i].lemma])&g != 0
}

// rounds gathers the meetings and calls of the same parties.
func (v *table) rounds() {
	v.row = make([]int, len(v.occasions))
	for o := range v.occasions {
		v.row[o] = -1
		x := &v.occasions[o]
		if x.Kind != "meeting" && x.Kind != "call" || len(x.Spans) == 0 || v.hears(x.Participants) {
			continue
		}
		parties := v.parties(x.Participants)
		r := v.rowOf(parties)
		if r < 0 && (len(parties) == 0 || len(parties) == 1 && x.Planned || len(parties) == 1 && (v.setUp(parties[0]) || v.deputed(parties[0]))) && len(v.rows) > 0 {
			r = len(v.rows) - 1
		}
		if r < 0 {
			v.rows = append(v.rows, row{first: x.Spans[0].First, last: -1})
			r = len(v.rows) - 1
		}
		v.seat(r, o)
	}
	for o := range v.occasions { // where the parties faced the press about it
		if x := &v.occasions[o]; v.row[o] < 0 && (x.Kind == "press_conference" || x.Kind == "statement") {
			for _, rel := range x.Relations {
				if r := v.row[rel.Occasion]; r >= 0 && rel.Type != "part_of" && v.occasions[rel.Occasion].Kind == "meeting" && contains(v.rows[r].Parties, x.Participants) {
					v.row[o] = r
					v.rows[r].Occasions = append(v.rows[r].Occasions, o)
					break
				}
			}
		}
	}
}

// mediators finds who brings the parties together: "Egypt brokered the deal", "the truce, brokered by Egypt".
func (v *table) mediators() {
	for i := range v.d.Tokens {
		if v.t.Words[i].UPOS != syntax.VERB || !v.is(i, mediates) {
			continue
		}
		who, r := v.subjects(i), -1
		if c := v.t.Child(i, syntax.OblAgent); c >= 0 {
			who = v.whom(nil, c, 0)
		}
		for j := max(0, i-8); j < min(i+8, len(v.speaks)) && r < 0; j++ {
			if o := v.speaks[j]; o >= 0 && v.row[o] >= 0 && v.sent[j] == v.sent[i] {
				r = v.row[o]
			}
		}
		for k := len(v.rows) - 1; k >= max(0, len(v.rows)-reach) && r < 0; k-- {
			if near := v.sent[i] - v.sent[v.rows[k].first]; near >= 0 && near <= 3 {
				r = k
			}
		}
		if r < 0 {
			continue
		}
		for _, e := range who {
			if len(v.rows[r].mediators) < most && !slices.Contains(v.rows[r].mediators, e) {
				v.rows[r].mediators = append(v.rows[r].mediators, e)
			}
		}
	}
}

// standsBetween reports whether an entity is a mediator by its role.
func (v *table) standsBetween(e int) bool {
	for _, r := range v.set.Entities[e].Roles {
		for _, w := range strings.Fields(r) {
			if v.lex.groups[v.lex.words[text.HashLower(w)]]&mediator != 0 {
				return true
			}
		}
	}
	return false
}

// hears reports whether some take part only to listen and ask: nobody negotiates on a call with analysts.
func (v *table) hears(es []int) bool {
	for _, e := range es {
		if x := &v.set.Entities[e]; x.Kind == readout.Group {
			if f := strings.Fields(x.Name); len(f) > 0 && v.lex.groups[v.lex.words[text.HashLower(f[len(f)-1])]]&listeners != 0 {
				return true
			}
		}
	}
	return false
}

// parties leaves out those that only mean the parties named elsewhere, "both sides" but not "government and rebel negotiators", and puts in for persons those whom they represent.
func (v *table) parties(es []int) []int {
	var out []int
	for _, e := range es {
		x := &v.set.Entities[e]
		if f := strings.Fields(x.Name); len(f) > 0 && !slices.Contains(f, "and") && v.words(f[len(f)-1])&sides != 0 && (x.Kind == readout.Group || f[len(f)-1] == strings.ToLower(f[len(f)-1])) {
			continue
		}
		if len(es) > 2 && v.unnamed(e) {
			continue // the diplomat who told of it
		}
		out = append(out, e)
	}
	return v.representing(out)
}

// setUp reports whether an entity is one that sides set up to go on talking: "the joint commission".
func (v *table) setUp(e int) bool {
	x := &v.set.Entities[e]
	f := strings.Fields(x.Name)
	return x.Kind == readout.Organization && len(f) > 0 && f[len(f)-1] == strings.ToLower(f[len(f)-1]) &&
		v.lex.groups[v.lex.words[text.HashLower(f[len(f)-1])]]&bodies != 0
}

// rowOf returns the negotiation of the same parties, or of some of them, the latest first; -1 if there is none.
func (v *table) rowOf(parties []int) int {
	if len(parties) == 0 {
		return -1
	}
	for k, r := 0, len(v.rows)-1; r >= 0 && k < reach; k, r = k+1, r-1 {
		have := v.rows[r].Parties
		common := 0
		for _, e := range parties {
			if slices.Contains(have, e) {
				common++
			}
		}
		if common >= 2 || common > 0 && (common == len(parties) || common == len(have)) || len(have) == 0 && r == len(v.rows)-1 {
			return r
		}
	}
	return -1
}

// seat adds an occasion to a negotiation.
func (v *table) seat(r, o int) {
	x, y := &v.occasions[o], &v.rows[r]
	v.row[o] = r
	y.Occasions = append(y.Occasions, o)
	for _, e := range v.parties(x.Participants) {
		if len(y.Occasions) > 1 && v.setUp(e) {
			continue
		}
		if len(y.Parties) < most && !slices.Contains(y.Parties, e) {
			y.Parties = append(y.Parties, e)
		}
	}
	y.Topics = append(y.Topics, x.Topics...)
	for _, s := range x.Spans {
		for i := s.First; i < s.End; i++ {
			if !v.is(i, negotiates) {
				continue
			}
			y.named = true
			// Pay talks are about pay.
			if j := i - 1; len(y.Topics) == 0 && j >= v.d.Sentences[v.sent[i]].First && v.t.Words[j].Rel == syntax.Compound && !v.named(j) &&
				v.t.Words[i].UPOS == syntax.NOUN && !v.is(j, manner) {
				y.Topics = append(y.Topics, Range{First: j, End: i})
			}
		}
	}
}

// named reports whether token i stands in a name.
func (v *table) named(i int) bool {
	k := v.covered[i]
	return k >= 0 && v.set.Mentions[k].Form == readout.ByName
}

// contains reports whether all of some entities are among others; that none are is no such thing.
func contains(all, some []int) bool {
	for _, e := range some {
		if !slices.Contains(all, e) {
			return false
		}
	}
	return len(some) > 0
}

// finish drops what is no negotiation, and tells the results.
func (v *table) finish() []Talks {
	var out []Talks
	slices.SortStableFunc(v.rows, func(a, b row) int { return a.first - b.first })
	for i := range v.rows {
		r := &v.rows[i]
		r.denied = r.denied || r.formerly && !r.agreed
		told := len(r.Agreed) + len(r.Denied) + len(r.Outstanding)
		if told == 0 && !(r.named && len(r.Parties) > 1) || len(r.Parties) == 0 && !r.named {
			continue
		}
		switch {
		case r.agreed && r.denied, r.part, !r.denied && !r.agreed && len(r.Agreed) > 0:
			r.Result = "partial"
		case r.agreed:
			r.Result = "agreement"
		case r.denied, len(r.Denied) > 0 && len(r.Agreed) == 0:
			r.Result = "none"
		default:
			r.Result = "unknown"
		}
		for _, e := range r.Parties {
			if v.standsBetween(e) && !slices.Contains(r.mediators, e) {
				r.mediators = append(r.mediators, e)
			}
		}
		for _, e := range r.mediators {
			if k := slices.Index(r.Parties, e); k >= 0 && len(r.Parties) > 2 {
				r.Parties = slices.Delete(r.Parties, k, k+1)
			}
			if !slices.Contains(r.Parties, e) {
				r.Parties = append(r.Parties, e)
			}
		}
		slices.Sort(r.Occasions)
		for _, p := range []*[]Point{&r.Agreed, &r.Denied, &r.Outstanding, &r.Next} {
			slices.SortStableFunc(*p, func(a, b Point) int { return a.First - b.First })
		}
		slices.SortStableFunc(r.Topics, func(a, b Range) int { return a.First - b.First })
		out = append(out, r.Talks)
	}
	return out
}

// subjects returns who does what verb g says.
func (v *table) subjects(g int) []int {
	var out []int
	for n := 0; g >= 0 && n < 5; n++ {
		for c := v.t.FirstChild(g); c >= 0; c = v.t.NextChild(c) {
			switch v.t.Words[c].Rel {
			case syntax.Nsubj, syntax.NsubjPass, syntax.NsubjOuter, syntax.OblAgent:
				out = v.whom(out, c, 0)
			}
		}
		if k := v.before(g); len(out) == 0 && k >= 0 && v.set.Mentions[k].Entity >= 0 {
			out = v.members(out, v.set.Mentions[k].Entity, 0)
		}
		r := v.t.Words[g].Rel
		if h := v.t.Words[g].Head; len(out) == 0 && (r == syntax.Acl || r == syntax.AclRelcl) && h >= 0 {
			out = v.whom(out, h, 0) // "the sides agreed", read as "the sides that were agreed"
		}
		if len(out) > 0 || r != syntax.Xcomp && r != syntax.Conj && r != syntax.Advcl {
			return out
		}
		g = v.t.Words[g].Head
	}
	return out
}

// before returns the mention right before a finite verb without a subject of its own, which the parser then hung elsewhere; -1
// if there is none.
func (v *table) before(g int) int {
	switch v.t.Words[g].XPOS {
	case syntax.TagVBD, syntax.TagVBZ, syntax.TagVBP, syntax.TagVBN:
	default:
		return -1
	}
	if v.t.Child(g, syntax.Nsubj, syntax.NsubjPass) >= 0 {
		return -1
	}
	low := v.d.Sentences[v.sent[g]].First
	for j := g - 1; j >= low && g-j < 4; j-- {
		if k := v.ending[j]; k >= 0 {
			return int(k)
		}
		if u := v.t.Words[j].UPOS; u != syntax.AUX && u != syntax.ADV {
			break
		}
	}
	return -1
}

// whom appends the entities of the phrase that token i heads, groups by their members.
func (v *table) whom(out []int, i, depth int) []int {
	k := v.headed[i]
	if k < 0 {
		if k = v.covered[i]; k >= 0 && v.set.Mentions[k].Form != readout.ByName {
			k = -1
		}
	}
	if k >= 0 && v.set.Mentions[k].Entity >= 0 {
		out = v.members(out, v.set.Mentions[k].Entity, 0)
	}
	for c := v.t.FirstChild(i); c >= 0 && depth < 3; c = v.t.NextChild(c) {
		if v.t.Words[c].Rel == syntax.Conj && v.t.Words[c].UPOS != syntax.VERB {
			out = v.whom(out, c, depth+1)
		}
	}
	return out
}

func (v *table) members(out []int, e, depth int) []int {
	if len(out) >= most {
		return out
	}
	x := &v.set.Entities[e]
	if len(x.Members) > 0 && depth < 3 {
		for _, m := range x.Members {
			out = v.members(out, m, depth+1)
		}
		return out
	}
	switch x.Kind {
	case readout.Place: // "the province", as those who govern it
		if x.Name == "" || x.Name[0] < 'a' || x.Name[0] > 'z' {
			return out
		}
		fallthrough
	case readout.Person, readout.Organization, readout.Country, readout.Group:
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}
