package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// A progress tells how far a long run is: on a terminal in one line, which it writes over; elsewhere in a line of its own each
// half minute. It is used by one goroutine.
type progress struct {
	w        io.Writer
	terminal bool
	start    time.Time
	shown    time.Time
	visible  bool
	read     int              // articles
	sizes    map[string]int64 // bytes of each file
	size     int64            // of all of them; 0 where that is not known
	finished int64            // bytes of the files that have been read
	current  int64            // bytes of the one that is being read, as far as it has been
	skipped  int64            // bytes that had been dealt with before this run
	began    int64            // those of the current file
}

// patience is how long a run takes before it shows its progress on a terminal, and pause how long a line stays at least; linePause is
// how long it takes from line to line elsewhere.
const (
	patience  = 2 * time.Second
	pause     = 200 * time.Millisecond
	linePause = 30 * time.Second
)

func newProgress(stderr io.Writer, files []string) *progress {
	now := time.Now()
	p := &progress{w: stderr, start: now, shown: now, sizes: map[string]int64{}}
	_, p.terminal = terminal(stderr)
	if p.terminal {
		p.shown = now.Add(patience - pause)
	}
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() {
			p.size = 0
			break
		}
		p.sizes[name] = info.Size()
		p.size += info.Size()
	}
	return p
}

// step is told what has been dealt with, in order.
func (p *progress) step(from *input) {
	if p.began == 0 && from.began > 0 {
		p.began = from.began
		p.skipped += from.began
	}
	if from.end {
		p.finished += p.sizes[from.name]
		p.current, p.began = 0, 0
	} else if from.piece.Next.Offset > 0 {
		p.current = from.piece.Next.Offset
	}
	now := time.Now()
	switch since := now.Sub(p.shown); {
	case p.terminal && since >= pause:
		fmt.Fprintf(p.w, "\r%s\x1b[K", p.line(now))
		p.visible = true
	case !p.terminal && since >= linePause:
		fmt.Fprintf(p.w, "readout: %s\n", p.line(now))
	default:
		return
	}
	p.shown = now
}

// line words how far the run is.
func (p *progress) line(now time.Time) string {
	took := now.Sub(p.start)
	var b strings.Builder
	fmt.Fprintf(&b, "%d articles read, %.0f a second", p.read, float64(p.read)/max(took.Seconds(), 0.001))
	if done := p.finished + p.current; p.size > 0 && done > p.skipped && done <= p.size {
		left := time.Duration(float64(took) * float64(p.size-done) / float64(done-p.skipped))
		fmt.Fprintf(&b, ", %d %% done, %s left", 100*done/p.size, roughly(left))
	}
	return b.String()
}

// roughly words a time as people tell it.
func roughly(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()+0.5))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()+0.5))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()+0.5))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24+0.5))
}

// clear takes the line away, before something else is written to a terminal.
func (p *progress) clear() {
	if p.visible {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.visible = false
	}
}
