package remark

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// A Saying is a statement as one article tells it.
type Saying struct {
	Key      string // of the statement; tells sayings apart
	Article  string
	Outlet   string
	Speaker  string // id of an identity; empty where nobody is named
	Name     string // of the speaker: namesakes may be one
	Date     string // YYYY-MM-DD, when it was said; may be empty
	Firm     bool   // the article tells the date; else it is that of the article
	Direct   bool   // all of it stands in quotation marks
	Language string // BCP 47, of the words as spoken, where they are translated
	Words    string // what was said; of an interrupted quotation the parts are lines
	Copy     Sketch // of the article's text: tells copies of one report

	words []word
}

// Of returns the saying of a statement. Copy is the sketch of its article's text.
func Of(h *readout.Hit, copy Sketch) Saying {
	return Saying{Key: h.Key, Article: h.Article.ID, Outlet: h.Article.Publisher, Speaker: h.Speaker.ID, Name: h.Speaker.Name, Date: h.Date,
		Firm: h.DateBasis == "statement" || h.DateBasis == "occasion", Direct: h.Statement.Form == readout.Direct, Language: h.Statement.Language,
		Words: strings.Join(h.Words, "\n"), Copy: copy}
}

// ApartDays is how many days two sayings of one remark are apart at most, where an article does not tell when it was said.
const ApartDays = 7

// Limits within which two sayings may be one.
const (
	maxWords       = 400 // of a saying; what comes after is not compared
	firmDays       = 1   // apart, where both articles tell when it was said
	paraphraseDays = 2   // apart, where words in a row do not tell that it is one
	enough         = 3   // telling words, in a row or altogether, that are the same, where one stands in quotation marks; else one more
	unnamedRun     = 5   // telling words in a row where a speaker is not known
)

// read splits the words once.
func (s *Saying) read() []word {
	if s.words == nil {
		s.words = split(s.Words)
		s.words = s.words[:min(len(s.words), maxWords):min(len(s.words), maxWords)]
	}
	return s.words
}

// Same reports whether two sayings are accounts of one: of one speaker, of namesakes or of nobody known; of about one day; and in words of which
// some in a row are the same, or, where it was told within two days, most of those of the shorter.
func Same(a, b *Saying) bool {
	days := apart(a, b)
	if days > ApartDays || days > firmDays && a.Firm && b.Firm {
		return false
	}
	least := enough
	if !a.Direct && !b.Direct {
		least++
	}
	x, y := a.read(), b.read()
	run := longestRun(x, y)
	switch {
	case a.Speaker == "" || b.Speaker == "":
		return run >= unnamedRun
	case run >= least && (a.Speaker == b.Speaker || namesakes(a.Name, b.Name)):
		return true
	case a.Speaker != b.Speaker:
		return false
	}
	bx, by := bag(x), bag(y)
	shared, fewer := 0, min(len(bx), len(by))
	for stem := range bx {
		if by[stem] {
			shared++
		}
	}
	switch {
	case fewer < 2:
		return false
	case run == fewer && (a.Direct && len(bx) == fewer || b.Direct && len(by) == fewer): // a fragment in quotation marks
		return true
	}
	return days <= paraphraseDays && (shared >= least && 5*shared >= 3*fewer || shared == fewer && a.Direct && b.Direct)
}

// namesakes reports whether two names end alike.
func namesakes(a, b string) bool {
	x, y := strings.Fields(ledger.Fold(a, " ")), strings.Fields(ledger.Fold(b, " "))
	return len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1]
}

// apart is how many days lie between two sayings, 0 where nothing tells.
func apart(a, b *Saying) int {
	x, errX := time.Parse(time.DateOnly, a.Date)
	y, errY := time.Parse(time.DateOnly, b.Date)
	if errX != nil || errY != nil {
		return 0
	}
	return int(max(x.Sub(y), y.Sub(x)) / (24 * time.Hour))
}

// bag returns the stems of the telling words.
func bag(words []word) map[string]bool {
	stems := map[string]bool{}
	for i := range words {
		if words[i].telling() {
			stems[words[i].stem] = true
		}
	}
	return stems
}

// longestRun counts the telling words in the longest run of words that two have in common.
func longestRun(a, b []word) (most int) {
	lengths := make([]int, len(b)+1) // of the run that ends before each word of b
	for i := range a {
		diagonal := 0
		for j := range b {
			above := lengths[j+1]
			switch {
			case a[i].form != b[j].form:
				lengths[j+1] = 0
			case a[i].telling() && b[j].telling():
				lengths[j+1] = diagonal + 1
			default:
				lengths[j+1] = diagonal
			}
			diagonal = above
			most = max(most, lengths[j+1])
		}
	}
	return most
}

// order sorts sayings by when they were said, then by key.
func order(all []Saying) {
	slices.SortFunc(all, func(a, b Saying) int {
		return cmp.Or(strings.Compare(a.Date, b.Date), strings.Compare(a.Key, b.Key))
	})
}
