package place

import (
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

//go:embed data/countries.txt data/provinces.txt data/regions.txt data/venues.txt data/publishers.txt
var data embed.FS

//go:embed data/places.bin
var places string

// lines calls f with the fields of each line of a data file: parted by '|', blanks around them removed.
// Lines that begin with '#' and empty ones are left out.
func lines(fsys fs.FS, file string, fields int, f func([]string) error) error {
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("place: %w", err)
	}
	n := 0
	buf := make([]string, fields)
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		i, rest, more := 0, line, true
		for ; more; i++ {
			var s string
			s, rest, more = strings.Cut(rest, "|")
			if i < fields {
				buf[i] = strings.TrimSpace(s)
			}
		}
		if i != fields {
			err = fmt.Errorf("%d fields, not %d", i, fields)
		} else {
			err = f(buf)
		}
		if err != nil {
			return fmt.Errorf("place: %s:%d: %w", file, n, err)
		}
	}
	return nil
}

// list calls f with the parts of a field, which "; " parts.
func list(field string, f func(string)) {
	for field != "" {
		var s string
		s, field, _ = strings.Cut(field, ";")
		if s = strings.TrimSpace(s); s != "" {
			f(s)
		}
	}
}

// point reads "latitude longitude".
func point(field string, e *Entry) error {
	if field == "" {
		return nil
	}
	la, lo, _ := strings.Cut(field, " ")
	lat, err := strconv.ParseFloat(la, 64)
	if err != nil || lat < -90 || lat > 90 {
		return fmt.Errorf("%q is no latitude", la)
	}
	lon, err := strconv.ParseFloat(strings.TrimSpace(lo), 64)
	if err != nil || lon < -180 || lon > 180 {
		return fmt.Errorf("%q is no longitude", lo)
	}
	e.Located, e.Lat, e.Lon = true, lat, lon
	return nil
}

// isAbbreviation reports whether a name is one that is matched as it stands: "Tex.", "U.S.", "NSW".
func isAbbreviation(name string) bool {
	if strings.Contains(name, ".") && !strings.Contains(name, "St. ") {
		return true
	}
	if len(name) > 3 {
		return false
	}
	for i := range len(name) {
		if name[i] < 'A' || name[i] > 'Z' {
			return false
		}
	}
	return true
}

// loader fills a gazetteer from the data files.
type loader struct {
	g *Gazetteer
}

func (l *loader) add(name string, e Entry) {
	if isAbbreviation(name) {
		key := strings.ReplaceAll(name, " ", "")
		l.g.abbreviations[key] = append(l.g.abbreviations[key], e)
		return
	}
	l.g.addNamed(name, e)
}

// names adds a place under its name, its other names, and as adjectives and people.
func (l *loader) names(e Entry, others, adjectives string) {
	l.add(e.Name, e)
	e.Alias = true
	list(others, func(s string) { l.add(s, e) })
	e.Alias, e.Adjective = false, true
	list(adjectives, func(s string) { l.add(s, e) })
}

func (l *loader) load(fsys fs.FS) error {
	g := l.g
	err := lines(fsys, "data/countries.txt", 8, func(f []string) error {
		e := Entry{Name: f[3], Kind: Country, Country: f[0]}
		if len(f[0]) != 2 || len(f[1]) != 3 {
			return fmt.Errorf("%q and %q are no codes of ISO 3166-1", f[0], f[1])
		}
		if f[4] != "" {
			g.capitals[string(appendFold(nil, f[4]))] = f[0]
		}
		if err := point(f[5], &e); err != nil {
			return err
		}
		l.names(e, f[6], f[7])
		if g.abbreviations[f[1]] == nil {
			e.Alias = true
			g.abbreviations[f[1]] = append(g.abbreviations[f[1]], e)
		}
		g.countries[f[0]] = e
		return nil
	})
	if err != nil {
		return err
	}
	err = lines(fsys, "data/provinces.txt", 5, func(f []string) error {
		country, _, ok := strings.Cut(f[0], ".")
		if _, known := g.countries[country]; !ok || !known {
			return fmt.Errorf("%q is no code of a division", f[0])
		}
		e := Entry{Name: f[1], Kind: Province, Country: country, Admin: f[0]}
		if err := point(f[2], &e); err != nil {
			return err
		}
		for _, t := range g.table.find(nil, appendFold(nil, f[1]), 1<<Province) {
			if t.Kind == Province && t.Admin == f[0] {
				e.Rank = t.Rank
			}
		}
		list(f[3], func(s string) {
			if isAbbreviation(s) {
				e.Alias = true
				l.add(s, e)
			}
		})
		e.Alias, e.Adjective = false, true
		list(f[4], func(s string) { l.add(s, e) })
		return nil
	})
	if err != nil {
		return err
	}
	err = lines(fsys, "data/regions.txt", 6, func(f []string) error {
		e := Entry{Name: f[1], Kind: kindOf(f[0])}
		if e.Kind == Unknown {
			return fmt.Errorf("%q is no kind of place", f[0])
		}
		for c := range strings.FieldsSeq(f[2]) {
			if _, ok := g.countries[c]; !ok {
				return fmt.Errorf("%q is no country", c)
			}
			e.within = append(e.within, c)
		}
		if len(e.within) == 1 {
			e.Country = e.within[0]
		}
		if err := point(f[3], &e); err != nil {
			return err
		}
		l.names(e, f[4], f[5])
		return nil
	})
	if err != nil {
		return err
	}
	err = lines(fsys, "data/venues.txt", 5, func(f []string) error {
		e := Entry{Name: f[0], Kind: Venue, Country: f[1], Seats: f[3]}
		if err := point(f[2], &e); err != nil {
			return err
		}
		l.names(e, f[4], "")
		return nil
	})
	if err != nil {
		return err
	}
	return lines(fsys, "data/publishers.txt", 4, func(f []string) error {
		g.publishers[f[0]] = home{country: f[1], admin: f[2], town: f[3]}
		return nil
	})
}
