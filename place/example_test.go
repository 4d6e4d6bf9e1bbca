package place_test

import (
	"fmt"
	"log"

	"github.com/readout-project/readout/place"
)

func Example() {
	g, err := place.Load()
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range g.Resolve([]place.Mention{
		{Name: "Paris", After: ", Texas, on Monday"},
		{Name: "Odessa"},
		{Name: "Air Force One"},
	}, place.Context{}) {
		fmt.Println(r.Name, r.Kind, r.Country, g.Division(r.Admin), r.Located)
	}
	// Output:
	// Paris town US Texas true
	// Odessa town US Texas true
	// Air Force One venue US  false
}
