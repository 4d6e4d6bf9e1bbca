package corpus

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

// A Treebank document is one of a CoNLL-U file. Its words are the tokens of Doc, whose text is put together from
// the forms; a treebank without document ids is one document.
type TreebankDocument struct {
	ID    string
	Doc   *text.Doc
	Words []TreebankWord // one for each token of Doc
	Sents []string       // sent_id of each sentence of Doc
}

// A TreebankWord is the annotation of a word. Empty columns are "".
type TreebankWord struct {
	Form, Lemma, UPOS, XPOS, Feats, Rel, Misc string
	Head                                      int // index in the document's tokens; -1 for a root
}

// Treebank reads a CoNLL-U file, gzipped when its name ends in .gz. Empty nodes are left out.
// Each document gets its paragraphs from newpar comments and its text from the forms and SpaceAfter.
func Treebank(path string) ([]*TreebankDocument, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	docs, err := ReadCoNLLU(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return docs, nil
}

// conllu builds documents line by line.
type conllu struct {
	docs   []*TreebankDocument
	cur    *TreebankDocument
	text   strings.Builder
	newpar bool
	id     string
	sent   string
	first  int // first token of the sentence
	multi  int // words still to come of a multiword token
	form   string
	at     int    // where the multiword token begins in the text
	rest   string // what of its form the words before have not used
	gap    bool   // white space stands before the next token
	space  bool   // a blank follows the multiword token
}

// ReadCoNLLU reads CoNLL-U.
func ReadCoNLLU(r io.Reader) ([]*TreebankDocument, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<22)
	var c conllu
	for n := 1; in.Scan(); n++ {
		line := in.Text()
		switch {
		case line == "":
			c.endSentence()
		case line[0] == '#':
			c.comment(strings.TrimSpace(line[1:]))
		default:
			if err := c.word(strings.Split(line, "\t")); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	c.endSentence()
	c.endDocument()
	return c.docs, in.Err()
}

func (c *conllu) comment(s string) {
	key, value, _ := strings.Cut(s, "=")
	switch strings.TrimSpace(key) {
	case "newdoc id":
		c.endSentence()
		c.endDocument()
		c.id, c.newpar = strings.TrimSpace(value), true
	case "newpar", "newpar id":
		c.newpar = true
	case "sent_id":
		c.sent = strings.TrimSpace(value)
	}
}

func (c *conllu) word(f []string) error {
	if len(f) != 10 {
		return fmt.Errorf("%d columns, not 10", len(f))
	}
	if strings.Contains(f[0], ".") {
		return nil
	}
	if c.cur == nil {
		c.cur = &TreebankDocument{ID: c.id, Doc: &text.Doc{}}
		c.newpar = true
	}
	d := c.cur.Doc
	if len(d.Tokens) == c.first { // the sentence begins
		if c.newpar {
			c.endParagraph()
			if len(d.Tokens) > 0 {
				c.text.WriteString("\n\n")
			}
			d.Paragraphs = append(d.Paragraphs, text.Paragraph{First: len(d.Sentences)})
			c.newpar = false
		} else if c.gap {
			c.text.WriteByte(' ')
		}
		c.gap = false
	}
	noSpace := false
	for m := range strings.SplitSeq(f[9], "|") {
		noSpace = noSpace || m == "SpaceAfter=No"
	}
	if from, to, ok := strings.Cut(f[0], "-"); ok {
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || b < a {
			return fmt.Errorf("range %q", f[0])
		}
		c.blank()
		c.multi, c.form, c.rest, c.at, c.space = b-a+1, f[1], f[1], c.text.Len(), !noSpace
		c.text.WriteString(f[1])
		d.Tokens = append(d.Tokens, text.Token{Multi: uint8(b - a + 1)}) // the first word fills it
		return nil
	}
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return fmt.Errorf("head %q", f[6])
	}
	var at readout.Span
	var multi uint8
	if c.multi > 0 {
		at = c.part(f[1])
		if n := len(d.Tokens); d.Tokens[n-1].Multi > 0 && len(c.cur.Words) == n-1 {
			multi = d.Tokens[n-1].Multi
			d.Tokens = d.Tokens[:n-1]
		}
		if c.multi--; c.multi == 0 {
			c.gap = c.space
		}
	} else {
		c.blank()
		at.Start = c.text.Len()
		c.text.WriteString(f[1])
		at.End = c.text.Len()
		c.gap = !noSpace
	}
	form := c.text.String()[at.Start:at.End]
	d.Tokens = append(d.Tokens, text.Token{
		Span: at, Multi: multi, Hash: text.HashForm(form), Lower: text.HashLower(form), Shape: text.HashShape(form),
	})
	w := TreebankWord{Form: f[1], Lemma: f[2], UPOS: f[3], XPOS: f[4], Feats: f[5], Head: c.first + head - 1, Rel: f[7], Misc: f[9]}
	if head == 0 {
		w.Head = -1
	}
	for _, s := range []*string{&w.UPOS, &w.XPOS, &w.Feats, &w.Rel, &w.Misc} {
		if *s == "_" {
			*s = ""
		}
	}
	c.cur.Words = append(c.cur.Words, w)
	return nil
}

func (c *conllu) blank() {
	if c.gap {
		c.text.WriteByte(' ')
		c.gap = false
	}
}

// part returns where a word of a multiword token stands: the bytes that are its own, else (where the
// words are not spelled as in the token) an even share; the last one takes what is left.
func (c *conllu) part(form string) readout.Span {
	n := len(form)
	if !strings.HasPrefix(c.rest, form) {
		n = len(c.rest) / c.multi
		for n < len(c.rest) && c.rest[n]&0xC0 == 0x80 {
			n++
		}
	}
	if c.multi == 1 {
		n = len(c.rest)
	}
	at := readout.Span{Start: c.at, End: c.at + n}
	c.at, c.rest = c.at+n, c.rest[n:]
	return at
}

func (c *conllu) endSentence() {
	if c.cur == nil || len(c.cur.Doc.Tokens) == c.first {
		return
	}
	d := c.cur.Doc
	d.Sentences = append(d.Sentences, text.Sentence{
		Span:  d.Range(c.first, len(d.Tokens)),
		First: c.first, End: len(d.Tokens), Paragraph: len(d.Paragraphs) - 1,
	})
	c.cur.Sents = append(c.cur.Sents, c.sent)
	c.first, c.sent = len(d.Tokens), ""
}

func (c *conllu) endParagraph() {
	d := c.cur.Doc
	if n := len(d.Paragraphs); n > 0 {
		p := &d.Paragraphs[n-1]
		p.End = len(d.Sentences)
		p.Span = readout.Span{Start: d.Sentences[p.First].Start, End: d.Sentences[p.End-1].End}
	}
}

func (c *conllu) endDocument() {
	if c.cur != nil {
		c.endParagraph()
		c.cur.Doc.Text = c.text.String()
		c.docs = append(c.docs, c.cur)
	}
	*c = conllu{docs: c.docs}
}
