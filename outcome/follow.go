package outcome

import (
	"cmp"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/remark"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/versions"
	"github.com/readout-project/readout/wording"
)

// A Report is an article with its sentences, as evidence is looked for in it.
type Report struct {
	kept      *readout.Kept
	citer     *ledger.Citer
	who       map[string]bool
	sentences []sentence
}

type sentence struct {
	readout.Span
	words  []ledger.Word // spans of the article's text
	stems  []string      // of each word; empty for what tells nothing
	folded string
}

// NewReport prepares an article.
func NewReport(k *readout.Kept) *Report {
	r := &Report{kept: k, citer: ledger.NewCiter(k), who: ledger.Identities(k)}
	all := k.Record.Article.Text
	d := text.New(all)
	for i := range d.Sentences {
		s := sentence{Span: d.Sentences[i].Span}
		s.folded = wording.Folded(s.In(all))
		for w := range ledger.Words(s.In(all)) {
			w.Start, w.End = w.Start+s.Start, w.End+s.Start
			s.words, s.stems = append(s.words, w), append(s.stems, wording.Stem(w.Folded))
		}
		r.sentences = append(r.sentences, s)
	}
	return r
}

// Follow finds what became of the commitments of some articles in them, as of a day. Of those that several articles tell, the first is listed,
// with where else it is told. The newest come first.
func Follow(all []*readout.Kept, asOf string) []Commitment {
	var reports []*Report
	var found []Commitment
	for _, k := range all {
		reports = append(reports, NewReport(k))
		found = append(found, Find(k)...)
	}
	slices.SortStableFunc(found, func(a, b Commitment) int {
		return cmp.Or(strings.Compare(a.published, b.published), strings.Compare(a.Article, b.Article), a.Start-b.Start)
	})
	out := []Commitment{}
	for i := range found {
		c := &found[i]
		if k := slices.IndexFunc(out, func(x Commitment) bool { return x.again(c) }); k >= 0 {
			out[k].take(c)
			continue
		}
		out = append(out, *c)
	}
	for i := range out {
		out[i].follow(reports, asOf)
	}
	slices.SortStableFunc(out, func(a, b Commitment) int { return strings.Compare(b.Said, a.Said) })
	return out
}

// again reports whether another commitment is the same as told elsewhere.
func (c *Commitment) again(d *Commitment) bool {
	if c.Kind != d.Kind || c.SpeakerID != d.SpeakerID || c.SpeakerID == "" && c.Speaker != d.Speaker {
		return false
	}
	if c.Article == d.Article {
		return c.Statement != d.Statement && (c.core.like(&d.core))
	}
	x := remark.Saying{Key: c.Statement, Speaker: c.SpeakerID, Name: c.Speaker, Date: c.Said, Words: c.Words, Direct: true}
	y := remark.Saying{Key: d.Statement, Speaker: d.SpeakerID, Name: d.Speaker, Date: d.Said, Words: d.Words, Direct: true}
	return remark.Same(&x, &y) || c.core.like(&d.core) && c.Due == d.Due
}

// like reports whether one of two cores has all stems of the other, and two at least.
func (c *core) like(d *core) bool {
	return c.key == d.key && min(len(c.stems), len(d.stems)) > 1 && (contains(c.stems, d.stems) || contains(d.stems, c.stems))
}

func contains(all, some []string) bool { return len(wording.Shared(some, all)) == len(some) }

// take adds where else a commitment is told, and what only that tells.
func (c *Commitment) take(d *Commitment) {
	c.Told = append(c.Told, Telling{d.Cite})
	if c.Due == "" {
		c.Deadline, c.Due = d.Deadline, d.Due
	}
	if c.Condition == "" {
		c.Condition, c.condition = d.Condition, d.condition
	}
	if c.Confirmed == nil || d.Confirmed != nil && d.Confirmed.When.After(c.Confirmed.When) {
		c.Confirmed = cmp.Or(d.Confirmed, c.Confirmed)
	}
}

// Limits of evidence.
const (
	least    = 2 // telling words that a sentence has of a commitment
	sharedBy = 2 // people, organizations and places that two articles speak of, where the later does not speak of who committed himself
)

