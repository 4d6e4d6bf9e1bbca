package article

import (
	"regexp"
	"strings"
)

// datelines: "VIENNA, May 4 (Example Wire) — ", "WASHINGTON (AP) - ", "UNITED NATIONS --".
var datelines = regexp.MustCompile(`^((?:\p{Lu}[\p{Lu}.'’-]+)(?:[ /]\p{Lu}[\p{Lu}.'’-]*){0,3}(?:, (?:\p{Lu}[\p{L}.]+ ?){1,3})?(?:,? (?:` + months + `) \d{1,2}(?:, \d{4})?)?)(?: ?\([^()]{2,40}\))? ?(?:—|–|--?) `)

// dateline returns the place, and the day where it is there, with which the text of an agency begins; "" if there is none.
func dateline(text string) string {
	if m := datelines.FindStringSubmatch(text[:min(len(text), 200)]); m != nil {
		return strings.TrimRight(m[1], " ")
	}
	return ""
}
