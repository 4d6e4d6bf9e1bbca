package reader

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/readout-project/readout"
)

func TestPlacesAndTimes(t *testing.T) {
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text   string
		places string // "words = name, country", a semicolon between; a point is marked by "@"
		times  string
		kinds  string // of entities that stand for a place or a government
	}{
		{
			"ANKARA, Turkey — The ministers met in Paris, Texas, on Friday for over three hours.",
			"ANKARA = Ankara, TR@; Turkey = Turkey, TR@; Paris = Paris, US@; Texas = Texas, US@",
			"Friday = 2025-08-15; over three hours = PT3H MORE_THAN",
			"Turkey country TR",
		},
		{
			"Washington said that it would not sign. The two ministers met in Washington on May 4, 2024.",
			"Washington = Washington, US@",
			"May 4, 2024 = 2024-05-04",
			"Washington organization US; Washington place US",
		},
		{
			"The Kremlin denied the report.",
			"", "", "Kremlin organization RU",
		},
		{
			"The president spoke to reporters aboard Air Force One. Later he spoke at the White House.",
			"Air Force One = Air Force One, US; White House = White House, US@",
			"",
			"Air Force One place US; White House place US",
		},
		{
			"Envoys met in the Omani capital on Friday.",
			"Omani capital = Muscat, OM@",
			"Friday = 2025-08-15", "",
		},
		{"They will talk again.", "", "", ""},
	} {
		r, err := rd.Read(readout.Article{Text: c.text, Published: "2025-08-16"})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Check(); err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		var places, times []string
		for _, p := range r.Places {
			s := fmt.Sprintf("%s = %s, %s", p.In(c.text), p.Name, p.Country)
			if p.Located {
				s += "@"
			}
			places = append(places, s)
		}
		for _, x := range r.Times {
			if s := x.In(c.text) + " = " + strings.TrimSpace(x.Value+" "+x.Mod); !strings.HasSuffix(s, "FUTURE_REF") {
				times = append(times, s)
			}
		}
		if diff := cmp.Diff([]string{c.places, c.times}, []string{strings.Join(places, "; "), strings.Join(times, "; ")}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
		for want := range strings.SplitSeq(c.kinds, "; ") {
			found := want == ""
			for _, e := range r.Entities {
				found = found || fmt.Sprint(e.Name, " ", e.Kind, " ", e.Country) == want
			}
			if !found {
				t.Errorf("%s: no entity %q among %+v", c.text, want, r.Entities)
			}
		}
	}
}
