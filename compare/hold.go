package compare

import (
	"sort"
	"strings"
	"unicode"

	"github.com/readout-project/readout"
)

// Agreement tells whether two name the same speaker.
type Agreement string

const (
	SameSpeaker  Agreement = "same"
	OtherSpeaker Agreement = "other"
	OnlyOurs     Agreement = "only Readout's" // the others name none
	OnlyTheirs   Agreement = "only theirs"    // the record names none
	NoSpeaker    Agreement = "none"           // neither names one
)

// A Pair is a quotation that both have.
type Pair struct {
	Theirs    int    // index of Document.Quotations
	Statement string // id of the record's statement
	Exact     bool   // the contents are the same letters
	Speaker   Agreement
}

// A Result tells how far a record and a document agree.
type Result struct {
	Pairs    []Pair
	Ours     []string // ids of statements that the document has not
	Theirs   []int    // indices of quotations that the record has not
	Unplaced []int    // indices of quotations without a place in the text
	Asked    int      // statements of the record that were compared
}

// Hold compares a record with a document of the same article, whose quotations have their places. Where others told only of what stands in
// quotation marks, so do the record's statements that are compared. Statements within statements are left out. Two are paired where they
// share half of their letters or more, or where a statement holds half of what others tell as several quotations; the best pairs first.
func Hold(r *readout.Readout, d *Document) Result {
	h := holder{r: r, d: d, letters: letters(r.Article.Text)}
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Within == "" && (!d.DirectOnly() || s.Form != readout.Indirect) {
			h.ours = append(h.ours, s)
		}
	}
	return h.hold()
}

type holder struct {
	r       *readout.Readout
	d       *Document
	ours    []*readout.Statement
	letters []int // before each byte of the text
}

// letters counts the letters and digits before each code point of a text, by its first byte, and at the end all.
func letters(text string) []int {
	n := make([]int, len(text)+1)
	count := 0
	for i, r := range text {
		n[i] = count
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			count++
		}
	}
	n[len(text)] = count
	return n
}

func (h *holder) size(spans []readout.Span) (n int) {
	for _, s := range spans {
		n += h.letters[s.End] - h.letters[s.Start]
	}
	return n
}

func (h *holder) shared(a, b []readout.Span) (n int) {
	for _, x := range a {
		for _, y := range b {
			if from, to := max(x.Start, y.Start), min(x.End, y.End); from < to {
				n += h.letters[to] - h.letters[from]
			}
		}
	}
	return n
}

func (h *holder) hold() Result {
	out := Result{Asked: len(h.ours)}
	type candidate struct {
		theirs, ours, score int // score: thousandths of the letters of both
	}
	var all []candidate
	for i, q := range h.d.Quotations {
		if len(q.Content) == 0 {
			out.Unplaced = append(out.Unplaced, i)
			continue
		}
		size := h.size(q.Content)
		for j, s := range h.ours {
			both, ours := h.shared(q.Content, s.Content), h.size(s.Content)
			dice := 0
			if size+ours > 0 {
				dice = 2000 * both / (size + ours)
			}
			if dice >= 500 || h.d.DirectOnly() && size > 0 && 2*both >= size {
				all = append(all, candidate{i, j, dice})
			}
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].score > all[b].score })
	theirs, ours := map[int]int{}, map[int]bool{}
	for _, c := range all {
		if _, taken := theirs[c.theirs]; !taken && (h.d.DirectOnly() || !ours[c.ours]) {
			theirs[c.theirs] = c.ours
			ours[c.ours] = true
		}
	}
	for i := range h.d.Quotations {
		q := &h.d.Quotations[i]
		j, ok := theirs[i]
		switch {
		case ok:
			s := h.ours[j]
			both := h.shared(q.Content, s.Content)
			out.Pairs = append(out.Pairs, Pair{i, s.ID, both == h.size(q.Content) && both == h.size(s.Content), h.speakers(q, s)})
		case len(q.Content) > 0:
			out.Theirs = append(out.Theirs, i)
		}
	}
	for j, s := range h.ours {
		if !ours[j] {
			out.Ours = append(out.Ours, s.ID)
		}
	}
	return out
}

// speakers tells whether a quotation and a statement name the same speaker: by a place that both name, or by the last word of a name.
func (h *holder) speakers(q *Quotation, s *readout.Statement) Agreement {
	told, known := len(q.Source) > 0 || q.Speaker != "", s.Speaker != "" || !s.Source.Empty()
	switch {
	case !told && !known:
		return NoSpeaker
	case !told:
		return OnlyOurs
	case !known:
		return OnlyTheirs
	}
	mentions := []readout.Span{s.Source}
	names := []string{s.Source.In(h.r.Article.Text)}
	for _, e := range h.r.Entities {
		if e.ID != s.Speaker {
			continue
		}
		names = append(names, e.Name)
		for _, m := range e.Mentions {
			mentions = append(mentions, m.Span)
			if m.Form == readout.ByName {
				names = append(names, m.In(h.r.Article.Text))
			}
		}
	}
	if h.shared(q.Source, mentions) > 0 {
		return SameSpeaker
	}
	if last := lastWord(q.Speaker); last != "" {
		for _, n := range names {
			if lastWord(n) == last {
				return SameSpeaker
			}
		}
	}
	return OtherSpeaker
}

// lastWord returns the last word of a name in small letters, which for people is the one that they share with no colleague.
func lastWord(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i := len(words) - 1; i >= 0; i-- {
		if w := words[i]; w != "jr" && w != "sr" && w != "ii" && w != "iii" && w != "s" {
			return w
		}
	}
	return ""
}
