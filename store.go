package readout

import (
	"context"
	"errors"
	"path"
	"strings"
	"time"
)

// Errors that callers of a Store act on; wrapped, so use errors.Is.
var (
	ErrNotFound  = errors.New("not in the ledger")
	ErrCursor    = errors.New("not a cursor of this search")
	ErrQuery     = errors.New("not a search that can be answered")
	ErrReadOnly  = errors.New("the ledger is read-only")
	ErrFull      = errors.New("no space left for the ledger")
	ErrNewer     = errors.New("the ledger was made by a newer version of the program")
	ErrDuplicate = errors.New("already in the ledger")
)

// A Store keeps records and finds what is in them. It is safe for concurrent use; every method that writes
// does all or nothing. The packages sqlite and postgres hold one each, and storetest what both must do.
type Store interface {
	Archive
	Searcher
	Directory
	Corrector
	Linker
	Keyring
	Notebook

	// State tells the state of the store by a number, which every change makes larger, by whichever program: as long as it is
	// the same, all answers are.
	State(ctx context.Context) (int64, error)
	// Check verifies the whole store: that every part is there and hangs together.
	Check(ctx context.Context) error
	Close() error
}

// An Archive keeps whole records.
type Archive interface {
	// Put keeps the entries in one transaction and says of each what became of it. Nothing changes for a text that
	// is there as it is, read by the same models. A changed text is a new version. Another reading of the same text
	// replaces the record; corrections are laid over it again.
	Put(ctx context.Context, entries ...Entry) ([]Outcome, error)
	// Get returns an article; version 0 is the latest.
	Get(ctx context.Context, article string, version int) (*Kept, error)
	// Articles lists the latest versions, newest first.
	Articles(ctx context.Context, f Filter, p Paging) (List[ArticleRef], error)
	// Versions lists those of an article, oldest first.
	Versions(ctx context.Context, article string) ([]ArticleRef, error)
	// Delete removes an article, with all versions and what hangs on it.
	Delete(ctx context.Context, article string) error
	// Stats counts what is kept.
	Stats(ctx context.Context) (Stats, error)
}

// An Entry is a record on its way into a store.
type Entry struct {
	// Key tells articles apart: the URL where there is one, else what the source calls it. Empty: the record's URL,
	// else its article id.
	Key    string
	Models string // digest of the models that read it
	Record *Readout
}

// An Outcome is what became of an entry.
type Outcome struct {
	Article string // id in the ledger
	Version int
	Change  Change
}

// A Change is what putting a record did to the ledger.
type Change string

const (
	Added     Change = "added"
	Revised   Change = "revised" // the text had changed: a new version
	Reread    Change = "reread"  // the same text, another reading
	Unchanged Change = "unchanged"
)

// An ArticleRef is what a list shows of an article.
type ArticleRef struct {
	ID         string // in the ledger: made from the entry's key, the same in every store
	Key        string // of the entry
	Version    int    // 1, 2, …
	Versions   int    // how many there are
	Title      string
	Publisher  string
	URL        string
	Published  string // as Article.Published
	Added      time.Time
	Hash       string // hex SHA-256 of the text
	Models     string
	Statements int
	Words      int // between blanks
}

// Name is what to call the article: its title, else the name of its file, else what its source calls it; empty where it has none of
// these, or an address alone.
func (a *ArticleRef) Name() string {
	if a.Title != "" || a.Key == a.URL || strings.HasPrefix(a.Key, TextKey) {
		return a.Title
	}
	if file, ok := strings.CutPrefix(a.Key, "file://"); ok {
		return path.Base(file)
	}
	return a.Key
}

// TextKey is what the key of an article begins with that has neither an address nor a name: a digest of its text follows.
const TextKey = "text:"

// Kept is an article of the ledger: the record as it was read and with the corrections laid over it.
type Kept struct {
	ArticleRef
	Read        *Readout
	Record      *Readout // the same as Read where nothing was corrected
	Corrections []Correction
	Identities  map[string]IdentityRef // who the record's entities are, by entity id
	Keys        map[string]string      // keys of the statements (Hit.Key), by statement id
}

