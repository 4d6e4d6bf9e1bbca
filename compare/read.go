package compare

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/readout-project/readout"
)

// maxDocument is how many bytes one document may have.
const maxDocument = 64 << 20

// Read yields the documents of a file in JSON, one after the other: objects, an array of them, or one a line. What is wrong with a document of a known
// end, such as that of a line, concerns it alone; else an error is the last.
func Read(name string, r io.Reader) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		b := bufio.NewReaderSize(r, 1<<20)
		if head, _ := b.Peek(3); bytes.Equal(head, []byte("\xef\xbb\xbf")) {
			b.Discard(3)
		}
		if head, _ := b.Peek(1 << 20); json.Valid(head[:bytes.IndexByte(head, '\n')+1]) && bytes.HasPrefix(head, []byte("{")) {
			readLines(name, b, yield)
			return
		}
		bounded := &io.LimitedReader{R: b, N: maxDocument}
		dec := json.NewDecoder(bounded)
		if array(b) {
			dec.Token()
		}
		for n := 1; ; n++ {
			if bounded.N = maxDocument; !dec.More() {
				break
			}
			place := fmt.Sprintf("%s: document %d", name, n)
			var raw json.RawMessage
			err := dec.Decode(&raw)
			switch {
			case errors.Is(err, io.EOF) && n > 1:
				return
			case err != nil && bounded.N == 0:
				err = tooLarge(place)
			case err != nil:
				err = fmt.Errorf("%s is no JSON: %w", place, err)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yieldAll(place, raw, yield) {
				return
			}
		}
	}
}

func tooLarge(place string) error {
	return fmt.Errorf("%s has more than %d MB", place, maxDocument>>20)
}

// readLines yields the documents of JSON Lines.
func readLines(name string, b *bufio.Reader, yield func(*Document, error) bool) {
	var line []byte
	for n := 1; ; n++ {
		line = line[:0]
		size := 0
		var err error
		for {
			var part []byte
			part, err = b.ReadSlice('\n')
			if size += len(part); size <= maxDocument {
				line = append(line, part...)
			}
			if !errors.Is(err, bufio.ErrBufferFull) {
				break
			}
		}
		place, going := fmt.Sprintf("%s:%d", name, n), true
		switch trimmed := bytes.TrimSpace(line); {
		case size > maxDocument:
			going = yield(nil, tooLarge(place))
		case len(trimmed) > 0:
			going = yieldAll(place, trimmed, yield)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			yield(nil, fmt.Errorf("%s: %w", place, err))
		}
		if err != nil || !going {
			return
		}
	}
}

// yieldAll yields what a document holds, and reports whether to go on.
func yieldAll(place string, raw []byte, yield func(*Document, error) bool) bool {
	docs, err := decode(place, raw)
	if err != nil {
		return yield(nil, fmt.Errorf("%s: %w", place, err))
	}
	for _, d := range docs {
		if !yield(d, nil) {
			return false
		}
	}
	return true
}

// array reports whether the first thing that is not white space begins an array.
func array(b *bufio.Reader) bool {
	for n := 1; ; n++ {
		head, err := b.Peek(n)
		if err != nil {
			return false
		}
		if c := head[n-1]; c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c == '['
		}
	}
}

// An object has the keys of all forms in JSON.
type object struct {
	Text   *string         `json:"text"`
	Quotes json.RawMessage `json:"quotes"`

	URL        string          `json:"url"`
	Title      string          `json:"title"`
	Quotations []quotebankOne  `json:"quotations"`
	Groups     [][]citronSpan  `json:"coreference_groups"`
	Quotation  *string         `json:"quotation"`
	Speaker    json.RawMessage `json:"speaker"`
	URLs       []string        `json:"urls"`
}

type citronSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type citronQuote struct {
	Cue          citronSpan   `json:"cue"`
	Sources      []citronSpan `json:"sources"`
	Contents     []citronSpan `json:"contents"`
	Coreferences []citronSpan `json:"coreferences"`
}

type quotebankOne struct {
	Quotation string `json:"quotation"`
	Speaker   string `json:"globalTopSpeaker"`
	Local     string `json:"localTopSpeaker"`
	Left      string `json:"leftContext"`
	Right     string `json:"rightContext"`
}

type gqgQuote struct {
	Pre   string `json:"pre"`
	Quote string `json:"quote"`
	Post  string `json:"post"`
}

