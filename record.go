package readout

// Version is the version of the record's format, the value of its "readout" key.
const Version = "1"

// An Article is what a reader of bytes hands on: one text, which never changes and
// into which every span of the record points, and what is known about it.
type Article struct {
	ID        string // given with the article, else a file's base name without its extension, else the URL
	URL       string
	Title     string
	Authors   []string
	Publisher string
	Published string // RFC 3339 date or date-time; empty when not known
	Language  string // BCP 47
	Text      string // UTF-8

	Modified    string   // when it was last changed: like Published
	Dateline    string   // place and day as the article gives them: "VIENNA, May 4"
	Guessed     []string // keys of the JSON form whose values were inferred, such as "published"
	Corrections []string // notices of what was wrong in earlier versions, where Text does not hold them
	Marks       []Mark   // where pieces of Text come from, by At
	Origin      Origin   // the record of an archive that the article was read from
}

// An Origin is a part of a file. Its zero value stands for none.
type Origin struct {
	File   string // base name
	Offset int64  // bytes of the file before the part
	Length int64  // bytes of the part
}

// A Mark ties a piece of an article's text, up to the next mark, to where it came from.
type Mark struct {
	At   int    // byte of Article.Text at which the piece begins
	From int    // bytes of the source from From to To hold it; both 0 when not known
	To   int    // the source is the page in UTF-8: of one in another character set, as converted
	Kind string // heading, correction, post (of a live blog), cue (of a subtitle), row (of a table); empty for a paragraph
	Time string // of a post its date-time (RFC 3339), of a cue when in the recording it is shown (00:01:02.500-00:01:05.000)
}

// A Readout is the record of one article. Spans are bytes of Article.Text; its JSON form
// (see MarshalJSON) counts Unicode code points. Ids hold within one record.
// Lists are in the order of the text.
type Readout struct {
	Article    Article
	Entities   []Entity
	Occasions  []Occasion
	Statements []Statement
	Times      []Time
	Places     []PlaceMention
	Events     []Event
	Talks      []Talks
}

// EntityKind is the kind of thing that an entity is.
type EntityKind string

const (
	Person       EntityKind = "person"
	Organization EntityKind = "organization"
	Country      EntityKind = "country"
	Place        EntityKind = "place"
	Group        EntityKind = "group"
	Document     EntityKind = "document"
	Other        EntityKind = "other"
)

// MentionForm tells how a mention refers to its entity.
type MentionForm string

const (
	ByName    MentionForm = "name"
	ByTitle   MentionForm = "title"
	ByPronoun MentionForm = "pronoun"
	ByNominal MentionForm = "nominal"
)

// A Mention is one place in the text that refers to an entity.
type Mention struct {
	Span
	Form MentionForm
}

// An Entity is somebody or something that the article speaks of.
type Entity struct {
	ID       string // "e1", "e2", … in the order of first mention
	Name     string // the fullest name in the article
	Kind     EntityKind
	Roles    []string // as the article words them
	Country  string   // ISO 3166-1 alpha-2; empty when not known
	Members  []string // ids of entities, for a plural one ("both leaders")
	Mentions []Mention
}

// StatementForm tells how much of a statement stands in quotation marks.
type StatementForm string

const (
	Direct   StatementForm = "direct"   // all of it
	Indirect StatementForm = "indirect" // nothing
	Mixed    StatementForm = "mixed"    // a part
)

// Basis tells how the speaker of a statement is known.
type Basis string

const (
	Named        Basis = "named"
	Titled       Basis = "title"
	Pronominal   Basis = "pronoun"
	Nominal      Basis = "nominal"
	Carried      Basis = "carried" // carried on from the statement before
	Transcript   Basis = "transcript"
	FromHeadline Basis = "headline"
)

// A Statement is one attribution: somebody says, writes, thinks, wants … something.
type Statement struct {
	ID         string // "s1", "s2", …
	Form       StatementForm
	Source     Span   // the words that name the speaker; empty if none
	Speaker    string // id of an entity; empty when the article never says
	Basis      Basis  // empty when no speaker is known
	Cue        Span   // empty in a bare quotation that carries on
	Content    []Span // what was said, without the outer quotation marks; at least one
	Addressees []string
	Occasion   string  // id of the occasion on which it was made
	When       *Time   // a time of its own, where the article gives one
	Language   string  // BCP 47, of the words as spoken, where the article says
	InReplyTo  string  // id of a statement
	Within     string  // id of the statement that reports this one
	Acts       []Act   // what the speaker does by it, clause by clause
	Claims     []Span  // checkable assertions of fact
	Confidence float64 // 0 to 1, calibrated
}
