package versions

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

//go:embed data/notices.txt
var noticesFile string

// phrases are those that notices begin with or hold.
var phrases = func() (out []string) {
	for line := range strings.Lines(noticesFile) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}()

// IsNotice reports whether a paragraph tells of a correction.
func IsNotice(paragraph string) bool {
	words := " " + ledger.Fold(paragraph, " ") + " "
	return slices.ContainsFunc(phrases, func(p string) bool {
		begins, ok := strings.CutPrefix(p, "^")
		if folded := " " + ledger.Fold(begins, " ") + " "; ok {
			return strings.HasPrefix(words, folded)
		} else {
			return strings.Contains(words, folded)
		}
	})
}

// sentencesOf returns the sentences of a version that are no notices.
func (s *side) sentencesOf(notices []readout.Span) (out []readout.Span) {
	for i := range s.doc.Sentences {
		at := s.doc.Sentences[i].Span
		if !slices.ContainsFunc(notices, func(n readout.Span) bool { return n.Contains(at) }) {
			out = append(out, at)
		}
	}
	return out
}

// noticesIn returns the paragraphs of a version that tell of corrections.
func (s *side) noticesIn() (out []readout.Span) {
	for i := range s.doc.Paragraphs {
		if at := s.doc.Paragraphs[i].Span; IsNotice(at.In(s.text())) {
			out = append(out, at)
		}
	}
	return out
}

// notices finds those of the later version that the earlier does not have.
func (c *comparer) notices() {
	had := map[string]bool{}
	for _, at := range c.a.noticesIn() {
		had[ledger.Fold(at.In(c.a.text()), " ")] = true
	}
	for _, n := range c.a.kept.Record.Article.Corrections {
		had[ledger.Fold(n, " ")] = true
	}
	c.own = c.b.noticesIn()
	for _, at := range c.own {
		if cite := c.b.citer.Cite(at, nil); !had[ledger.Fold(cite.Words, " ")] {
			c.Notices = append(c.Notices, Notice{Words: cite.Words, At: &cite})
		}
	}
	for _, n := range c.b.kept.Record.Article.Corrections {
		if !had[ledger.Fold(n, " ")] {
			c.Notices = append(c.Notices, Notice{Words: n})
		}
	}
}

func (c *comparer) isNotice(s readout.Span) bool {
	return slices.ContainsFunc(c.own, func(n readout.Span) bool { return n.Contains(s) })
}

// sentences finds those that changed: what both versions have is left out, whatever its place; of the rest the most alike are pairs.
func (c *comparer) sentences() {
	xs, ys := c.a.sentencesOf(c.a.noticesIn()), c.b.sentencesOf(c.own)
	count := map[string]int{}
	for _, y := range ys {
		count[y.In(c.b.text())]++
	}
	var before, then []readout.Span
	for _, x := range xs {
		if words := x.In(c.a.text()); count[words] > 0 {
			count[words]--
			continue
		}
		before = append(before, x)
	}
	for _, y := range slices.Backward(ys) {
		if words := y.In(c.b.text()); count[words] > 0 {
			count[words]--
			then = append(then, y)
		}
	}
	slices.Reverse(then)
	taken := map[int]bool{}
	var removed []Edit
	for _, x := range before {
		best, most := -1, 0.5
		for k, y := range then {
			if like := ledger.Likeness(x.In(c.a.text()), y.In(c.b.text())); !taken[k] && like > most {
				best, most = k, like
			}
		}
		was := c.a.citer.Cite(x, nil)
		if best < 0 {
			removed = append(removed, Edit{Kind: Removed, Before: &was})
			continue
		}
		taken[best] = true
		is := c.b.citer.Cite(then[best], nil)
		c.Sentences = append(c.Sentences, Edit{Kind: Altered, Before: &was, Then: &is, Pieces: ledger.Diff(was.Words, is.Words)})
	}
	for k, y := range then {
		if !taken[k] {
			is := c.b.citer.Cite(y, nil)
			c.Sentences = append(c.Sentences, Edit{Kind: Added, Then: &is})
		}
	}
	slices.SortStableFunc(c.Sentences, func(x, y Edit) int { return place(x.Then, x.Before) - place(y.Then, y.Before) })
	c.Sentences = append(c.Sentences, removed...)
}

// tie ties notices to the changes that they tell of: those whose words that only one version has stand in the notice.
func (c *comparer) tie() {
	for n := range c.Notices {
		notice := &c.Notices[n]
		words := folded(notice.Words)
		for i := range c.Sentences {
			e := &c.Sentences[i]
			if shown := changedIn(words, e.Pieces, e.Before, e.Then); len(shown) > 0 {
				e.Notices, notice.Tied = append(e.Notices, n), true
				notice.show(shown)
			}
		}
		for i := range c.Statements {
			x := &c.Statements[i]
			if shown := changedIn(words, x.Pieces, x.Before, x.Then); len(shown) > 0 {
				x.Notices, notice.Tied = append(x.Notices, n), true
				notice.show(shown)
			}
		}
	}
	for i := range c.Statements {
		if x := &c.Statements[i]; x.Quoted && x.Kind != Added && len(x.Notices) == 0 {
			c.Unnoticed++
		}
	}
}

func (n *Notice) show(words []string) {
	for _, w := range words {
		if !slices.Contains(n.Shown, w) {
			n.Shown = append(n.Shown, w)
		}
	}
}

// changedIn returns the words of a change that a notice has: of one that was altered those that only one version has, else a number or a
// name of it, or most of its words.
func changedIn(notice map[string]bool, pieces []ledger.Piece, before, then *ledger.Cite) (shown []string) {
	if before != nil && then != nil {
		telling := 0
		for _, p := range pieces {
			if p.Op == ledger.Same {
				continue
			}
			for _, w := range strings.Fields(p.Text) {
				if key := ledger.Fold(w, "."); notice[key] && key != "" {
					shown = append(shown, strings.Trim(w, ".,;:?!\"“”"))
					if len(key) > 3 || key[0] >= '0' && key[0] <= '9' {
						telling++
					}
				}
			}
		}
		if telling == 0 {
			return nil
		}
		return shown
	}
	whole := before
	if whole == nil {
		whole = then
	}
	words := strings.Fields(whole.Words)
	for _, w := range words {
		if key := ledger.Fold(w, "."); len(key) > 3 && notice[key] {
			shown = append(shown, strings.Trim(w, ".,;:?!\"“”"))
		}
	}
	if 2*len(shown) < len(words) {
		return nil
	}
	return shown
}

// folded returns the words of a text as they are compared: those between blanks, so that 4.5 is one.
func folded(text string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		out[ledger.Fold(w, ".")] = true
	}
	return out
}

// containsAll reports whether a folded text has the words of all spans, in their order.
func containsAll(in string, content []readout.Span, text string) bool {
	for _, s := range content {
		i := strings.Index(in, " "+ledger.Fold(s.In(text), " ")+" ")
		if i < 0 {
			return false
		}
		in = in[i:]
	}
	return true
}
