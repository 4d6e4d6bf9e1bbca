package demo

import (
	"strings"
	"testing"
	"time"
)

func TestArticles(t *testing.T) {
	all, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	outlets, urls := map[string]bool{}, map[string]string{}
	for i, a := range all {
		outlets[a.Publisher] = true
		if _, err := time.Parse(time.RFC3339, a.Published); err != nil {
			t.Errorf("%s: %v", a.ID, err)
		}
		if i > 0 && a.Published < all[i-1].Published {
			t.Errorf("%s comes after %s", a.ID, all[i-1].ID)
		}
		if a.Text == "" || a.Title == "" || !strings.HasPrefix(a.URL, "https://") || !strings.Contains(a.URL, ".example/") {
			t.Errorf("%s is not whole: %+v", a.ID, a)
		}
		if other := urls[a.URL]; other != "" && a.Modified == "" {
			t.Errorf("%s and %s have one address, and neither is a later version", a.ID, other)
		}
		urls[a.URL] = a.ID
	}
	if len(all) < 40 || len(outlets) != 8 {
		t.Errorf("%d reports of %d outlets", len(all), len(outlets))
	}
}

func TestParseFaults(t *testing.T) {
	for _, s := range []string{"", "Title: x", "Title: x\nSize: 3\n\ntext", "Title\n\ntext", "URL: \n\ntext"} {
		if _, err := parse(s); err == nil {
			t.Errorf("no error for %q", s)
		}
	}
}
