package entity

import (
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/text"
)

// NamesFile holds the weights of the name models in the folder of a language.
const NamesFile = "entity_names.bin"

// A NameFinder finds the names of persons, organizations, places, groups and other things. A first model reads
// the stretches of capitalized words one by one; a second one reads them again, and sees how the first has
// read the same words elsewhere in the document. It is safe for concurrent use.
type NameFinder struct {
	lex           *lexicon
	know          *Clusters
	first, second *linear.Chain
	room          sync.Pool // of *nameRoom
}

type nameRoom struct {
	words   Words
	lattice linear.Lattice
	keys    []linear.Key
	tags    []uint8
	last    []bool // of each type: it ends a person's name of several words
}

// NewNameFinder makes a finder of word classes and two trained chains.
func NewNameFinder(know *Clusters, first, second *linear.Chain) (*NameFinder, error) {
	lex, err := lexiconOf()
	if err != nil {
		return nil, err
	}
	if first.Classes != NameTags || second.Classes != NameTags {
		return nil, fmt.Errorf("entity: name models of %d and %d tags; want %d", first.Classes, second.Classes, NameTags)
	}
	f := &NameFinder{lex: lex, know: know, first: first, second: second}
	f.room.New = func() any { return new(nameRoom) }
	return f, nil
}

// LoadNames reads the name models of a language.
func LoadNames(fsys fs.FS) (*NameFinder, error) {
	b, err := fs.ReadFile(fsys, NamesFile)
	if err != nil {
		return nil, fmt.Errorf("entity: %w", err)
	}
	know, b, err := decodeClusters(b)
	if err != nil {
		return nil, fmt.Errorf("entity: %s: %w", NamesFile, err)
	}
	first, b, err := linear.DecodeChain(b)
	if err != nil {
		return nil, fmt.Errorf("entity: %s: %w", NamesFile, err)
	}
	second, _, err := linear.DecodeChain(b)
	if err != nil {
		return nil, fmt.Errorf("entity: %s: %w", NamesFile, err)
	}
	return NewNameFinder(know, first, second)
}

