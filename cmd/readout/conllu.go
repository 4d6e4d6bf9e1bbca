package main

import (
	"strconv"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// appendCoNLLU appends what the language layer sees of an article, as docs/record.md says:
// words in CoNLL-U, with SpaceAfter=No, Offset=START:END (code points of the article's text)
// and NER=B-kind or I-kind in MISC.
func appendCoNLLU(dst []byte, a *readout.Article, d *text.Doc, trees *syntax.Trees, names []entity.Name) ([]byte, error) {
	c := conllu{out: dst, d: d, trees: trees, tags: make([]string, len(d.Tokens)), at: -1}
	for _, n := range names {
		for i := n.First; i < n.End && i < len(c.tags); i++ {
			c.tags[i] = "I-" + string(n.Kind)
		}
		if n.First < n.End && n.First < len(c.tags) {
			c.tags[n.First] = "B-" + string(n.Kind)
		}
	}
	c.text("# newdoc id = ", a.ID)
	m := readout.NewMapper(d.Text)
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.First < s.End {
			if err := c.sentence(a.ID, i, s, m); err != nil {
				return dst, err
			}
		}
	}
	return c.out, nil
}

type conllu struct {
	out   []byte
	d     *text.Doc
	trees *syntax.Trees
	tags  []string // NER tag of each token, or ""
	at    int      // paragraph of the sentence before; -1 at first
}

func (c *conllu) sentence(id string, i int, s *text.Sentence, m *readout.Mapper) error {
	if s.Paragraph != c.at {
		c.at = s.Paragraph
		c.out = append(c.out, "# newpar\n"...)
	}
	c.out = append(c.out, "# sent_id = "...)
	if id != "" {
		c.spaced(id)
		c.out = append(c.out, '-')
	}
	c.out = strconv.AppendInt(c.out, int64(i+1), 10)
	c.out = append(c.out, '\n')
	c.text("# text = ", s.In(c.d.Text))
	multi := 0 // words of the multiword token that are still to come
	for k := s.First; k < s.End; k++ {
		token := &c.d.Tokens[k]
		if n := int(token.Multi); n > 1 && k+n <= s.End {
			multi = n
			whole := c.d.Range(k, k+n)
			c.number(k - s.First + 1)
			c.out = append(c.out, '-')
			c.number(k - s.First + n)
			c.out = append(c.out, '\t')
			c.spaced(whole.In(c.d.Text))
			c.out = append(c.out, "\t_\t_\t_\t_\t_\t_\t_\t"...)
			if err := c.misc(m, whole, c.spaceAfter(k+n-1), ""); err != nil {
				return err
			}
		}
		space := true
		if multi > 0 {
			multi-- // the line of the multiword token says what follows it
		} else {
			space = c.spaceAfter(k)
		}
		c.word(k, s.First)
		if err := c.misc(m, token.Span, space, c.tags[k]); err != nil {
			return err
		}
	}
	c.out = append(c.out, '\n')
	return nil
}

// word writes the first nine columns of token k.
func (c *conllu) word(k, first int) {
	w := &c.trees.Words[k]
	c.number(k - first + 1)
	c.out = append(c.out, '\t')
	c.spaced(c.d.Form(k))
	c.out = append(c.out, '\t')
	if w.Lemma == "" {
		c.out = append(c.out, '_')
	} else {
		c.spaced(w.Lemma)
	}
	c.out = append(c.out, '\t')
	c.out = append(c.out, w.UPOS.String()...)
	c.out = append(c.out, '\t')
	c.out = append(c.out, w.XPOS.String()...)
	c.out = append(c.out, "\t_\t"...)
	c.number(max(w.Head-first+1, 0))
	c.out = append(c.out, '\t')
	c.out = append(c.out, w.Rel.String()...)
	c.out = append(c.out, "\t_\t"...)
}

// misc writes the last column and ends the line.
func (c *conllu) misc(m *readout.Mapper, s readout.Span, space bool, tag string) error {
	start, end, err := m.SpanRunes(s)
	if err != nil {
		return err
	}
	c.out = append(c.out, "Offset="...)
	c.number(start)
	c.out = append(c.out, ':')
	c.number(end)
	if tag != "" {
		c.out = append(append(c.out, "|NER="...), tag...)
	}
	if !space {
		c.out = append(c.out, "|SpaceAfter=No"...)
	}
	c.out = append(c.out, '\n')
	return nil
}

// spaceAfter reports whether something that is no token stands between token k and the next.
func (c *conllu) spaceAfter(k int) bool {
	end := c.d.Tokens[k].End
	return k+1 == len(c.d.Tokens) && end == len(c.d.Text) || end < len(c.d.Text) && (k+1 == len(c.d.Tokens) || c.d.Tokens[k+1].Start > end)
}

func (c *conllu) number(n int) { c.out = strconv.AppendInt(c.out, int64(n), 10) }

// text writes a comment line.
func (c *conllu) text(key, value string) {
	c.out = append(c.out, key...)
	c.spaced(value)
	c.out = append(c.out, '\n')
}

// spaced appends s with one space for each run of line breaks, tabs and other controls,
// which would end a line or a column.
func (c *conllu) spaced(s string) {
	from := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= ' ' && r != 0x7F && r != 0x85 && r != 0x2028 && r != 0x2029 {
			i += size
			continue
		}
		c.out = append(c.out, s[from:i]...)
		if n := len(c.out); c.out[n-1] != ' ' {
			c.out = append(c.out, ' ')
		}
		i += size
		from = i
	}
	c.out = append(c.out, s[from:]...)
}
