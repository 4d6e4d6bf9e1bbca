package past

import (
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/outcome"
	"github.com/readout-project/readout/remark"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/versions"
	"github.com/readout-project/readout/wording"
)

//go:embed data/ranks.txt
var ranksFile string

// ranks are places by words.
var ranks = func() map[string]int {
	out := map[string]int{}
	for _, line := range wording.Lines(ranksFile) {
		place, words, _ := strings.Cut(line, "|")
		n, err := strconv.Atoi(strings.TrimSpace(place))
		if err != nil {
			panic(err) // of an embedded file, which a test loads
		}
		for w := range strings.FieldsSeq(words) {
			out[w] = n
		}
	}
	return out
}()

// What the ledger holds of a claim.
const (
	BorneOut = "borne out"
	AtOdds   = "at odds"
	NotThere = "not in the ledger"
)

// A Claim is what an article tells of the past.
type Claim struct {
	ledger.Cite
	Kind   string   `json:"kind" enum:"said before,rank"`
	Since  string   `json:"since,omitempty" doc:"the words for since when"`
	Rank   int      `json:"rank,omitempty" doc:"first is 1; absent for the most of its kind"`
	State  string   `json:"state" enum:"borne out,at odds,not in the ledger" doc:"by words of the ledger, never a verdict"`
	Beside []Beside `json:"beside,omitempty" doc:"what the ledger holds"`
	From   string   `json:"from,omitempty" doc:"the day of the first article that was looked at"`

	kept      *readout.Kept
	statement *readout.Statement // said before
	said      string             // the day of the earlier words; empty where it is not told
	thing     []string           // stems of what is ranked
	who       map[string]bool
}

// Beside is words of the ledger beside a claim.
type Beside struct {
	ledger.Cite
	Says   string         `json:"says" enum:"borne out,at odds"`
	Pieces []ledger.Piece `json:"pieces,omitempty" doc:"of what was said, the earlier wording and that of the claim side by side"`
	Flags  []string       `json:"flags,omitempty" doc:"negations, numbers, conditions and hedges that only one has"`
}

// Find returns the claims of an article.
func Find(k *readout.Kept) (out []Claim) {
	citer, all := ledger.NewCiter(k), k.Record.Article.Text
	who := ledger.Identities(k)
	for i := range k.Record.Statements {
		s := &k.Record.Statements[i]
		if !before(all, s) || s.Speaker == "" || len(s.Content) == 0 {
			continue
		}
		c := Claim{Cite: citer.Cite(s.Extent(), s), Kind: "said before", kept: k, statement: s, who: who, State: NotThere}
		if c.SpeakerID == "" {
			continue
		}
		for _, t := range k.Record.Times {
			if first, last, ok := ledger.Range(t.Value); ok && near(all, s.Extent(), t.Span) && last < ledger.Day(k.Published) {
				c.Since, c.said = t.In(all), first
			}
		}
		out = append(out, c)
	}
	d := text.New(all)
	for i := range d.Sentences {
		at := d.Sentences[i].Span
		if versions.IsNotice(at.In(all)) {
			continue
		}
		if c, ok := rank(k, citer, at); ok {
			c.who = who
			out = append(out, c)
		}
	}
	return out
}

// before reports whether a cue is in the past perfect: had said, had told.
func before(all string, s *readout.Statement) bool {
	cue := wording.Folded(s.Cue.In(all))
	from := max(0, s.Cue.Start-24)
	return strings.HasPrefix(cue, " had ") || strings.HasSuffix(wording.Folded(all[from:s.Cue.Start]), " had ")
}

// near reports whether a time stands in the sentence of a statement: within forty bytes, and not behind another sentence.
func near(all string, s, t readout.Span) bool {
	from, to := min(s.End, t.End), max(s.Start, t.Start)
	if from >= to {
		return true
	}
	return to-from < 40 && !strings.ContainsAny(all[from:to], ".\n")
}

