package export

import (
	"net/url"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

func TestTextLink(t *testing.T) {
	const text = "VIENNA, May 4 — “We will not sign before the observers arrive,” Foreign Minister Ana Kovac said.\n\n" +
		"“No deal,” she said. Her deputy said well-known facts & figures matter.\n\n“No deal,” her rival agreed."
	for _, c := range []struct{ url, words, want string }{
		{"https://example.org/a", "“We will not sign before the observers arrive,”",
			"https://example.org/a#:~:text=We%20will%20not%20sign%20before%20the%20observers%20arrive"},
		{"https://example.org/a#top", "We will not sign before the observers arrive",
			"https://example.org/a#top:~:text=We%20will%20not%20sign%20before%20the%20observers%20arrive"},
		{"https://example.org/a", "well-known facts & figures matter", "https://example.org/a#:~:text=well%2Dknown%20facts%20%26%20figures%20matter"},
		{"javascript:alert(1)", "No deal", ""},
		{"", "No deal", ""},
	} {
		at := strings.Index(text, c.words)
		link, leads := TextLink(&readout.Article{URL: c.url, Text: text}, readout.Span{Start: at, End: at + len(c.words)})
		if link != c.want || leads != (c.want != "") {
			t.Errorf("%q on %q: %q, leads %v; want %q", c.words, c.url, link, leads, c.want)
		}
	}
}

// What stands twice is told apart by the words beside it.
func TestTextLinkTwice(t *testing.T) {
	const text = "Ministers met. “No deal,” she said.\n\nLater it was his turn. “No deal,” her rival agreed."
	a := &readout.Article{URL: "https://example.org/a", Text: text}
	first, last := strings.Index(text, "No deal"), strings.LastIndex(text, "No deal")
	one, ok := TextLink(a, readout.Span{Start: first, End: first + 7})
	other, also := TextLink(a, readout.Span{Start: last, End: last + 7})
	if !ok || !also || one == other {
		t.Errorf("%q (%v) and %q (%v) should lead to two places", one, ok, other, also)
	}
}

func FuzzTextLink(f *testing.F) {
	f.Add("https://example.org/a", "“No deal,” she said.\n\n“No deal,” he said.", 3, 10)
	f.Add("http://[::1]:80/%zz?q#x:~:text=y", "a, b-c & d\u202e e\u0301", 0, 99)
	f.Fuzz(func(t *testing.T, address, text string, start, end int) {
		link, leads := TextLink(&readout.Article{URL: address, Text: text}, readout.Span{Start: start, End: end})
		if link == "" {
			if leads {
				t.Fatal("no link leads nowhere")
			}
			return
		}
		u, err := url.Parse(link)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" {
			t.Fatalf("%q is no address of the web: %v", link, err)
		}
		if leads != strings.Contains(link, ":~:text=") {
			t.Fatalf("%q: leads %v", link, leads)
		}
	})
}