// Stats counts what is kept; articles by their latest version.
type Stats struct {
	Articles, Versions, Statements, People, Organizations, Events, Talks int
}

// A Filter says which statements are meant: those for which each field that is given holds. The zero Filter means all.
// The text form, which people write, is that of package ledger.
type Filter struct {
	Words     []Term // in what was said
	Speaker   []string
	Addressee []string
	About     []string // words or a name in the content, or a topic of its talks or occasion
	Act       []ActType
	Form      []StatementForm
	Outlet    []string
	Place     []string // of the occasion
	Occasion  []string // kinds of occasion
	Event     []string // PLOVER types of the events told in it
	Article   []string // ids
	Language  []string
	After     string   // date of the statement, inclusive: YYYY, YYYY-MM or YYYY-MM-DD
	Before    string   // exclusive
	Claim     bool     // holds a checkable claim
	Unnamed   bool     // has no named speaker
	Corrected bool     // somebody has corrected it
	Without   []Filter // leaves out what one of these finds
}

// A Term is a word or a phrase: its words next to each other. The last word may be the beginning of one.
type Term struct {
	Text   string
	Prefix bool
}

// Sort is the order of a list.
type Sort string

const (
	ByDate      Sort = "date"      // newest first
	ByOldest    Sort = "oldest"    // the other way round; what has no date is oldest
	ByRelevance Sort = "relevance" // best match first; by date where there are no words
	ByAdded     Sort = "added"     // in the order of adding, oldest first: what is new since a cursor. Next is empty only where nothing is found
)

// A Paging asks for a part of a list.
type Paging struct {
	Limit  int    // 0: 50; at most 1000
	Cursor string // of the part before; empty for the first
}

// A List is a part of a list.
type List[T any] struct {
	Items []T
	Next  string // cursor of the part after; empty at the end
}

// FacetReach is among how many statements facets and exchanges are counted, so that counting takes no longer the more is kept.
const FacetReach = 20_000

// A Searcher finds statements. Fields of a Filter that name people take a name or an Identity's id; several values of
// one field mean either.
type Searcher interface {
	Search(ctx context.Context, f Filter, s Sort, p Paging) (List[Hit], error)
	// Newest returns the cursor of a search ByAdded with which only what is added from now on is found.
	Newest(ctx context.Context, f Filter) (cursor string, err error)
	// Count counts what a search finds, up to the limit: more tells that there are more. Limit 0 counts all.
	Count(ctx context.Context, f Filter, limit int) (n int, more bool, err error)
	// Facets counts, for each field, the values among the newest FacetReach statements that a search finds, most frequent
	// first, up to the limit of values; 0 for all. Fields: speaker, addressee, act, form, outlet, place, occasion, event, year, month, day.
	Facets(ctx context.Context, f Filter, fields []string, limit int) (map[string][]Facet, error)
	// Statement returns one by its key.
	Statement(ctx context.Context, key string) (*Hit, error)
	// Remark returns what tells the same as the statement of a key, itself included, by date; package remark says what is the same, and people do
	// by links: what they told apart from the statement is left out, what they joined to any of them is there.
	Remark(ctx context.Context, key string) ([]Hit, error)
	// Exchanges counts who spoke to whom among the newest FacetReach statements that a search finds.
	Exchanges(ctx context.Context, f Filter, limit int) ([]Exchange, error)
	// Talks lists negotiations, those told of last first.
	Talks(ctx context.Context, f Filter, p Paging) (List[TalksRef], error)
	// TalksBy returns a negotiation by its key.
	TalksBy(ctx context.Context, key string) (*TalksRef, error)
	// Coming lists what is next: deadlines, next steps of talks, events to come. From and to are days, YYYY-MM-DD; both are among them.
	Coming(ctx context.Context, from, to string, p Paging) (List[Coming], error)
}

