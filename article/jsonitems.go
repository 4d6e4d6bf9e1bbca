package article

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/readout-project/readout"
)

// jsonArticle makes an article of an object with the keys of JSON Lines, the n-th of its file. Documents of the quotation finder
// Citron are such.
func (s *Source) jsonArticle(name string, n int, raw []byte) (readout.Article, error) {
	a, err := Line{Name: name, Data: raw}.Article()
	if n > 1 && a.ID == baseName(name) {
		a.ID = fmt.Sprintf("%s-%d", baseName(s.name), n)
	}
	return a, err
}

// items yields the objects of a file of JSON: one, several behind each other, or an array of them. They are counted from 1.
func (s *Source) items(decode func(name string, n int, raw []byte) (readout.Article, error)) iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		d := json.NewDecoder(io.LimitReader(s.r, int64(s.limit)))
		for n := 0; ; {
			at := d.InputOffset()
			var raw json.RawMessage
			err := d.Decode(&raw)
			if err == io.EOF {
				if n == 0 {
					yield(Piece{Name: s.name, Offset: -1}, &Error{Name: s.name, Offset: -1, Msg: "is empty"})
				}
				return
			}
			if err != nil {
				var syntax *json.SyntaxError
				if errors.As(err, &syntax) {
					at = syntax.Offset
				}
				yield(Piece{Name: s.name, Offset: -1}, &Error{Name: s.name, Offset: int(at), Msg: "broken JSON: " + err.Error()})
				return
			}
			all := []json.RawMessage{raw}
			if raw[0] == '[' {
				if err := json.Unmarshal(raw, &all); err != nil {
					yield(Piece{Name: s.name, Offset: -1}, &Error{Name: s.name, Offset: int(at), Msg: "broken JSON: " + err.Error()})
					return
				}
			}
			for _, raw := range all {
				name, number := s.name, n+1
				if n = number; n > 1 {
					name = fmt.Sprintf("%s, item %d", s.name, n)
				}
				if !yield(Piece{Name: s.name, Offset: -1, Part: len(all) > 1, Data: raw, decode: func() (readout.Article, error) { return decode(name, number, raw) }}, nil) {
					return
				}
			}
		}
	}
}
