package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/readout-project/readout"
)

// MaxLine is how many bytes a line of JSON Lines may have.
const MaxLine = 64 << 20

// A Line is a line of JSON Lines before it is decoded.
type Line struct {
	Name   string // of the input
	Number int    // from 1; 0 for JSON that is no line
	Data   []byte // without its line break; valid until the next line is read

	next Position // of the line after it
}

// Lines reads the lines of JSON Lines that hold more than white space. A line longer than MaxLine
// yields an *Error, and the lines after it are still read; so does a read error, which is the last. The
// input is in UTF-8, or in UTF-16 with a byte order mark.
func Lines(name string, r io.Reader) iter.Seq2[Line, error] { return linesAt(name, r, Position{}) }

// linesAt is Lines for the rest of an input.
func linesAt(name string, r io.Reader, at Position) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		br := bufio.NewReaderSize(r, 1<<16)
		if head, _ := br.Peek(2); bytes.Equal(head, []byte{0xff, 0xfe}) || bytes.Equal(head, []byte{0xfe, 0xff}) {
			utf16Lines(name, br, yield)
			return
		}
		var buf []byte
		for {
			n := at.Lines + 1
			buf = buf[:0]
			long := false
			var err error
			for {
				var part []byte
				part, err = br.ReadSlice('\n')
				at.Offset += int64(len(part))
				if len(buf)+len(part) > MaxLine+1 {
					long = true
				}
				if !long {
					buf = append(buf, part...)
				}
				if !errors.Is(err, bufio.ErrBufferFull) {
					break
				}
			}
			at.Lines++
			line := buf
			if n == 1 {
				line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
			}
			line = bytes.TrimRight(line, "\r\n")
			switch {
			case long:
				if !yield(Line{Name: name, Number: n, next: at}, &Error{Name: name, Line: n, Offset: -1, Msg: fmt.Sprintf("is longer than %d MB", MaxLine>>20)}) {
					return
				}
			case len(bytes.TrimSpace(line)) > 0:
				if !yield(Line{Name: name, Number: n, Data: line, next: at}, nil) {
					return
				}
			}
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Line{Name: name, Number: n}, &Error{Name: name, Line: n, Offset: -1, Msg: err.Error()})
				return
			}
		}
	}
}

// utf16Lines reads JSON Lines in UTF-16 at once.
func utf16Lines(name string, r io.Reader, yield func(Line, error) bool) {
	data, err := io.ReadAll(r)
	if err != nil {
		yield(Line{Name: name}, &Error{Name: name, Offset: -1, Msg: err.Error()})
		return
	}
	s, offset := fromUTF16(string(data[2:]), data[0] == 0xfe)
	if offset >= 0 {
		yield(Line{Name: name}, &Error{Name: name, Offset: 2 + offset, Msg: "is no UTF-16, though its byte order mark says so: half a character stands here"})
		return
	}
	for n, line := range bytes.Split([]byte(s), []byte{'\n'}) {
		line = bytes.TrimRight(line, "\r")
		if len(bytes.TrimSpace(line)) > 0 && !yield(Line{Name: name, Number: n + 1, Data: line}, nil) {
			return
		}
	}
}

// JSONLines reads articles, one a line. A line that is no article yields an *Error that names
// it, and the lines after it are still read.
func JSONLines(name string, r io.Reader) iter.Seq2[readout.Article, error] {
	return func(yield func(readout.Article, error) bool) {
		for line, err := range Lines(name, r) {
			var a readout.Article
			if err == nil {
				a, err = line.Article()
			}
			if !yield(a, err) {
				return
			}
		}
	}
}
