package ledger

// numerals are numbers in letters, as folded words have them. "One" is none: it is a pronoun as a rule.
var numerals = map[string]float64{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
	"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "first": 1, "second": 2, "third": 3, "fourth": 4,
	"fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "zero": 0}

var powers = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

// Numeral returns the number that a folded word is, cardinal or ordinal.
func Numeral(word string) (n float64, ok bool) {
	n, ok = numerals[word]
	return n, ok
}

// A Sum is a number as far as it is told, word by word: "forty thousand", "two hundred and six", "3.5 million".
type Sum struct{ before, last float64 } // what comes before a power of a thousand, and the rest

// NewSum begins a number.
func NewSum(first float64) Sum { return Sum{last: first} }

// Value returns the number.
func (s *Sum) Value() float64 { return s.before + s.last }

// Take adds the next folded word, of which one more may be given, and reports whether the number goes on with it.
func (s *Sum) Take(word, after string) bool {
	n, spelled := numerals[word]
	switch p := powers[word]; {
	case p == 100:
		s.last *= p
	case p > 100:
		s.before, s.last = s.before+s.last*p, 0
	case word == "one" && s.last >= 20 && s.last < 100:
		s.last++
	case spelled && (s.last >= 20 && s.last < 100 && n < 10 || s.last >= 100 && n < 100 || s.last == 0 && s.before > 0):
		s.last += n
	case word == "and" && s.last >= 100 && numerals[after] > 0:
	default:
		return false
	}
	return true
}
