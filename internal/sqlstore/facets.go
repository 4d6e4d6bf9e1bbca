package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/readout-project/readout"
)

// fieldFacets are the facets that stand in statements.fields, several to a statement; columnFacets stand in a column.
var (
	fieldFacets  = map[string]string{"speaker": "speaker_", "addressee": "to_", "act": "act_", "event": "event_", "outlet": "outlet_"}
	columnFacets = map[string]string{"form": "s.form", "place": "coalesce(o.place, '')", "occasion": "coalesce(o.kind, '')"}
	dateFacets   = map[string]int{"year": len("2006"), "month": len("2006-01"), "day": len("2006-01-02")}
)

// Facets counts values of fields among the newest readout.FacetReach statements that a search finds.
func (s *Store) Facets(ctx context.Context, f readout.Filter, fields []string, limit int) (out map[string][]readout.Facet, err error) {
	err = s.view(ctx, func(t *tx) error {
		pl, err := t.plan(&f, 0)
		if err != nil {
			return err
		}
		var state int64
		if err := t.row(changes).Scan(&state); err != nil {
			return err
		}
		asked := data([]any{f, fields, limit})
		if out = s.facets.get(state, asked); out != nil {
			return nil
		}
		counts, err := t.count(&pl, fields)
		if err != nil {
			return err
		}
		out = map[string][]readout.Facet{}
		for field, byValue := range counts {
			labels := map[string]string{}
			switch field {
			case "speaker", "addressee":
				if byValue, labels, err = t.identified(byValue); err != nil {
					return err
				}
			case "event":
				byValue = upper(byValue)
			case "outlet":
				if byValue, err = t.published(byValue); err != nil {
					return err
				}
			}
			list := make([]readout.Facet, 0, len(byValue))
			for value, n := range byValue {
				list = append(list, readout.Facet{Value: value, Label: cmp.Or(labels[value], value), Count: n})
			}
			slices.SortFunc(list, func(a, b readout.Facet) int {
				return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
			})
			if limit > 0 && len(list) > limit {
				list = list[:limit]
			}
			out[field] = list
		}
		s.facets.put(state, asked, out)
		return nil
	})
	return out, err
}

// A facetCache keeps counts until something changes: those of all statements are asked for with every page.
type facetCache struct {
	sync.Mutex
	state  int64 // of the ledger
	counts map[string]map[string][]readout.Facet
}

// keptCounts is how many answers are kept at most.
const keptCounts = 32

func (c *facetCache) get(state int64, asked string) map[string][]readout.Facet {
	c.Lock()
	defer c.Unlock()
	if c.state != state {
		return nil
	}
	return copied(c.counts[asked])
}

func (c *facetCache) put(state int64, asked string, counts map[string][]readout.Facet) {
	c.Lock()
	defer c.Unlock()
	if c.counts == nil || c.state != state || len(c.counts) == keptCounts {
		c.state, c.counts = state, map[string]map[string][]readout.Facet{}
	}
	c.counts[asked] = copied(counts)
}

// copied is a copy that its owner may change.
func copied(counts map[string][]readout.Facet) map[string][]readout.Facet {
	out := maps.Clone(counts)
	for field, list := range out {
		out[field] = slices.Clone(list)
	}
	return out
}

// count counts values by field.
func (t *tx) count(pl *plan, fields []string) (map[string]map[string]int, error) {
	counts := map[string]map[string]int{}
	columns := []string{"{n}", "s.fields"}
	var inColumns []string
	for _, field := range fields {
		if counts[field] != nil {
			continue
		}
		counts[field] = map[string]int{}
		column, ok := columnFacets[field]
		if ok {
			columns, inColumns = append(columns, column), append(inColumns, field)
		} else if fieldFacets[field] == "" && dateFacets[field] == 0 {
			return nil, fmt.Errorf("%w: there is no field %.40q to count", readout.ErrQuery, field)
		}
	}
	if len(inColumns) == 0 && !slices.ContainsFunc(fields, func(f string) bool { return fieldFacets[f] != "" }) {
		return counts, t.countDates(pl, counts)
	}
	// The joins are over the finds, not over all.
	query, args := pl.find(t.d, "s.id, s.fields, s.form, s.occasion", nil, nil, "ORDER BY {n} DESC LIMIT ?")
	query = "SELECT " + strings.ReplaceAll(strings.Join(columns, ", "), "{n}", "s.id") + " FROM (" + query + ") s"
	if counts["place"] != nil || counts["occasion"] != nil {
		query += " LEFT JOIN occasions o ON o.id = s.occasion"
	}
	var id int64
	var tokens string
	values := make([]string, len(inColumns))
	into := []any{&id, &tokens}
	for i := range values {
		into = append(into, &values[i])
	}
	err := t.each(func(scan func(...any) error) error {
		if err := scan(into...); err != nil {
			return err
		}
		for i, field := range inColumns {
			if values[i] != "" {
				counts[field][values[i]]++
			}
		}
		countDay(counts, dayOf(id), 1)
		for field, prefix := range fieldFacets {
			if counts[field] == nil {
				continue
			}
			for token := range strings.FieldsSeq(tokens) {
				if value, ok := strings.CutPrefix(token, prefix); ok {
					counts[field][value]++
				}
			}
		}
		return nil
	}, query, append(args, readout.FacetReach)...)
	return counts, err
}

