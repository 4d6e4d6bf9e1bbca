package sqlstore

import (
	"fmt"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// Limits of a question, so that none takes the program long.
const (
	maxWords   = 64  // words and phrases
	maxValues  = 256 // of all fields
	maxValue   = 500 // bytes of one
	maxPeople  = 500 // whom one name may mean: those who speak most
	maxFilters = 64  // one within the other
)

// A plan is a filter as the database is asked.
type plan struct {
	none     bool   // nothing can be found
	match    Expr   // nil where the index is not asked
	from, to int64  // numbers, half-open; to 0 for no end
	sorted   bool   // what is found is put in order: numbers are written so that the database does not walk them
	only     []plan // looked at for each row that is found, as is not
	not      []plan
}

// plan makes the plan of a filter; names become identities.
func (t *tx) plan(f *readout.Filter, depth int) (p plan, err error) {
	if depth == 0 {
		if n := filters(f, maxFilters); n > maxFilters {
			return p, fmt.Errorf("%w: more than %d filters within it", readout.ErrQuery, maxFilters)
		}
	}
	if err := bounded(f); err != nil {
		return p, err
	}
	var all And
	for _, w := range f.Words {
		if ph, ok := phrase(Said, w.Text, w.Prefix); ok {
			all = append(all, ph)
		} else {
			p.none = true
		}
	}
	for _, v := range []struct {
		name   string
		values []string
		of     func(string) ([]Expr, error)
	}{
		{"speaker", f.Speaker, t.people("speaker")},
		{"to", f.Addressee, t.people("to")},
		{"about", f.About, t.about},
		{"act", texts(f.Act), one("act")},
		{"form", texts(f.Form), one("form")},
		{"outlet", f.Outlet, one("outlet")},
		{"place", f.Place, one("place")},
		{"occasion", f.Occasion, one("occasion")},
		{"event", f.Event, one("event")},
		{"article", f.Article, one("article")},
		{"language", f.Language, one("language")},
	} {
		if len(v.values) == 0 {
			continue
		}
		var either Or
		for _, value := range v.values {
			es, err := v.of(value)
			if err != nil {
				return p, err
			}
			either = append(either, es...)
		}
		if len(either) == 0 {
			p.none = true
		} else {
			all = append(all, either)
		}
	}
	for _, v := range []struct {
		name string
		set  bool
	}{{"claim", f.Claim}, {"unnamed", f.Unnamed}, {"corrected", f.Corrected}} {
		if v.set {
			all = append(all, field(v.name, ""))
		}
	}
	if len(all) > 0 {
		p.match = all
	}
	if p.from, err = bound(f.After); err != nil {
		return p, err
	}
	if p.to, err = bound(f.Before); err != nil {
		return p, err
	}
	if f.Before != "" && p.from == 0 {
		p.from = 1 << dayShift // what has no date is not before one
	}
	for i := range f.Without {
		w, err := t.plan(&f.Without[i], depth+1)
		switch {
		case err != nil:
			return p, err
		case w.none:
		case p.match != nil && w.match != nil && w.from == 0 && w.to == 0 && len(w.not) == 0:
			p.match = Not{p.match, w.match}
		default:
			p.not = append(p.not, w)
		}
	}
	return p, nil
}

// filters counts a filter and those within it, up to one more than a limit.
func filters(f *readout.Filter, limit int) int {
	n := 1
	for i := range f.Without {
		if n <= limit {
			n += filters(&f.Without[i], limit-n)
		}
	}
	return n
}

// bounded refuses filters that ask too much.
func bounded(f *readout.Filter) error {
	if n := len(f.Words); n > maxWords {
		return fmt.Errorf("%w: %d words and phrases, at most %d", readout.ErrQuery, n, maxWords)
	}
	words := 0
	for _, w := range f.Words {
		for range ledger.Words(w.Text) {
			words++
		}
	}
	if words > maxWords {
		return fmt.Errorf("%w: %d words, at most %d", readout.ErrQuery, words, maxWords)
	}
	n := len(f.Act) + len(f.Form)
	for _, values := range [][]string{f.Speaker, f.Addressee, f.About, f.Outlet, f.Place, f.Occasion, f.Event, f.Article, f.Language} {
		n += len(values)
		for _, v := range values {
			if len(v) > maxValue {
				return fmt.Errorf("%w: a value of %d bytes, at most %d", readout.ErrQuery, len(v), maxValue)
			}
		}
	}
	if n > maxValues {
		return fmt.Errorf("%w: %d values of fields, at most %d", readout.ErrQuery, n, maxValues)
	}
	return nil
}

// bound is the first number of a date: YYYY, YYYY-MM or YYYY-MM-DD; 0 for no date.
func bound(date string) (int64, error) {
	if date == "" {
		return 0, nil
	}
	full := date
	if len(date) == len("2006") || len(date) == len("2006-01") {
		full += "-01-01"[:len("2006-01-02")-len(date)]
	}
	day := dayNumber(full)
	if day == 0 {
		return 0, fmt.Errorf("%w: date %.40q is not YYYY, YYYY-MM or YYYY-MM-DD", readout.ErrQuery, date)
	}
	return day << dayShift, nil
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// one makes the question for a value of a field.
func one(name string) func(string) ([]Expr, error) {
	return func(value string) ([]Expr, error) {
		if ledger.Fold(value, "") == "" {
			return nil, nil
		}
		return []Expr{field(name, value)}, nil
	}
}

// people makes the questions for a name or an identity in a field.
func (t *tx) people(name string) func(string) ([]Expr, error) {
	return func(value string) (out []Expr, err error) {
		ids, err := t.whom(value)
		for _, id := range ids {
			out = append(out, field(name, id))
		}
		return out, err
	}
}

// about makes the questions for what is spoken of: words, or a name.
func (t *tx) about(value string) ([]Expr, error) {
	out, err := t.people("mentions")(value)
	for _, c := range []Column{Said, About} {
		if ph, ok := phrase(c, value, false); ok {
			out = append(out, ph)
		}
	}
	return out, err
}

// whom returns the groups of the identities that a name or an id may mean.
func (t *tx) whom(value string) ([]string, error) {
	ids, err := list[string](t, "SELECT x.id FROM identities g JOIN identities x ON x.identity = g.identity WHERE g.id = ? ORDER BY x.id LIMIT ?",
		value, maxPeople)
	if err != nil || len(ids) > 0 {
		return ids, err
	}
	name := ledger.Fold(value, " ")
	if name == "" {
		return nil, nil
	}
	return list[string](t, `SELECT x.id FROM (
		SELECT DISTINCT g.identity FROM identity_names n JOIN identities g ON g.id = n.identity WHERE n.name = ? OR n.name >= ? AND n.name < ?
	) r JOIN identities i ON i.id = r.identity JOIN identities x ON x.identity = i.id ORDER BY i.all_statements DESC, i.id, x.id LIMIT ?`,
		name, name+" ", name+"!", maxPeople)
}

// where writes the plan as conditions on rows of statements s that are looked at one by one.
func (p *plan) where(d *Dialect) (string, []any) {
	if p.none {
		return "1 = 0", nil
	}
	conditions, args := p.range_("s.id")
	if p.match != nil {
		conditions = append(conditions, d.Probe)
		args = append(args, d.Query(p.match))
	}
	for i := range p.not {
		c, a := p.not[i].where(d)
		conditions = append(conditions, "NOT ("+c+")")
		args = append(args, a...)
	}
	if len(conditions) == 0 {
		return "1 = 1", nil
	}
	return strings.Join(conditions, " AND "), args
}

func (p *plan) range_(number string) (conditions []string, args []any) {
	if p.from > 0 {
		conditions, args = append(conditions, number+" >= ?"), append(args, p.from)
	}
	if p.to > 0 {
		conditions, args = append(conditions, number+" < ?"), append(args, p.to)
	}
	return conditions, args
}

// find writes the plan as a query for statements s: its columns, more conditions, and its end with ORDER BY, in
// which {n} stands for the number.
func (p *plan) find(d *Dialect, columns string, more []string, moreArgs []any, end string) (string, []any) {
	from, number := "statements s", "s.id"
	var conditions []string
	var args []any
	asked := !p.none && p.match != nil // the index
	if p.none {
		conditions = append(conditions, "1 = 0")
	} else if asked {
		if from, number = d.Found, d.Number; p.sorted {
			number += " + 0"
		}
		conditions, args = append(conditions, d.Match), append(args, d.Query(p.match))
	}
	c, a := p.range_(number)
	conditions, args = append(conditions, c...), append(args, a...)
	for i := range p.only {
		c, a := p.only[i].where(d)
		conditions, args = append(conditions, c), append(args, a...)
	}
	for i := range p.not {
		c, a := p.not[i].where(d)
		conditions, args = append(conditions, "NOT ("+c+")"), append(args, a...)
	}
	conditions, args = append(conditions, more...), append(args, moreArgs...)
	rest := " " + end
	if len(conditions) > 0 {
		rest = " WHERE " + strings.Join(conditions, " AND ") + rest
	}
	if asked && !strings.Contains(columns+rest, "s.") { // numbers are all that is wanted
		from = d.Index
	}
	return strings.ReplaceAll("SELECT "+columns+" FROM "+from+rest, "{n}", number), args
}
