package fetch

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxRobots is how many bytes of a robots.txt are read; RFC 9309 wants 500 KiB at least.
const maxRobots = 512 << 10

// maxDelay bounds the pause that a robots.txt may ask for.
const maxDelay = 30 * time.Second

// A robots holds what a robots.txt tells one crawler.
type robots struct {
	rules []rule
	delay time.Duration // Crawl-delay, which RFC 9309 does not have but many sites do
	none  bool          // the file could not be had, which disallows everything
	why   Reason        // of none
	msg   string        // of none
}

type rule struct {
	pattern string // of a path and query, normalised
	allow   bool
}

// parseRobots reads a robots.txt for the crawler with the product token. The groups that name it count together; where
// none does, those of "*".
func parseRobots(data []byte, agent string) *robots {
	data = bytes.TrimPrefix(data[:min(len(data), maxRobots)], []byte("\xef\xbb\xbf"))
	var own, all robots
	named := false
	var into []*robots // each once, however often a group names it
	add := func(r *robots) {
		if !slices.Contains(into, r) {
			into = append(into, r)
		}
	}
	inRules := true // the next user-agent line begins a group
	for line := range strings.FieldsFuncSeq(string(data), func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			if inRules {
				into, inRules = nil, false
			}
			switch token := productToken(value); {
			case value == "*":
				add(&all)
			case token != "" && strings.EqualFold(token, agent):
				named = true
				add(&own)
			}
		case "allow", "disallow":
			inRules = true
			if value == "" {
				continue // allows or disallows nothing
			}
			for _, r := range into {
				r.rules = append(r.rules, rule{normalPath(value), strings.EqualFold(strings.TrimSpace(key), "allow")})
			}
		case "crawl-delay":
			inRules = true
			if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 {
				for _, r := range into {
					r.delay = time.Duration(min(seconds, maxDelay.Seconds()) * float64(time.Second))
				}
			}
		}
	}
	if named {
		return &own
	}
	return &all
}

// productToken returns the letters, "-" and "_" with which a user-agent line begins.
func productToken(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
	if end < 0 {
		return s
	}
	return s[:end]
}

// allows reports whether the path with its query may be fetched: by the longest rule that fits, and where two
// are as long, by the one that allows.
func (r *robots) allows(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	if r.none {
		return false
	}
	path = normalPath(path)
	best, allowed := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); (n > best || n == best && rule.allow) && matches(rule.pattern, path) {
			best, allowed = n, rule.allow
		}
	}
	return allowed
}

// matches reports whether a path begins with what a pattern says, in which "*" stands for any bytes and "$" at the end
// for the end of the path. Its time is bounded by the product of their lengths.
func matches(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	rest := path[len(parts[0]):]
	for i, part := range parts[1:] {
		if anchored && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		k := strings.Index(rest, part)
		if k < 0 {
			return false
		}
		rest = rest[k+len(part):]
	}
	return !anchored || rest == ""
}

// normalPath writes the percent-encoding of a path in one way: in capitals, for bytes beyond ASCII, and not for
// letters, digits and "-._~".
func normalPath(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				i += 2
				if d := byte(n); d >= 'a' && d <= 'z' || d >= 'A' && d <= 'Z' || d >= '0' && d <= '9' || strings.IndexByte("-._~", d) >= 0 {
					b.WriteByte(d)
				} else {
					b.WriteByte('%')
					b.WriteByte(hex[d>>4])
					b.WriteByte(hex[d&15])
				}
				continue
			}
		}
		if c <= ' ' || c >= 0x7f {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
