package ledger

import (
	"slices"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
)

// An Appearance is an entity of a record that has a name, and may be the same as one of another record.
type Appearance struct {
	Article string // id in the ledger
	Entity  string // in the record
	Kind    readout.EntityKind
	Name    string // as the article gives it
	Country string
	Roles   []string
	// Family is within what others are looked for that may be the same: for people those with the same last word of the
	// name, for everything else those of the same name. It begins with the kind: "person kovac".
	Family string
	Key    string // the folded name without titles: "ana kovac"; of a place the id of GeoNames where it is known
	// Evidence is what tells it from namesakes, each a basis and words: "role minister", "country HR", "company ana kovac"; "name ana kovac"
	// where there is nothing else. Sorted.
	Evidence []string
}

// bare reports whether the article gives it no role and no country.
func (a *Appearance) bare() bool {
	return !slices.ContainsFunc(a.Evidence, func(e string) bool { return strings.HasPrefix(e, "role ") || strings.HasPrefix(e, "country ") })
}

// Short reports whether it is a person of one name only, who may be one of a fuller name.
func (a *Appearance) Short() bool { return isShort(a.Family, a.Key) }

func isShort(family, key string) bool { return family == "person "+key }

// Bases of Evidence besides those that an Appearance's evidence begins with.
const (
	byName      = "name"
	byShortName = "short name"
	byUser      = "user"
)

// Limits of evidence.
const (
	beside     = 200 // bytes between two names that stand beside each other
	maxCompany = 16  // of those named beside somebody, the nearest in the order of the text
	maxRole    = 16  // words of roles
)

// appearances returns the entities of a record that have a name of their own.
func appearances(article string, r *readout.Readout) []Appearance {
	var all []Appearance
	for i := range r.Entities {
		e := &r.Entities[i]
		if a, ok := appearance(article, r, e); ok {
			all = append(all, a)
		}
	}
	mentions := make(map[string][]readout.Mention, len(r.Entities))
	for i := range r.Entities {
		mentions[r.Entities[i].ID] = r.Entities[i].Mentions
	}
	for i := range all {
		a := &all[i]
		a.Evidence = append(a.Evidence, company(&r.Article, a, all, mentions)...)
		if len(a.Evidence) == 0 {
			a.Evidence = []string{"name " + a.Key}
		}
		slices.Sort(a.Evidence)
		a.Evidence = slices.Compact(a.Evidence)
	}
	return all
}

func appearance(article string, r *readout.Readout, e *readout.Entity) (Appearance, bool) {
	a := Appearance{Article: article, Entity: e.ID, Kind: e.Kind, Name: e.Name, Country: e.Country, Roles: e.Roles}
	named := slices.ContainsFunc(e.Mentions, func(m readout.Mention) bool { return m.Form == readout.ByName })
	if !named && len(e.Mentions) > 0 { // without mentions are those whom a correction names
		return a, false
	}
	words := nameWords(e.Name, e.Kind == readout.Person)
	if len(words) == 0 {
		return a, false
	}
	a.Key = strings.Join(words, " ")
	switch e.Kind {
	case readout.Person:
		a.Family = "person " + words[len(words)-1]
		a.Evidence = roleWords(e.Roles)
	case readout.Organization, readout.Group:
		a.Family = "organization " + a.Key
	case readout.Country:
		a.Family = "country " + a.Key
	case readout.Place:
		a.Family = "place " + a.Key
		if p := placeOf(r, e); p != nil {
			if p.Country != "" {
				a.Country = p.Country
			}
			if p.GeoNames != 0 {
				a.Key = strconv.Itoa(p.GeoNames) // whatever it is called
				a.Family = "place " + a.Key
				return a, true
			}
		}
	default:
		return a, false
	}
	if a.Country != "" {
		a.Evidence = append(a.Evidence, "country "+a.Country)
	}
	return a, true
}

// roleWords returns the words of roles that say something.
func roleWords(roles []string) []string {
	var out []string
	for _, role := range roles {
		for w := range Words(role) {
			if len(w.Folded) > 2 && !weak[w.Folded] && len(out) < maxRole {
				out = append(out, "role "+w.Folded)
			}
		}
	}
	return out
}

// placeOf returns the place that an entity is mentioned as.
func placeOf(r *readout.Readout, e *readout.Entity) *readout.PlaceMention {
	for i := range r.Places {
		p := &r.Places[i]
		for _, m := range e.Mentions {
			if m.Form == readout.ByName && m.Contains(p.Span) {
				return p
			}
		}
	}
	return nil
}

// company returns the people and organizations that are named, in full, beside a person.
func company(r *readout.Article, a *Appearance, all []Appearance, mentions map[string][]readout.Mention) []string {
	if a.Kind != readout.Person {
		return nil
	}
	publisher := Fold(r.Publisher, " ")
	var out []string
	for i := range all {
		b := &all[i]
		known := b.Kind == readout.Person && !b.Short() || b.Kind == readout.Organization && b.Key != publisher
		if b.Entity == a.Entity || !known || len(out) == maxCompany {
			continue
		}
		if anyBeside(r.Text, mentions[a.Entity], mentions[b.Entity]) {
			out = append(out, "company "+b.Key)
		}
	}
	return out
}

// anyBeside reports whether two names stand in one paragraph, near each other.
func anyBeside(text string, a, b []readout.Mention) bool {
	j := 0
	for _, m := range a {
		if m.Form != readout.ByName {
			continue
		}
		for j < len(b) && b[j].End+beside < m.Start {
			j++ // what comes later in a is farther still
		}
		for _, n := range b[j:] {
			if n.Start > m.End+beside {
				break
			}
			if n.Form == readout.ByName && oneParagraph(text, m.Span, n.Span) {
				return true
			}
		}
	}
	return false
}

func oneParagraph(text string, a, b readout.Span) bool {
	if b.Start < a.Start {
		a, b = b, a
	}
	return b.Start <= a.End || !strings.Contains(text[a.End:b.Start], "\n\n")
}
