package sqlstore

import (
	"cmp"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// ranked is how many finds are put in order at once: the newest thousand by how well they match, then the next thousand.
// Ranking all finds of a common word would read a part of the ledger for every page.
const ranked = 1000

// A rankPosition is where a list by relevance goes on. Statements added later are left out, so that the list stays.
type rankPosition struct {
	Added int64 // the last statement when the list was begun
	Above int64 // the block holds numbers below this; 0 for the newest
	Score int64 // of the last item; what comes after has less, or as much and a lower number
	ID    int64
}

// relevant lists the numbers of what is found, the best matches of each block first.
func (s *Store) relevant(t *tx, pl *plan, q question, terms []readout.Term, p readout.Paging) (l readout.List[int64], err error) {
	if len(terms) == 0 {
		return s.numbers(t, pl, q, "{n}", "{n} < ?", "DESC", p)
	}
	var at rankPosition
	going, err := s.position(q, p.Cursor, &at)
	if err != nil {
		return l, err
	}
	if !going {
		if err := t.row(lastAdded).Scan(&at.Added); err != nil {
			return l, err
		}
	}
	want := limit(p) + 1
	type item struct{ score, id, above int64 }
	var items []item
	for above := at.Above; len(items) < want; {
		block, err := t.block(pl, terms, above, at.Added)
		if err != nil {
			return l, err
		}
		lowest := above
		for _, b := range block {
			if lowest == 0 || b.id < lowest {
				lowest = b.id
			}
		}
		for _, b := range block {
			if going && above == at.Above && (b.score > at.Score || b.score == at.Score && b.id >= at.ID) {
				continue
			}
			items = append(items, item{b.score, b.id, above})
		}
		if len(block) < ranked {
			break
		}
		above = lowest
	}
	next := page(s, items, p, q, func(i item) any { return rankPosition{at.Added, i.above, i.score, i.id} })
	l.Next = next.Next
	for _, i := range next.Items {
		l.Items = append(l.Items, i.id)
	}
	return l, nil
}

type scored struct{ score, id int64 }

// block ranks the newest finds below a number.
func (t *tx) block(pl *plan, terms []readout.Term, above, added int64) (list []scored, err error) {
	more, args := []string{"s.added <= ?"}, []any{added}
	if above > 0 {
		more, args = append(more, "{n} < ?"), append(args, above)
	}
	var looked []Phrase
	for _, term := range terms {
		if p, ok := phrase(Said, term.Text, term.Prefix); ok {
			looked = append(looked, p)
		}
	}
	all, err := t.found(pl, "{n}", more, args, "DESC", ranked)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(all))
	for i, f := range all {
		ids[i] = f.id
	}
	err = in(ids, func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var id int64
			var said string
			err := scan(&id, &said)
			list = append(list, scored{score(said, looked), id})
			return err
		}, "SELECT id, said FROM statements WHERE id IN "+set, args...)
	})
	slices.SortFunc(list, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.id, a.id))
	})
	return list, err
}

// score tells how well a text matches phrases that all stand in it, after BM25 with the length of a usual statement; in
// thousandths, so that every store and machine gets the same order.
func score(text string, phrases []Phrase) (sum int64) {
	const k, b, usual = 1.2, 0.75, 25.0
	var all []string
	for w := range ledger.Words(text) {
		all = append(all, w.Folded)
	}
	for _, p := range phrases {
		n := 0.0
		for i := range len(all) - len(p.Words) + 1 {
			if p.at(len(p.Words), func(j int) string { return all[i+j] }) {
				n++
			}
		}
		sum += int64(1000 * n / (n + k*(1-b+b*float64(len(all))/usual)))
	}
	return sum
}
