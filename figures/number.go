package figures

import (
	"regexp"
	"strconv"
	"strings"
)

const (
	small  = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety`
	powers = `hundred|thousand|million|billion|trillion|dozen`
)

// written finds numbers: in digits, with the sign of a currency before them or a power behind them, or in letters.
var written = regexp.MustCompile(`(?i)([$€£¥])?(?:(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:\s?(bn|m|k)\b| (` + powers + `)\b)?|\b((?:half a |a )?(?:` + small + `|` + powers + `)(?:[ -](?:and )?(?:` + small + `|` + powers + `))*)\b)`)

var values = func() map[string]float64 {
	out := map[string]float64{"a": 1, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "k": 1e3, "m": 1e6, "bn": 1e9}
	for i, w := range strings.Split(small, "|") {
		if i < 20 {
			out[w] = float64(i + 1)
		} else {
			out[w] = float64(10 * (i - 17))
		}
	}
	return out
}()

// value returns what a match of written is worth.
func value(parts []string) (float64, bool) {
	if parts[2] != "" {
		v, err := strconv.ParseFloat(strings.ReplaceAll(parts[2], ",", "")+parts[3], 64)
		if err != nil {
			return 0, false
		}
		for _, power := range parts[4:6] {
			if p := values[strings.ToLower(power)]; p > 0 {
				v *= p
			}
		}
		return v, true
	}
	sum, part := 0.0, 0.0
	for w := range strings.FieldsFuncSeq(strings.ToLower(parts[6]), func(r rune) bool { return r == ' ' || r == '-' }) {
		v := values[w]
		switch {
		case w == "and" || w == "half":
		case v >= 1e3:
			sum, part = sum+max(1, part)*v, 0
		case v == 100 || w == "dozen":
			part = max(1, part) * v
		default:
			part += v
		}
	}
	if sum += part; strings.HasPrefix(strings.ToLower(parts[6]), "half a ") {
		sum /= 2
	}
	return sum, sum > 0
}