// countDates counts days, months and years, which are in the numbers: no row is read for them.
func (t *tx) countDates(pl *plan, counts map[string]map[string]int) error {
	query, args := pl.find(t.d, "{n} AS n", nil, nil, "ORDER BY {n} DESC LIMIT ?")
	return t.each(func(scan func(...any) error) error {
		var day int64
		var n int
		err := scan(&day, &n)
		countDay(counts, dayOf(day<<dayShift), n)
		return err
	}, "SELECT x.n / "+strconv.Itoa(1<<dayShift)+", count(*) FROM ("+query+") x GROUP BY 1", append(args, readout.FacetReach)...)
}

// countDay counts so many statements of a date.
func countDay(counts map[string]map[string]int, date string, many int) {
	for field, n := range dateFacets {
		if counts[field] != nil && date != "" {
			counts[field][date[:n]] += many
		}
	}
}

// identified makes counts of tokens of groups counts of the identities that these are counted to, and names them.
func (t *tx) identified(byToken map[string]int) (counts map[string]int, names map[string]string, err error) {
	counts, names = map[string]int{}, map[string]string{}
	byID := map[string]int{}
	for token, n := range byToken {
		byID[strings.ReplaceAll(token, "_", "-")] = n // as ids are written; token made it of one
	}
	err = in(slices.Sorted(maps.Keys(byID)), func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var group, id, name string
			err := scan(&group, &id, &name)
			counts[id] += byID[group]
			names[id] = name
			return err
		}, "SELECT g.id, i.id, i.name FROM identities g JOIN identities i ON i.id = g.identity WHERE g.id IN "+set, args...)
	})
	return counts, names, err
}

// published makes counts of tokens of outlets counts of outlets as they are written; of several ways the first in the alphabet.
func (t *tx) published(byToken map[string]int) (map[string]int, error) {
	counts := map[string]int{}
	names, err := list[string](t, "SELECT DISTINCT publisher FROM articles ORDER BY publisher")
	for _, name := range names {
		t := strings.TrimPrefix(token("outlet", name), fieldFacets["outlet"])
		if n := byToken[t]; n > 0 {
			counts[name] = n
			delete(byToken, t)
		}
	}
	return counts, err
}

// upper writes codes in capitals again.
func upper(counts map[string]int) map[string]int {
	out := map[string]int{}
	for value, n := range counts {
		out[strings.ToUpper(value)] += n
	}
	return out
}

// Exchanges counts who spoke to whom among the newest readout.FacetReach statements that a search finds.
func (s *Store) Exchanges(ctx context.Context, f readout.Filter, limit int) (out []readout.Exchange, err error) {
	err = s.view(ctx, func(t *tx) error {
		pl, err := t.plan(&f, 0)
		if err != nil {
			return err
		}
		query, args := pl.find(t.d, "{n} AS id", nil, nil, "ORDER BY {n} DESC LIMIT ?")
		query = `SELECT x.identity AS a, y.identity AS b, count(*) AS n FROM (` + query + `) s
			JOIN speakers p ON p.statement = s.id JOIN identities x ON x.id = p.identity
			JOIN addressees d ON d.statement = s.id JOIN identities y ON y.id = d.identity
			GROUP BY x.identity, y.identity ORDER BY n DESC, x.identity, y.identity`
		args = append(args, readout.FacetReach)
		if limit > 0 {
			query, args = query+" LIMIT ?", append(args, limit)
		}
		query = `SELECT f.id, f.name, f.kind, o.id, o.name, o.kind, e.n FROM (` + query + `) e
			JOIN identities f ON f.id = e.a JOIN identities o ON o.id = e.b ORDER BY e.n DESC, f.id, o.id` // names are looked up for those that are told
		return t.each(func(scan func(...any) error) error {
			var e readout.Exchange
			err := scan(&e.From.ID, &e.From.Name, &e.From.Kind, &e.To.ID, &e.To.Name, &e.To.Kind, &e.Count)
			out = append(out, e)
			return err
		}, query, args...)
	})
	return out, err
}
