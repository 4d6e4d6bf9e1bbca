package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"
)

// An outputError is a failure to write, as opposed to one to read.
type outputError struct{ err error }

func (e outputError) Error() string { return fmt.Sprintf("writing the output: %v", e.err) }
func (e outputError) Unwrap() error { return e.err }

// writeWhole writes a whole document or, where that is in the program's hands, nothing: when
// the disk is full in the middle, what was written of it to a file is taken back.
func writeWhole(w io.Writer, document []byte) error {
	n, err := w.Write(document)
	if err == nil {
		return nil
	}
	if f, ok := w.(*os.File); ok && n > 0 && !errors.Is(err, syscall.EPIPE) {
		takeBack(f, int64(n))
	}
	return outputError{err}
}

// toStream puts documents on a stream, with a separator between two of them.
func toStream(w io.Writer, separator string) func(id string, document []byte) error {
	written := 0
	return func(_ string, document []byte) error {
		if written++; written > 1 && separator != "" {
			document = append([]byte(separator), document...)
		}
		return writeWhole(w, document)
	}
}

// alone keeps one document, and fails at a second; flush puts it on a stream.
func alone(w io.Writer) (put func(id string, document []byte) error, flush func() error) {
	var kept []byte
	put = func(_ string, document []byte) error {
		if kept != nil {
			kept = nil
			return usagef("a page holds one article, and there are several: give --out DIR for a page each")
		}
		kept = document
		return nil
	}
	return put, func() error {
		if kept == nil {
			return nil
		}
		return writeWhole(w, kept)
	}
}

// toFolder puts each document into a file of its own in a folder, which it makes where there is none: the article's id with ext, and a
// number where two have the same. A file that is there already is replaced, once the new one is whole.
func toFolder(dir, ext string) (func(id string, document []byte) error, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, outputError{err}
	}
	taken := map[string]bool{}
	return func(id string, document []byte) error {
		base := fileName(id)
		name := base
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s-%d", base, n)
		}
		taken[strings.ToLower(name)] = true
		if err := replaceFile(filepath.Join(dir, name+ext), document); err != nil {
			return outputError{err}
		}
		return nil
	}, nil
}

// fileName makes a file's name of an article's id.
func fileName(id string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r) {
			return r
		}
		return '-'
	}, strings.ToValidUTF8(id, "-"))
	for len(name) > maxFileName {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	if name = strings.Trim(name, ".-"); name == "" {
		return "article"
	}
	return name
}

// maxFileName is how many bytes of an id a file's name takes; file systems bound names at 255.
const maxFileName = 200

// replaceFile writes a file under another name first, so that nobody finds it in part.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".readout-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// takeBack cuts the last n bytes off a regular file, as far as it can.
func takeBack(f *os.File, n int64) {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	if at, err := f.Seek(0, io.SeekCurrent); err == nil && at == info.Size() && at >= n && f.Truncate(at-n) == nil {
		_, _ = f.Seek(at-n, io.SeekStart)
	}
}
