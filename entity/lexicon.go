package entity

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

//go:embed data/*.txt
var data embed.FS

// What the lists in data say of words, as bits.
const (
	isMale      uint32 = 1 << iota // first name of men
	isFemale                       // first name of women
	isCountry                      // name of a country
	isDemonym                      // adjective of a country, or its people
	isRegion                       // state, province, part of the world
	isCity                         // city
	isOrg                          // well-known organization
	isOrgWord                      // word of organizations' names
	isPlaceWord                    // word of places' names
	isAddress                      // form of address before a name
	isRole                         // office or profession before a name
	isGroup                        // member or adjective of a party, religion or people
	isParticle                     // lower-case word inside names
	sayMale                        // a title that tells the gender
	sayFemale                      //
	isMonth                        // month, day of the week, holiday
	isWhole                        // an entry ends here: set on every entry
	isPrefix                       // a longer entry goes on from here
	inPhrase                       // set by marks: the word belongs to an entry of several words
	isPronoun                      // pronoun
	isLead                         // lower-case word that may begin a name
)

const nameFlags = isMale | isFemale | isCountry | isDemonym | isRegion | isCity | isOrg | isOrgWord | isPlaceWord |
	isAddress | isRole | isGroup | isParticle | isMonth | inPhrase

// A lexicon is the knowledge in data, by hashes of words in lower case. It is read-only.
type lexicon struct {
	words     table             // chained hash of an entry's words to its bits
	countries map[uint64]uint16 // chained hash of a country's name or adjective to its place in codes
	codes     []string          // ISO 3166-1 alpha-2
	names     []string          // the name to print, parallel to codes
	adjective map[uint64]bool   // entries of countries that are adjectives or peoples
	long      map[uint64]uint64 // chained hash of an acronym or short name to that of the full one
	nick      map[string][]string
	nouns     map[string]noun
	pronouns  map[uint64]pronoun
	roles     map[string]bool     // titles that are roles, in lower case
	orgKinds  map[string][]string // nouns for organizations to the words that tell them in names
	public    map[string]bool     // of those words, the ones that no company has
	knownAs   map[string][]string // names of organizations, in lower case, to nouns for them that the names do not tell
	pairs     map[string]pairNoun // plurals of two who act together
	pairVerbs map[string]bool     // verbs whose subject and object act together
	sayVerbs  map[string]bool     // verbs with which people speak
	firmWords map[string]bool     // words that end companies' names, as they are written
	after     map[string]bool     // letters after a person's name, as they are written
	telling   map[string]string   // words with which more is told of somebody named: n for nouns, m for what modifies them, o for offices
	demanded  map[string]string   // what people want of another, n, and verbs of wanting, v
	signs     map[string][]string // what signs.txt tells by words
	kin       map[string]relation // nouns for what one is to another
	sameRoles map[string][]string // nouns for persons to heads of roles that they describe too
}

// A noun is what nouns.txt says of a lemma.
type noun struct {
	kind   readout.EntityKind
	gender gender
	either bool // names organizations as well as persons
}

const maxPhrase = 7 // words of the longest entry

const chainMul = 0x9E3779B97F4A7C15

// chain mixes the hash of one more word into that of the words before it.
func chain(h, lower uint64) uint64 {
	h = (h ^ lower) * chainMul
	return h ^ h>>29
}

