package sqlstore

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// People lists identities by the beginning of a word of a name.
func (s *Store) People(ctx context.Context, name string, kind readout.EntityKind, p readout.Paging) (l readout.List[readout.Identity], err error) {
	q := question{"people " + string(kind) + " " + name, "", readout.Filter{}}
	var after struct {
		Statements int
		ID         string
	}
	going, err := s.position(q, p.Cursor, &after)
	if err != nil {
		return l, err
	}
	conditions, args := []string{"i.all_appearances > 0"}, []any(nil)
	if beginning := ledger.Fold(name, " "); beginning != "" {
		conditions = append(conditions, "i.id IN (SELECT g.identity FROM identity_names n JOIN identities g ON g.id = n.identity WHERE n.name >= ? AND n.name < ?)")
		args = append(args, beginning, beginning+"\U0010FFFF")
	} else if strings.TrimSpace(name) != "" {
		conditions = append(conditions, "1 = 0") // no letters
	}
	if kind != "" {
		conditions, args = append(conditions, "i.kind = ?"), append(args, string(kind))
	}
	if going {
		conditions = append(conditions, "i.all_statements <= ? AND (i.all_statements < ? OR i.id > ?)")
		args = append(args, after.Statements, after.Statements, after.ID)
	}
	err = s.view(ctx, func(t *tx) error {
		var all []readout.Identity
		err := t.each(func(scan func(...any) error) error {
			var i readout.Identity
			err := scan(identityInto(&i)...)
			all = append(all, i)
			return err
		}, "SELECT "+identityColumns+" FROM identities i WHERE "+strings.Join(conditions, " AND ")+
			" ORDER BY i.all_statements DESC, i.id LIMIT ?", append(args, limit(p)+1)...)
		if err != nil {
			return err
		}
		l = page(s, all, p, q, func(i readout.Identity) any {
			after.Statements, after.ID = i.Statements, i.ID
			return after
		})
		return t.attest(l.Items)
	})
	return l, err
}

const identityColumns = "i.id, i.name, i.kind, i.all_appearances, i.all_statements, i.all_spoken"

func identityInto(i *readout.Identity) []any {
	return []any{&i.ID, &i.Name, &i.Kind, &i.Articles, &i.Statements, &i.Spoken}
}

// attest adds names, roles and outlets, the country, and the dates of the first and last article.
func (t *tx) attest(all []readout.Identity) error {
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	of := map[string]string{} // identities, by the groups that are counted to them
	err := in(ids, func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var group, id string
			err := scan(&group, &id)
			of[group] = id
			return err
		}, "SELECT id, identity FROM identities WHERE identity IN "+set, args...)
	})
	if err != nil {
		return err
	}
	type thing struct{ id, field, text string }
	told := map[thing]readout.Attested{}
	// One group after the other, its rows are counted as they lie; those of an identity would have to be sorted.
	err = in(slices.Sorted(maps.Keys(of)), func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var group string
			var x thing
			var a readout.Attested
			if err := scan(&group, &x.field, &x.text, &a.Count, &a.First, &a.Last); err != nil {
				return err
			}
			x.id, a.Text = of[group], x.text
			told[x] = together(told[x], a)
			return nil
		}, "SELECT identity, field, text, count(*), coalesce(min(nullif(date, '')), ''), max(date) FROM attested WHERE identity IN "+set+
			" GROUP BY identity, field, text", args...)
	})
	if err != nil {
		return err
	}
	most := map[string]map[string][]readout.Attested{} // by identity and field
	for x, a := range told {
		if most[x.id] == nil {
			most[x.id] = map[string][]readout.Attested{}
		}
		most[x.id][x.field] = append(most[x.id][x.field], a)
	}
	for i := range all {
		fields := most[all[i].ID]
		for _, list := range fields {
			slices.SortFunc(list, func(a, b readout.Attested) int {
				return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Text, b.Text))
			})
		}
		all[i].Names, all[i].Roles, all[i].Outlets = fields["name"], fields["role"], fields["outlet"]
		if countries := fields["country"]; len(countries) > 0 {
			all[i].Country = countries[0].Text // that of most
		}
		var lived readout.Attested
		for _, name := range all[i].Names {
			lived = together(lived, name)
		}
		all[i].First, all[i].Last = lived.First, lived.Last
	}
	return nil
}

