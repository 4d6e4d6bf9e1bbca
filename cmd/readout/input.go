package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/article"
	"github.com/readout-project/readout/fetch"
)

// inputFlags say how articles come in.
type inputFlags struct {
	from      string
	language  string
	published string
	web       fetch.Client

	marks *bookmarks // where files that were begun before go on; nil where each is read from its beginning
}

// froms are the values of --from.
var froms = func() []string {
	all := []string{"auto"}
	for _, f := range article.Formats {
		all = append(all, string(f))
	}
	return all
}()

func (f *inputFlags) register(c *cobra.Command) {
	f.registerFrom(c)
	f.registerWeb(c)
}

func (f *inputFlags) registerFrom(c *cobra.Command) {
	c.Flags().StringVar(&f.from, "from", "auto", "what a FILE holds: "+strings.Join(froms[1:], ", ")+", or auto (by its name and content)")
	complete(c, "from", froms...)
}

// registerWeb registers the flags that also concern what feeds bring.
func (f *inputFlags) registerWeb(c *cobra.Command) {
	f.web.Decompress = article.Decompress
	c.Flags().StringVar(&f.language, "language", "auto", "auto leaves alone what is not English; en reads everything as English")
	c.Flags().BoolVar(&f.web.AllowPrivate, "allow-private", false, "fetch from addresses of private networks and of this machine, too")
	complete(c, "language", "auto", "en")
}

func (f *inputFlags) check() error {
	if !slices.Contains(froms, f.from) {
		return usagef("--from %q is none of %s", f.from, strings.Join(froms, ", "))
	}
	if f.language != "auto" && f.language != "en" {
		return usagef("--language %q is neither auto nor en", f.language)
	}
	if f.published != "" && !isDate(f.published) {
		return usagef("--published %q is no date such as 2025-08-16 and no date-time such as 2025-08-16T09:30:00Z", f.published)
	}
	return nil
}

// isDate reports whether s is a date or a date-time of RFC 3339.
func isDate(s string) bool {
	_, date := time.Parse(time.DateOnly, s)
	_, dateTime := time.Parse(time.RFC3339, s)
	return date == nil || dateTime == nil
}

// An input is an article as it came, or why it did not come, or the end of a file and what that holds besides.
type input struct {
	name    string // of the file
	piece   article.Piece
	err     error
	end     bool
	skipped []article.Skip
	began   int64 // bytes of the file that were passed over, as they had been dealt with before
}

// size is how many bytes the article takes.
func (in input) size() int { return len(in.piece.Data) }

// inputs returns the articles of files and addresses in order. It reads a file, or a part of one, when it is asked for it.
func (f *inputFlags) inputs(files []string, stdin io.Reader) iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, name := range files {
			if !f.inputsOf(name, stdin, yield) {
				return
			}
		}
	}
}

// inputsOf yields the articles of one file or address.
func (f *inputFlags) inputsOf(name string, stdin io.Reader, yield func(input) bool) bool {
	r := stdin
	var file *os.File
	var hint article.Hint
	switch {
	case name == "-":
		name = "stdin"
	case isAddress(name):
		page, err := f.web.Get(context.Background(), name, fetch.Version{})
		if err != nil {
			return yield(input{name: name, err: err})
		}
		r, hint = bytes.NewReader(page.Body), article.Hint{URL: page.URL, ContentType: page.ContentType}
	default:
		var err error
		if file, err = openFile(name); err != nil {
			return yield(input{name: name, err: err})
		}
		defer file.Close()
		r = file
	}
	format := article.Format(f.from)
	if f.from == "auto" {
		format = ""
	}
	source := article.OpenHinted(name, r, format, hint)
	var at article.Position
	if file != nil && f.marks != nil {
		var err error
		if at, err = f.marks.from(name, file); err == nil && at.Offset > 0 {
			_, err = file.Seek(at.Offset, io.SeekStart)
			source = article.OpenAt(name, file, source.Format(), at)
		}
		if err != nil {
			return yield(input{name: name, err: err})
		}
	}
	for piece, err := range source.Pieces() {
		if !yield(input{name: name, piece: piece, err: err, began: at.Offset}) {
			return false
		}
	}
	return yield(input{name: name, end: true, skipped: source.Skipped()})
}

// isAddress reports whether a name is an address of the web rather than a file.
func isAddress(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}

// openFile opens a file; the error does not repeat its name.
func openFile(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err == nil {
		var info fs.FileInfo
		if info, err = f.Stat(); err == nil && info.IsDir() {
			err = errors.New("is a directory; name the files in it")
		}
		if err != nil {
			f.Close()
		}
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// article decodes an input and fills in what the command line says of it.
func (f *inputFlags) article(in input) (a readout.Article, err error) {
	if in.err != nil {
		return a, in.err
	}
	if a, err = in.piece.Article(); err != nil {
		return a, err
	}
	return a, f.settle(in.place(), &a)
}

// settle fills in what the command line says of an article, and checks its language.
func (f *inputFlags) settle(place string, a *readout.Article) error {
	if guess := slices.Index(a.Guessed, "published"); f.published != "" && (a.Published == "" || guess >= 0) {
		a.Published = f.published
		if guess >= 0 {
			a.Guessed = slices.Delete(a.Guessed, guess, guess+1)
		}
	}
	switch {
	case f.language == "en":
		a.Language = "en"
	case a.Language == "":
		if tag, _ := article.Language(a.Text); tag == "en" {
			a.Language = tag
			break
		}
		fallthrough
	default:
		return article.CheckEnglish(place, *a)
	}
	return nil
}

// place names the input for messages.
func (in input) place() string {
	if in.piece.Name == "" {
		return in.name
	}
	return in.piece.Place()
}

// fault returns err with the input's place, where it does not tell that itself.
func (in input) fault(err error) error {
	var unread *article.Error
	var foreign *article.NotEnglish
	var unfetched *fetch.Error
	switch {
	case errors.As(err, &unread):
		return err
	case errors.As(err, &unfetched):
		if unfetched.Reason == fetch.Forbidden {
			return fmt.Errorf("%w (--allow-private fetches it all the same)", err)
		}
		return err
	case errors.As(err, &foreign):
		return fmt.Errorf("%w (--language en reads it all the same)", err)
	}
	return fmt.Errorf("%s: %w", in.place(), err)
}
