package place

import (
	"math"
	"strings"
)

// A Mention is the name of a place as it stands in an article.
type Mention struct {
	Name          string
	Before, After string // the text around it; 120 bytes each are read; they may be empty
	Byte          int    // where it begins in the article
	Hint          Kind   // what kind of place it is, where the caller knows; else Unknown
}

// A Context is what else is known of an article. All of it may be empty.
type Context struct {
	Dateline  string // the place at the beginning of the article: "ANKARA, Turkey"
	Publisher string // the newspaper's name
	URL       string // the article's address, whose host may tell the newspaper
	Country   string // ISO code of the country for whose readers it is written
}

// A Resolution is the place that a mention stands for.
type Resolution struct {
	Entry
	Found  bool    // else the gazetteer does not know the name
	Margin float64 // by how many bits the entry is likelier than the next place of that name; 0 or more
}

// Weights of the evidence, in bits; chosen on the train parts of LGL, TR-News, GeoVirus and GeoWebNews.
var weigh = struct {
	sure, unsure, kind, hint float64 // beside the name
	country, division        float64 // named in the article, or holding other places of it
	sibling                  float64 // for a division: others of its country named in the article
	near, reach              float64 // other places near; the distance in km at which that is down to 1/e
	soft                     float64 // how fast the likelihood of namesakes falls in the first round
	home                     float64 // where the publisher is at home
	dateline                 float64 // mentions that one in the dateline is worth
	mostNear                 int
}{14, 7, 6, 6, 2.5, 3, 2, 4, 200, 0.5, 5, 3, 16}

// dateline reports whether a mention is the place of a dateline: "ANKARA, Turkey (AP) —".
func (m *Mention) dateline() bool {
	if m.Byte > 300 || len(m.Name) < 3 || strings.ToUpper(m.Name) != m.Name {
		return false
	}
	line, _, _ := strings.Cut(head(m.After, context), "\n")
	for _, dash := range []string{"—", "–", "--", " - ", "(AP)", "(Reuters)"} {
		if i := strings.Index(line, dash); i >= 0 && i < 40 {
			return true
		}
	}
	return false
}

// maxNamesakes is how many places of a name are weighed.
const maxNamesakes = 48

// A group is the mentions of one name.
type group struct {
	cand   []Entry
	score  []float64
	share  []float64 // of the candidates, together 1
	base   []float64 // prior, and what stands beside the mentions
	slots  []slot    // of the candidates
	sums   [2][]float64
	holds  []hold // what stands beside the mentions
	weight float64
	best   int
}

// A slot numbers the countries and divisions of a name's candidates.
type slot struct {
	country, division int
}

func newGroup(cand []Entry) *group {
	n := len(cand)
	f := make([]float64, 5*n)
	gr := &group{cand: cand, score: f[:n], share: f[n : 2*n], base: f[2*n : 3*n], sums: [2][]float64{f[3*n : 4*n], f[4*n:]}, slots: make([]slot, n)}
	for c := range cand {
		s := slot{c, c}
		for d := c - 1; d >= 0; d-- {
			if cand[d].Country == cand[c].Country {
				s.country = gr.slots[d].country
				if cand[d].Admin == cand[c].Admin {
					s.division = gr.slots[d].division
					break
				}
			}
		}
		gr.slots[c] = s
	}
	return gr
}

// own adds up what the candidates themselves share out to their countries and divisions.
func (gr *group) own() {
	clear(gr.sums[0])
	clear(gr.sums[1])
	for c := range gr.cand {
		gr.sums[0][gr.slots[c].country] += gr.weight * gr.share[c]
		gr.sums[1][gr.slots[c].division] += gr.weight * gr.share[c]
	}
}

