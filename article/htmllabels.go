package article

import (
	"regexp"
	"strings"
)

// speakerLabel is a name, with what somebody is before or behind it, and a colon.
var speakerLabel = regexp.MustCompile(`^\p{Lu}[\p{L}\p{M}.'’-]*(?:,? (?:\p{Lu}[\p{L}\p{M}.'’-]*|of|the|de|da|di|van|von|der|al|and|for|&|\([^()]{1,30}\))){0,9}:$`)

// joinLabels puts the labels of a transcript before what was said, where each is a block of its own. A transcript is where there are three such labels, and
// one of them stands twice, or where three labels are in capitals, whether what was said stands behind them or below.
func joinLabels(lines []block) []block {
	seen, alone, loud, again := map[string]bool{}, 0, 0, false
	for k := range lines {
		text := lines[k].text
		label := text[:strings.IndexByte(text, ':')+1]
		if !isLabel(label) {
			continue
		}
		if label == strings.ToUpper(label) {
			loud++
		}
		if label == text {
			alone++
			again = again || seen[text]
			seen[text] = true
		}
	}
	if alone == 0 || loud < 3 && (alone < 3 || !again) {
		return lines
	}
	var out []block
	for k := 0; k < len(lines); k++ {
		b := lines[k]
		if k+1 < len(lines) && isLabel(b.text) && !lines[k+1].heading() && !lines[k+1].note && !isLabel(lines[k+1].text) {
			k++
			b.text += " " + lines[k].text
			b.atom, b.to = lines[k].atom, lines[k].to
		}
		out = append(out, b)
	}
	return out
}

func isLabel(line string) bool {
	return len(line) <= 80 && strings.HasSuffix(line, ":") && speakerLabel.MatchString(line)
}
