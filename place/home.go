package place

import "strings"

// A home is where a newspaper is at home.
type home struct {
	country, admin, town string
}

// common are the top-level domains of countries that anybody uses.
const common = "ai am as bz cc co fm gl gg im io la ly me ms nu st tk to tv vc ws"

// Home returns where a newspaper is at home, by its name or the host of an address; where only the
// address's top-level domain tells something, it is the country.
func (g *Gazetteer) Home(publisher, url string) (Entry, bool) {
	if h, ok := g.publishers[publisher]; ok && publisher != "" {
		return g.home(h), true
	}
	_, host, ok := strings.Cut(url, "://")
	if !ok {
		host = url
	}
	if i := strings.IndexAny(host, "/?#:"); i >= 0 {
		host = host[:i]
	}
	host = strings.ToLower(host)
	for key := host; strings.Contains(key, "."); _, key, _ = strings.Cut(key, ".") {
		if h, ok := g.publishers[key]; ok {
			return g.home(h), true
		}
	}
	top := host[strings.LastIndexByte(host, '.')+1:]
	if top == "uk" {
		top = "gb"
	}
	if len(top) != 2 || strings.Contains(common, top) {
		return Entry{}, false
	}
	e, ok := g.countries[strings.ToUpper(top)]
	return e, ok
}

func (g *Gazetteer) home(h home) Entry {
	var best Entry
	for _, e := range g.Lookup(h.town) {
		if e.Kind != Town && e.Kind != Country || e.Adjective || e.Country != h.country {
			continue
		}
		if h.admin == "" || e.Admin == h.country+"."+h.admin {
			return e
		}
		if best.Country == "" {
			best = e
		}
	}
	if best.Country == "" {
		best = g.countries[h.country]
	}
	return best
}
