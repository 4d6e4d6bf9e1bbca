// Package compare holds a record against what others found in the same article: the quotation finder Citron, Quotebank, GDELT's Global
// Quotation Graph, annotations made in brat. It reads their files, finds their quotations in the article's text, and pairs them with
// the record's statements.
//
// Whoever is compared with is not taken to be right: the figures tell how far two agree.
package compare

import "github.com/readout-project/readout"

// A Form is a form in which others tell of quotations.
type Form string

const (
	Citron    Form = "citron"    // a JSON document with the text and the places of sources, cues and contents in it
	Quotebank Form = "quotebank" // JSON Lines, by article or by quotation, without the text
	GQG       Form = "gqg"       // JSON Lines of the Global Quotation Graph: words before, within and behind marks, without the text
	Brat      Form = "brat"      // standoff annotation, beside a file with the text
)

// Names are those of Form for people.
var Names = map[Form]string{Citron: "Citron", Quotebank: "Quotebank", GQG: "the Global Quotation Graph", Brat: "brat"}

// A Document is what others tell of one article.
type Document struct {
	Form       Form
	Place      string // the file, and the line where it has many
	URL        string
	Title      string
	Text       string // of the article, where the file brings it
	Quotations []Quotation
}

// DirectOnly reports whether others told only of what stands in quotation marks.
func (d *Document) DirectOnly() bool { return d.Form == Quotebank || d.Form == GQG }

// A Quotation is one that others found.
type Quotation struct {
	Words   string         // of its content, as they came
	Content []readout.Span // in the article's text; none where Unplaced says why
	Source  []readout.Span // the words that name the speaker, or others that mean the same one
	Cue     readout.Span
	Speaker string // the name of the speaker, where one is given without a place

	Unplaced string // why the content has no place in the text

	before, behind string // words around the content, by which one of several places is chosen
}