// lexiconOf returns the embedded lexicon, made on first use.
var lexiconOf = sync.OnceValues(func() (*lexicon, error) {
	l := &lexicon{countries: map[uint64]uint16{}, adjective: map[uint64]bool{}, long: map[uint64]uint64{},
		nick: map[string][]string{}, nouns: map[string]noun{}, pronouns: map[uint64]pronoun{}, roles: map[string]bool{},
		orgKinds: map[string][]string{}, public: map[string]bool{}, pairs: map[string]pairNoun{}, knownAs: map[string][]string{}, pairVerbs: map[string]bool{}, after: map[string]bool{}, sayVerbs: map[string]bool{}, sameRoles: map[string][]string{}, telling: map[string]string{}, firmWords: map[string]bool{}, signs: map[string][]string{}, kin: map[string]relation{}, demanded: map[string]string{}}
	var e entries
	simple := func(file string, bits uint32) error {
		return each(file, func(f []string) error { e.add(f[0], bits, nil); return nil })
	}
	first := func(file string, bits uint32, also func(f []string, h uint64)) error {
		return each(file, func(f []string) error {
			e.add(f[0], bits, func(h uint64) {
				if also != nil {
					also(f, h)
				}
			})
			return nil
		})
	}
	steps := []func() error{
		func() error { return simple("org_words", isOrgWord) },
		func() error { return simple("place_words", isPlaceWord) },
		func() error {
			return each("particles", func(f []string) error {
				bits := isParticle
				if len(f) > 1 {
					bits |= isLead
				}
				e.add(f[0], bits, nil)
				return nil
			})
		},
		func() error { return simple("groups", isGroup) },
		func() error { return simple("calendar", isMonth) },
		func() error { return first("cities", isCity, nil) },
		func() error {
			return each("regions", func(f []string) error {
				e.add(f[0], isRegion, nil)
				for _, short := range list(f, 2) {
					e.add(short, isRegion, nil)
				}
				return nil
			})
		},
		func() error {
			return each("first_names", func(f []string) error {
				name, g, _ := strings.Cut(f[0], " ")
				bits := isMale | isFemale
				switch g {
				case "m":
					bits = isMale
				case "f":
					bits = isFemale
				case "u":
				default:
					return fmt.Errorf("gender %q of %s", g, name)
				}
				e.add(name, bits, nil)
				return nil
			})
		},
		func() error { return each("countries", func(f []string) error { return l.country(&e, f) }) },
		func() error {
			return each("organizations", func(f []string) error { l.organization(&e, f); return nil })
		},
		func() error { return each("titles", func(f []string) error { return l.title(&e, f) }) },
		func() error {
			return each("nicknames", func(f []string) error {
				if len(f) < 2 {
					return fmt.Errorf("no long form of %s", f[0])
				}
				short := strings.ToLower(f[0])
				l.nick[short] = append(l.nick[short], strings.ToLower(f[1]))
				return nil
			})
		},
		func() error { return each("nouns", l.noun) },
		func() error {
			return each("either_nouns", func(f []string) error {
				n := l.nouns[f[0]]
				if n.kind == "" {
					n.kind = readout.Person
				}
				n.either = true
				l.nouns[f[0]] = n
				return nil
			})
		},
		func() error {
			return each("org_kinds", func(f []string) error {
				l.orgKinds[f[0]] = list(f, 1)
				for _, w := range list(f, 1) {
					l.public[w] = l.public[w] || len(f) > 2
				}
				return nil
			})
		},
		func() error {
			return each("known_kinds", func(f []string) error {
				for _, name := range list(f, 1) {
					l.knownAs[name] = append(l.knownAs[name], f[0])
				}
				return nil
			})
		},
		func() error { return each("pair_nouns", l.pairNoun) },
		func() error {
			return each("pair_verbs", func(f []string) error { l.pairVerbs[f[0]] = true; return nil })
		},
		func() error {
			return each("say_verbs", func(f []string) error { l.sayVerbs[f[0]] = true; return nil })
		},
		func() error {
			return each("after_names", func(f []string) error { l.after[f[0]] = true; return nil })
		},
		func() error {
			return each("telling", func(f []string) error {
				if len(f) < 2 || f[1] != "n" && f[1] != "m" && f[1] != "o" {
					return fmt.Errorf("want word | n, m or o, got %q", strings.Join(f, " | "))
				}
				l.telling[f[0]] = f[1]
				return nil
			})
		},
		func() error {
			return each("demanded", func(f []string) error {
				if len(f) < 2 || f[1] != "n" && f[1] != "v" {
					return fmt.Errorf("want word | n or v, got %q", strings.Join(f, " | "))
				}
				l.demanded[f[0]] = f[1]
				return nil
			})
		},
		func() error {
			return each("company_words", func(f []string) error { l.firmWords[f[0]] = true; return nil })
		},
		func() error {
			return each("signs", func(f []string) error { l.signs[f[0]] = list(f, 1); return nil })
		},
		func() error {
			return each("kin", func(f []string) error { l.kin[f[0]] = relation{list(f, 1), len(f) > 2}; return nil })
		},
		func() error {
			return each("same_roles", func(f []string) error { l.sameRoles[f[0]] = list(f, 1); return nil })
		},
		func() error { return each("pronouns", func(f []string) error { return l.pronoun(&e, f) }) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	l.words = e.table()
	return l, nil
})

// each calls f with the columns of every line of a list; # begins a comment.
func each(file string, f func(columns []string) error) error {
	b, err := data.ReadFile("data/" + file + ".txt")
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		columns := strings.Split(line, "|")
		for i := range columns {
			columns[i] = strings.TrimSpace(columns[i])
		}
		if err := f(columns); err != nil {
			return fmt.Errorf("entity: data/%s.txt:%d: %w", file, n, err)
		}
	}
	return nil
}

// list returns the parts of a column between commas.
func list(columns []string, i int) []string {
	if i >= len(columns) || columns[i] == "" {
		return nil
	}
	parts := strings.Split(columns[i], ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func (l *lexicon) country(e *entries, f []string) error {
	names := list(f, 1)
	if len(f[0]) != 2 || len(names) == 0 {
		return fmt.Errorf("want CODE | names | adjectives, got %q", strings.Join(f, " | "))
	}
	at := uint16(len(l.codes))
	l.codes, l.names = append(l.codes, f[0]), append(l.names, names[0])
	for _, n := range names {
		e.add(n, isCountry, func(h uint64) { l.countries[h] = at })
	}
	for _, n := range list(f, 2) {
		e.add(n, isDemonym, func(h uint64) { l.countries[h] = at; l.adjective[h] = true })
	}
	return nil
}

func (l *lexicon) organization(e *entries, f []string) {
	e.add(f[0], isOrg, func(full uint64) {
		for _, short := range list(f, 1) {
			e.add(short, isOrg, func(h uint64) {
				if _, ok := l.long[h]; !ok {
					l.long[h] = full
				}
			})
		}
	})
}

func (l *lexicon) title(e *entries, f []string) error {
	if len(f) < 3 {
		return fmt.Errorf("want title | gender | s or r, got %q", strings.Join(f, " | "))
	}
	bits := isAddress
	if f[2] == "r" {
		bits = isRole
		l.roles[strings.ToLower(f[0])] = true
	}
	switch f[1] {
	case "m":
		bits |= sayMale
	case "f":
		bits |= sayFemale
	}
	e.add(f[0], bits, nil)
	return nil
}

// is reports whether a word is one by which signs.txt tells a thing.
func (l *lexicon) is(what, word string) bool { return slices.Contains(l.signs[what], word) }

// nounOf returns what is known of a noun, its lemma in lower case.
func (l *lexicon) nounOf(lemma string) (noun, bool) {
	n, ok := l.nouns[lemma]
	if ok {
		return n, true
	}
	for _, end := range l.signs["person ends"] {
		if strings.HasSuffix(lemma, end) && len(lemma) > len(end) {
			return noun{kind: readout.Person}, true
		}
	}
	return noun{}, false
}

func (l *lexicon) noun(f []string) error {
	if len(f) < 2 {
		return fmt.Errorf("no kind of %s", f[0])
	}
	n := noun{kind: readout.EntityKind(f[1])}
	switch n.kind {
	case readout.Person, readout.Organization, readout.Group, readout.Document, readout.Country, readout.Place:
	default:
		return fmt.Errorf("kind %q of %s", f[1], f[0])
	}
	if len(f) > 2 {
		switch f[2] {
		case "m":
			n.gender = male
		case "f":
			n.gender = female
		}
	}
	l.nouns[f[0]] = n
	return nil
}

// entries collects what the lists say until all their words can be cut to tokens in one go.
type entries struct {
	lines []entry
}

type entry struct {
	words string
	bits  uint32
	then  func(h uint64)
}

func (e *entries) add(words string, bits uint32, then func(h uint64)) {
	e.lines = append(e.lines, entry{words, bits, then})
}

// table cuts the entries to tokens as text.New does, and chains their hashes. An entry's callback may add more.
func (e *entries) table() table {
	bits := map[uint64]uint32{}
	for len(e.lines) > 0 {
		lines := e.lines
		e.lines = nil
		var b strings.Builder
		ends := make([]int, len(lines))
		for i, x := range lines {
			b.WriteString(x.words)
			ends[i] = b.Len()
			b.WriteString(" it\n\n") // so that no entry ends a sentence
		}
		d := text.New(b.String())
		t := 0
		for i, x := range lines {
			h := uint64(0)
			for ; t < len(d.Tokens) && d.Tokens[t].Start < ends[i]; t++ {
				if h != 0 {
					bits[h] |= isPrefix
				}
				h = chain(h, d.Tokens[t].Lower)
			}
			for ; t < len(d.Tokens) && (i+1 == len(lines) || d.Tokens[t].Start < ends[i]+len(" it\n\n")); t++ {
			}
			bits[h] |= x.bits | isWhole
			if x.then != nil {
				x.then(h)
			}
		}
	}
	return newTable(bits)
}

// marks writes for each token of the document what the lists say of it, alone or within an entry of several words.
func (l *lexicon) marks(d *text.Doc, out []uint32) {
	clear(out)
	for i := range d.Tokens {
		h := uint64(0)
		best, end := uint32(0), 0
		for j := i; j < len(d.Tokens) && j < i+maxPhrase; j++ {
			h = chain(h, d.Tokens[j].Lower)
			b := l.words.get(h)
			if b&isWhole != 0 {
				if j == i {
					out[i] |= b &^ (isWhole | isPrefix)
				} else {
					best, end = b, j+1
				}
			}
			if b&isPrefix == 0 {
				break
			}
		}
		for j := i; j < end; j++ {
			out[j] |= best&^(isWhole|isPrefix) | inPhrase
		}
	}
}

// hash chains the words of a range of tokens.
func hash(d *text.Doc, first, end int) uint64 {
	h := uint64(0)
	for i := first; i < end; i++ {
		h = chain(h, d.Tokens[i].Lower)
	}
	return h
}
