package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
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
