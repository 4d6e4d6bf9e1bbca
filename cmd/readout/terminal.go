package main

import (
	"io"
	"os"
	"strconv"

	"golang.org/x/term"

	"github.com/readout-project/readout"
)

// maxAutoWidth bounds the width of text where the user does not ask for one: longer lines
// are hard to read.
const maxAutoWidth = 100

func terminal(w any) (fd int, ok bool) {
	f, ok := w.(*os.File)
	if !ok {
		return 0, false
	}
	return int(f.Fd()), term.IsTerminal(int(f.Fd()))
}

// layout returns how to set text on w. A width from the flag goes before COLUMNS and the
// terminal's; color is auto, always or never, and auto is never where NO_COLOR is set.
func layout(w io.Writer, width int, color string) (readout.Layout, error) {
	l := readout.Layout{Width: width}
	fd, isTerminal := terminal(w)
	if width < 0 {
		return l, usagef("--width %d is less than nothing", width)
	}
	if l.Width == 0 {
		if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
			l.Width = n
		} else if isTerminal {
			if n, _, err := term.GetSize(fd); err == nil {
				l.Width = min(n, maxAutoWidth)
			}
		}
	}
	if l.Width == 0 {
		l.Width = 80
	}
	switch color {
	case "auto":
		l.Color = isTerminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	case "always":
		l.Color = true
	case "never":
	default:
		return l, usagef("--color %q is none of auto, always, never", color)
	}
	return l, nil
}
