package pdf

import (
	"context"
	"errors"
	"io"
	"math"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// engine compiles PDFium once, when the first document comes; that takes a second or two.
var engine = sync.OnceValues(func() (pdfium.Pool, error) {
	return webassembly.Init(webassembly.Config{
		Context:  experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0)),
		MaxTotal: 2,
		RuntimeConfig: wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(maxMemory).WithCloseOnContextDone(true),
		FSConfig:     wazero.NewFSConfig(), // no file
		Stdout:       io.Discard,
		Stderr:       io.Discard,
		RandomSource: zeros{},
	})
})

// zeros is a source of no randomness.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// Read returns the text of a document. An error is one of those above, or tells of the engine.
func Read(data []byte) (*Document, error) { return read(data, time.Minute) }

func read(data []byte, limit time.Duration) (*Document, error) {
	pool, err := engine()
	if err != nil {
		return nil, err
	}
	in, err := pool.GetInstanceWithContext(context.Background())
	if err != nil {
		return nil, err
	}
	// Who ends it: this function, or the clock, and never both.
	var once sync.Once
	late := false
	clock := time.AfterFunc(limit, func() {
		once.Do(func() { late = true; in.Kill() })
	})
	d, err := document(in, data)
	clock.Stop()
	once.Do(func() { in.Close() })
	if late {
		return nil, ErrTime
	}
	return d, err
}

// document reads a whole document.
func document(in pdfium.Pdfium, data []byte) (*Document, error) {
	opened, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return nil, ErrPassword
	case err != nil:
		return nil, ErrBroken
	}
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil || count.PageCount < 1 {
		return nil, ErrBroken
	}
	if count.PageCount > maxPages {
		return nil, ErrPages
	}
	d := &Document{Pages: count.PageCount}
	for tag, value := range map[string]*string{"Title": &d.Title, "Author": &d.Author, "CreationDate": &d.Created} {
		if got, err := in.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: opened.Document, Tag: tag}); err == nil {
			*value = tidy(got.Value)
		}
	}
	chars, column := 0, 0
	for n := range d.Pages {
		p := page{in: in, number: n + 1}
		if err := p.load(opened.Document); err != nil {
			return nil, err
		}
		if chars += p.chars; chars > maxChars {
			return nil, ErrSize
		}
		for _, l := range order(p.upright()) {
			l.Column += column
			d.Lines = append(d.Lines, l)
		}
		if k := len(d.Lines); k > 0 {
			column = d.Lines[k-1].Column + 1
		}
	}
	return d, nil
}

// A page gathers its pieces of lines, in the order of the file.
type page struct {
	in     pdfium.Pdfium
	number int
	text   references.FPDF_TEXTPAGE
	chars  int
	pieces []piece
}

// A piece is a run of letters on one line without a wide gap.
type piece struct {
	Line
	turned int // quarters of a turn to the left in which it is written
}

// load reads the letters of a page. A page that cannot be read is one without letters.
func (p *page) load(document references.FPDF_DOCUMENT) error {
	loaded, err := p.in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: document, Index: p.number - 1})
	if err != nil {
		return p.alive(document)
	}
	defer p.in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	text, err := p.in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &loaded.Page}})
	if err != nil {
		return p.alive(document)
	}
	p.text = text.TextPage
	defer p.in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: p.text})
	count, err := p.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: p.text})
	if err != nil {
		return p.alive(document)
	}
	if p.chars = max(0, count.Count); p.chars > maxChars {
		return ErrSize
	}
	return p.letters()
}

// alive tells whether PDFium still answers: a document may have broken it, or used up its memory.
func (p *page) alive(document references.FPDF_DOCUMENT) error {
	if _, err := p.in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: document}); err != nil {
		return ErrBroken
	}
	return nil
}

// letters cuts the letters of the page into pieces.
func (p *page) letters() error {
	var now piece
	var b strings.Builder
	end := func() {
		if now.Text = strings.TrimSpace(b.String()); now.Text != "" {
			p.pieces = append(p.pieces, now)
		}
		b.Reset()
	}
	for i := range p.chars {
		got, err := p.in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: p.text, Index: i})
		if err != nil {
			return ErrBroken
		}
		r := rune(got.Unicode)
		switch {
		case r == '\n' || r == '\r':
			end()
			continue
		case r == 2 || r == 0xFFFE || r == 0xAD: // what PDFium makes of a hyphen at the end of a line
			if b.Len() > 0 {
				b.WriteString(SoftHyphen)
			}
			continue
		case unicode.IsSpace(r):
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			continue
		case r == 0 || !unicode.IsPrint(r):
			continue
		}
		box, err := p.in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: p.text, Index: i})
		if err != nil {
			return ErrBroken
		}
		at := Line{Page: p.number, Left: float64(box.Rect.Left), Right: float64(box.Rect.Right), Top: float64(box.Rect.Top), Bottom: float64(box.Rect.Bottom)}
		if !at.onPaper() {
			continue
		}
		if b.Len() > 0 && now.apart(&at) {
			end()
		}
		if b.Len() == 0 {
			now = piece{Line: at}
			if angle, err := p.in.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: p.text, Index: i}); err == nil {
				now.turned = quarters(float64(angle.CharAngle))
			}
		}
		b.WriteRune(r)
		now.Left, now.Right = min(now.Left, at.Left), max(now.Right, at.Right)
		now.Top, now.Bottom = max(now.Top, at.Top), min(now.Bottom, at.Bottom)
	}
	end()
	return nil
}

// onPaper reports whether the measures of a letter are such as there can be: a page has 14,400 points at most.
func (l *Line) onPaper() bool {
	for _, x := range []float64{l.Left, l.Right, l.Top, l.Bottom} {
		if !(math.Abs(x) < 100_000) { // nor NaN
			return false
		}
	}
	return true
}

// tidy returns a property on one line, without what is not to be printed.
func tidy(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, ""), func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
}
