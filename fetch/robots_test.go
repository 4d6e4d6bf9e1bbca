package fetch

import (
	"strings"
	"testing"
	"time"
)

// TestRobots goes through what RFC 9309 says of groups, rules, "*", "$" and percent-encoding.
func TestRobots(t *testing.T) {
	const file = "\ufeff# a comment\r\nUser-Agent: other\nDisallow: /\n\n" +
		"user-agent: readout/2.0\nUser-agent: somebody\nAllow: /p\nDisallow: /\nDisallow: # nothing\nSitemap: https://example.org/s.xml\n\n" +
		"User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.gif$\nDisallow: /*?print=\nDisallow: /caf%C3%A9\nDisallow: /a%2fb\nDisallow: /%7ejoe/\nDisallow: /same\nAllow: /same\nCrawl-delay: 2.5\n" +
		"User-agent: Readout\nAllow: /page/\nDisallow: /page/secret\n"
	for _, c := range []struct {
		agent, path string
		allowed     bool
	}{
		{"readout", "/", false}, {"readout", "/p", true}, {"readout", "/page/1", true}, {"readout", "/page/secret/1", false}, {"readout", "/robots.txt", true}, // its groups count together
		{"READOUT", "/page/1", true}, {"somebody", "/page/secret", true}, {"other", "/page", false},
		{"third", "/", true}, {"third", "/private", false}, {"third", "/private/1", false}, {"third", "/private/open/1", true}, {"third", "/Private", true},
		{"third", "/x/y.gif", false}, {"third", "/x/y.gif?z", true}, {"third", "/x.gifs", true}, {"third", "/story?print=1", false}, {"third", "/same/x", true},
		{"third", "/caf\u00e9", false}, {"third", "/caf%c3%a9/x", false}, {"third", "/cafe", true}, {"third", "/a%2Fb", false}, {"third", "/a/b", true}, {"third", "/~joe/x", false},
	} {
		if got := parseRobots([]byte(file), c.agent).allows(c.path); got != c.allowed {
			t.Errorf("%s may fetch %s: %v", c.agent, c.path, got)
		}
	}
	if d := parseRobots([]byte(file), "third").delay; d != 2500*time.Millisecond {
		t.Errorf("delay %v", d)
	}
	if d := parseRobots([]byte("User-agent: *\nCrawl-delay: 86400"), "x").delay; d != maxDelay {
		t.Errorf("delay %v", d)
	}
	for _, nothing := range []string{"", "<html>Not here</html>", "Disallow: /", "User-agent *\nDisallow: /", "User-agent:\nDisallow: /"} {
		if !parseRobots([]byte(nothing), "readout").allows("/a") {
			t.Errorf("%q disallows", nothing)
		}
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"/", "/a", true}, {"/a", "/abc", true}, {"/a$", "/abc", false}, {"/a$", "/a", true}, {"*", "", true}, {"/*/c$", "/a/b/c", true}, {"/*/c$", "/a/b/cd", false}, {"/a*b*c", "/axxbyyc", true},
		{"/a*b*c", "/acb", false}, {"*$", "/x", true}, {"$", "/x", false}, {"/**b", "/ab", true}, {"/a*a$", "/a", false}, {"/a*$", "/a", true}, {"b", "/ab", false}, {"*b", "/ab", true},
	} {
		if got := matches(c.pattern, c.path); got != c.want {
			t.Errorf("%q matches %q: %v", c.pattern, c.path, got)
		}
	}
	start := time.Now()
	matches(strings.Repeat("*a", 100_000)+"b", strings.Repeat("a", 200_000))
	if spent := time.Since(start); spent > 5*time.Second {
		t.Errorf("took %v", spent)
	}
}

// TestManyAgents reads a file whose one group names everybody thousands of times: its rules count once, and its memory is not the product.
func TestManyAgents(t *testing.T) {
	const times = 15_000
	data := strings.Repeat("User-agent: *\nUser-agent: readout\n", times) + strings.Repeat("Allow:/\n", 1000)
	if r := parseRobots([]byte(data), "readout"); len(r.rules) != 1000 {
		t.Errorf("%d rules", len(r.rules))
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /%41"), "/a")
	f.Add([]byte(strings.Repeat("User-agent: *\n", 50)+strings.Repeat("Disallow: /a*\n", 50)), "/a")
	f.Fuzz(func(t *testing.T, data []byte, path string) {
		parseRobots(data, "readout").allows(path)
	})
}
