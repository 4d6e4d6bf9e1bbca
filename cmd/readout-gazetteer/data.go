package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/readout-project/readout/place"
)

// eachLine calls f with the fields of each line of a data file that is neither empty nor a comment.
func eachLine(file string, f func([]string) error) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for i, line := range strings.Split(string(b), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "|")
		for j := range fields {
			fields[j] = strings.TrimSpace(fields[j])
		}
		if err := f(fields); err != nil {
			return fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
	}
	return nil
}

func list(field string) []string {
	var out []string
	for s := range strings.SplitSeq(field, ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// readTowns adds the other names of towns. A line whose name is not there goes by its other names, since the
// sources change their spelling.
func (w *world) readTowns(file string) error {
	err := eachLine(file, func(f []string) error {
		if len(f) != 3 || list(strings.TrimLeft(f[2], "=! ")) == nil {
			return fmt.Errorf("not a country, a name and other names")
		}
		others := list(strings.TrimLeft(f[2], "=! "))
		names := append([]string{f[1]}, others...)
		best := -1
		for _, n := range names {
			if i := w.largest(f[0], n); i >= 0 && (best < 0 || w.people[i] > 4*w.people[best]) {
				best = i
			}
		}
		if best < 0 {
			fmt.Fprintf(os.Stderr, "%s has no town %s\n", f[0], f[1])
			return nil
		}
		r := &w.rows[best]
		if f[2] != strings.TrimLeft(f[2], "=!") {
			if f[2][0] == '=' {
				r.Others = append(r.Others, r.Name)
			} else {
				names, r.Others = others, nil
			}
			r.Name = others[0]
		}
		for _, n := range names {
			r.Others = append(r.Others, n)
			if key := f[0] + place.Fold(n); !slices.Contains(w.byName[key], best) {
				w.byName[key] = append(w.byName[key], best)
			}
		}
		return nil
	})
	again := w.unmatched
	w.unmatched = nil
	for _, p := range again {
		w.match(p)
	}
	return err
}

func (w *world) readCapitals(file string) error {
	return eachLine(file, func(f []string) error {
		if len(f) != 8 {
			return fmt.Errorf("%d fields, not 8", len(f))
		}
		if i := w.largest(f[0], f[4]); i >= 0 {
			w.rows[i].Seat = place.Capital
		} else if f[4] != "" {
			for j := range w.towns {
				r := &w.rows[j]
				if r.Country == f[0] && has(r.Others, f[4]) {
					r.Seat = place.Capital
				}
			}
		}
		return nil
	})
}

func has(names []string, name string) bool {
	for _, n := range names {
		if place.Fold(n) == place.Fold(name) {
			return true
		}
	}
	return false
}

// words are what the names of divisions end in, and are often left out.
var words = []string{" Province", " Oblast", " oblast", " Region", " State", " Governorate", " Republic", " District", " Krai", " Kray", " Prefecture",
	" Department", " County", " City", " Municipality", " Voivodeship", " Canton", " Parish", " Division", " Autonomous Region"}

func (w *world) readDivisions(file, provinces string) error {
	var divisions []struct{ Code, Name string }
	if err := readJSON(file, &divisions); err != nil {
		return err
	}
	w.divisions = map[string]string{}
	at := map[string]int{}
	for _, d := range divisions {
		w.divisions[d.Code] = d.Name
	}
	areas := w.areas(func(i int) string { return w.rows[i].Admin })
	// Some towns stand in divisions that have no name.
	for i := range w.towns {
		if r := &w.rows[i]; r.Admin != "" && w.divisions[r.Admin] == "" {
			r.Admin = ""
		}
	}
	for _, d := range divisions {
		country, _, _ := strings.Cut(d.Code, ".")
		a := areas[d.Code]
		if a == nil {
			a = &area{}
		}
		r := place.Row{Entry: place.Entry{Name: d.Name, Kind: place.Province, Country: country, Admin: d.Code, Rank: place.Rank(a.people), Located: true}}
		r.Lat, r.Lon = a.middle()
		for _, word := range words {
			if short, ok := strings.CutSuffix(d.Name, word); ok {
				r.Others = append(r.Others, short)
			}
		}
		if short, ok := strings.CutPrefix(d.Name, "Republic of "); ok {
			r.Others = append(r.Others, short)
		}
		at[d.Code] = len(w.rows)
		w.rows = append(w.rows, r)
	}
	return eachLine(provinces, func(f []string) error {
		if len(f) != 5 {
			return fmt.Errorf("%d fields, not 5", len(f))
		}
		i, ok := at[f[0]]
		if !ok {
			return fmt.Errorf("there is no division %s", f[0])
		}
		r := &w.rows[i]
		r.Others = append(r.Others, r.Name)
		r.Name = f[1]
		w.divisions[f[0]] = f[1]
		if f[2] != "" {
			if _, err := fmt.Sscan(f[2], &r.Lat, &r.Lon); err != nil {
				return fmt.Errorf("%q is no point: %w", f[2], err)
			}
		}
		for _, n := range list(f[3]) {
			if len(n) > 3 && !strings.Contains(n, ".") {
				r.Others = append(r.Others, n)
			}
		}
		return nil
	})
}

func (w *world) readCounties(file string) error {
	var counties []struct{ Code, Name string }
	if err := readJSON(file, &counties); err != nil {
		return err
	}
	areas := w.areas(func(i int) string { return w.county[i] })
	w.drop()
	for _, c := range counties {
		a := areas[c.Code]
		part := strings.Split(c.Code, ".")
		if a == nil || len(part) != 3 || strings.Contains(municipal, part[0]) || w.divisions[part[0]+"."+part[1]] == "" || a.names[place.Fold(c.Name)] {
			continue
		}
		r := place.Row{Entry: place.Entry{Name: c.Name, Kind: place.County, Country: part[0], Admin: part[0] + "." + part[1], Rank: place.Rank(a.people), Located: true}}
		r.Lat, r.Lon = a.middle()
		w.rows = append(w.rows, r)
	}
	return nil
}

// municipal are countries whose second-level divisions are little but their towns.
const municipal = "BR CO CY HR JM JP LC LV MX RO RU TH TR"

// sparse are countries of which the newer source has many hamlets whose population nobody tells.
const sparse = "AO AT BE BR CH CI CN CZ DE EC ES FI FR GR HN HR HU ID IN IR IT JP MA MM MX MY PA PE PL PT RO RU SE SK TH TR VN"

// drop leaves out the hamlets of sparse countries.
func (w *world) drop() {
	kept := w.rows[:0]
	for i, r := range w.rows {
		if i < w.towns && r.Rank == 0 && r.GeoNames == 0 && len(r.Others) == 0 && strings.Contains(sparse, r.Country) {
			continue
		}
		kept = append(kept, r)
	}
	w.towns -= len(w.rows) - len(kept)
	w.rows = kept
}

// An area is what the towns of a division tell about it.
type area struct {
	south, north, west, east float64
	lat, lon                 float64 // sums
	n, people                int
	names                    map[string]bool
}

// middle returns a point between the middle of the towns and that of the rectangle around them.
func (a *area) middle() (lat, lon float64) {
	if a.n == 0 {
		return 0, 0
	}
	lat, lon = a.lat/float64(a.n), a.lon/float64(a.n)
	if a.east-a.west > 180 {
		return lat, lon
	}
	return (lat + (a.south+a.north)/2) / 2, (lon + (a.west+a.east)/2) / 2
}

func (w *world) areas(code func(town int) string) map[string]*area {
	areas := map[string]*area{}
	for i := range w.towns {
		c := code(i)
		if c == "" {
			continue
		}
		r := &w.rows[i]
		a := areas[c]
		if a == nil {
			a = &area{south: r.Lat, north: r.Lat, west: r.Lon, east: r.Lon, names: map[string]bool{}}
			areas[c] = a
		}
		a.south, a.north, a.west, a.east = min(a.south, r.Lat), max(a.north, r.Lat), min(a.west, r.Lon), max(a.east, r.Lon)
		a.lat, a.lon, a.n = a.lat+r.Lat, a.lon+r.Lon, a.n+1
		if r.Kind == place.Town {
			a.people += w.people[i]
		}
		a.names[place.Fold(r.Name)] = true
	}
	return areas
}
