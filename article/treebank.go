package article

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/readout-project/readout"
)

// treebank yields the documents of a file in CoNLL-U, as text: the sentences as they stand in "# text", else put together from
// their words; "# newpar" begins a paragraph and "# newdoc" a document. Of annotation nothing is taken.
func (s *Source) treebank() iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		t := treebank{id: baseName(s.name)}
		lines := bufio.NewScanner(s.r)
		lines.Buffer(nil, 1<<20)
		number, n := 0, 0
		fail := func(msg string) {
			yield(Piece{Name: s.name, Offset: -1}, &Error{Name: s.name, Line: number, Offset: -1, Msg: msg})
		}
		emit := func() bool {
			a := t.article()
			if blank(a.Text) {
				return true
			}
			n++
			return yield(Piece{Name: s.name, Offset: -1, Data: []byte(a.Text), decode: func() (readout.Article, error) { return a, nil }}, nil)
		}
		for lines.Scan() {
			number++
			line := strings.ToValidUTF8(lines.Text(), "\uFFFD")
			if id, ok := comment(line, "newdoc"); ok {
				if !emit() {
					return
				}
				next := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(strings.TrimPrefix(id, "id")), "="))
				if next == "" {
					next = baseName(s.name)
				}
				t = treebank{id: next}
				continue
			}
			if !t.line(line) {
				fail("is no line of CoNLL-U: it has not ten columns")
				return
			}
		}
		switch err := lines.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			number++
			fail("is longer than 1 MB")
		case err != nil && err != io.EOF:
			fail(err.Error())
		case !emit():
		case n == 0:
			number = 0
			fail("holds no sentence in CoNLL-U")
		}
	}
}

// comment returns what stands behind the key of a comment.
func comment(line, key string) (string, bool) {
	rest, ok := strings.CutPrefix(line, "#")
	if !ok {
		return "", false
	}
	rest, ok = strings.CutPrefix(strings.TrimSpace(rest), key)
	if !ok || rest != "" && rest[0] != ' ' && rest[0] != '=' {
		return "", false
	}
	return strings.TrimSpace(rest), true
}

// A treebank gathers the document that is being read.
type treebank struct {
	id    string
	meta  map[string]string // "# meta::key = value", as GUM has it
	w     strings.Builder
	words strings.Builder // of the sentence, from its lines
	text  string          // of the sentence, from its comment
	fresh bool            // the sentence begins a paragraph
	skip  string          // the last word of the multiword token that has been taken
}

// line takes a line; it reports false where that is none of CoNLL-U.
func (t *treebank) line(line string) bool {
	switch {
	case strings.TrimSpace(line) == "":
		t.end()
		return true
	case line[0] == '#':
		if s, ok := comment(line, "text"); ok {
			t.text = strings.TrimSpace(strings.TrimPrefix(s, "="))
		}
		if _, ok := comment(line, "newpar"); ok {
			t.end()
			t.fresh = true
		}
		if key, value, ok := strings.Cut(line, "="); ok && strings.Contains(key, "meta::") {
			if t.meta == nil {
				t.meta = map[string]string{}
			}
			t.meta[strings.TrimSpace(key[strings.Index(key, "meta::")+len("meta::"):])] = strings.TrimSpace(value)
		}
		return true
	}
	columns := strings.Split(line, "\t")
	if len(columns) != 10 {
		return false
	}
	id := columns[0]
	if _, last, ok := strings.Cut(id, "-"); ok {
		t.skip = last
	} else if strings.Contains(id, ".") {
		return true // a word that was elided
	} else if t.skip != "" {
		if id == t.skip {
			t.skip = ""
		}
		return true
	}
	t.words.WriteString(columns[1])
	if !strings.Contains(columns[9], "SpaceAfter=No") {
		t.words.WriteByte(' ')
	}
	return true
}

// end ends the sentence.
func (t *treebank) end() {
	text := t.text
	if text == "" {
		text = strings.TrimSpace(t.words.String())
	}
	t.text, t.skip = "", ""
	t.words.Reset()
	if text == "" {
		return
	}
	if t.w.Len() > 0 {
		if t.fresh {
			t.w.WriteString("\n\n")
		} else {
			t.w.WriteByte(' ')
		}
	}
	t.fresh = false
	t.w.WriteString(text)
}

func (t *treebank) article() readout.Article {
	t.end()
	a := readout.Article{ID: t.id, Text: t.w.String(), Title: t.meta["title"], URL: t.meta["sourceURL"], Published: parseTime(t.meta["dateCreated"])}
	if by := t.meta["author"]; by != "" {
		a.Authors = splitByline(by)
	}
	return a
}