// together counts what is attested twice.
func together(a, b readout.Attested) readout.Attested {
	if b.Count += a.Count; a.First != "" && (b.First == "" || a.First < b.First) {
		b.First = a.First
	}
	b.Last = max(a.Last, b.Last)
	return b
}

// resolve follows a merge to the identity that an id now stands for.
func (t *tx) resolve(id string) (i readout.Identity, err error) {
	found := false
	err = t.each(func(scan func(...any) error) error {
		found = true
		return scan(identityInto(&i)...)
	}, "SELECT "+identityColumns+" FROM identities g JOIN identities i ON i.id = g.identity WHERE g.id = ?", id)
	if err == nil && !found {
		err = missing("identity", id)
	}
	return i, err
}

// Identity returns who somebody is; of one that was merged, the one it became.
func (s *Store) Identity(ctx context.Context, id string) (*readout.Identity, error) {
	var found readout.Identity
	err := s.view(ctx, func(t *tx) error {
		i, err := t.resolve(id)
		if err != nil {
			return err
		}
		list := []readout.Identity{i}
		if err := t.attest(list); err != nil {
			return err
		}
		found = list[0]
		evidence, err := t.evidence(found.ID, nil, usualLimit)
		if err != nil {
			return err
		}
		for _, e := range evidence {
			found.Evidence = append(found.Evidence, e.Evidence)
		}
		return t.each(func(scan func(...any) error) error {
			var r readout.IdentityRef
			err := scan(&r.ID, &r.Name, &r.Kind)
			found.Namesakes = append(found.Namesakes, r)
			return err
		}, `SELECT i.id, i.name, i.kind FROM (
				SELECT DISTINCT theirs.identity FROM (SELECT DISTINCT family, key FROM identities WHERE identity = ?) mine
				JOIN identities theirs ON theirs.family = mine.family AND
					(theirs.key = mine.key OR theirs.family = 'person ' || theirs.key OR mine.family = 'person ' || mine.key)
			) x JOIN identities i ON i.id = x.identity WHERE i.id <> ? AND i.all_appearances > 0 ORDER BY i.id LIMIT ?`,
			found.ID, found.ID, usualLimit)
	})
	if err != nil {
		return nil, err
	}
	return &found, nil
}

// Evidence lists why the appearances of an identity are taken for one.
func (s *Store) Evidence(ctx context.Context, id string, p readout.Paging) (l readout.List[readout.Evidence], err error) {
	q := question{"evidence " + id, "", readout.Filter{}}
	var after evidencePosition
	going, err := s.position(q, p.Cursor, &after)
	if err != nil {
		return l, err
	}
	from := &after
	if !going {
		from = nil
	}
	err = s.view(ctx, func(t *tx) error {
		who, err := t.resolve(id)
		if err != nil {
			return err
		}
		all, err := t.evidence(who.ID, from, limit(p)+1)
		found := page(s, all, p, q, func(e dated) any { return evidencePosition{e.date, e.Article, e.Entity} })
		l.Next = found.Next
		for _, e := range found.Items {
			l.Items = append(l.Items, e.Evidence)
		}
		return err
	})
	return l, err
}

// An evidencePosition is where a list of evidence goes on.
type evidencePosition struct{ Date, Article, Entity string }

type dated struct {
	readout.Evidence
	date string
}

// evidence returns why the newest appearances of an identity, or those after another, are taken for one.
func (t *tx) evidence(id string, after *evidencePosition, limit int) (all []dated, err error) {
	condition, args := "", []any{id}
	if after != nil {
		condition = " AND p.date <= ? AND (p.date < ? OR p.article > ? OR p.article = ? AND p.entity > ?)"
		args = append(args, after.Date, after.Date, after.Article, after.Article, after.Entity)
	}
	type row struct {
		dated
		basis, words string
		group        ledger.Group
	}
	var rows []row
	groups := map[string]string{} // with the evidence that links them to others
	err = t.each(func(scan func(...any) error) error {
		var r row
		var bare int
		err := scan(&r.Article, &r.Entity, &r.date, &r.basis, &r.words, &r.group.ID, &r.group.Family, &r.group.Key, &bare, &r.group.Bond)
		r.group.Bare = bare != 0
		rows, groups[r.group.ID] = append(rows, r), ""
		return err
	}, `SELECT p.article, p.entity, p.date, p.basis, p.words, g.id, g.family, g.key, g.bare, g.bond
		FROM (SELECT g.id, p.date, p.article, p.entity FROM identities g JOIN appearances p ON p.identity = g.id WHERE g.identity = ?`+condition+`
			ORDER BY p.date DESC, p.article, p.entity LIMIT ?) x
		JOIN appearances p ON p.article = x.article AND p.entity = x.entity JOIN identities g ON g.id = x.id
		ORDER BY p.date DESC, p.article, p.entity`, append(args, limit)...)
	if err != nil {
		return nil, err
	}
	for _, end := range []string{"short", "fuller"} {
		err := in(slices.Sorted(maps.Keys(groups)), func(set string, args []any) error {
			return t.each(func(scan func(...any) error) error {
				var group, link string
				err := scan(&group, &link)
				if was := groups[group]; was == "" || link < was {
					groups[group] = link
				}
				return err
			}, "SELECT "+end+", min(evidence) FROM short_names WHERE "+end+" IN "+set+" GROUP BY "+end, args...)
		})
		if err != nil {
			return nil, err
		}
	}
	for _, r := range rows {
		because := ledger.Because(r.basis, r.words, &r.group, groups[r.group.ID])
		r.Basis, r.Words = because.Basis, because.Words
		all = append(all, r.dated)
	}
	return all, nil
}