// Resolve says which place each mention stands for, all mentions of an article at once: by the place that
// the words beside them name, the countries and divisions that the article speaks of, other places
// near, and what each name mostly stands for. One name means one place throughout, but where the words beside a
// mention say otherwise. The time is proportional to the number of mentions.
func (g *Gazetteer) Resolve(mentions []Mention, ctx Context) []Resolution {
	out := make([]Resolution, len(mentions))
	index := map[string]int{}
	var groups []*group
	of := make([]int, len(mentions))
	beside := make([]hold, len(mentions))
	for i := range mentions {
		m := &mentions[i]
		name, inside, _ := strings.Cut(m.Name, ",")
		after := m.After
		if inside != "" {
			after = "," + inside
		}
		beside[i] = g.beside(m.Before, after)
		if m.Hint != Unknown {
			beside[i].kind = m.Hint
		}
		key := Fold(name)
		if isAbbreviation(name) {
			key = name
		} else if beside[i].many {
			key += " county"
		}
		k, ok := index[key]
		if !ok {
			k = len(groups)
			index[key] = k
			cand := g.candidates(name, beside[i].many)
			if len(cand) > maxNamesakes {
				cand = cand[:maxNamesakes]
			}
			groups = append(groups, newGroup(cand))
		}
		of[i] = k
		gr := groups[k]
		gr.weight++
		if m.dateline() {
			gr.weight += weigh.dateline
		}
		if len(gr.holds) < 8 && (beside[i].in != nil || beside[i].kind != Unknown) {
			gr.holds = append(gr.holds, beside[i])
		}
	}
	r := &round{g: g, groups: groups, division: map[string]float64{}}
	r.given(ctx)
	for _, gr := range groups {
		gr.weight = 1 + math.Log2(gr.weight)
		for c := range gr.cand {
			gr.base[c] = prior(&gr.cand[c]) + gr.beside(c)
			gr.score[c] = gr.base[c]
		}
		gr.spread(weigh.soft)
	}
	for range 2 {
		r.count()
		r.pick()
		for k, gr := range groups {
			gr.own()
			for c := range gr.cand {
				gr.score[c] = gr.base[c] + r.context(gr, c) + r.near(k, &gr.cand[c])
			}
			gr.spread(1)
		}
	}
	for i := range mentions {
		gr := groups[of[i]]
		if len(gr.cand) == 0 {
			continue
		}
		best, margin := gr.choose(&beside[i])
		out[i] = Resolution{Entry: gr.cand[best], Found: true, Margin: margin}
	}
	return out
}

// beside weighs what the words beside the mentions of a name say for a candidate.
func (gr *group) beside(c int) float64 {
	most := 0.0
	for i := range gr.holds {
		most = max(most, gr.holds[i].weight(&gr.cand[c]))
	}
	return most
}

// weight is what h says for an entry.
func (h *hold) weight(e *Entry) float64 {
	w := 0.0
	if h.in != nil && h.holds(e) {
		w = weigh.unsure
		if h.sure {
			w = weigh.sure
		}
	}
	if h.kind != Unknown && (e.Kind == h.kind || e.Kind == Venue && h.kind == Town) && !e.Adjective {
		w += weigh.kind
	}
	return w
}

// choose returns the candidate of the best score for a mention, and its margin. What stands beside this very mention
// counts most.
func (gr *group) choose(h *hold) (best int, margin float64) {
	first, second := math.Inf(-1), math.Inf(-1)
	own := h.in != nil
	for c := range gr.cand {
		s := gr.score[c]
		if own {
			s += h.weight(&gr.cand[c])
		}
		if s > first {
			best, first, second = c, s, first
		} else if s > second {
			second = s
		}
	}
	if math.IsInf(second, -1) {
		return best, math.Inf(1)
	}
	return best, first - second
}

// spread turns scores into shares.
func (gr *group) spread(soft float64) {
	most := math.Inf(-1)
	for c, s := range gr.score {
		if s > most {
			most, gr.best = s, c
		}
	}
	sum := 0.0
	for c, s := range gr.score {
		gr.share[c] = math.Exp2(soft * (s - most))
		sum += gr.share[c]
	}
	for c := range gr.share {
		gr.share[c] /= sum
	}
}

// A round is the evidence of one article.
type round struct {
	g        *Gazetteer
	groups   []*group
	country  [26 * 26]float64
	division map[string]float64
	siblings [26 * 26]float64 // divisions named, by country
	homes    []Entry          // of the dateline, the publisher
	anchors  []int            // groups whose places others may be near
}

func number(country string) int {
	if len(country) != 2 || country[0] < 'A' || country[0] > 'Z' || country[1] < 'A' || country[1] > 'Z' {
		return 0
	}
	return int(country[0]-'A')*26 + int(country[1]-'A')
}

