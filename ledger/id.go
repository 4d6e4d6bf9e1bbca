package ledger

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
)

// Key returns what tells an entry's article from others: Entry.Key where it is given, else the URL, else the id of the article.
func Key(e *readout.Entry) string {
	switch {
	case e.Key != "":
		return e.Key
	case e.Record.Article.URL != "":
		return e.Record.Article.URL
	}
	return e.Record.Article.ID
}

// ArticleID returns the id of an article, which is made from its key and so the same in every store.
func ArticleID(key string) string { return digest("article", key) }

// Hash is the hex SHA-256 of a text.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// digest makes 16 letters and digits (80 bits of SHA-256) of what kind of thing it is for and of the parts that make it.
func digest(kind string, parts ...string) string {
	h := sha256.New()
	h.Write([]byte(kind))
	for _, p := range parts {
		h.Write([]byte{0})
		h.Write([]byte(strconv.Itoa(len(p))))
		h.Write([]byte{0})
		h.Write([]byte(p))
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil)[:10]))
}

// A keyer gives keys to what one article holds: made from words, and from the place among equal ones. They stay when the
// text is read again.
type keyer struct {
	article string
	seen    map[string]int
}

func newKeyer(article string) *keyer { return &keyer{article, map[string]int{}} }

func (k *keyer) key(kind string, words ...string) string {
	all := kind + "\x00" + strings.Join(words, "\x00")
	n := k.seen[all]
	k.seen[all]++
	return digest(kind, append([]string{k.article, strconv.Itoa(n)}, words...)...)
}

// StatementKeys returns the keys of a record's statements, by their ids. Key is that of the entry.
func StatementKeys(article string, r *readout.Readout) map[string]string {
	k := newKeyer(article)
	keys := make(map[string]string, len(r.Statements))
	for i := range r.Statements {
		s := &r.Statements[i]
		keys[s.ID] = k.key("statement", inText(r.Article.Text, s.Content)...)
	}
	return keys
}

// inText returns the words of spans.
func inText(text string, spans []readout.Span) []string {
	words := make([]string, len(spans))
	for i, s := range spans {
		words[i] = s.In(text)
	}
	return words
}