// A Hit is a statement of the ledger with what a reader needs to judge it.
type Hit struct {
	Key        string // stands for it in every store, also after its article was read again, as long as its words are found
	Article    ArticleRef
	Statement  Statement // ids as in the record; spans are bytes of the article's text
	Speaker    IdentityRef
	Addressees []IdentityRef
	Source     string // the words
	Cue        string
	Words      []string // of each span of the content
	Before     string   // up to 60 bytes of the same paragraph before the content
	After      string   // and after it
	Date       string   // when it was said, YYYY-MM-DD: its own time, else its occasion's, else the article's; may be empty
	DateBasis  string   // statement, occasion, article
	Occasion   *Occasion
	Marks      [][]Span // in each of Words, the bytes that the search's words found
	Corrected  bool
}

// A Facet is a value and how many statements have it.
type Facet struct {
	Value string // as a Filter takes it
	Label string // for people
	Count int
}

// An Exchange counts the statements of one to another.
type Exchange struct {
	From, To IdentityRef
	Count    int
}

// A TalksRef is a negotiation as one article tells it.
type TalksRef struct {
	Key     string
	Article ArticleRef
	Talks   Talks
	Parties []IdentityRef
	// Words of the points, in the order of Talks: for display without the article.
	Topics, Denied, Agreed, Outstanding, Next []string
}

// A Coming is something that is to happen, by the words of an article.
type Coming struct {
	Key       string
	Date      string // TIMEX3: 2026-05-04, 2026-05, 2026-W20 …
	Kind      string // deadline, next, event
	Certainty string // of an event its modality: intended, possible …; of a deadline the act
	Words     string
	Span      Span
	Article   ArticleRef
	Statement string // key; empty when it is nobody's word
	Who       []IdentityRef
	Place     string
}

// An IdentityRef names a person, organization, group, country or place across articles.
type IdentityRef struct {
	ID   string
	Name string
	Kind EntityKind
}

// An Identity is somebody or something across articles.
type Identity struct {
	IdentityRef
	Names      []Attested // as articles call it
	Roles      []Attested
	Outlets    []Attested
	Country    string
	First      string // date of the first and last article, YYYY-MM-DD
	Last       string
	Articles   int           // in which it appears
	Statements int           // in which it speaks
	Spoken     int           // in which it is spoken to
	Evidence   []Evidence    // why its newest appearances are taken for one; Directory.Evidence lists all
	Namesakes  []IdentityRef // others who may be meant by the same name
}

// Attested is something said of somebody, in how many articles, and when first and last.
type Attested struct {
	Text        string
	Count       int
	First, Last string
}

// Evidence is a reason for joining an appearance to an identity.
type Evidence struct {
	Article string
	Entity  string // in the article's record
	Basis   string // name, role, country, company (others named beside it), short name, user
	Words   string // the shared role, country or name
}

// A Meeting is an occasion that somebody shared with another.
type Meeting struct {
	With     IdentityRef
	Article  ArticleRef
	Occasion Occasion
	Date     string
}

// A Directory knows who is who across articles.
type Directory interface {
	// People lists identities whose name begins with, or has a word that begins with, the given letters; those
	// who speak most first. Kind may be empty.
	People(ctx context.Context, name string, kind EntityKind, p Paging) (List[Identity], error)
	Identity(ctx context.Context, id string) (*Identity, error)
	// Evidence lists why the appearances of an identity are taken for one, newest first.
	Evidence(ctx context.Context, id string, p Paging) (List[Evidence], error)
	// Met lists occasions that an identity shared with others, newest first.
	Met(ctx context.Context, id string, p Paging) (List[Meeting], error)
	// Mentioned lists what others said of an identity.
	Mentioned(ctx context.Context, id string, p Paging) (List[Hit], error)
	// Merge makes two identities one, and Split takes appearances (Evidence's Article and Entity) out of one into a
	// new one, whose id it returns. Both hold against any later evidence, and when articles are read again.
	Merge(ctx context.Context, into, from string, by By) error
	Split(ctx context.Context, id string, out []Evidence, by By) (string, error)
	// Decisions lists merges and splits, newest first.
	Decisions(ctx context.Context, id string) ([]Decision, error)
}

