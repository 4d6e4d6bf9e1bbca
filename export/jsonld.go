package export

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"strconv"
	"time"

	"github.com/readout-project/readout"
)

// Namespace is the vocabulary of what no standard has a term for; docs/formats.md lists its terms. Its prefix is "readout".
const Namespace = "https://github.com/readout-project/readout/ns#"

// homepage stands for the program where a format names its maker.
const homepage = "https://github.com/readout-project/readout"

// writeJSON writes a value as one line of JSON in which text stays as it is.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// A ref points at a node of JSON-LD.
type ref struct {
	ID string `json:"@id"`
}

// geonames returns the address of a place in GeoNames; empty where its id is not known.
func geonames(p *readout.PlaceMention) string {
	if p.GeoNames <= 0 {
		return ""
	}
	return "https://sws.geonames.org/" + strconv.Itoa(p.GeoNames) + "/"
}

// isoDate returns a TIMEX3 value where it is a date or date-time of ISO 8601 too; empty for others.
func isoDate(value string) string {
	for _, layout := range []string{"2006-01-02T15:04", time.DateOnly, "2006-01"} {
		if _, err := time.Parse(layout, value); err == nil {
			return value
		}
	}
	return ""
}

var durationForm = regexp.MustCompile(`^P(\d+(\.\d+)?[YMWD])*(T(\d+(\.\d+)?[HMS])+)?$`)

// isoDuration returns a TIMEX3 value where it is a duration of ISO 8601 too; empty for others.
func isoDuration(value string) string {
	if len(value) > 1 && durationForm.MatchString(value) {
		return value
	}
	return ""
}
