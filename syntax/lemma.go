package syntax

import (
	"strings"
	"unicode/utf8"

	"github.com/readout-project/readout/linear"
)

// A Rule makes a lemma of a form: Strip bytes go from its end and Add comes there.
type Rule struct {
	Strip int
	Add   string
}

// maxSuffix is the length in bytes of the longest ending that a rule may stand under.
const maxSuffix = 5

// Lemmas holds the lemmas of common words and rules for the endings of all others, both by joint tag.
// It is read-only and safe for concurrent use.
type Lemmas struct {
	known  hashed // wordKey to the number of a lemma
	lemmas []string
	under  hashed // ending and tag to the number of a rule
	rules  []Rule
}

// WordKey is the key of a word, by Token.Lower, and its joint tag in NewLemmas.
func WordKey(lower uint64, tag uint8) uint64 { return uint64(linear.Key2(1, lower, uint64(tag))) }

// EndingKey is the key of an ending, in lower case, and a joint tag in NewLemmas.
func EndingKey(ending string, tag uint8) uint64 {
	h := uint64(len(ending))
	for i := 0; i < len(ending); i++ {
		h = h<<8 | uint64(lowerByte(ending[i]))
	}
	return uint64(linear.Key2(2, h, uint64(tag)))
}

// NewLemmas makes the tables of lemmas by WordKey and of rules by EndingKey.
func NewLemmas(known map[uint64]string, rules map[uint64]Rule) *Lemmas {
	l := &Lemmas{known: newHashed(len(known)), under: newHashed(len(rules))}
	number := map[string]uint32{}
	for _, k := range sortedKeys(known) {
		n, ok := number[known[k]]
		if !ok {
			n = uint32(len(l.lemmas))
			number[known[k]] = n
			l.lemmas = append(l.lemmas, known[k])
		}
		l.known.put(k, n)
	}
	numbers := map[Rule]uint32{}
	for _, k := range sortedKeys(rules) {
		n, ok := numbers[rules[k]]
		if !ok {
			n = uint32(len(l.rules))
			numbers[rules[k]] = n
			l.rules = append(l.rules, rules[k])
		}
		l.under.put(k, n)
	}
	return l
}

// KeepsCase reports whether lemmas of the part of speech are written like their forms.
func KeepsCase(p UPOS) bool {
	return p == PROPN || p == X || p == SYM || p == PUNCT || p == NUM
}

// Lemma returns the lemma of a form with a joint tag. It is a part of the form or a string of the table where it can be.
func (l *Lemmas) Lemma(form string, lower uint64, tag uint8, of Tag) string {
	keep := KeepsCase(of.UPOS)
	if !keep {
		if n, ok := l.known.get(WordKey(lower, tag)); ok {
			lemma := l.lemmas[n]
			if of.UPOS != PRON && strings.ToLower(form) == form { // the treebank may know "council" from names alone
				lemma = strings.ToLower(lemma)
			}
			return lemma
		}
	}
	for n := min(maxSuffix, len(form)-1); n >= 0; n-- {
		id, ok := l.under.get(EndingKey(form[len(form)-n:], tag))
		if !ok {
			continue
		}
		r := l.rules[id]
		stem := form[:len(form)-min(r.Strip, n)]
		if !utf8.ValidString(stem) {
			continue
		}
		if r.Add != "" {
			stem += r.Add
		}
		form = stem
		break
	}
	if keep {
		return form
	}
	return strings.ToLower(form)
}

func (l *Lemmas) append(b []byte) []byte {
	b = l.known.append(b)
	b = appendStrings(b, l.lemmas)
	b = l.under.append(b)
	adds := make([]string, len(l.rules))
	for i, r := range l.rules {
		adds[i] = string(rune('0'+r.Strip)) + r.Add
	}
	return appendStrings(b, adds)
}

func (l *Lemmas) decode(r *reader) {
	known := r.later()
	l.lemmas = r.strings()
	known(&l.known, len(l.lemmas))
	under := r.later()
	adds := r.strings()
	under(&l.under, len(adds))
	l.rules = make([]Rule, len(adds))
	for i, a := range adds {
		if a == "" || a[0] < '0' || a[0] > '0'+maxSuffix {
			r.fail()
			return
		}
		l.rules[i] = Rule{int(a[0] - '0'), a[1:]}
	}
}