// By is who does something, and when.
type By struct {
	Who  string
	When time.Time
	Note string
}

// A Decision is a merge or a split by hand.
type Decision struct {
	Kind string // merge, split
	Into IdentityRef
	From IdentityRef
	By
}

// A Correction is what a person says of a record. It is a layer of its own: the record as read stays.
type Correction struct {
	ID        string
	Article   string
	Kind      CorrectionKind
	Statement string // key of the statement meant; of a missing one, that which it was given
	Anchor    []Span // bytes of the article's text: the content meant, or that of the missing statement
	Source    Span
	Cue       Span
	Speaker   string // a name or an identity's id; empty for nobody. Of a statement that was read right, as the article calls them
	Hash      string // of the text that the spans point into
	Lost      bool   // its words are no longer in the text, or not where they were
	By
}

// A CorrectionKind is what somebody says of a record.
type CorrectionKind string

const (
	WrongSpeaker     CorrectionKind = "speaker"
	NotAStatement    CorrectionKind = "not-a-statement"
	MissingStatement CorrectionKind = "missing"
	RightStatement   CorrectionKind = "right"    // as it was read: so it stays, however it is read again
	Done             CorrectionKind = "done"     // what a statement promises, threatens, demands or offers came about
	NotDone          CorrectionKind = "not-done" // or it did not
)

// CorrectionKinds are all of them.
var CorrectionKinds = []CorrectionKind{WrongSpeaker, NotAStatement, MissingStatement, RightStatement, Done, NotDone}

// Changes reports whether a correction of this kind says that the record is wrong.
func (k CorrectionKind) Changes() bool {
	return k == WrongSpeaker || k == NotAStatement || k == MissingStatement
}

// A Corrector keeps corrections.
type Corrector interface {
	Correct(ctx context.Context, c Correction) (Correction, error)
	// Withdraw takes a correction back; it stays in the history of the ledger, withdrawn.
	Withdraw(ctx context.Context, id string, by By) error
	Corrections(ctx context.Context, article string, p Paging) (List[Correction], error) // all articles when empty
}

// A Link is what a person says of two things that the program compares.
type Link struct {
	ID   string
	Kind LinkKind
	A, B string // keys of statements; of a topic its name and a word of it
	By
}

// A LinkKind is what a link says.
type LinkKind string

const (
	SameRemark  LinkKind = "same-remark"  // two statements tell what was said once
	OtherRemark LinkKind = "other-remark" // or they do not
	Topic       LinkKind = "topic"        // statements with the word are on the topic
)

// A Linker keeps links. They hold when articles are read again, as long as the keys of their statements do.
type Linker interface {
	// Link keeps a link, in place of one of the same statements that says the opposite.
	Link(ctx context.Context, l Link) (Link, error)
	// Unlink takes one back; it stays in the history of the ledger, withdrawn.
	Unlink(ctx context.Context, id string, by By) error
	// Links lists those of a kind that stand, oldest first.
	Links(ctx context.Context, kind LinkKind) ([]Link, error)
}

// A Key lets a program or a person write.
type Key struct {
	ID      string
	Name    string
	Created time.Time
	Used    time.Time // zero when never
	Revoked bool
}

// A Keyring keeps keys; of their secrets only the SHA-256.
type Keyring interface {
	AddKey(ctx context.Context, name string) (k Key, secret string, err error)
	Keys(ctx context.Context) ([]Key, error)
	RevokeKey(ctx context.Context, id string) error
	// CheckKey returns the key of a secret, or ErrNotFound. It takes the same time for any secret.
	CheckKey(ctx context.Context, secret string) (Key, error)
}

// A Notebook keeps what the programs that fill a ledger must remember from one run to the next: how far an archive is added, what
// of a feed was seen. What stands there means nothing to the ledger.
type Notebook interface {
	// Note returns what is noted under a name; empty where nothing is.
	Note(ctx context.Context, name string) (string, error)
	// SetNote notes a text under a name, in place of what was noted; an empty one is forgotten.
	SetNote(ctx context.Context, name, text string) error
}
