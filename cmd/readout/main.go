// Command readout reads news articles and writes who said what to whom, with every word at
// its exact place.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Exit statuses.
const (
	exitRead   = 0 // everything was read
	exitUnread = 1 // something could not be read, or not written; the rest was. Of a check: something was found
	exitUsage  = 2 // the command line makes no sense
)

// errUnread ends a command after each thing that could not be read has been told of.
var errUnread = errors.New("something could not be read")

// A usageError is a command line that makes no sense.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// run is the program: it takes the arguments and the standard streams, and returns the exit status.
func run(args []string, stdin *os.File, stdout, stderr io.Writer) int {
	root := newRoot(&streams{stdin: stdin, stdout: stdout, stderr: stderr})
	root.SetArgs(args)
	command, err := root.ExecuteC()
	var usage usageError
	switch {
	case err == nil:
		return exitRead
	case errors.Is(err, syscall.EPIPE):
		return exitUnread // whoever read the output has gone and knows it
	case errors.Is(err, errUnread), errors.Is(err, errFound):
		return exitUnread
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "readout: %v\nRun '%s --help' for help.\n", err, command.CommandPath())
		return exitUsage
	default:
		fmt.Fprintf(stderr, "readout: %v\n", err)
		return exitUnread
	}
}
