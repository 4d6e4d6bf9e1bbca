package verify

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/readout-project/readout"
)

// Clean reports whether there is nothing to tell of a quotation: its words stand in a source as they are.
func (f *Finding) Clean() bool { return f.Verdict == Here && len(f.Problems) == 0 }

// String tells a problem on one line: [-words of the source-] {+words of the quotation+}.
func (p *Problem) String() string {
	out := string(p.Kind) + ":"
	if p.There != "" {
		out += " [-" + oneLine(p.There) + "-]"
	}
	if p.Here != "" {
		out += " {+" + oneLine(p.Here) + "+}"
	}
	return out
}

// Diff writes a near match on one line: the words of the quotation, with [-words that it lacks-] and {+words of its own+}. What an ellipsis
// or square brackets stand for is between parentheses.
func (f *Finding) Diff() string {
	var out []string
	for _, p := range f.Pieces {
		switch p.Op {
		case Same:
			out = append(out, p.Here)
		case Lost:
			out = append(out, "[-"+p.There+"-]")
		case Added:
			out = append(out, "{+"+p.Here+"+}")
		case Marked:
			out = append(out, "(… "+p.There+")")
		case Aside:
			out = append(out, "["+p.Here+"] ("+p.There+")")
		}
	}
	return oneLine(strings.Join(out, " "))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Write writes findings for people: a quotation with its verdict, then where its words stand and what is the matter, and at the end how
// many there are of each verdict. Places are line and column, both from 1, the column in code points.
func Write(w io.Writer, name string, article *readout.Readout, findings []Finding) error {
	m := readout.NewMapper(article.Article.Text)
	counts := map[Verdict]int{}
	var out strings.Builder
	for i := range findings {
		f := &findings[i]
		counts[f.Verdict]++
		at, err := m.BytePosition(f.Span.Start)
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "%s:%s %s: “%s”", name, at, f.Verdict, oneLine(f.Span.In(article.Article.Text)))
		if f.Speaker != "" {
			out.WriteString(" — " + oneLine(f.Speaker))
		}
		out.WriteByte('\n')
		for _, p := range f.Places {
			at, err := readout.NewMapper(p.Source.Record.Article.Text).BytePosition(p.Span.Start)
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, "  in %s:%s", p.Source.Name, at)
			if p.Speaker != "" {
				out.WriteString(" — " + oneLine(p.Speaker))
			}
			out.WriteByte('\n')
		}
		if len(f.Pieces) > 0 {
			fmt.Fprintf(&out, "  “%s”\n", f.Diff())
		}
		for k := range f.Problems {
			fmt.Fprintf(&out, "  %s\n", f.Problems[k].String())
		}
	}
	var told []string
	for _, v := range []Verdict{Here, Elsewhere, Near, NotFound} {
		if counts[v] > 0 {
			told = append(told, fmt.Sprint(counts[v], " ", v))
		}
	}
	switch len(findings) {
	case 0:
		out.WriteString("no quotations\n")
	case 1:
		fmt.Fprintf(&out, "1 quotation: %s\n", strings.Join(told, ", "))
	default:
		fmt.Fprintf(&out, "%d quotations: %s\n", len(findings), strings.Join(told, ", "))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// WriteJSON writes findings as a JSON document on one line. Offsets count code points of the texts.
func WriteJSON(w io.Writer, name string, article *readout.Readout, findings []Finding) error {
	type span struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Text  string `json:"text"`
	}
	type place struct {
		Source  string `json:"source"`
		Speaker string `json:"speaker,omitempty"`
		Span    span   `json:"span"`
	}
	type piece struct {
		Op    Op     `json:"op"`
		Here  string `json:"here,omitempty"`
		There string `json:"there,omitempty"`
	}
	type problem struct {
		Kind  Kind   `json:"kind"`
		Here  string `json:"here,omitempty"`
		There string `json:"there,omitempty"`
	}
	type finding struct {
		Verdict   Verdict   `json:"verdict"`
		Quotation span      `json:"quotation"`
		Statement string    `json:"statement,omitempty"`
		Speaker   string    `json:"speaker,omitempty"`
		Places    []place   `json:"places,omitempty"`
		Pieces    []piece   `json:"pieces,omitempty"`
		Problems  []problem `json:"problems,omitempty"`
	}
	at := func(text string, s readout.Span) (span, error) {
		start, end, err := readout.NewMapper(text).SpanRunes(s)
		return span{start, end, s.In(text)}, err
	}
	list := []finding{}
	for i := range findings {
		f := &findings[i]
		quotation, err := at(article.Article.Text, f.Span)
		if err != nil {
			return err
		}
		x := finding{Verdict: f.Verdict, Quotation: quotation, Statement: f.Statement, Speaker: f.Speaker}
		for _, p := range f.Places {
			where, err := at(p.Source.Record.Article.Text, p.Span)
			if err != nil {
				return err
			}
			x.Places = append(x.Places, place{p.Source.Name, p.Speaker, where})
		}
		for _, p := range f.Pieces {
			x.Pieces = append(x.Pieces, piece(p))
		}
		for _, p := range f.Problems {
			x.Problems = append(x.Problems, problem(p))
		}
		list = append(list, x)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Article  string    `json:"article"`
		Findings []finding `json:"findings"`
	}{name, list})
}