// Met lists occasions that an identity shared with others.
func (s *Store) Met(ctx context.Context, id string, p readout.Paging) (l readout.List[readout.Meeting], err error) {
	q := question{"met " + id, "", readout.Filter{}}
	var after struct {
		Occasion int64
		With     string
	}
	going, err := s.position(q, p.Cursor, &after)
	if err != nil {
		return l, err
	}
	err = s.view(ctx, func(t *tx) error {
		who, err := t.resolve(id)
		if err != nil {
			return err
		}
		condition, args := "", []any{who.ID}
		if going {
			condition = " AND me.occasion <= ? AND (me.occasion < ? OR i.id > ?)"
			args = append(args, after.Occasion, after.Occasion, after.With)
		}
		type meeting struct {
			readout.Meeting
			occasion int64
		}
		var all []meeting
		err = t.each(func(scan func(...any) error) error {
			var m meeting
			var a articleScan
			var data string
			err := scan(append([]any{&m.occasion, &m.With.ID, &m.With.Name, &m.With.Kind, &m.Date, &data}, a.into()...)...)
			if err == nil {
				err = json.Unmarshal([]byte(data), &m.Occasion)
			}
			m.Article = a.ref()
			all = append(all, m)
			return err
		}, `SELECT DISTINCT o.id, i.id, i.name, i.kind, o.date, o.data, `+articleColumns+` FROM identities mine
			JOIN occasion_participants me ON me.identity = mine.id
			JOIN occasion_participants them ON them.occasion = me.occasion JOIN identities g ON g.id = them.identity AND g.identity <> mine.identity
			JOIN identities i ON i.id = g.identity JOIN occasions o ON o.id = me.occasion
			JOIN articles a ON a.id = o.article JOIN versions v ON v.article = a.id AND v.version = a.version
			WHERE mine.identity = ?`+condition+` ORDER BY o.id DESC, i.id LIMIT ?`, append(args, limit(p)+1)...)
		if err != nil {
			return fmt.Errorf("meetings of %s: %w", id, err)
		}
		found := page(s, all, p, q, func(m meeting) any {
			after.Occasion, after.With = m.occasion, m.With.ID
			return after
		})
		l.Next = found.Next
		for _, m := range found.Items {
			l.Items = append(l.Items, m.Meeting)
		}
		return nil
	})
	return l, err
}

// Mentioned lists what others said of an identity.
func (s *Store) Mentioned(ctx context.Context, id string, p readout.Paging) (l readout.List[readout.Hit], err error) {
	q := question{"mentioned " + id, "", readout.Filter{}}
	err = s.view(ctx, func(t *tx) error {
		who, err := t.resolve(id)
		if err != nil {
			return err
		}
		groups, err := t.whom(who.ID)
		if err != nil {
			return err
		}
		var mentions, speaks Or
		for _, g := range groups {
			mentions, speaks = append(mentions, field("mentions", g)), append(speaks, field("speaker", g))
		}
		pl := plan{match: Not{mentions, speaks}}
		ids, err := s.numbers(t, &pl, q, "{n}", "{n} < ?", "DESC", p)
		if err != nil {
			return err
		}
		l.Next = ids.Next
		l.Items, err = t.hits(ids.Items, nil)
		return err
	})
	return l, err
}
