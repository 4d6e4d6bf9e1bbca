package wording

import (
	"strings"
	"testing"
)

func TestStems(t *testing.T) {
	for text, want := range map[string]string{
		"two gates would open by the first of March":     "gat open",
		"Ostrana opened two gates of the Vel dam":        "ostran open gat vel dam",
		"They met; the meeting was held":                 "meet hold",
		"no single job would be cut because of the deal": "singl job cut deal",
		"Trains stood still, stopped by the walkout":     "train stand stop strik",
	} {
		if got := strings.Join(Stems(text), " "); got != want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

func TestDenies(t *testing.T) {
	for text, want := range map[string]bool{
		"We will not cut a single job":     true,
		"Nobody did not come":              false,
		"A deadline passed without one":    true,
		"Knots and notes are nothing like": true,
		"They opened two gates":            false,
	} {
		if Denies(text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}

func TestAhead(t *testing.T) {
	for text, want := range map[string]bool{
		"the tariff would be lifted":    true,
		"Karvia lifted its tariff":      false,
		"He threatened to strike again": true,
		"the gates were opened on time": false,
		"Northline is to cut 300 jobs":  false,
		"Okoro called on them to come":  true,
	} {
		if Ahead(text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}

// Every line of the data files is read, each word stands in one line only, and the first form of each line tells.
func TestData(t *testing.T) {
	seen := map[string]string{}
	for _, line := range Lines(formsFile) {
		all := strings.Fields(line)
		if len(all) < 2 || Stem(all[0]) == "" {
			t.Errorf("%q is no line of forms", line)
		}
		for _, w := range all {
			if seen[w] != "" {
				t.Errorf("%q stands in %q and %q", w, seen[w], line)
			}
			seen[w] = line
		}
	}
	if len(common) < 300 || len(denials) < 30 || len(ahead) < 40 {
		t.Errorf("%d common words, %d denials, %d ahead", len(common), len(denials), len(ahead))
	}
}