// decode tells the form of a document by its keys and reads it. One quotation of Quotebank may stand in many articles.
func decode(place string, raw []byte) ([]*Document, error) {
	var o object
	var syntax *json.SyntaxError
	if err := json.Unmarshal(raw, &o); errors.As(err, &syntax) {
		return nil, fmt.Errorf("is no JSON: %w", err)
	} else if err != nil {
		return nil, fmt.Errorf("is of no known form: %w", err)
	}
	switch {
	case o.Text != nil && o.Quotes != nil:
		d, err := citron(place, &o)
		return []*Document{d}, err
	case o.Quotes != nil:
		var quotes []gqgQuote
		if err := json.Unmarshal(o.Quotes, &quotes); err != nil {
			return nil, fmt.Errorf("quotes of the Global Quotation Graph: %w", err)
		}
		d := &Document{Form: GQG, Place: place, URL: o.URL, Title: o.Title}
		for _, q := range quotes {
			d.Quotations = append(d.Quotations, Quotation{Words: q.Quote, before: q.Pre, behind: q.Post})
		}
		return []*Document{d}, nil
	case o.Quotations != nil:
		d := &Document{Form: Quotebank, Place: place, URL: o.URL, Title: o.Title}
		for _, q := range o.Quotations {
			d.Quotations = append(d.Quotations, Quotation{Words: q.Quotation, Speaker: known(q.Speaker, q.Local), before: q.Left, behind: q.Right})
		}
		return []*Document{d}, nil
	case o.Quotation != nil:
		var speaker string
		if err := json.Unmarshal(o.Speaker, &speaker); err != nil {
			speaker = ""
		}
		var out []*Document
		for _, url := range o.URLs {
			out = append(out, &Document{Form: Quotebank, Place: place, URL: url, Quotations: []Quotation{{Words: *o.Quotation, Speaker: known(speaker)}}})
		}
		return out, nil
	}
	return nil, errors.New(`is of no known form: it has neither "quotes", as Citron and the Global Quotation Graph have it, nor "quotations" or "quotation", as Quotebank has it`)
}

// known returns the first name that is one: Quotebank's "None" stands for a speaker who was not found.
func known(names ...string) string {
	for _, n := range names {
		if n = strings.TrimSpace(n); n != "" && !strings.EqualFold(n, "none") {
			return n
		}
	}
	return ""
}

// citron reads a document of Citron, whose places count code points.
func citron(place string, o *object) (*Document, error) {
	var quotes []citronQuote
	if err := json.Unmarshal(o.Quotes, &quotes); err != nil {
		return nil, fmt.Errorf("quotes of Citron: %w", err)
	}
	d := &Document{Form: Citron, Place: place, URL: o.URL, Title: o.Title, Text: *o.Text}
	m := readout.NewMapper(d.Text)
	for _, q := range quotes {
		var out Quotation
		var words []string
		for _, c := range q.Contents {
			words = append(words, c.Text)
			if span, ok := c.in(m, d.Text); ok {
				out.Content = append(out.Content, span)
			} else {
				out.Unplaced = misplaced
			}
		}
		out.Words = strings.Join(words, " … ")
		if len(out.Content) == 0 || out.Unplaced != "" {
			out.Content, out.Unplaced = nil, misplaced
		}
		for _, s := range append(q.Sources, q.Coreferences...) {
			if span, ok := s.in(m, d.Text); ok {
				out.Source = append(out.Source, span)
			}
		}
		out.Source = append(out.Source, grouped(o.Groups, q.Sources, m, d.Text)...)
		if span, ok := q.Cue.in(m, d.Text); ok {
			out.Cue = span
		}
		d.Quotations = append(d.Quotations, out)
	}
	return d, nil
}

// in returns the span of a text that a span of code points is, if it holds the words that it says.
func (s citronSpan) in(m *readout.Mapper, text string) (readout.Span, bool) {
	span, err := m.RunesSpan(s.Start, s.End)
	if err != nil || span.Start >= span.End || s.Text != "" && s.Text != span.In(text) {
		return readout.Span{}, false
	}
	return span, true
}

// grouped returns the mentions of the groups to which one of the sources belongs.
func grouped(groups [][]citronSpan, sources []citronSpan, m *readout.Mapper, text string) (out []readout.Span) {
	for _, g := range groups {
		mine := false
		for _, s := range g {
			for _, source := range sources {
				mine = mine || s.Start == source.Start && s.End == source.End
			}
		}
		if !mine {
			continue
		}
		for _, s := range g {
			if span, ok := s.in(m, text); ok {
				out = append(out, span)
			}
		}
	}
	return out
}
