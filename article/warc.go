package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// Bounds of a record of an archive. One that says it is larger is passed over.
const (
	MaxRecord     = 64 << 20 // bytes of its content
	maxWARCHeader = 1 << 16
)

// A Record is a record of a WARC file.
type Record struct {
	Type      string // warcinfo, request, response, metadata, revisit, resource, conversion or continuation
	URL       string // WARC-Target-URI
	MediaType string // of the content, such as "application/http; msgtype=response"
	Truncated string // why the content is not whole: length, time, disconnect or unspecified; else ""
	Offset    int64  // bytes of the file before the record, or before the gzip member that holds it (and, as a rule, no other)
	Length    int64  // bytes of the record in the file, or of the member as far as it was read
	Next      int64  // from where the file can be read on: behind the record, or at its member where that holds others behind it
	Content   []byte // valid until the next record is read
}

// errRecord tells of a record that cannot be read; the reader goes on behind it.
type errRecord struct{ msg string }

func (e errRecord) Error() string { return e.msg }

// Records reads the records of a WARC file, as it is or with each record compressed by gzip, in order and with memory for one of them. The reader
// begins at an offset of the file, at which a record begins: 0 for all of it. A
// broken record yields an *Error that names its offset, and the reader goes on at the next one.
func Records(name string, r io.Reader, offset int64) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		w := warcReader{in: newRewinder(r, 2*MaxRecord)}
		w.in.base = offset
		head := w.in.peek(len(warcMagic))
		w.zipped = bytes.HasPrefix(head, gzipMagic) || strings.HasSuffix(name, ".gz") && !bytes.Equal(head, warcMagic)
		for {
			rec, err := w.next()
			if err == io.EOF {
				return
			}
			switch {
			case w.text == nil: // the member is read to its end, or given up
				rec.Next = w.in.offset()
			case w.zipped:
				rec.Next = rec.Offset
			default:
				rec.Next = rec.Offset + rec.Length
			}
			var broken errRecord
			again := errors.As(err, &broken)
			if err != nil {
				err = &Error{Name: name, Offset: int(rec.Offset), Msg: err.Error()}
			}
			if !yield(rec, err) || err != nil && !again {
				return
			}
		}
	}
}

var (
	gzipMagic = []byte{0x1f, 0x8b, 0x08}
	warcMagic = []byte("WARC/")
)

// A warcReader reads records from a stream.
type warcReader struct {
	in      *rewinder
	zipped  bool
	member  *gzip.Reader  // the gzip member that is open
	opened  int64         // its offset
	text    *bufio.Reader // over the member, or over in
	content []byte
}

// next returns the next record; io.EOF at the end. After an errRecord it can be called again.
func (w *warcReader) next() (rec Record, err error) {
	var start int64
	for {
		if w.text == nil {
			if err := w.open(); err != nil {
				return Record{Offset: w.opened}, err
			}
		}
		start = w.opened
		if !w.zipped {
			start = w.in.offset() - int64(w.text.Buffered())
			w.in.forget(start)
		}
		if rec, err = w.record(); err != io.EOF || !w.zipped {
			break
		}
		w.text = nil // an empty member
	}
	rec.Offset = start
	switch {
	case err == nil && !w.zipped:
		rec.Length = w.in.offset() - int64(w.text.Buffered()) - start
	case err == nil:
		// A member usually ends with its record; reading on to its end checks its sum.
		switch _, err := w.text.Peek(1); err {
		case nil:
			w.in.mark() // of a member with many records, no more than one is kept
		case io.EOF:
			w.text = nil
		default:
			w.resync(start)
			return rec, errRecord{"the gzip member of the record is broken: " + err.Error()}
		}
		rec.Length = w.in.offset() - start
	case err != io.EOF:
		w.resync(start)
		err = errRecord{err.Error()}
	}
	return rec, err
}

// open begins the file or its next gzip member.
func (w *warcReader) open() error {
	w.in.mark()
	w.opened = w.in.offset()
	if !w.zipped {
		w.text = bufio.NewReaderSize(w.in, 1<<16)
		return nil
	}
	if !w.in.more() {
		if w.in.err != io.EOF {
			return w.in.err
		}
		return io.EOF
	}
	var err error
	if w.member == nil {
		w.member, err = gzip.NewReader(w.in)
	} else {
		err = w.member.Reset(w.in)
	}
	if err != nil {
		w.member = nil
		w.resync(w.opened)
		return errRecord{"no gzip member begins here: " + err.Error()}
	}
	w.member.Multistream(false)
	w.text = bufio.NewReaderSize(w.member, 1<<16)
	return nil
}

