package article

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/url"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/readout-project/readout"
)

// A Piece is an article as it came, before it is decoded: a page of an archive, a line of JSON Lines, a file. Decoding it needs
// nothing but the piece, so that many can be decoded at once.
type Piece struct {
	Name   string   // of the input
	Line   int      // of JSON Lines, from 1; else 0
	Offset int64    // bytes of the input before the record of an archive; -1 where there are no records
	Length int64    // bytes of the record in the input; 0 where there are none
	Next   Position // from where the input can be read on; zero where it can only be read as a whole
	Part   bool     // of an archive, a feed or a message, in which much else may stand
	Data   []byte   // as it came

	decode func() (readout.Article, error)
}

// A Position is a place in an archive or in JSON Lines from which it can be read on.
type Position struct {
	Offset int64 // bytes before it
	Lines  int   // of JSON Lines, before it; else 0
}

// Article decodes the piece. What is wrong with it is an *Error.
func (p Piece) Article() (readout.Article, error) { return p.decode() }

// Place names the piece for messages: the input, and the line or the offset in it.
func (p Piece) Place() string {
	switch {
	case p.Line > 0:
		return p.Name + ":" + strconv.Itoa(p.Line)
	case p.Offset >= 0:
		return p.Name + ": record at byte " + strconv.FormatInt(p.Offset, 10)
	}
	return p.Name
}

// A Source is an input that holds articles. It is read once.
type Source struct {
	name    string
	format  Format
	r       *bufio.Reader
	hint    Hint
	at      Position // where r begins
	packed  bool     // with gzip, as a whole
	told    bool     // which format it is
	limit   int      // bytes of one article
	skipped []Skip
}

// A Skip tells how many parts of an input hold no article, and what they are.
type Skip struct {
	What  string // such as "requests" or "image/png"
	Count int
}

// sniff is how many bytes at the beginning of an input tell its format.
const sniff = 4096

// Open prepares an input for reading; the format "" is recognised by its name and content, also of what is compressed with gzip.
func Open(name string, r io.Reader, format Format) *Source {
	return OpenHinted(name, r, format, Hint{})
}

// OpenAt is Open for the rest of an input, which r reads from a position on that Piece.Next told.
func OpenAt(name string, r io.Reader, format Format, at Position) *Source {
	s := Open(name, r, format)
	s.at = at
	return s
}

// OpenHinted is Open for what was fetched: its address is known, and what the server calls it.
func OpenHinted(name string, r io.Reader, format Format, hint Hint) *Source {
	s := &Source{name: name, format: format, hint: hint, limit: MaxFile, r: bufio.NewReaderSize(r, 1<<16)}
	if s.told = format != ""; s.told {
		return s
	}
	if media, _, _ := mime.ParseMediaType(hint.ContentType); media == "text/html" || media == "application/xhtml+xml" {
		s.format = Page
		return s
	}
	if u, err := url.Parse(hint.URL); err == nil && hint.URL != "" {
		name = u.Path
	}
	head, _ := s.r.Peek(sniff) // an error shows when it is read
	if s.format = Detect(name, head); s.format != WARC && bytes.HasPrefix(head, gzipMagic) {
		s.unzip(strings.TrimSuffix(name, ".gz"))
	}
	return s
}

// unzip reads what is compressed in the input, and recognises that.
func (s *Source) unzip(name string) {
	z, err := gzip.NewReader(s.r)
	if err != nil {
		return // shows as what it is when it is read
	}
	s.r, s.limit, s.packed = bufio.NewReaderSize(z, 1<<16), MaxPage, true
	head, _ := s.r.Peek(sniff)
	s.format = Detect(name, head)
}

// Format returns what the input was taken for.
func (s *Source) Format() Format { return s.format }

// Skipped tells, once all pieces have been read, what the input holds besides articles.
func (s *Source) Skipped() []Skip { return s.skipped }

// Pieces returns the articles in order, undecoded. An error concerns one piece, and those after it are still read, unless the
// input itself fails. Each piece is valid for good.
func (s *Source) Pieces() iter.Seq2[Piece, error] {
	switch s.format {
	case JSONL:
		return s.lines()
	case WARC:
		return s.archive()
	case FeedXML:
		return s.feed()
	case JSON:
		return s.items(jsonArticle)
	case NinJS:
		return s.items(Ninjs)
	case CoNLLU:
		return s.treebank()
	case NewsMLG2:
		return s.newsItems()
	case NITFXML:
		return s.whole(NITF)
	case PDFText:
		s.limit = min(s.limit, MaxPage)
		return s.whole(PDF)
	case SubRip, WebVTT:
		return s.whole(Subtitles)
	case Page:
		return s.whole(func(name string, data []byte) (readout.Article, error) { return HTML(name, data, s.hint) })
	}
	return s.whole(s.plain)
}

// plain reads text. Where nobody said that it is text, it must not look like something else.
func (s *Source) plain(name string, data []byte) (readout.Article, error) {
	if !s.told {
		if what := unknownKind(data); what != "" {
			return readout.Article{}, &Error{Name: name, Offset: -1, Msg: "is " + what}
		}
	}
	return Text(name, data)
}

// MaxFile is how many bytes an input of one article may have. One that is compressed may have MaxPage.
const MaxFile = 256 << 20

// all reads the input to its end.
func (s *Source) all() ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(s.r, int64(s.limit)+1))
	if err != nil {
		return data, &Error{Name: s.name, Offset: -1, Msg: err.Error()}
	}
	if len(data) > s.limit {
		return data, &Error{Name: s.name, Offset: -1, Msg: fmt.Sprintf("is larger than %d MB", s.limit>>20)}
	}
	return data, nil
}

// whole reads the input as one article.
func (s *Source) whole(decode func(name string, data []byte) (readout.Article, error)) iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		data, err := s.all()
		p := Piece{Name: s.name, Offset: -1, Data: data}
		p.decode = func() (readout.Article, error) {
			a, err := decode(s.name, data)
			if a.URL == "" && s.hint.URL != "" {
				a.ID, a.URL = s.hint.URL, s.hint.URL
			}
			return a, err
		}
		yield(p, err)
	}
}

func (s *Source) lines() iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		for line, err := range linesAt(s.name, s.r, s.at) {
			line.Data = bytes.Clone(line.Data)
			if s.packed {
				line.next = Position{}
			}
			if !yield(Piece{Name: s.name, Line: line.Number, Offset: -1, Next: line.next, Data: line.Data, decode: line.Article}, err) {
				return
			}
		}
	}
}

// Articles reads the articles of an input in order, one after the other.
func (s *Source) Articles() iter.Seq2[readout.Article, error] {
	return func(yield func(readout.Article, error) bool) {
		for p, err := range s.Pieces() {
			var a readout.Article
			if err == nil {
				a, err = p.Article()
			}
			if !yield(a, err) {
				return
			}
		}
	}
}