// ranked finds what is counted or ranked, and since when: "the third such verdict since 2019", "for the first time this year".
var ranked = regexp.MustCompile(`(?i)\b([a-z0-9]+) ([^.;:"“”]{3,80}?) since ((?:[A-Z][a-z]+ )?(?:\d{4}|[A-Z][a-z]+))\b|\bfor the ([a-z0-9]+) time( this (?:year|month|week)| in [a-z0-9]+ (?:years|months|weeks))?\b`)

func rank(k *readout.Kept, citer *ledger.Citer, at readout.Span) (c Claim, ok bool) {
	words := at.In(k.Record.Article.Text)
	if !strings.Contains(words, " since ") && !strings.Contains(words, " time") {
		return c, false
	}
	for w := range ledger.Words(words) {
		if _, known := ranks[w.Folded]; !known && w.Folded != "for" {
			continue // no claim begins here
		}
		start := w.Start
		m := ranked.FindStringSubmatchIndex(words[start:])
		if m == nil || m[0] != 0 {
			continue
		}
		part := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return words[start+m[2*n] : start+m[2*n+1]]
		}
		place, known := ranks[strings.ToLower(cmp.Or(part(1), part(4)))]
		if !known || wording.Ahead(words[:start]) {
			continue
		}
		span := readout.Span{Start: at.Start + start, End: at.Start + start + m[1]}
		c = Claim{Cite: citer.Cite(at, said(k.Record, span)), Kind: "rank", Since: cmp.Or(part(3), strings.TrimSpace(part(5))), Rank: place, kept: k, State: NotThere}
		_, c.thing = wording.Apart(wording.Stems(strings.ReplaceAll(part(2), "such", "")), wording.NameStems(k.Record))
		if part(4) != "" {
			_, c.thing = wording.Apart(wording.Stems(words[:start]), wording.NameStems(k.Record))
		}
		return c, len(c.thing) > 0
	}
	return c, false
}

// said returns the outermost statement whose content holds a span.
func said(r *readout.Readout, s readout.Span) *readout.Statement {
	for i := range r.Statements {
		if slices.ContainsFunc(r.Statements[i].Content, func(c readout.Span) bool { return c.Contains(s) }) {
			return &r.Statements[i]
		}
	}
	return nil
}

// Speaker returns whose earlier words a claim is about; empty for one that ranks.
func (c *Claim) Speaker() string {
	if c.Kind == "said before" {
		return c.SpeakerID
	}
	return ""
}

// Said sets earlier statements of its speaker beside a claim that something was said before.
func (c *Claim) Said(hits []readout.Hit) {
	text := c.kept.Record.Article.Text
	var parts []string
	for _, s := range c.statement.Content {
		parts = append(parts, s.In(text))
	}
	claim := remark.Saying{Key: "claim", Speaker: c.SpeakerID, Name: c.Cite.Speaker, Words: strings.Join(parts, "\n"), Direct: c.statement.Form == readout.Direct}
	for i := range hits {
		h := &hits[i]
		c.From = earlier(c.From, h.Date)
		if h.Article.ID == c.Article || h.Article.Published >= c.kept.Published || h.Statement.Within != "" || len(h.Statement.Content) == 0 || c.said != "" && h.Date > ledger.Day(c.kept.Published) {
			continue
		}
		was := remark.Of(h, remark.Sketch{})
		was.Date, was.Firm = "", false
		part := slices.IndexFunc(h.Words, func(part string) bool { return repeated(part, claim.Words) })
		if part < 0 && !remark.Same(&was, &claim) {
			continue
		}
		b := Beside{Cite: citeHit(h), Says: BorneOut, Pieces: ledger.Diff(strings.Join(h.Words, " … "), strings.Join(parts, " … "))}
		for _, f := range flags(was, claim) {
			b.Flags = append(b.Flags, fmt.Sprint(f.Class, ": ", strings.Join(f.Words, ", ")))
		}
		if part >= 0 {
			was.Words = clause(h.Words[part], claim.Words)
		}
		for _, f := range flags(was, claim) {
			if f.Class == remark.Polarity || f.Class == remark.Number {
				b.Says = AtOdds
			}
		}
		c.Beside = append(c.Beside, b)
	}
	c.settle()
}