// WriteTo writes the models; LoadNames reads them.
func (f *NameFinder) WriteTo(w io.Writer) (int64, error) {
	sum := int64(0)
	for _, part := range []io.WriterTo{f.know, f.first, f.second} {
		n, err := part.WriteTo(w)
		sum += n
		if err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// Find returns the names of the document, in order, none within another.
func (f *NameFinder) Find(d *text.Doc) []Name {
	r := f.room.Get().(*nameRoom)
	defer f.room.Put(r)
	w := &r.words
	w.prepare(d, f.lex, f.know)
	for _, s := range w.Stretches {
		r.decode(f.first, s, false)
		w.Vote(s, r.tags)
	}
	w.Count()
	for _, s := range w.Stretches {
		r.decode(f.second, s, true)
		w.Vote(s, r.tags)
	}
	r.recall()
	r.spelled()
	var names []Name
	for _, s := range w.Stretches {
		names = f.spell(names, d, s.First, w.tags[s.First:s.End], w.marks)
	}
	w.d = nil
	return nicknamed(names, d)
}

// recall takes words that the models passed over for names: lone capitalized words that end the name of a person in
// the same document and never stand in lower case, and acronyms that the lists know.
func (r *nameRoom) recall() {
	w := &r.words
	d := w.d
	r.last = sized(r.last, len(w.kinds))
	clear(r.last)
	begin := NameTag(readout.Person, false)
	for _, s := range w.Stretches {
		for i := s.First + 1; i < s.End; i++ {
			if w.tags[i] == begin+1 && (i+1 == s.End || w.tags[i+1] != begin+1) && capitalized(d.Form(i)) {
				r.last[w.word[i].kind] = true
			}
		}
	}
	for _, s := range w.Stretches {
		for i := s.First + 1; i+1 < s.End; i++ {
			r.owned(s, i)
		}
		for i := s.First; i < s.End; i++ {
			k := w.word[i].kind
			if w.tags[i] == 0 && w.marks[i]&(isOrg|inPhrase) == isOrg && w.caps[s.sentence] == capsNormal && acronym(d.Form(i)) {
				w.tags[i] = NameTag(readout.Organization, false)
			}
			if w.tags[i] == 0 && r.last[k] && w.kinds[k]&docLower == 0 && w.caps[s.sentence] != capsAll && capitalized(d.Form(i)) &&
				w.marks[i]&(isMonth|isCountry|isDemonym|isRole|isAddress) == 0 &&
				(i == s.First || w.tags[i-1] == 0 && !capitalized(d.Form(i-1))) && (i+1 == s.End || w.tags[i+1] == 0 && !capitalized(d.Form(i+1))) {
				w.tags[i] = begin
			}
		}
	}
}

// owned makes one name of what stands around the apostrophe of a plural at token i where it is called a union, a league or the
// like: "the Rail Workers' Union".
func (r *nameRoom) owned(s Stretch, i int) {
	w := &r.words
	d := w.d
	if form := d.Form(i); form != "'" && form != "’" || w.caps[s.sentence] != capsNormal || w.marks[i+1]&isOrgWord == 0 || !capitalized(d.Form(i+1)) {
		return
	}
	first := i
	for first > s.First && capitalized(d.Form(first-1)) && !strings.EqualFold(d.Form(first-1), "the") {
		first--
	}
	if first == i || !strings.HasSuffix(d.Form(i-1), "s") || adjacent(d, i) {
		return
	}
	tag := NameTag(readout.Organization, false)
	w.tags[first] = tag
	for t := first + 1; t <= i+1; t++ {
		w.tags[t] = tag + 1
	}
}

// acronym reports whether a form is three capitals or more.
func acronym(form string) bool {
	for i := 0; i < len(form); i++ {
		if form[i] < 'A' || form[i] > 'Z' {
			return false
		}
	}
	return len(form) > 2
}

// decode writes the best tags of a stretch to r.tags.
func (r *nameRoom) decode(c *linear.Chain, s Stretch, second bool) {
	n := s.End - s.First
	r.lattice.Reset(c, n)
	for i := range n {
		r.keys = r.words.Keys(r.keys[:0], s, s.First+i, second)
		r.lattice.Set(c, i, r.keys)
	}
	r.tags = sized(r.tags, n)
	r.lattice.Viterbi(c, r.tags)
}

// spell turns tags into names. A place or group that the lists know as a country is one.
// Days and months are none.
func (f *NameFinder) spell(out []Name, d *text.Doc, first int, tags []uint8, marks []uint32) []Name {
	for i := 0; i < len(tags); {
		if tags[i] == 0 {
			i++
			continue
		}
		j := i + 1
		for j < len(tags) && tags[j] == (tags[i]+1)&^1 {
			j++
		}
		n := Name{First: first + i, End: first + j, Kind: NameKinds[(tags[i]-1)/2]}
		trimmed(&n, d)
		if f.company(&n, d, marks) {
			n.Kind = readout.Organization
		}
		for n.First < n.End && marks[n.First]&(isParticle|isLead) == isParticle && !capitalized(d.Form(n.First)) {
			n.First++
		}
		for n.End > n.First && marks[n.End-1]&isParticle != 0 && !capitalized(d.Form(n.End-1)) {
			n.End--
		}
		for n.Kind == readout.Person && n.End-n.First > 2 && f.lex.after[d.Form(n.End-1)] {
			n.End--
		}
		if n.Kind == readout.Person && f.lex.is("storm", d.Form(n.First)) {
			n.Kind = readout.Other
		}
		if n.Kind == readout.Person && n.End-n.First == 1 && vessel(d, marks, n.First) {
			n.Kind = readout.Other
		}
		if n.Kind == readout.Person && n.End < len(marks) && titleGoesOn(d, marks, n.End) { // "Northvale Chief | Executive"
			n.End--
			if marks[n.First]&(isMale|isFemale) == 0 {
				n.Kind = readout.Organization
			}
		}
		if n.Kind == readout.Person && n.End-n.First == 2 && f.lex.nouns[strings.ToLower(d.Form(n.First))].either {
			n.First++ // "Rival Pemberton"
		}
		if n.Kind == readout.Person && n.End-n.First == 1 && f.lex.nouns[strings.ToLower(d.Form(n.First))].either && n.End < len(d.Tokens) && !capitalized(d.Form(n.End)) {
			n.End = n.First // "Rival bidder Norvia"
		}
		if n.Kind == readout.Person && n.End-n.First == 2 && marks[n.First]&(isAddress|isRole) == isAddress && marks[n.First+1]&(isRole|isMale|isFemale) == isRole {
			n.End = n.First // "Mr. President"
		}
		if n.End-n.First == 1 && len(d.Form(n.First)) == 1 { // the "Q" of questions is nobody; networks may be called "X"
			if marks[n.First]&isOrg == 0 {
				n.End = n.First
			} else {
				n.Kind = readout.Organization
			}
		}
		if n.End-n.First == 1 && marks[n.First]&(isRole|isOrg|isOrgWord) == isRole && (n.Kind == readout.Organization || n.Kind == readout.Other) {
			n.End = n.First // a title, "the Taoiseach"
		}
		if n.First == n.End {
			i = j
			continue
		}
		if n.Kind == readout.Place {
			h := hash(d, n.First, n.End)
			if _, ok := f.lex.countries[h]; ok && !f.lex.adjective[h] {
				n.Kind = readout.Country
			}
		}
		i = j
		if n.Kind == readout.Other {
			day := true
			for t := n.First; t < n.End; t++ {
				day = day && marks[t]&isMonth != 0
			}
			if day {
				continue
			}
		}
		if k := heldPerson(n, d, marks); k > n.First { // "Supreme Court Justice Antonin Scalia"
			out = append(out, Name{k + 1, n.End, readout.Person})
			if n.End = k; marks[k-1]&isRole != 0 {
				continue
			}
			out[len(out)-1], n = n, out[len(out)-1]
		}
		out = append(out, n)
	}
	return out
}

// trimmed takes away what the models drew into a name from behind the dash of a dateline ("LOWER ATOLL - Thirty").
func trimmed(n *Name, d *text.Doc) {
	t := n.First
	for t < n.End && acronym(d.Form(t)) {
		t++
	}
	if t > n.First && t < n.End && dash(d.Form(t)) && !adjacent(d, t-1) && (t+1 == len(d.Tokens) || !adjacent(d, t)) {
		n.End = t
	}
}

// company reports whether a name of several words that was taken for a place, a person or a thing ends as names of companies and public bodies do: "Northvale
// Foods". A known first name in front keeps a person.
func (f *NameFinder) company(n *Name, d *text.Doc, marks []uint32) bool {
	if n.End-n.First < 2 || n.Kind != readout.Place && n.Kind != readout.Person && n.Kind != readout.Other || n.Kind == readout.Person && marks[n.First]&(isMale|isFemale) != 0 {
		return false
	}
	return f.lex.firmWords[d.Form(n.End-1)]
}

func dash(form string) bool { return form == "-" || form == "–" || form == "—" || form == "--" }

// vessel reports whether "the Lady" or the like stands before a name: that is a ship, and nobody.
func vessel(d *text.Doc, marks []uint32, first int) bool {
	return first > 1 && marks[first-1]&isAddress != 0 && marks[first-1]&(sayMale|sayFemale) != 0 && strings.EqualFold(d.Form(first-2), "the")
}

// titleGoesOn reports whether a title of several words has begun before token i and goes on there.
func titleGoesOn(d *text.Doc, marks []uint32, i int) bool {
	const title = isRole | inPhrase
	return marks[i-1]&marks[i]&title == title && capitalized(d.Form(i-1)) && capitalized(d.Form(i))
}

// heldPerson returns the title that tells where a person's name begins inside a name that was taken for something else; -1
// where none does.
func heldPerson(n Name, d *text.Doc, marks []uint32) int {
	if n.Kind == readout.Person || n.End-n.First < 4 || marks[n.End-1]&(isOrgWord|isPlaceWord) != 0 {
		return -1
	}
	const thing = isOrgWord | isPlaceWord | isOrg | isRole | isCountry | isRegion | isDemonym | isGroup | isParticle
	if k := n.End - 3; marks[k]&isRole != 0 && (marks[k+1]|marks[k+2])&thing == 0 && capitalized(d.Form(k+1)) && capitalized(d.Form(k+2)) {
		return k
	}
	return -1
}

// Prepare finds the stretches of d that may hold names and what is known of their words.
func (w *Words) Prepare(d *text.Doc, know *Clusters) error {
	lex, err := lexiconOf()
	if err != nil {
		return err
	}
	w.prepare(d, lex, know)
	return nil
}

// IsGroup reports whether the lists know a capitalized word as a member or an adjective of a country, party, religion or people.
func IsGroup(word string) bool { return capitalized(word) && wordBits(word)&(isDemonym|isGroup) != 0 }

// TellsKind reports whether a word tells by itself what a name with it names: a word of organizations or places, a title, a month.
func TellsKind(word string) bool {
	return wordBits(word)&(isOrgWord|isPlaceWord|isRole|isAddress|isMonth|isParticle) != 0
}

// IsFirstName reports whether the lists know a word as a first name.
func IsFirstName(word string) bool { return wordBits(word)&(isMale|isFemale) != 0 }

// wordBits returns what the lists say of a word that stands by itself.
func wordBits(word string) uint32 {
	lex, err := lexiconOf()
	if err != nil {
		return 0
	}
	return lex.words.get(chain(0, text.HashLower(word)))
}
