package entity

import (
	"strings"
	"testing"
)

func TestSpelling(t *testing.T) {
	for _, c := range []struct{ words, acronym, want string }{
		{"the UK Health Security Agency", "UKHSA", "UK Health Security Agency"},
		{"says the Harbour Workers Union", "HWU", "Harbour Workers Union"},
		{"the Department of Trade", "DOT", "Department of Trade"},
		{"the Ministry for Climate and Energy", "MCE", "Ministry for Climate and Energy"},
		{"Ann Lee of the Harbour Union", "ABC", ""},
		{"the union", "TU", ""},
	} {
		words := strings.Fields(c.words)
		got := ""
		if i := spelling(c.acronym, 0, len(words), func(i int) string { return words[i] }); i >= 0 {
			got = strings.Join(words[i:], " ")
		}
		if got != c.want {
			t.Errorf("%s of %q: %q, want %q", c.acronym, c.words, got, c.want)
		}
	}
}
