package corpus

import (
	"encoding/json"
	"strings"
)

// NoCountry stands in a Triple for an actor of no country, or none that the gold tells.
const NoCountry = "---"

// A Triple is an event as PETRARCH's records have it, at the level of countries.
type Triple struct {
	Source, Target string // ISO 3166-1 alpha-3, or NoCountry
	Class          string // the first two digits of the CAMEO code
}

// A Dispatch is a sentence of an agency with all events that people coded in it.
type Dispatch struct {
	ID, Published, Text string // Published: the date, as RFC 3339 has it; may be empty
	Events              []Triple
}

// oldCodes are codes of the records that ISO writes otherwise.
var oldCodes = map[string]string{"JAP": "JPN", "VTN": "VNM", "ITL": "ITA", "ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "KUW": "KWT"}

// Petrarch reads the records of PETRARCH2's own sentences (suite petr2_gsr) of petrarch_validation.train.jsonl. isCountry tells
// codes of ISO 3166-1 from others ("IGO", "REB").
func Petrarch(path string, isCountry func(alpha3 string) bool) ([]Dispatch, error) {
	country := func(actor string) string {
		code := strings.ToUpper(actor[:min(3, len(actor))])
		if iso, ok := oldCodes[code]; ok {
			code = iso
		}
		if len(code) == 3 && isCountry(code) {
			return code
		}
		return NoCountry
	}
	var out []Dispatch
	err := eachLine(path, func(line []byte) error {
		var l struct {
			Suite, ID, Date, Text string
			Events                []struct{ Eventcode, Sourcecode, Targetcode string }
		}
		if err := json.Unmarshal(line, &l); err != nil {
			return err
		}
		if l.Suite != "petr2_gsr" || strings.TrimSpace(l.Text) == "" {
			return nil
		}
		d := Dispatch{ID: l.ID, Text: strings.TrimSpace(l.Text)}
		if len(l.Date) == 8 {
			d.Published = l.Date[:4] + "-" + l.Date[4:6] + "-" + l.Date[6:]
		}
		for _, e := range l.Events {
			s, t := country(e.Sourcecode), country(e.Targetcode)
			for i, code := range strings.Split(e.Eventcode, ":") { // two codes: the second goes the other way
				if len(code) < 2 {
					continue
				}
				if i > 0 {
					d.Events = append(d.Events, Triple{t, s, code[:2]})
				} else {
					d.Events = append(d.Events, Triple{s, t, code[:2]})
				}
			}
		}
		out = append(out, d)
		return nil
	})
	return out, err
}
