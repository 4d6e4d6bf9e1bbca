package place

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A hold is a place that the words beside a name say it lies in, and what kind of place the words call it.
type hold struct {
	in   []Entry // countries, divisions, counties; one of them
	sure bool    // after a comma or a possessive, not a word farther off
	kind Kind    // Unknown where nothing is said
	many bool    // the name is one of several of which "counties" is said
}

// context is how many bytes beside a name are read, at most.
const context = 120

func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := len(s) - n; i < len(s); i++ {
		if utf8.RuneStart(s[i]) {
			return s[i:]
		}
	}
	return ""
}

// beside reads the words right before and after a name: ", Texas", "Turkish city of", "Iraq's", " state".
func (g *Gazetteer) beside(before, after string) hold {
	before, after = tail(before, context), head(after, context)
	h := g.behind(after)
	if h.many = counties(after); h.many {
		h.kind = County
	}
	if h.in == nil || h.kind == Unknown {
		b := g.ahead(before)
		if h.in == nil {
			h.in, h.sure = b.in, b.sure
		}
		if h.kind == Unknown {
			h.kind = b.kind
		}
	}
	return h
}

// calls are the words that tell a kind of place.
var calls = map[string]Kind{
	"city": Town, "town": Town, "village": Town, "port": Town, "resort": Town, "suburb": Town, "capital": Town, "hamlet": Town, "community": Town,
	"hub": Town, "enclave": Town, "stronghold": Town, "neighborhood": Section, "neighbourhood": Section, "state": Province, "province": Province, "region": Province,
	"republic": Country, "country": Country, "nation": Country, "kingdom": Country, "island": Island, "county": County, "parish": County,
}

// offices are words after the name of a country or division, or of a town, that tell which.
var offices = map[string]Kind{
	"Gov": Province, "Governor": Province, "Premier": Province, "Legislature": Province, "lawmakers": Province, "legislators": Province, "lawmaker": Province,
	"Senate": Province, "Mayor": Town, "Lieutenant": Province, "Lt": Province, "Department": Province, "Attorney": Province, "Supreme": Province,
	"Sen": Province, "Rep": Province, "Republican": Province, "Democrat": Province, "Assembly": Province, "voters": Province, "law": Province,
	"State": Province, "Province": Province, "County": County, "mayor": Town, "City": Town, "Mayors": Town, "metro": Town, "suburb": Town, "residents": Unknown,
}

// counties reports whether the text after a name goes on with more names and "counties".
func counties(after string) bool {
	rest := strings.TrimLeft(after, " \u00a0")
	for range 12 {
		word, more, _ := strings.Cut(strings.TrimLeft(rest, " \u00a0"), " ")
		bare := strings.TrimRight(word, ",.;:")
		switch {
		case bare == "counties" || bare == "Counties" || bare == "parishes":
			return rest != after
		case bare == "and" || bare == "or" || bare == "&" || bare == "":
			if word == "" {
				return false
			}
		case bare[0] < 'A' || bare[0] > 'Z' || strings.HasSuffix(word, ".") && len(word) > 4:
			return false
		}
		rest = more
	}
	return false
}

// behind reads what follows a name.
func (g *Gazetteer) behind(after string) hold {
	var h hold
	rest := strings.TrimLeft(after, " \u00a0")
	if word, _, _ := strings.Cut(rest, " "); word != "" && word[0] >= 'a' && word[0] <= 'z' {
		switch strings.TrimRight(word, ".,;:") {
		case "state", "province", "county", "city":
			h.kind = calls[strings.TrimRight(word, ".,;:")]
		case "in":
			h.in, _ = g.holder(rest[len("in"):])
			return h
		default:
			h.kind = offices[strings.TrimRight(word, ".,;:")]
		}
		return h
	}
	if rest == "" || rest[0] != ',' && rest[0] != '(' {
		word, _, _ := strings.Cut(rest, " ")
		h.kind = offices[strings.TrimRight(word, ".,;:")]
		return h
	}
	text := rest[1:]
	in, n := g.holder(text)
	if in == nil {
		return h
	}
	rest = text[n:]
	// "Georgia, Texas and Alabama" is a list; "Paris, Texas, and" and "Paris, Texas, U.S." need not be.
	if tail := strings.TrimLeft(rest, " \u00a0"); n > 0 && text[n-1] != '.' &&
		(strings.HasPrefix(tail, "and ") || strings.HasPrefix(tail, "or ") || strings.HasPrefix(tail, "& ")) {
		return h
	}
	if strings.HasPrefix(rest, ",") {
		if next, _ := g.holder(rest[1:]); next != nil && !(next[0].Kind == Country && in[0].Kind != Country && next[0].Country == in[0].Country) {
			return h
		}
	}
	h.in, h.sure = in, true
	return h
}