// follow looks for evidence, and tells the state.
func (c *Commitment) follow(reports []*Report, asOf string) {
	c.History = []Step{{c.Said, "made"}}
	for _, r := range reports {
		same := r.kept.ID == c.Article
		if !same && r.kept.Published <= c.published || !r.who[c.SpeakerID] && shared(r.who, c.who) < sharedBy {
			continue
		}
		for i := range r.sentences {
			s := &r.sentences[i]
			if same && s.Start < c.order {
				continue
			}
			if !same {
				c.look(r, s, &c.core, "done", "not done")
				c.refused(r, s)
				c.look(r, s, &c.condition, "condition met", "condition not met")
			}
			c.answer(r, s)
		}
	}
	sortEvidence(c.Evidence)
	c.settle(asOf)
}

// sortEvidence puts evidence in the order of time.
func sortEvidence(all []Evidence) {
	slices.SortStableFunc(all, func(a, b Evidence) int {
		return cmp.Or(strings.Compare(a.Date, b.Date), strings.Compare(a.Article, b.Article), a.Start-b.Start)
	})
}

func shared(a, b map[string]bool) (n int) {
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

// Seek returns the sentences of later reports that tell whether what some words of an article tell of came about:
// Proposes is "done" or "not done".
func Seek(k *readout.Kept, words readout.Span, reports []*Report) []Evidence {
	c := Commitment{published: k.Published, who: ledger.Identities(k)}
	c.Article, c.core = k.ID, coreOf(words.In(k.Record.Article.Text), wording.NameStems(k.Record))
	for _, r := range reports {
		if r.kept.Published <= k.Published || shared(r.who, c.who) < sharedBy {
			continue
		}
		for i := range r.sentences {
			c.look(r, &r.sentences[i], &c.core, "done", "not done")
		}
	}
	sortEvidence(c.Evidence)
	return c.Evidence
}

// Telling cites the sentences of a report that have all of some stems and tell what has been, where it speaks of as many of some people, organizations
// and places.
func (r *Report) Telling(stems []string, who map[string]bool, least int) (out []ledger.Cite) {
	if shared(r.who, who) < least {
		return nil
	}
	all := r.kept.Record.Article.Text
	for i := range r.sentences {
		if s := &r.sentences[i]; contains(s.stems, stems) && !wording.Ahead(s.In(all)) && !versions.IsNotice(s.In(all)) {
			out = append(out, r.citer.Cite(s.Span, contentOf(r.kept.Record, s.Span)))
		}
	}
	return out
}

// look takes a sentence for evidence that has what is to be done and most of the other telling words close together, in a clause that is not about
// what is to come, and that reports nobody's words within those of another.
func (c *Commitment) look(r *Report, s *sentence, x *core, yes, no string) {
	if x.key == "" || !slices.Contains(s.stems, x.key) {
		return
	}
	need := max(least, (len(x.stems)+1)/2)
	wanted := x.stems
	if len(x.stems) < least {
		wanted, need = slices.Concat(x.stems, x.names), least
	}
	from, to, key := window(s.stems, wanted, x.key, need)
	if to == 0 && len(x.before) > 0 {
		wanted = slices.Concat(x.stems, x.before)
		from, to, key = window(s.stems, wanted, x.key, least+1)
	}
	if to == 0 {
		return
	}
	all := r.kept.Record.Article.Text
	clause := s.clause(all, s.words[from].Start)
	by := contentOf(r.kept.Record, s.words[key].Span)
	if wording.Ahead(all[clause:s.words[to-1].End]) || by != nil && by.Within != "" || versions.IsNotice(s.In(all)) {
		return
	}
	e := Evidence{Cite: r.citer.Cite(s.Span, by), Proposes: yes, Shared: wording.Shared(wanted, s.stems)}
	if wording.Denies(all[clause:s.words[key].Start]) != x.denied {
		e.Proposes = no
	}
	c.Evidence = append(c.Evidence, e)
}

// refused takes a sentence for evidence that tells in other words that who committed himself did not do it.
func (c *Commitment) refused(r *Report, s *sentence) {
	words := wording.Has(s.folded, undone[c.core.key])
	if words == "" || c.core.denied || c.SpeakerID == "" || versions.IsNotice(s.In(r.kept.Record.Article.Text)) {
		return
	}
	said := r.kept.Record.Statements
	i := slices.IndexFunc(said, func(x readout.Statement) bool {
		return x.Extent().Overlaps(s.Span) && r.citer.Who(x.Speaker).ID == c.SpeakerID
	})
	if i >= 0 {
		c.Evidence = append(c.Evidence, Evidence{Cite: r.citer.Cite(s.Span, nil), Proposes: "not done", Shared: []string{words}})
	}
}

// clause returns where the clause begins that a byte lies in: behind a comma, a semicolon, a dash or a bracket, or at the beginning of the sentence.
func (s *sentence) clause(all string, at int) int {
	if i := strings.LastIndexAny(all[s.Start:at], ",;—–("); i >= 0 {
		return s.Start + i
	}
	return s.Start
}

// contentOf returns the innermost statement whose content holds a span.
func contentOf(r *readout.Readout, s readout.Span) *readout.Statement {
	by := ledger.StatementOf(r, s)
	if by == nil || !slices.ContainsFunc(by.Content, func(c readout.Span) bool { return c.Contains(s) }) {
		return nil
	}
	return by
}

// window returns the shortest run of words that has a number of different stems of a list, one of them the key, and where that is; to is 0 where
// there is none.
func window(words, stems []string, key string, need int) (from, to, at int) {
	shortest := len(words) + 1
	for i := range words {
		seen, place := map[string]bool{}, -1
		for k := i; k < len(words) && k+1-i < shortest; k++ {
			if words[k] == "" || !slices.Contains(stems, words[k]) {
				continue
			}
			if seen[words[k]] = true; words[k] == key {
				place = k
			}
			if len(seen) >= need && place >= 0 {
				from, to, at, shortest = i, k+1, place, k+1-i
				break
			}
		}
	}
	return from, to, at
}

// answerDays is how long after an offer an answer is looked for.
const answerDays = 31

// answer takes a sentence for an answer that names what was offered, or asked for, and what somebody did about it.
func (c *Commitment) answer(r *Report, s *sentence) {
	n := slices.IndexFunc(kinds, func(k kind) bool { return k.name == c.Kind })
	if c.Kind == "promise" || c.Kind == "threat" || daysApart(c.Said, ledger.Day(r.kept.Published)) > answerDays {
		return
	}
	noun := wording.Has(s.folded, kinds[n].nouns)
	if noun == "" {
		return
	}
	for _, a := range answers {
		verb := wording.Has(s.folded, a.nouns)
		if verb == "" || strings.Index(s.folded, verb) > strings.Index(s.folded, noun) {
			continue
		}
		by := ledger.StatementOf(r.kept.Record, s.Span)
		if by != nil && r.citer.Who(by.Speaker).ID == c.SpeakerID && c.SpeakerID != "" {
			return
		}
		c.Evidence = append(c.Evidence, Evidence{Cite: r.citer.Cite(s.Span, by), Proposes: a.name, Shared: []string{verb, noun}})
		return
	}
}

// settle tells the state as of a day, and how it came to it.
func (c *Commitment) settle(asOf string) {
	done, not := false, false
	first := ""
	for _, e := range c.Evidence {
		switch e.Proposes {
		case "done":
			done, first = true, cmp.Or(first, e.Date)
		case "not done":
			not, first = true, cmp.Or(first, e.Date)
		case "accepted", "declined":
			c.State = "answered"
		}
		c.History = append(c.History, Step{e.Date, e.Proposes + ", by later words"})
	}
	if c.Due != "" {
		c.History = append(c.History, Step{c.Due, "due"})
		if c.State = "due"; c.Due < asOf {
			c.State = "overdue"
		}
	}
	switch {
	case done && not:
		c.State = "told differently"
	case done:
		c.State, c.Late = "done", c.Due != "" && first > c.Due
	case not:
		c.State = "not done"
	}
	if c.Confirmed != nil {
		c.State = c.Confirmed.State
		c.History = append(c.History, Step{c.Confirmed.When.UTC().Format("2006-01-02"), c.Confirmed.State + ", confirmed by " + c.Confirmed.Who})
	}
	slices.SortStableFunc(c.History, func(a, b Step) int { return strings.Compare(a.Date, b.Date) })
}
