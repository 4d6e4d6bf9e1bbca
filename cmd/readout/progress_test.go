package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/readout-project/readout/article"
)

// TestProgress goes through two files, the first of which was begun before.
func TestProgress(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.warc"), filepath.Join(dir, "b.txt")
	for _, name := range []string{a, b} {
		if err := os.WriteFile(name, make([]byte, 1000), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	p := newProgress(&out, []string{a, b})
	at := func(name string, began, next int64, end bool) *input {
		return &input{name: name, began: began, piece: article.Piece{Next: article.Position{Offset: next}}, end: end}
	}
	p.read++
	p.step(at(a, 500, 600, false))
	if out.Len() > 0 {
		t.Errorf("a line at once: %q", out.String())
	}
	for _, c := range []struct {
		step *input
		took time.Duration
		want string
	}{
		{at(a, 500, 800, false), 10 * time.Second, "3 articles read, 0 a second, 40 % done, 40 s left"},
		{at(a, 500, 900, false), 40 * time.Minute, "4 articles read, 0 a second, 45 % done, 110 min left"},
		{at(a, 0, 0, true), 5 * time.Hour, "5 articles read, 0 a second, 50 % done, 10 h left"},
		{at(b, 0, 0, false), 500 * time.Hour, "6 articles read, 0 a second, 50 % done, 42 days left"},
		{at(b, 0, 0, true), time.Second, "7 articles read, 7 a second, 100 % done, 0 s left"},
	} {
		p.read = int(c.want[0] - '0')
		p.step(c.step)
		if got := p.line(p.start.Add(c.took)); got != c.want {
			t.Errorf("after %v: %q, want %q", c.took, got, c.want)
		}
	}
	p.shown = p.start.Add(-time.Hour)
	p.step(at(b, 0, 0, false))
	p.step(at(b, 0, 0, false)) // too soon for another line
	if n := bytes.Count(out.Bytes(), []byte("\n")); n != 1 || !bytes.HasPrefix(out.Bytes(), []byte("readout: 7 articles read")) {
		t.Errorf("elsewhere than on a terminal: %q", out.String())
	}
}

func TestProgressOnTerminal(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, []string{"-"})
	p.terminal, p.read, p.shown = true, 2, p.start.Add(-time.Hour)
	p.step(&input{name: "stdin"})
	if got := out.String(); !bytes.HasPrefix([]byte(got), []byte("\r2 articles read, ")) || bytes.Contains([]byte(got), []byte("left")) {
		t.Errorf("got %q", got)
	}
	out.Reset()
	p.step(&input{name: "stdin"})
	p.clear()
	p.clear()
	if got := out.String(); got != "\r\x1b[K" {
		t.Errorf("got %q", got)
	}
}
