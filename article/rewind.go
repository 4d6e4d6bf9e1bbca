package article

import (
	"bytes"
	"io"
)

// A rewinder reads a stream and can go back to the mark, so that what was misread can be searched again. It keeps the bytes
// since the mark, but no more than limit.
type rewinder struct {
	r     io.Reader
	buf   []byte
	pos   int   // of the next byte, in buf
	base  int64 // bytes of the stream before buf
	limit int
	err   error
}

func newRewinder(r io.Reader, limit int) *rewinder {
	return &rewinder{r: r, limit: limit, buf: make([]byte, 0, 1<<16)}
}

// offset returns how many bytes of the stream stand before the next one.
func (w *rewinder) offset() int64 { return w.base + int64(w.pos) }

// mark forgets what stands before the next byte.
func (w *rewinder) mark() { w.forget(w.offset()) }

// forget forgets what stands before an offset.
func (w *rewinder) forget(offset int64) {
	n := int(min(max(offset-w.base, 0), int64(w.pos)))
	w.base += int64(n)
	w.buf = w.buf[:copy(w.buf, w.buf[n:])]
	w.pos -= n
}

// rewind goes back to an offset since the mark, or to the oldest byte that is left.
func (w *rewinder) rewind(offset int64) {
	w.pos = int(min(max(offset-w.base, 0), int64(len(w.buf))))
}

// fill reads more; it reports false at the end and at an error.
func (w *rewinder) fill() bool {
	if w.err != nil {
		return false
	}
	if w.pos > w.limit {
		w.mark()
	}
	if len(w.buf) == cap(w.buf) {
		if w.pos > cap(w.buf)/2 && w.pos == len(w.buf) && cap(w.buf) > w.limit {
			w.mark()
		} else {
			bigger := make([]byte, len(w.buf), 2*cap(w.buf))
			copy(bigger, w.buf)
			w.buf = bigger
		}
	}
	n, err := w.r.Read(w.buf[len(w.buf):cap(w.buf)])
	w.buf = w.buf[:len(w.buf)+n]
	w.err = err
	return n > 0 || err == nil
}

// more reports whether there is a next byte.
func (w *rewinder) more() bool {
	for w.pos == len(w.buf) {
		if !w.fill() {
			return false
		}
	}
	return true
}

func (w *rewinder) Read(p []byte) (int, error) {
	if !w.more() {
		return 0, w.err
	}
	n := copy(p, w.buf[w.pos:])
	w.pos += n
	return n, nil
}

// ReadByte makes a rewinder an io.ByteReader, beyond which decompressors do not read.
func (w *rewinder) ReadByte() (byte, error) {
	if !w.more() {
		return 0, w.err
	}
	w.pos++
	return w.buf[w.pos-1], nil
}

// peek returns up to n of the next bytes.
func (w *rewinder) peek(n int) []byte {
	for len(w.buf)-w.pos < n && w.fill() {
	}
	return w.buf[w.pos:min(len(w.buf), w.pos+n)]
}

// seek goes forward to the next place at which pattern stands and ok agrees. It reports false at the end.
func (w *rewinder) seek(pattern []byte, ok func() bool) bool {
	for {
		i := bytes.Index(w.buf[w.pos:], pattern)
		if i < 0 {
			w.pos = max(w.pos, len(w.buf)-len(pattern)+1)
			w.mark()
			if !w.fill() {
				w.pos = len(w.buf)
				return false
			}
			continue
		}
		w.pos += i
		if ok() {
			return true
		}
		w.pos++
	}
}
