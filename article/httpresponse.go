package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// A response is an HTTP response as an archive keeps it.
type response struct {
	status int
	header textproto.MIMEHeader
	body   []byte // as it was sent
}

// readResponse divides a response into its parts.
func readResponse(data []byte) (response, error) {
	var r response
	head, body, ok := bytes.Cut(data, []byte("\r\n\r\n"))
	if other, rest, found := bytes.Cut(data, []byte("\n\n")); found && (!ok || len(other) < len(head)) {
		head, body, ok = other, rest, true
	}
	if !ok {
		return r, errors.New("the HTTP response has no end of its header")
	}
	var lines []string
	for line := range strings.Lines(string(head)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "HTTP/") {
		return r, errors.New("no HTTP response begins here")
	}
	parts := strings.Fields(lines[0])
	if len(parts) > 1 {
		r.status, _ = strconv.Atoi(parts[1])
	}
	r.header, r.body = fields(lines[1:]), body
	return r, nil
}

// mediaType returns what the response says that its body is, in small letters and without parameters.
func (r *response) mediaType() string {
	media, _, _ := strings.Cut(r.header.Get("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(media))
}

// content returns the body with transfer and content encodings undone. Crawlers that undo them leave the header as it
// was, so a body that is not in the encoding named is taken as it is.
func (r *response) content() ([]byte, error) {
	body := r.body
	if strings.Contains(strings.ToLower(r.header.Get("Transfer-Encoding")), "chunked") {
		if plain, ok := unchunk(body); ok {
			body = plain
		}
	}
	encodings := strings.Split(strings.ToLower(r.header.Get("Content-Encoding")), ",")
	for i := len(encodings) - 1; i >= 0; i-- {
		var err error
		if body, err = unpack(strings.TrimSpace(encodings[i]), body); err != nil {
			return nil, err
		}
	}
	return body, nil
}

// unchunk joins the chunks of a body; it reports false where it is not made of chunks. One that is cut off gives what
// there is of it.
func unchunk(body []byte) ([]byte, bool) {
	var out []byte
	for first := true; ; first = false {
		line, rest, ok := bytes.Cut(body, []byte("\n"))
		digits, _, _ := strings.Cut(strings.TrimSpace(string(line[:min(len(line), 64)])), ";")
		size, err := strconv.ParseUint(strings.TrimSpace(digits), 16, 32)
		if !ok || err != nil {
			return out, !first
		}
		if size == 0 || uint64(len(rest)) <= size {
			return append(out, rest[:min(size, uint64(len(rest)))]...), true
		}
		out = append(out, rest[:size]...)
		body = bytes.TrimPrefix(bytes.TrimPrefix(rest[size:], []byte("\r")), []byte("\n"))
	}
}

// unpack undoes a content encoding, to no more than MaxPage bytes. A body that is cut off gives what there is of it.
func unpack(encoding string, body []byte) ([]byte, error) {
	if encoding == "" {
		return body, nil
	}
	r, err := Decompress(encoding, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(r, MaxPage+1))
	switch {
	case len(out) > MaxPage:
		return nil, fmt.Errorf("is more than %d MB when unpacked", MaxPage>>20)
	case err != nil && len(out) == 0:
		return nil, fmt.Errorf("its %s is broken: %w", encoding, err)
	}
	return out, nil
}

// Decompress undoes a content encoding of HTTP: gzip, deflate, br (Brotli) or zstd. What is not in the encoding named is taken as it is, where that can be seen.
func Decompress(encoding string, in io.Reader) (r io.Reader, err error) {
	body := bufio.NewReader(in)
	head, _ := body.Peek(512) // an error shows when it is read
	switch encoding {
	case "", "identity", "none", "utf-8":
		return body, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(head, gzipMagic) {
			return body, nil
		}
		r, err = gzip.NewReader(body)
	case "deflate":
		if len(head) < 2 || head[0] == '<' {
			return body, nil
		}
		if head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			r, err = zlib.NewReader(body)
		} else {
			r = flate.NewReader(body)
		}
	case "zstd":
		if !bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}) {
			return body, nil
		}
		r, err = zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxPage)) // with one, there is nothing to close
	default:
		switch {
		case looksLikeText(head):
			return body, nil
		case encoding == "br":
			r = brotli.NewReader(body)
		default:
			return nil, errors.New("is compressed with " + encoding + ", which is not read")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("is no %s, though it says so: %w", encoding, err)
	}
	return r, nil
}

// looksLikeText reports whether a body is markup already, whatever encoding its header names.
func looksLikeText(body []byte) bool {
	head := bytes.TrimSpace(body[:min(len(body), 512)])
	return bytes.HasPrefix(head, []byte("<")) || bytes.HasPrefix(head, []byte("\xef\xbb\xbf"))
}