// holder returns the country, division or county whose name the text begins with, the longest of up to
// four words, and where it ends.
func (g *Gazetteer) holder(text string) ([]Entry, int) {
	start := len(text) - len(strings.TrimLeft(text, " \u00a0"))
	var ends [4]int
	n := 0
	for i := start; i < len(text) && n < len(ends); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsUpper(r) && !(n > 0 && (strings.HasPrefix(text[i:], "of ") || strings.HasPrefix(text[i:], "and ") || strings.HasPrefix(text[i:], "the "))) {
			break
		}
		j := i + size
		for j < len(text) && !strings.ContainsRune("  ,;:()—–\"“”!?\n\t\u00a0", rune(text[j])) {
			j++
		}
		ends[n] = j
		n++
		if j == len(text) || text[j] != ' ' {
			break
		}
		i = j + 1
	}
	for n--; n >= 0; n-- {
		name := text[start:ends[n]]
		if in := g.holders(name); in != nil {
			return in, ends[n]
		}
		for _, s := range []string{".", "'s", "’s"} {
			if short, ok := strings.CutSuffix(name, s); ok {
				if in := g.holders(short); in != nil {
					return in, ends[n] - len(s)
				}
			}
		}
	}
	return nil, 0
}

// holders returns the countries, divisions and counties of a name.
func (g *Gazetteer) holders(name string) []Entry {
	var in []Entry
	for _, e := range g.lookup(nil, name, 1<<Country|1<<Province|1<<County) {
		if !e.Adjective && (e.Kind == Country || e.Kind == Province && (e.Country != "" && e.Rank > 0) || e.Kind == County ||
			(e.Kind == Region || e.Kind == Island) && e.Country != "") {
			in = append(in, e)
		}
	}
	return in
}

// ahead reads what stands before a name.
func (g *Gazetteer) ahead(before string) hold {
	var h hold
	words := strings.Fields(before)
	if len(words) > 7 {
		words = words[len(words)-7:]
	}
	n := len(words)
	if n == 0 {
		return h
	}
	last := words[n-1]
	for _, s := range []string{"'s", "’s", "s'", "s’"} {
		if short, ok := strings.CutSuffix(last, s); ok {
			if s[0] == 's' {
				short += "s"
			}
			h.in = g.origin(words[:n-1], short)
			h.sure = h.in != nil
			return h
		}
	}
	// "Turkish city of", "the Iraqi capital,", "in Syria's northern province of"
	k, of := n, last == "of"
	if of || last == "," {
		k--
	}
	if k == 0 {
		return h
	}
	call := strings.TrimRight(words[k-1], ",")
	if of {
		call = strings.ToLower(call) // "the Republic of", but not "Oaxaca State,"
	}
	kind, ok := calls[call]
	if !ok {
		return h
	}
	h.kind = kind
	for i := k - 2; i >= max(0, k-5); i-- {
		if strings.ContainsAny(words[i], ".;") && !isAbbreviation(words[i]) {
			break
		}
		word := strings.TrimSuffix(strings.TrimSuffix(words[i], "'s"), "’s")
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) {
			continue
		}
		if h.in = g.origin(words[:i], word); h.in != nil {
			return h
		}
	}
	return h
}

// origin returns the countries and divisions that a word, or it and the one before, names or is the
// adjective of.
func (g *Gazetteer) origin(words []string, word string) []Entry {
	if n := len(words); n > 0 {
		if in := g.origins(words[n-1] + " " + word); in != nil {
			return in
		}
	}
	return g.origins(word)
}

func (g *Gazetteer) origins(name string) []Entry {
	var in []Entry
	for _, e := range g.lookup(nil, name, 1<<Province|1<<Town) {
		if e.Kind == Country || e.Kind == Province && (e.Adjective || e.Rank > 0) || e.Kind == Region && e.Country != "" ||
			e.Kind == Town && e.Rank > 120 {
			in = append(in, e)
		}
	}
	return in
}

// holds reports whether an entry lies in one of the places of h.
func (h *hold) holds(e *Entry) bool {
	for i := range h.in {
		in := &h.in[i]
		switch in.Kind {
		case Province:
			if e.Admin == in.Admin && e.Kind != Province {
				return true
			}
		case County:
			if e.Admin == in.Admin && e.Kind != Province && e.Kind != County && distance(e, in) < 100 {
				return true
			}
		case Town:
			if e.Country == in.Country && e.Kind != Country && e.Kind != Province && distance(e, in) < 60 {
				return true
			}
		default:
			if e.Country == in.Country && e.Kind != Country {
				return true
			}
		}
	}
	return false
}
