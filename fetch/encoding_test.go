package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/readout-project/readout/article"
)

// TestEncodings fetches pages in content encodings that were not asked for.
func TestEncodings(t *testing.T) {
	const page = "<p>The talks go on.</p>"
	packed := func(s string, w func(io.Writer) io.WriteCloser) string {
		var b bytes.Buffer
		z := w(&b)
		io.WriteString(z, s)
		z.Close()
		return b.String()
	}
	deflate := func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
	zip := func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
	zeros := packed(strings.Repeat("\x00", 8<<20), deflate)
	for _, c := range []struct {
		encoding, body string
		plain          bool // nothing but gzip is undone
		want           string
	}{
		{"deflate", packed(page, deflate), false, page},
		{"gzip, deflate", packed(packed(page, zip), deflate), false, page},
		{"identity", page, true, page},
		{"deflate", packed(page, deflate), true, "not text: http://news.example/a: is compressed with deflate, which was not asked for"},
		{"br", page, false, page}, // it says so, and is not
		{"compress", "\x1f\x9d\x90", false, "not text: http://news.example/a: is compressed with compress, which is not read"},
		{"deflate,deflate,deflate,deflate", page, false, "not text: http://news.example/a: is compressed 4 times over"},
		{"deflate", zeros, false, "too large: http://news.example/a: has more than 1048576 bytes"},
		{"deflate", packed(page, deflate)[:12], false, "unreachable: http://news.example/a: cannot be had: unexpected EOF"},
	} {
		w, client := newWorld(t)
		if !c.plain {
			client.Decompress = article.Decompress
		}
		w.mux.HandleFunc("/a", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			rw.Header().Set("Content-Encoding", c.encoding)
			io.WriteString(rw, c.body)
		})
		got, err := client.Get(t.Context(), "http://news.example/a", Version{})
		text := ""
		if err != nil {
			text = string(err.(*Error).Reason) + ": " + err.Error()
		} else {
			text = string(got.Body)
		}
		if text != c.want {
			t.Errorf("%s: %q, want %q", c.encoding, text, c.want)
		}
	}
}

// TestRobotsEncoding obeys a robots.txt that comes compressed though that was not asked for.
func TestRobotsEncoding(t *testing.T) {
	w, client := newWorld(t)
	client.Decompress = article.Decompress
	w.page("/a", "text/html", "<p>The talks go on.</p>")
	w.mux.HandleFunc("/robots.txt", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Encoding", "deflate")
		z := zlib.NewWriter(rw)
		io.WriteString(z, "User-agent: *\nDisallow: /a\n")
		z.Close()
	})
	if _, err := client.Get(t.Context(), "http://news.example/a", Version{}); err == nil || !strings.Contains(err.Error(), "robots.txt disallows it") {
		t.Error(err)
	}
}
