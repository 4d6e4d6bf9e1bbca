package compare

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/readout-project/readout"
)

// Totals add up results.
type Totals struct {
	Articles   int `json:"articles"`
	Theirs     int `json:"theirs"` // quotations with a place in the text
	Unplaced   int `json:"unplaced"`
	Statements int `json:"statements"` // of the record, that were compared
	Shared     int `json:"shared"`     // statements that others have
	Pairs      int `json:"pairs"`      // quotations that the record has
	Exact      int `json:"exact"`      // of these, those with the same letters
	Speakers   int `json:"speakers"`   // pairs in which both name a speaker
	Same       int `json:"same"`       // of these, those with the same one
}

// Add counts the result for one article.
func (t *Totals) Add(r *Result) {
	t.Articles++
	t.Theirs += len(r.Pairs) + len(r.Theirs)
	t.Unplaced += len(r.Unplaced)
	t.Statements += r.Asked
	t.Shared += r.Asked - len(r.Ours)
	t.Pairs += len(r.Pairs)
	for _, p := range r.Pairs {
		if p.Exact {
			t.Exact++
		}
		switch p.Speaker {
		case SameSpeaker:
			t.Same++
			t.Speakers++
		case OtherSpeaker:
			t.Speakers++
		}
	}
}

// Write writes the totals for people.
func (t *Totals) Write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%s: Readout has %s of the others' quotations, %d to the letter; they have %s of its statements; speakers are the same in %s that both name; %d without a place in the text\n",
		count(t.Articles, "article"), share(t.Pairs, t.Theirs), t.Exact, share(t.Shared, t.Statements), share(t.Same, t.Speakers), t.Unplaced)
	return err
}

func share(part, whole int) string {
	if whole == 0 {
		return "0 of 0"
	}
	return fmt.Sprintf("%d of %d (%.0f %%)", part, whole, 100*float64(part)/float64(whole))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Write writes what two agree on and what not, a quotation a line, with its place as line and column, both from 1.
func Write(w io.Writer, r *readout.Readout, d *Document, result *Result) error {
	p := printer{r: r, d: d, m: readout.NewMapper(r.Article.Text)}
	fmt.Fprintf(&p.out, "%s, %s: %d in both, %d only theirs, %d only Readout's, %d without a place\n", d.Place, Names[d.Form], len(result.Pairs), len(result.Theirs), len(result.Ours), len(result.Unplaced))
	for _, pair := range result.Pairs {
		q, s := &d.Quotations[pair.Theirs], p.statement(pair.Statement)
		what := "both"
		if !pair.Exact {
			what = "other extent"
		}
		line := p.line(what, s.Content) + speaker(p.ours(s))
		if !pair.Exact {
			line += "; theirs " + marked(p.words(q.Content))
		}
		if pair.Speaker == OtherSpeaker || pair.Speaker == OnlyTheirs {
			line += "; theirs is " + p.theirs(q)
		}
		p.out.WriteString(line + "\n")
	}
	for _, i := range result.Theirs {
		q := &d.Quotations[i]
		p.out.WriteString(p.line("only theirs", q.Content) + speaker(p.theirs(q)) + "\n")
	}
	for _, id := range result.Ours {
		s := p.statement(id)
		p.out.WriteString(p.line("only Readout", s.Content) + speaker(p.ours(s)) + "\n")
	}
	for _, i := range result.Unplaced {
		q := &d.Quotations[i]
		fmt.Fprintf(&p.out, "  %-13s %s: %s\n", "no place", marked(oneLine(q.Words)), q.Unplaced)
	}
	_, err := io.WriteString(w, p.out.String())
	return err
}

type printer struct {
	r   *readout.Readout
	d   *Document
	m   *readout.Mapper
	out strings.Builder
}

func (p *printer) statement(id string) *readout.Statement {
	for i := range p.r.Statements {
		if p.r.Statements[i].ID == id {
			return &p.r.Statements[i]
		}
	}
	return &readout.Statement{}
}

func (p *printer) words(spans []readout.Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, oneLine(s.In(p.r.Article.Text)))
	}
	return strings.Join(parts, " … ")
}

func (p *printer) line(what string, words []readout.Span) string {
	place := ""
	if len(words) > 0 {
		if pos, err := p.m.BytePosition(words[0].Start); err == nil {
			place = pos.String()
		}
	}
	return fmt.Sprintf("  %-13s %s %s", what, place, marked(p.words(words)))
}

// ours names the speaker of a statement.
func (p *printer) ours(s *readout.Statement) string {
	for _, e := range p.r.Entities {
		if e.ID == s.Speaker {
			return e.Name
		}
	}
	return s.Source.In(p.r.Article.Text)
}

func (p *printer) theirs(q *Quotation) string {
	if q.Speaker != "" || len(q.Source) == 0 {
		return q.Speaker
	}
	return q.Source[0].In(p.r.Article.Text)
}

func speaker(name string) string {
	if name = oneLine(name); name == "" {
		return ""
	}
	return " — " + name
}

// marked puts words into quotation marks that have none.
func marked(words string) string {
	if strings.HasPrefix(words, "“") || strings.HasPrefix(words, `"`) {
		return words
	}
	return "“" + words + "”"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

type jsonSpan struct {
	Start int    `json:"start"` // code points
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type jsonQuotation struct {
	Content  []jsonSpan `json:"content,omitempty"`
	Words    string     `json:"words,omitempty"` // where the content has no place
	Speaker  string     `json:"speaker,omitempty"`
	Unplaced string     `json:"unplaced,omitempty"`
}

type jsonPair struct {
	Theirs    jsonQuotation `json:"theirs"`
	Statement string        `json:"statement"`
	Exact     bool          `json:"exact"`
	Speaker   Agreement     `json:"speaker"`
}

// WriteJSON writes a result as a JSON document on one line. Spans count code points.
func WriteJSON(w io.Writer, r *readout.Readout, d *Document, result *Result) error {
	p := printer{r: r, d: d, m: readout.NewMapper(r.Article.Text)}
	out := struct {
		Document string          `json:"document"`
		Form     Form            `json:"form"`
		Article  string          `json:"article"`
		Both     []jsonPair      `json:"both"`
		Theirs   []jsonQuotation `json:"only_theirs"`
		Ours     []string        `json:"only_ours"`
		Unplaced []jsonQuotation `json:"unplaced"`
	}{d.Place, d.Form, r.Article.ID, []jsonPair{}, []jsonQuotation{}, append([]string{}, result.Ours...), []jsonQuotation{}}
	var failed error
	quotation := func(i int) jsonQuotation {
		q := &d.Quotations[i]
		j := jsonQuotation{Speaker: p.theirs(q), Unplaced: q.Unplaced}
		for _, s := range q.Content {
			start, end, err := p.m.SpanRunes(s)
			if err != nil {
				failed = err
			}
			j.Content = append(j.Content, jsonSpan{start, end, s.In(r.Article.Text)})
		}
		if len(q.Content) == 0 {
			j.Words = q.Words
		}
		return j
	}
	for _, x := range result.Pairs {
		out.Both = append(out.Both, jsonPair{quotation(x.Theirs), x.Statement, x.Exact, x.Speaker})
	}
	for _, i := range result.Theirs {
		out.Theirs = append(out.Theirs, quotation(i))
	}
	for _, i := range result.Unplaced {
		out.Unplaced = append(out.Unplaced, quotation(i))
	}
	if failed != nil {
		return failed
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(out)
}
