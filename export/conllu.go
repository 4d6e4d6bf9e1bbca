package export

import (
	"io"
	"sort"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
	textdoc "github.com/readout-project/readout/text"
)

// CoNLLU writes a record as CoNLL-U Plus (https://universaldependencies.org/ext-format.html): the words of the article, a line each, with
// what the record says of them. Its columns are ID, FORM and MISC, as 'readout parse' writes them, and four of the record's own, each a
// list with "|" between its parts or "_":
//
//	READOUT:STATEMENT  B-s1:content, I-s1:cue, B-s1:source, B-s1:act=refusal …
//	READOUT:ENTITY     B-e1:name …
//	READOUT:EVENT      B-v1:CONSULT …
//	READOUT:TIME       B-2026-05-04 …
//
// B stands at the first word of a span and I at the others. A word belongs to a span when they share a character.
func CoNLLU(w io.Writer, r *readout.Readout) error {
	x, err := newIndex(r)
	if err != nil {
		return err
	}
	d := textdoc.New(r.Article.Text)
	c := conllu{index: x, d: d}
	c.layers()
	c.out.WriteString("# global.columns = ID FORM MISC READOUT:STATEMENT READOUT:ENTITY READOUT:EVENT READOUT:TIME\n")
	c.out.WriteString("# newdoc id = " + cell(r.Article.ID) + "\n")
	paragraph := -1
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.First >= s.End {
			continue
		}
		if s.Paragraph != paragraph {
			paragraph = s.Paragraph
			c.out.WriteString("# newpar\n")
		}
		c.out.WriteString("# sent_id = " + strconv.Itoa(i+1) + "\n# text = " + cell(s.In(d.Text)) + "\n")
		c.sentence(s)
		c.out.WriteByte('\n')
	}
	_, err = io.WriteString(w, c.out.String())
	return err
}

// A conllu writes words with their labels.
type conllu struct {
	*index
	d      *textdoc.Doc
	out    strings.Builder
	labels [4]map[int][]string // of each layer, the labels of a token
}

// layers labels the tokens.
func (c *conllu) layers() {
	for k := range c.labels {
		c.labels[k] = map[int][]string{}
	}
	for i := range c.r.Statements {
		s := &c.r.Statements[i]
		c.label(0, s.ID+":source", s.Source)
		c.label(0, s.ID+":cue", s.Cue)
		for k, part := range s.Content {
			label := s.ID + ":content"
			if k > 0 {
				label += strconv.Itoa(k + 1)
			}
			c.label(0, label, part)
		}
		for _, a := range s.Acts {
			c.label(0, s.ID+":act="+string(a.Type), a.Span)
		}
		for _, claim := range s.Claims {
			c.label(0, s.ID+":claim", claim)
		}
	}
	for i := range c.r.Entities {
		e := &c.r.Entities[i]
		for _, m := range e.Mentions {
			c.label(1, e.ID+":"+string(m.Form), m.Span)
		}
	}
	for i := range c.r.Events {
		v := &c.r.Events[i]
		c.label(2, v.ID+":"+v.Type, v.Trigger)
	}
	for i := range c.r.Times {
		t := &c.r.Times[i]
		if t.Value != "" {
			c.label(3, t.Value, t.Span)
		}
	}
}

// label gives the words of a span a label in a layer.
func (c *conllu) label(layer int, label string, s readout.Span) {
	label = strings.Map(func(r rune) rune {
		if r == '|' || r == ' ' {
			return '-'
		}
		return r
	}, cell(label))
	begins, inside := "B-"+label, "I-"+label
	first := sort.Search(len(c.d.Tokens), func(i int) bool { return c.d.Tokens[i].End > s.Start })
	for i := first; i < len(c.d.Tokens) && c.d.Tokens[i].Start < s.End; i++ {
		c.labels[layer][i] = append(c.labels[layer][i], begins)
		begins = inside
	}
}

func (c *conllu) sentence(s *textdoc.Sentence) {
	within := 0 // words of a multiword token that are still to come
	for k := s.First; k < s.End; k++ {
		token := &c.d.Tokens[k]
		if n := int(token.Multi); n > 1 && k+n <= s.End {
			within = n
			c.line(strconv.Itoa(k-s.First+1)+"-"+strconv.Itoa(k-s.First+n), c.d.Range(k, k+n), c.spaceAfter(k+n-1), nil)
		}
		space := true
		if within > 0 {
			within-- // the line of the multiword token tells what follows it
		} else {
			space = c.spaceAfter(k)
		}
		c.line(strconv.Itoa(k-s.First+1), token.Span, space, &k)
	}
}

// line writes a word, or a multiword token, which has no labels.
func (c *conllu) line(id string, s readout.Span, space bool, token *int) {
	start, end := c.runes(s)
	c.out.WriteString(id + "\t" + cell(s.In(c.d.Text)) + "\tOffset=" + strconv.Itoa(start) + ":" + strconv.Itoa(end))
	if !space {
		c.out.WriteString("|SpaceAfter=No")
	}
	for _, layer := range c.labels {
		labels := "_"
		if token != nil && len(layer[*token]) > 0 {
			labels = strings.Join(layer[*token], "|")
		}
		c.out.WriteString("\t" + labels)
	}
	c.out.WriteByte('\n')
}

// spaceAfter reports whether something that is no token stands between a token and the next.
func (c *conllu) spaceAfter(k int) bool {
	end := c.d.Tokens[k].End
	if k+1 < len(c.d.Tokens) {
		return c.d.Tokens[k+1].Start > end
	}
	return true
}

// cell returns text as one line, "_" where nothing is left of it.
func cell(s string) string {
	if s = line(s); s == "" {
		return "_"
	}
	return s
}
