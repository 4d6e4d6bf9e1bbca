package corpus

import (
	"regexp"
	"strconv"
	"strings"
)

// A CorefMention is a mention of GUM's coreference layer: tokens First <= i < End of its document.
type CorefMention struct {
	Group      string // mentions of one thing share it
	Kind       string // person, organization, place, …
	First, End int
	Heads      []int // tokens of the head, one but for coordinations and some names
}

var gumEntity = regexp.MustCompile(`\([^()]*\)?|[^()]+\)`)

// GUMFree reports whether a GUM document's genre is under terms that allow any use.
func GUMFree(id string) bool {
	for _, genre := range []string{"news", "interview", "bio", "voyage", "textbook", "speech", "vlog"} {
		if strings.HasPrefix(id, "GUM_"+genre) {
			return true
		}
	}
	return false
}

// Coreference reads the Entity field of a GUM document's MISC column (Zeldes 2017). Mentions are in the order in
// which they close.
func Coreference(d *TreebankDocument) []CorefMention {
	var out []CorefMention
	open := map[string][]CorefMention{}
	for i, w := range d.Words {
		for misc := range strings.SplitSeq(w.Misc, "|") {
			value, ok := strings.CutPrefix(misc, "Entity=")
			if !ok {
				continue
			}
			for _, part := range gumEntity.FindAllString(value, -1) {
				f := strings.Split(strings.Trim(part, "()"), "-")
				group, _, _ := strings.Cut(f[0], "[")
				if part[0] == '(' {
					m := CorefMention{Group: group, First: i}
					if len(f) > 1 {
						m.Kind = f[1]
					}
					if len(f) > 5 {
						for n := range strings.SplitSeq(f[5], ",") {
							if k, err := strconv.Atoi(n); err == nil && k > 0 {
								m.Heads = append(m.Heads, i+k-1)
							}
						}
					}
					open[group] = append(open[group], m)
				}
				if strings.HasSuffix(part, ")") {
					if n := len(open[group]); n > 0 {
						m := open[group][n-1]
						open[group] = open[group][:n-1]
						m.End = i + 1
						if len(m.Heads) == 0 {
							m.Heads = []int{m.First}
						}
						out = append(out, m)
					}
				}
			}
		}
	}
	return out
}
