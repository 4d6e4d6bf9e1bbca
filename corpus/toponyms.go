package corpus

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// An Atlas is a news article whose place names have gold coordinates (LGL, GeoVirus, TR-News, GeoWebNews).
type Atlas struct {
	ID, Title, URL, Text string
	Published            string // as the corpus writes it; may be empty
	Toponyms             []Toponym
}

// A Toponym is a gold place name: code points Start <= i < End of the text.
type Toponym struct {
	Start, End int
	Phrase     string
	Type       string // GeoWebNews: the reading ("Literal", "Metonymic", …)
	Feature    string // GeoNames' feature code, where given
	Country    string // the country's name, where given
	Admin      string // name of the first-level division, where given
	Located    bool
	Lat, Lon   float64
}

// Toponyms reads a file of JSON lines, gzipped when its name ends in .gz. Toponyms whose place in the text is
// known to be wrong are left out.
func Toponyms(path string) ([]Atlas, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		in = bufio.NewScanner(z)
	}
	in.Buffer(nil, 1<<24)
	var out []Atlas
	for n := 1; in.Scan(); n++ {
		var l struct {
			ID, Title, URL, Text, Date string
			Toponyms                   []struct {
				Start, End   int
				Phrase, Type string
				Fcode        string
				Country      string
				Admin1       string
				Lat, Lon     *float64
				OffsetOK     *bool `json:"offset_ok"`
			}
		}
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, n, err)
		}
		a := Atlas{ID: l.ID, Title: l.Title, URL: l.URL, Text: l.Text, Published: l.Date}
		for _, t := range l.Toponyms {
			if t.OffsetOK != nil && !*t.OffsetOK || t.End <= t.Start {
				continue
			}
			x := Toponym{Start: t.Start, End: t.End, Phrase: t.Phrase, Type: t.Type, Feature: t.Fcode, Country: t.Country, Admin: t.Admin1}
			if t.Lat != nil && t.Lon != nil {
				x.Located, x.Lat, x.Lon = true, *t.Lat, *t.Lon
			}
			a.Toponyms = append(a.Toponyms, x)
		}
		out = append(out, a)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}
