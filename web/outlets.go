package web

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

const (
	sameWordsMin = 5  // words of a quotation that is looked for in other outlets
	sameWordsMax = 12 // that are compared
	sameFound    = 50 // statements that are looked at for each
	sameAsked    = 24 // statements of a page of which it is asked
)

// Printed tells how many outlets have the words of a quotation; the zero printed tells nothing.
type printed struct {
	Outlets int
	Link    string // to their wordings
}

// outlets tells of quotations how many outlets have the same words.
func (s *server) outlets(ctx context.Context, all []remark) error {
	return s.printed(ctx, len(all), func(i int) []string { return quotedWords(all[i].Statement.Form, all[i].Hit.Words) },
		func(i, outlets int) { all[i].Printed = printed{outlets, statementPath(all[i].Key) + "/remark"} })
}

// printed asks of so many statements, of which of gives the words that are quoted, how many outlets have them, and has set keep it
// where there are several.
func (s *server) printed(ctx context.Context, n int, of func(int) []string, set func(i, outlets int)) error {
	asked := 0
	for i := range n {
		words := of(i)
		if len(words) < sameWordsMin || asked == sameAsked {
			continue
		}
		asked++
		outlets, err := s.outletsWith(ctx, words)
		if err != nil {
			return err
		}
		if outlets > 1 {
			set(i, outlets)
		}
	}
	return nil
}

// outletsWith counts the outlets that have somebody say these words, next to each other. It looks for the longest of them, which are
// the rarest as a rule, and compares what is found.
func (s *server) outletsWith(ctx context.Context, words []string) (int, error) {
	rare := slices.Clone(words)
	slices.SortStableFunc(rare, func(a, b string) int { return len(b) - len(a) })
	var f readout.Filter
	for _, w := range rare[:min(len(rare), 4)] {
		f.Words = append(f.Words, readout.Term{Text: w})
	}
	l, err := s.store.Search(ctx, f, readout.ByDate, readout.Paging{Limit: sameFound})
	if err != nil {
		return 0, err
	}
	phrase := " " + strings.Join(words, " ") + " "
	var outlets []string
	for i := range l.Items {
		h := &l.Items[i]
		if name := strings.ToLower(h.Article.Publisher); name != "" && !slices.Contains(outlets, name) &&
			strings.Contains(" "+strings.Join(wordsOf(strings.Join(h.Words, " ")), " ")+" ", phrase) {
			outlets = append(outlets, name)
		}
	}
	return len(outlets), nil
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
