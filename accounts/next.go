package accounts

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/wording"
)

// dayOf returns the day that a span tells, or the sentence that it stands in, after the day of publication.
func dayOf(k *readout.Kept, s readout.Span) (value, last string) {
	for _, t := range k.Record.Times {
		if _, end, ok := ledger.Range(t.Value); ok && s.Contains(t.Span) && end > ledger.Day(k.Published) {
			return t.Value, end
		}
	}
	return "", ""
}

// next collects what was to come: next steps of talks, and rounds that were ahead when they were told of.
func (c *courser) next() {
	c.Next = []Next{}
	for _, k := range c.kept {
		citer := ledger.NewCiter(k)
		var spans []readout.Span
		for _, t := range k.Record.Talks {
			for _, p := range t.Next {
				spans = append(spans, p.Span)
			}
		}
		for _, o := range c.occasions[k.ID] {
			if slices.Contains(meetingKinds, o.Kind) && o.When != nil && len(o.Spans) > 0 && o.Date > ledger.Day(k.Published) && (c.between(k, o.Participants) || len(o.Participants) == 1) {
				spans = append(spans, o.Spans[0])
			}
		}
		for _, s := range spans {
			at := c.sentenceOf(k, s)
			value, last := dayOf(k, at)
			cite := citer.Cite(at, ledger.StatementOf(k.Record, s))
			c.coming(Next{Date: value, Certainty: certain(at, s, k.Record.Article.Text), Told: []ledger.Cite{cite}}, last)
		}
	}
	slices.SortStableFunc(c.Next, func(a, b Next) int { return strings.Compare(a.Date, b.Date) })
	for i := range c.Next {
		c.came(&c.Next[i])
	}
}

// certain returns the word before a next step that says how certain it is.
func certain(sentence, s readout.Span, text string) string {
	before := wording.Folded(text[sentence.Start:min(s.Start+1, sentence.End)] + text[min(s.Start+1, s.End):s.End])
	return wording.Has(before, certainty)
}

// coming adds what was to come to that of the same day, else to that of the same words.
func (c *courser) coming(n Next, last string) {
	for i := range c.Next {
		x := &c.Next[i]
		if x.Date == n.Date && n.Date != "" || ledger.SameWords(x.Told[0].Words, n.Told[0].Words) {
			if !slices.ContainsFunc(x.Told, func(t ledger.Cite) bool { return t.Article == n.Told[0].Article }) {
				x.Told = append(x.Told, n.Told...)
			}
			return
		}
	}
	c.Next = append(c.Next, n)
}

// came tells whether a round of the day, as told by an article of that day or later, shows that it came.
func (c *courser) came(n *Next) {
	n.State = "to come"
	first, last, ok := ledger.Range(n.Date)
	if !ok {
		return
	}
	if last < c.asOf {
		n.State = "not told of"
	}
	for _, r := range c.Rounds {
		if r.Date < first || r.Date > last {
			continue
		}
		for _, t := range r.Told {
			if t.Date >= r.Date && !wording.Ahead(t.Words) {
				n.State, n.Came = "came", append(n.Came, t)
			}
		}
	}
}
