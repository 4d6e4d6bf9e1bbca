package main

import (
	"fmt"
	"io"
	"time"
)

// A progress shows on a terminal how far a long run is: one line, which it writes over. It
// does nothing where standard error is no terminal. It is used by one goroutine.
type progress struct {
	w       io.Writer // nil where there is no terminal
	start   time.Time
	shown   time.Time
	visible bool
	total   int // how many articles there will be; 0 when that is not known
	read    int
}

// patience is how long a run takes before it shows its progress, and pause how long a line stays at least.
const (
	patience = 2 * time.Second
	pause    = 200 * time.Millisecond
)

func newProgress(stderr io.Writer, total int) *progress {
	p := &progress{start: time.Now(), total: total}
	if _, ok := terminal(stderr); ok {
		p.w = stderr
	}
	return p
}

// step counts an article.
func (p *progress) step() {
	p.read++
	now := time.Now()
	if p.w == nil || now.Sub(p.start) < patience || now.Sub(p.shown) < pause {
		return
	}
	p.shown, p.visible = now, true
	line := fmt.Sprintf("%d articles read", p.read)
	if p.total > 0 {
		line = fmt.Sprintf("%d of %d articles read", p.read, p.total)
	}
	fmt.Fprintf(p.w, "\r%s, %.0f a second\x1b[K", line, float64(p.read)/now.Sub(p.start).Seconds())
}

// clear takes the line away, before something else is written to a terminal.
func (p *progress) clear() {
	if p.visible {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.visible = false
	}
}
