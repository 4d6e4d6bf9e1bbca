package place

import "strings"

// Words that a name may have before or after it, and that leave it near the same place.
var (
	before = []string{"northern ", "southern ", "eastern ", "western ", "central ", "north ", "south ", "east ", "west ", "northeast ", "northwest ",
		"southeast ", "southwest ", "northeastern ", "northwestern ", "southeastern ", "southwestern ", "far ", "downtown ", "greater ", "upper ", "lower ",
		"metro ", "inner ", "mid ", "upstate ", "port of ", "city of ", "town of ", "village of ", "state of ", "province of ", "republic of ",
		"kingdom of ", "township of ", "county of ", "old ", "mainland ", "rural ", "suburban ", "university of ", "former "}
	after = []string{" city", " area", " region", " province", " state", " county", " district", " parish", " township", " twp", " borough", " peninsula", " town",
		" village", " municipality", " governorate", " oblast", " island", " islands", " metropolitan area", " prefecture", " valley", " airport",
		" international airport", " university", " co", " north", " south", " east",
		" west"}
	// points are the abbreviations of "North", …, before the name of a town.
	points = []struct{ short, long string }{{"n ", "north "}, {"s ", "south "}, {"e ", "east "}, {"w ", "west "}}
)

// leastLeft is the prior, in bits, of a place that is taken for what is left of a name.
const leastLeft = 16

// candidates returns the places of a name, the likeliest first. A name of which the article says "counties"
// is a county's. Where there are none, what is left of the name without words such as "northern" and
// "area" is looked up.
func (g *Gazetteer) candidates(name string, many bool) []Entry {
	if many {
		for _, word := range []string{" County", " Parish"} {
			if es := g.Lookup(name + word); len(es) > 0 {
				return es
			}
		}
	}
	if es := g.Lookup(name); len(es) > 0 {
		return es
	}
	for _, word := range []string{" County", " Parish"} {
		if es := g.Lookup(name + word); len(es) > 0 {
			return es
		}
	}
	for _, mark := range []string{"'s ", "’s "} {
		if _, owned, ok := strings.Cut(name, mark); ok {
			if es := g.Lookup(owned); len(es) > 0 && prior(&es[0]) >= leastLeft {
				return es
			}
		}
	}
	key := Fold(name)
	for _, p := range points {
		if rest, ok := strings.CutPrefix(key, p.short); ok {
			if es := g.Lookup(p.long + rest); len(es) > 0 {
				return es
			}
		}
	}
	for range 2 {
		old := key
		key = cutWord(key)
		if key == old || len(key) < 3 {
			return nil
		}
		if es := g.Lookup(key); len(es) > 0 && !es[0].Adjective && prior(&es[0]) >= leastLeft {
			return es
		}
	}
	return nil
}

func cutWord(key string) string {
	for _, s := range before {
		if rest, ok := strings.CutPrefix(key, s); ok {
			return rest
		}
	}
	for _, s := range after {
		if rest, ok := strings.CutSuffix(key, s); ok {
			return rest
		}
	}
	return key
}
