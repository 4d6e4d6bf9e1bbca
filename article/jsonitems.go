package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/readout-project/readout"
)

// jsonArticle makes an article of an object with the keys of JSON Lines. Documents of the quotation finder Citron are such.
func jsonArticle(name string, raw []byte) (readout.Article, error) {
	return Line{Name: name, Data: raw}.Article()
}

// items yields the objects of a file of JSON: one, several behind each other, or an array of them. Those before what is broken are still read.
func (s *Source) items(decode func(name string, raw []byte) (readout.Article, error)) iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		data, err := s.all()
		if err != nil {
			yield(Piece{Name: s.name, Offset: -1}, err)
			return
		}
		data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		d := itemReader{data: data, Decoder: json.NewDecoder(bytes.NewReader(data))}
		start := beginning
		for n := 1; ; n++ {
			raw, at, err := d.next()
			if err == io.EOF && n > 1 {
				return
			}
			if err == io.EOF {
				yield(Piece{Name: s.name, Offset: -1}, &Error{Name: s.name, Offset: -1, Msg: "is empty"})
				return
			}
			start = start.behind(data[start.offset:at])
			if err != nil {
				yield(Piece{Name: s.name, Offset: -1}, start.in(&Error{Name: s.name, Offset: 0, Msg: "broken JSON: " + err.Error()}, nil, true))
				return
			}
			begin, part := start, d.inArray && (n > 1 || d.More())
			p := Piece{Name: s.name, Offset: -1, Part: part, Data: raw, decode: func() (readout.Article, error) {
				a, err := decode(s.name, raw)
				if n > 1 && a.ID == baseName(s.name) {
					a.ID = fmt.Sprintf("%s-%d", a.ID, n)
				}
				return a, begin.in(err, raw, n > 1 || part)
			}}
			if !yield(p, nil) {
				return
			}
		}
	}
}

// An itemReader reads values of JSON that stand behind each other or in arrays.
type itemReader struct {
	*json.Decoder
	data    []byte
	inArray bool
}

// next returns the next value and the bytes before it, or what is broken and the bytes before that; at the end, io.EOF.
func (d *itemReader) next() (raw []byte, at int, err error) {
	for {
		at = d.skip(" \t\r\n")
		switch {
		case at == len(d.data) && !d.inArray:
			return nil, at, io.EOF
		case d.inArray && !d.More():
			if _, err := d.Token(); err == io.EOF {
				return nil, len(d.data), io.ErrUnexpectedEOF
			} else if err != nil {
				return nil, at, err
			}
			d.inArray = false
		case !d.inArray && d.data[at] == '[':
			d.Token()
			d.inArray = true
		default:
			if d.inArray {
				at = d.skip(", \t\r\n")
			}
			var item json.RawMessage
			err := d.Decode(&item)
			if err == nil {
				end := int(d.InputOffset())
				return d.data[end-len(item) : end : end], end - len(item), nil
			}
			exact := json.NewDecoder(bytes.NewReader(d.data[at:])).Decode(&item) // counts from at; d does not count what is between items
			var syntax *json.SyntaxError
			switch {
			case errors.As(exact, &syntax):
				return nil, at + int(syntax.Offset) - 1, exact
			case exact != nil: // the value does not end
				return nil, len(d.data), exact
			}
			return nil, at, err
		}
	}
}

// skip returns the offset of the first byte that is none of these, from where the decoder is.
func (d *itemReader) skip(these string) int {
	rest := d.data[d.InputOffset():]
	return len(d.data) - len(bytes.TrimLeft(rest, these))
}
