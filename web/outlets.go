package web

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	remarks "github.com/readout-project/readout/remark"
)

const (
	sameWordsMin = 5  // words of a quotation that is looked for in other outlets
	sameWordsMax = 12 // that are compared
	sameFound    = 50 // statements that are looked at for each
	sameAsked    = 24 // statements of a page of which it is asked
	maxCopies    = 5  // articles with the same text that are named
)

// Printed tells how many outlets have the words of a quotation; the zero printed tells nothing.
type printed struct {
	Outlets     int
	Independent int    // those that print the same text counted once
	Link        string // to their wordings
}

// outlets tells of quotations how many outlets have the same words.
func (s *server) outlets(ctx context.Context, all []remark) error {
	return s.printed(ctx, len(all), func(i int) ([]string, string) {
		return quotedWords(all[i].Statement.Form, all[i].Hit.Words), all[i].Hit.Date
	},
		func(i int, p printed, _ []readout.Hit) {
			p.Link = statementPath(all[i].Key) + "/remark"
			all[i].Printed = p
		})
}

// outletsIn tells of the quotations of an article how many outlets have the same words, and which others have its whole text.
func (s *server) outletsIn(ctx context.Context, v *articleView) error {
	record := v.kept.Record
	said := saidIn(record)
	own := remarks.SketchOf(record.Article.Text)
	seen := map[string]bool{v.kept.ID: true}
	var copies []string
	of := func(i int) ([]string, string) {
		return quotedWords(record.Statements[i].Form, said[i:i+1]), ledger.Day(record.Article.Published)
	}
	err := s.printed(ctx, len(said), of, func(i int, p printed, found []readout.Hit) {
		if x := v.statements[record.Statements[i].ID]; x != nil {
			p.Link = statementPath(x.Key) + "/remark"
			x.Printed = p
		}
		for k := range found {
			a := &found[k].Article
			if !seen[a.ID] {
				seen[a.ID] = true
				if other := s.sketched(a); other.Alike(&own) {
					copies = append(copies, a.Publisher+" ("+clip(articleName(*a), 100)+")")
				}
			}
		}
	})
	slices.Sort(copies)
	if more := len(copies) - maxCopies; more > 0 {
		copies = append(copies[:maxCopies], "and "+count(more, "other"))
	}
	if len(copies) > 0 {
		v.States = append(v.States, state{"note", "=", "Same text as " + plain(strings.Join(copies, "; ")) + "; counted once."})
	}
	return err
}

// printed asks of so many statements, of which of gives the words that are quoted and their day, how many outlets have them, and has set
// keep it where there are several, with what was found.
func (s *server) printed(ctx context.Context, n int, of func(int) (words []string, day string), set func(int, printed, []readout.Hit)) error {
	asked, left := 0, maxSketched
	for i := range n {
		words, day := of(i)
		if len(words) < sameWordsMin || asked == sameAsked {
			continue
		}
		asked++
		found, err := s.withWords(ctx, words, day)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(found, func(h readout.Hit) bool { return h.Article.Publisher != found[0].Article.Publisher }) {
			continue
		}
		all := make([]remarks.Saying, len(found))
		for k := range found {
			if err := s.sketch(ctx, &found[k].Article, &left); err != nil {
				return err
			}
			all[k] = remarks.Of(&found[k], s.sketched(&found[k].Article))
		}
		if one := remarks.Join(all); one.Outlets > 1 {
			set(i, printed{Outlets: one.Outlets, Independent: one.Independent}, found)
		}
	}
	return nil
}

// withWords returns the statements of outlets in which somebody says these words, next to each other, in the days in which one remark is told. It
// looks for the longest of them, which are the rarest as a rule, and compares what is found.
func (s *server) withWords(ctx context.Context, words []string, day string) (out []readout.Hit, err error) {
	rare := slices.Clone(words)
	slices.SortStableFunc(rare, func(a, b string) int { return len(b) - len(a) })
	var f readout.Filter
	if d, err := time.Parse(time.DateOnly, day); err == nil {
		f.After, f.Before = d.AddDate(0, 0, -remarks.ApartDays).Format(time.DateOnly), d.AddDate(0, 0, remarks.ApartDays+1).Format(time.DateOnly)
	}
	for _, w := range rare[:min(len(rare), 4)] {
		f.Words = append(f.Words, readout.Term{Text: w})
	}
	l, err := s.store.Search(ctx, f, readout.ByDate, readout.Paging{Limit: sameFound})
	if err != nil {
		return nil, err
	}
	phrase := " " + strings.Join(words, " ") + " "
	for _, h := range l.Items {
		if h.Article.Publisher != "" && strings.Contains(" "+strings.Join(wordsOf(strings.Join(h.Words, " ")), " ")+" ", phrase) {
			out = append(out, h)
		}
	}
	return out, nil
}

// maxSketches is how many sketches of texts are kept.
const maxSketches = 4096

// Sketches are those of texts, by the text's hash, so that a text is read once.
type sketches struct {
	mu sync.Mutex
	of map[string]remarks.Sketch
}

// sketched returns the sketch of an article's text, where sketch has made it.
func (s *server) sketched(a *readout.ArticleRef) remarks.Sketch {
	s.sketches.mu.Lock()
	defer s.sketches.mu.Unlock()
	return s.sketches.of[a.Hash]
}

// sketch makes the sketch of an article's text, if there is none and some are left to be made.
func (s *server) sketch(ctx context.Context, a *readout.ArticleRef, left *int) error {
	if *left == 0 || s.sketched(a) != (remarks.Sketch{}) {
		return nil
	}
	*left--
	kept, err := s.store.Get(ctx, a.ID, a.Version)
	if errors.Is(err, readout.ErrNotFound) { // deleted meanwhile
		return nil
	}
	if err != nil {
		return err
	}
	made := remarks.SketchOf(kept.Record.Article.Text)
	s.sketches.mu.Lock()
	defer s.sketches.mu.Unlock()
	if len(s.sketches.of) >= maxSketches || s.sketches.of == nil {
		s.sketches.of = map[string]remarks.Sketch{}
	}
	s.sketches.of[a.Hash] = made
	return nil
}

// quotedWords returns the first words of what a statement quotes: of its first part, or of what stands in quotation marks within it.
func quotedWords(form readout.StatementForm, said []string) []string {
	if form == readout.Indirect || len(said) == 0 {
		return nil
	}
	first := said[0]
	if form == readout.Mixed {
		_, after, ok := cutAny(first, "\"“‘")
		if !ok {
			return nil
		}
		first, _, _ = cutAny(after, "\"”")
	}
	words := wordsOf(first)
	return words[:min(len(words), sameWordsMax)]
}

// cutAny cuts a text at the first of some characters.
func cutAny(s, chars string) (before, after string, ok bool) {
	i := strings.IndexAny(s, chars)
	if i < 0 {
		return s, "", false
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[:i], s[i+n:], true
}

// wordsOf returns the words of a text as a search sees them.
func wordsOf(s string) (out []string) {
	for w := range ledger.Words(s) {
		out = append(out, w.Folded)
	}
	return out
}