// flags returns the negations, numbers, conditions and hedges by which two wordings differ.
func flags(was, claim remark.Saying) (out []remark.Flag) {
	for _, v := range remark.Join([]remark.Saying{was, claim}).Variants {
		out = append(out, v.Flags...)
	}
	return out
}

// repeated reports whether words have three or more in a row of what was said, half of them at least.
func repeated(was, words string) bool {
	const enough = 3
	x, y := strings.Fields(ledger.Fold(was, " ")), strings.Fields(ledger.Fold(words, " "))
	for n := len(y); n >= enough && 2*n >= len(y); n-- {
		for i := 0; i+n <= len(y); i++ {
			if strings.Contains(" "+strings.Join(x, " ")+" ", " "+strings.Join(y[i:i+n], " ")+" ") {
				return true
			}
		}
	}
	return false
}

// clause returns the shortest part of what was said, between commas and full stops, that is repeated; all of it where none is.
func clause(was, words string) string {
	for part := range strings.FieldsFuncSeq(was, func(r rune) bool { return strings.ContainsRune(",.;:!?—", r) }) {
		if repeated(part, words) {
			return strings.TrimSpace(part)
		}
	}
	return was
}

// earlier returns the earlier of two days, of which one may not be known.
func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// citeHit cites a statement that a search found.
func citeHit(h *readout.Hit) ledger.Cite {
	c := ledger.CiteHit(h)
	c.Date = ledger.Day(h.Article.Published)
	return c
}

// sharedBy is how many people, organizations and places two articles speak of that rank the same thing.
const sharedBy = 2

// Ranked sets beside a claim that ranks what other articles rank, and what earlier ones tell.
func (c *Claim) Ranked(others []Claim, earlierReports []*outcome.Report) {
	for i := range others {
		o := &others[i]
		if o.Kind != "rank" || o.Article == c.Article || o.Cite.Speaker == c.Cite.Speaker && c.Cite.Speaker != "" || shared(o.who, c.who) < sharedBy || len(wording.Shared(o.thing, c.thing)) == 0 ||
			o.Since != c.Since || (o.Rank == 0) != (c.Rank == 0) {
			continue
		}
		b := Beside{Cite: o.Cite, Says: BorneOut}
		if o.Rank != c.Rank {
			b.Says = AtOdds
		}
		c.Beside = append(c.Beside, b)
	}
	if c.Rank == 1 && len(c.thing) > 1 { // what tells of an earlier one
		for _, r := range earlierReports {
			for _, s := range r.Telling(c.thing, c.who, sharedBy) {
				c.From = earlier(c.From, s.Date)
				if s.Date < ledger.Day(c.kept.Published) && s.Date >= since(c.Since) {
					c.Beside = append(c.Beside, Beside{Cite: s, Says: AtOdds})
				}
			}
		}
	}
	c.settle()
}

// since returns the first day after a year that words name.
func since(words string) string {
	if f := strings.Fields(words); len(f) > 0 {
		if year, err := strconv.Atoi(f[len(f)-1]); err == nil {
			return strconv.Itoa(year+1) + "-01-01"
		}
	}
	return ""
}

func shared(a, b map[string]bool) (n int) {
	for id := range a {
		if b[id] {
			n++
		}
	}
	return n
}

// settle tells what the ledger holds of a claim: at odds where any of it is.
func (c *Claim) settle() {
	slices.SortStableFunc(c.Beside, func(a, b Beside) int {
		return cmp.Or(strings.Compare(a.Date, b.Date), strings.Compare(a.Article, b.Article), strings.Compare(a.Statement, b.Statement))
	})
	for _, b := range c.Beside {
		if b.Says == AtOdds {
			c.State = AtOdds
			return
		}
		c.State = BorneOut
	}
}

// Write writes a claim for people.
func Write(w io.Writer, c *Claim) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s (%s): %s\n", c.Date, c.State, c.Outlet, c.Words)
	for _, x := range c.Beside {
		fmt.Fprintf(&b, "  %s  %s: %s (%s)\n", x.Date, x.Says, x.Words, x.Outlet)
		for _, f := range x.Flags {
			fmt.Fprintf(&b, "              ! %s\n", f)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
