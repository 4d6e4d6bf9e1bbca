// Package place knows places and where they are: the countries, their first-level divisions and
// counties, the towns of the world, parts of the world and of countries, waters, and the venues where
// governments sit and meet. [Gazetteer.Lookup] gives all places of a name; [Gazetteer.Resolve] chooses
// among namesakes by what the article says. It works on names; finding them is another package's work.
package place

import "strconv"

// Kind is the kind of thing that a place is.
type Kind uint8

const (
	Unknown Kind = iota
	Continent
	Country
	Province // a first-level division of a country
	County   // a second-level division
	Town
	Section // a part of a town
	Region  // a part of the world or of a country that is no division
	Sea
	River
	Lake
	Island
	Mountain
	Park
	Venue // a building, base, airport or other site; a place by its role
)

var kinds = [...]string{"unknown", "continent", "country", "province", "county", "town", "section", "region", "sea", "river", "lake", "island",
	"mountain", "park", "venue"}

func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k]
	}
	return "kind " + strconv.Itoa(int(k))
}

// kindOf returns the kind of a name; Unknown for one that is none.
func kindOf(name string) Kind {
	for k, s := range kinds {
		if s == name {
			return Kind(k)
		}
	}
	return Unknown
}

// Seat tells what is governed from a town.
type Seat uint8

const (
	NoSeat       Seat = iota
	CountySeat        // a second-level division
	ProvinceSeat      // a first-level division
	Capital           // a country
)

// An Entry is one place that a name may stand for.
type Entry struct {
	Name      string // the usual name in English, as far as the gazetteer has it
	Kind      Kind
	Country   string // ISO 3166-1 alpha-2; empty where no country or several own the place
	Admin     string // code of the first-level division: the country's code, a full stop, GeoNames' code ("US.TX"); may be empty
	Located   bool   // Lat and Lon are known; they are not for a place that moves
	Lat, Lon  float64
	Rank      uint8 // eight times the binary logarithm of the population; 0 where it is not known
	Seat      Seat
	GeoNames  int      // id in GeoNames; 0 where it is not known
	Adjective bool     // the name looked up is the adjective or the people of the place: "Turkish", "Turks"
	Alias     bool     // the name looked up is another name than Name
	Seats     string   // of a venue: the ISO code of the country whose government the name may stand for, or an organization's abbreviation
	within    []string // of a region: ISO codes of the countries that it lies in
}