// resync goes to the first record that begins behind an offset.
func (w *warcReader) resync(offset int64) {
	w.text = nil
	w.in.rewind(offset + 1)
	if !w.zipped {
		w.in.seek(warcMagic, func() bool {
			head, _, _ := bytes.Cut(w.in.peek(1<<12), []byte("\r\n\r\n"))
			return bytes.Contains(head, []byte("\nWARC-Type:"))
		})
		return
	}
	w.in.seek(gzipMagic, func() bool { return zippedWARC(w.in.peek(1 << 12)) })
}

// zippedWARC reports whether the beginning of a gzip member holds that of a record.
func zippedWARC(member []byte) bool {
	z, err := gzip.NewReader(bytes.NewReader(member))
	if err != nil {
		return false
	}
	head := make([]byte, len(warcMagic))
	_, err = io.ReadFull(z, head)
	return err == nil && bytes.Equal(head, warcMagic)
}

// record reads the record that begins here.
func (w *warcReader) record() (rec Record, err error) {
	for { // blank lines stand between records
		c, err := w.text.ReadByte()
		if err != nil {
			return rec, err
		}
		if c != '\r' && c != '\n' {
			w.text.UnreadByte()
			break
		}
	}
	header, err := w.header()
	if err != nil {
		return rec, err
	}
	rec = Record{Type: strings.ToLower(header.Get("WARC-Type")), URL: strings.ToValidUTF8(strings.Trim(header.Get("WARC-Target-URI"), "<>"), "\uFFFD"),
		MediaType: header.Get("Content-Type"), Truncated: header.Get("WARC-Truncated")}
	size, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	switch {
	case err != nil || size < 0:
		return rec, fmt.Errorf("the record's Content-Length is %.40q", header.Get("Content-Length"))
	case size > MaxRecord:
		return rec, fmt.Errorf("the record holds %d MB; no more than %d are read", size>>20, MaxRecord>>20)
	}
	if int64(cap(w.content)) < size {
		w.content = make([]byte, 0, size)
	}
	n, err := io.ReadFull(w.text, w.content[:size])
	rec.Content = w.content[:n]
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return rec, fmt.Errorf("the input ends after %d of the record's %d bytes", n, size)
	} else if err != nil {
		return rec, err
	}
	if tail, err := w.text.Peek(4); len(tail) > 0 && !bytes.HasPrefix(tail, []byte("\r\n")) && tail[0] != '\n' {
		return rec, fmt.Errorf("the record does not end after its Content-Length of %d bytes", size)
	} else if err == nil {
		w.text.Discard(len(tail) - len(bytes.TrimLeft(tail, "\r\n")))
	} else {
		w.text.Discard(len(tail))
	}
	return rec, nil
}

// header reads the version and the named fields of a record.
func (w *warcReader) header() (textproto.MIMEHeader, error) {
	var lines []string
	size := 0
	for {
		line, err := w.text.ReadSlice('\n')
		if size += len(line); size > maxWARCHeader || err == bufio.ErrBufferFull {
			return nil, fmt.Errorf("the record's header is longer than %d bytes", maxWARCHeader)
		}
		if err == io.EOF {
			return nil, errors.New("the input ends in the header of a record")
		} else if err != nil {
			return nil, err
		}
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" {
			break
		}
		lines = append(lines, text)
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], string(warcMagic)) {
		return nil, errors.New("no record begins here")
	}
	return fields(lines[1:]), nil
}

// fields reads "Name: value" lines, of which one that begins with white space carries on the one before it.
func fields(lines []string) textproto.MIMEHeader {
	h := textproto.MIMEHeader{}
	key := ""
	for _, line := range lines {
		if line[0] == ' ' || line[0] == '\t' {
			if all := h[key]; len(all) > 0 {
				all[len(all)-1] += " " + strings.TrimSpace(line)
			}
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
		h[key] = append(h[key], strings.TrimSpace(value))
	}
	return h
}