// given takes what is known of the article.
func (r *round) given(ctx Context) {
	if ctx.Country != "" {
		r.homes = append(r.homes, Entry{Kind: Country, Country: ctx.Country})
	}
	if name, rest, _ := strings.Cut(ctx.Dateline, ","); name != "" {
		h := r.g.beside("", ","+rest)
		best, most := Entry{}, math.Inf(-1)
		for _, e := range r.g.Lookup(name) {
			if s := prior(&e) + h.weight(&e); s > most {
				best, most = e, s
			}
		}
		if !math.IsInf(most, -1) {
			r.homes = append(r.homes, best)
		}
	}
	if e, ok := r.g.Home(ctx.Publisher, ctx.URL); ok {
		r.homes = append(r.homes, e)
	}
}

// count adds up for countries and divisions what the names of the article share out.
func (r *round) count() {
	r.country, r.siblings = [26 * 26]float64{}, [26 * 26]float64{}
	clear(r.division)
	for _, gr := range r.groups {
		for c := range gr.cand {
			e := &gr.cand[c]
			r.add(e, gr.weight*gr.share[c])
			if e.Kind == Province && !e.Adjective {
				r.siblings[number(e.Country)] += gr.share[c]
			}
		}
		for i := range gr.holds {
			for j := range gr.holds[i].in {
				r.add(&gr.holds[i].in[j], 1/float64(len(gr.holds[i].in)))
			}
		}
	}
	for i := range r.homes {
		r.add(&r.homes[i], weigh.home)
	}
}

func (r *round) add(e *Entry, w float64) {
	if w < 1e-4 {
		return
	}
	if e.Country != "" {
		r.country[number(e.Country)] += w
	} else {
		for _, c := range e.within {
			r.country[number(c)] += w / float64(len(e.within))
		}
	}
	if e.Admin != "" {
		r.division[e.Admin] += w
	}
}

// context weighs what the rest of the article says for a candidate.
func (r *round) context(gr *group, c int) float64 {
	e := &gr.cand[c]
	if e.Country == "" {
		return 0
	}
	country, division := gr.sums[0][gr.slots[c].country], gr.sums[1][gr.slots[c].division]
	w := weigh.country * math.Log2(1+max(0, r.country[number(e.Country)]-country))
	if e.Admin != "" {
		w += weigh.division * math.Log2(1+max(0, r.division[e.Admin]-division))
	}
	if e.Kind == Province && !e.Adjective {
		w += weigh.sibling * math.Log2(1+max(0, r.siblings[number(e.Country)]-gr.share[c]))
	}
	return w
}

// pick chooses the names whose places are likely enough for others to be near them.
func (r *round) pick() {
	r.anchors = r.anchors[:0]
	for k, gr := range r.groups {
		if len(gr.cand) == 0 || len(r.anchors) == weigh.mostNear {
			continue
		}
		if e := &gr.cand[gr.best]; gr.share[gr.best] > 0.3 && e.Located && (e.Kind == Town || e.Kind == Section || e.Kind == County || e.Kind == Venue) {
			r.anchors = append(r.anchors, k)
		}
	}
}

// near weighs how near other places of the article are to a candidate of group k.
func (r *round) near(k int, e *Entry) float64 {
	if !e.Located || e.Kind == Country || e.Kind == Continent {
		return 0
	}
	most := 0.0
	for _, a := range r.anchors {
		if a == k {
			continue
		}
		gr := r.groups[a]
		if h := &gr.cand[gr.best]; within(e, h) {
			most = max(most, gr.share[gr.best]*math.Exp(-distance(e, h)/weigh.reach))
		}
	}
	for i := range r.homes {
		if h := &r.homes[i]; h.Located && h.Kind == Town && within(e, h) {
			most = max(most, math.Exp(-distance(e, h)/weigh.reach))
		}
	}
	return weigh.near * most
}

// within reports whether two places may be so near that it counts.
func within(a, b *Entry) bool { return math.Abs(a.Lat-b.Lat)*111 < 4*weigh.reach }

// distance returns the kilometres between two places, along the sphere.
func distance(a, b *Entry) float64 {
	const rad = math.Pi / 180
	x := math.Sin((b.Lat - a.Lat) * rad / 2)
	y := math.Sin((b.Lon - a.Lon) * rad / 2)
	return 2 * 6371 * math.Asin(math.Sqrt(min(1, x*x+math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*y*y)))
}
