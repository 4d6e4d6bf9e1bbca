package place

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
)

// A Gazetteer is places by their names. It is read-only once loaded, and safe for concurrent use.
type Gazetteer struct {
	table         *table
	named         map[string][]Entry // by folded name: what the data files and users add
	abbreviations map[string][]Entry // by the name as it stands, without blanks
	countries     map[string]Entry   // by ISO code
	capitals      map[string]string  // folded name of a capital: ISO code
	publishers    map[string]home
}

var load = sync.OnceValues(func() (*Gazetteer, error) {
	t, err := openTable(places)
	if err != nil {
		return nil, err
	}
	g := &Gazetteer{
		table:         t,
		named:         make(map[string][]Entry, 4096),
		abbreviations: make(map[string][]Entry, 512),
		countries:     make(map[string]Entry, 256),
		capitals:      make(map[string]string, 256),
		publishers:    make(map[string]home, 256),
	}
	if err := (&loader{g}).load(data); err != nil {
		return nil, err
	}
	return g, nil
})

// Load returns the gazetteer that the program carries. It is opened once.
func Load() (*Gazetteer, error) { return load() }

// With returns a gazetteer that also has the places of rows, for example those of [ReadGeoNames].
func (g *Gazetteer) With(rows []Row) *Gazetteer {
	with := *g
	with.named = maps.Clone(g.named)
	for _, r := range rows {
		e := r.Entry
		with.addNamed(e.Name, e)
		e.Alias = true
		for _, name := range r.Others {
			with.addNamed(name, e)
		}
	}
	return &with
}

// addNamed adds a place under a name; one entry a name.
func (g *Gazetteer) addNamed(name string, e Entry) {
	key := string(appendFold(nil, name))
	if key == "" {
		return
	}
	old := g.named[key]
	for _, o := range old {
		if o.Name == e.Name && o.Kind == e.Kind && o.Country == e.Country && o.Admin == e.Admin && o.Adjective == e.Adjective && o.GeoNames == e.GeoNames {
			return
		}
	}
	g.named[key] = append(old[:len(old):len(old)], e)
}

// Lookup returns all places of a name, the likeliest first where nothing else is known. Letter case,
// accents and full stops do not matter, except that abbreviations are known as they are written:
// "US" and "U.S." are, "us" is not. A name with a comma ("Paris, Texas") is looked up without what
// follows. The result is nil where the name is not known.
func (g *Gazetteer) Lookup(name string) []Entry {
	name, _, _ = strings.Cut(name, ",")
	name = strings.TrimSpace(name)
	es := g.lookup(nil, name, anyKind)
	if es == nil {
		for _, s := range []string{"'s", "’s", "'", "’"} {
			if short, ok := strings.CutSuffix(name, s); ok {
				es = g.lookup(nil, short, anyKind)
				break
			}
		}
	}
	return byPrior(es)
}

// byPrior returns the entries with the likeliest first.
func byPrior(es []Entry) []Entry {
	if len(es) < 2 {
		return es
	}
	type key struct {
		prior float64
		at    int
	}
	var buf [maxNamesakes]key
	keys := buf[:0]
	for i := range es {
		keys = append(keys, key{prior(&es[i]), i})
	}
	slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(b.prior, a.prior), cmp.Compare(a.at, b.at)) })
	sorted := make([]Entry, len(es))
	for i, k := range keys {
		sorted[i] = es[k.at]
	}
	return sorted
}

// lookup appends the places of a name to dst, in a fixed order: those of the table only where they are of some kinds.
func (g *Gazetteer) lookup(dst []Entry, name string, of kindSet) []Entry {
	var buf [96]byte
	key := appendFold(buf[:0], name)
	if len(key) == 0 || len(key) > 90 {
		return dst
	}
	dst = append(dst, g.named[string(key)]...)
	if len(name) <= 8 || strings.Contains(name, ".") {
		short := strings.ReplaceAll(name, " ", "")
		es := g.abbreviations[short]
		if es == nil && strings.Contains(short, ".") { // a sentence's end may have taken the last full stop
			es = g.abbreviations[short+"."]
		}
		dst = append(dst, es...)
	}
	n := len(dst)
	dst = g.table.find(dst, key, of)
	if n == 0 && len(key) <= 3 && len(dst) > 0 && strings.ToUpper(name) != name && len(name) > 1 && name[0] >= 'a' {
		return dst[:0] // a short word, not a name
	}
	return dst
}

// Division returns the name of a first-level division by its code, such as "US.TX"; "" if it is not known.
func (g *Gazetteer) Division(code string) string { return g.table.division(code) }

// Capital returns the ISO code of the country whose capital a name is. Its government may be meant
// by it: "Washington said".
func (g *Gazetteer) Capital(name string) (country string, ok bool) {
	country, ok = g.capitals[Fold(name)]
	return country, ok
}

// CapitalOf returns the capital of a country, by its ISO code, where it has but one: "the Omani capital".
func (g *Gazetteer) CapitalOf(country string) (Entry, bool) {
	var out Entry
	n := 0
	for name, of := range g.capitals {
		if of != country {
			continue
		}
		for _, e := range g.Lookup(name) {
			if e.Kind == Town && e.Seat == Capital && e.Country == country && (n == 0 || e.GeoNames != out.GeoNames) {
				out, n = e, n+1
			}
		}
	}
	return out, n == 1
}

// Seat returns whose seat a venue is: the ISO code of a country, whose government its name may
// stand for ("the Kremlin denied"), or the abbreviation of an organization.
func (g *Gazetteer) Seat(name string) (of string, ok bool) {
	for _, e := range g.named[Fold(name)] {
		if e.Kind == Venue && e.Seats != "" {
			return e.Seats, true
		}
	}
	return "", false
}

// prior tells how likely an entry is meant when nothing else is known, in bits.
func prior(e *Entry) float64 {
	p := float64(e.Rank) / 8
	switch e.Kind {
	case Continent:
		p = 31
	case Country:
		p = 30
	case Province:
		p -= 4
	case County:
		p -= 5
	case Town, Section:
		if e.Rank == 0 {
			p = 8.5
		}
		if e.Kind == Section {
			p -= 3
		}
		switch e.Seat {
		case Capital:
			p += 4
		case ProvinceSeat:
			p += 1.5
		case CountySeat:
			p += 0.5
		}
	case Sea:
		p = 24
	case Region:
		p = 22
	case Venue, Island:
		p = 21
	default:
		p = 20
	}
	switch e.Country {
	case "US":
		p += 2
	case "GB", "CA", "AU":
		p++
	case "IE", "NZ", "IL":
		p += 0.5
	}
	if e.Alias && e.Kind != Country {
		p -= 0.5
	}
	if e.Adjective {
		p--
	}
	return p
}
