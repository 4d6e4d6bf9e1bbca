package client

import (
	"time"

	"github.com/readout-project/readout"
)

// Article is an article of a ledger, without its text.
type Article struct {
	ID         string    `json:"id" doc:"its id in the ledger"`
	Key        string    `json:"key" doc:"what tells it from others: its address, else what its source calls it, else text: and a digest"`
	Version    int       `json:"version"`
	Versions   int       `json:"versions" doc:"how many there are"`
	Title      string    `json:"title,omitempty"`
	Publisher  string    `json:"publisher,omitempty"`
	URL        string    `json:"url,omitempty"`
	Published  string    `json:"published,omitempty" doc:"date or date-time of RFC 3339"`
	Added      time.Time `json:"added"`
	Hash       string    `json:"hash" doc:"SHA-256 of the text, hexadecimal"`
	Models     string    `json:"models,omitempty" doc:"digest of the models that read it"`
	Statements int       `json:"statements"`
	Words      int       `json:"words"`
}

// Identity names somebody or something across articles.
type Identity struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind string `json:"kind"`
}

// Person is somebody or something across articles, with what articles say it is.
type Person struct {
	Identity
	Names      []Attested `json:"names,omitempty"`
	Roles      []Attested `json:"roles,omitempty"`
	Outlets    []Attested `json:"outlets,omitempty"`
	Country    string     `json:"country,omitempty" doc:"ISO 3166-1 alpha-2"`
	First      string     `json:"first,omitempty" doc:"date of the first article"`
	Last       string     `json:"last,omitempty" doc:"date of the last article"`
	Articles   int        `json:"articles"`
	Statements int        `json:"statements" doc:"in which it speaks"`
	Spoken     int        `json:"spoken_to" doc:"statements in which it is spoken to"`
	Evidence   []Evidence `json:"evidence,omitempty" doc:"why its appearances are taken for one"`
	Namesakes  []Identity `json:"namesakes,omitempty"`
}

// Attested is something said of somebody, in how many articles, and when first and last.
type Attested struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
}

// Evidence is a reason for taking an entity of an article for somebody.
type Evidence struct {
	Article string `json:"article"`
	Entity  string `json:"entity"`
	Basis   string `json:"basis,omitempty"`
	Words   string `json:"words,omitempty"`
}

// Decision is a merge or a split by hand.
type Decision struct {
	Kind string    `json:"kind" enum:"merge,split"`
	Into Identity  `json:"into"`
	From Identity  `json:"from"`
	Who  string    `json:"who"`
	When time.Time `json:"when"`
	Note string    `json:"note,omitempty"`
}

// Position is what somebody said on a topic: a word that several of their statements have.
type Position struct {
	Topic      string   `json:"topic"`
	Statements []Said   `json:"statements" doc:"oldest first"`
	Changes    []Change `json:"changes,omitempty" doc:"where the wording changed; what that means is not told"`
}

// Said is a statement in short.
type Said struct {
	Key   string   `json:"key"`
	Date  string   `json:"date,omitempty"`
	Form  string   `json:"form" enum:"direct,indirect,mixed"`
	Words []string `json:"words"`
}

// Change is a pair of statements of different dates that are made of much the same words, by their keys.
type Change struct {
	Before string `json:"before"`
	Then   string `json:"then"`
}

// Statement is a statement with what it takes to judge it. Its spans are in the record of its article.
type Statement struct {
	Key        string     `json:"key" doc:"stands for it, also after its article was read again"`
	ID         string     `json:"id" doc:"in the record of its article"`
	Article    Article    `json:"article"`
	Form       string     `json:"form" enum:"direct,indirect,mixed"`
	Speaker    *Identity  `json:"speaker,omitempty"`
	Basis      string     `json:"basis,omitempty"`
	Source     string     `json:"source,omitempty" doc:"the words that name the speaker"`
	Cue        string     `json:"cue,omitempty"`
	Addressees []Identity `json:"addressees,omitempty"`
	Words      []string   `json:"words" doc:"what was said; several where it is interrupted"`
	Marks      [][]Range  `json:"marks,omitempty" doc:"in each of the words, what the search found"`
	Before     string     `json:"before,omitempty" doc:"what stands before the words in the same paragraph"`
	After      string     `json:"after,omitempty"`
	Date       string     `json:"date,omitempty" doc:"when it was said"`
	DateBasis  string     `json:"date_basis,omitempty" enum:"statement,occasion,article"`
	Occasion   string     `json:"occasion,omitempty" doc:"its kind"`
	Acts       []string   `json:"acts,omitempty"`
	Claims     int        `json:"claims,omitempty" doc:"how many assertions in it can be checked"`
	Confidence float64    `json:"confidence,omitempty"`
	Corrected  bool       `json:"corrected,omitempty"`
	Page       string     `json:"page" doc:"path of its page"`
	Original   string     `json:"original,omitempty" doc:"link to the words on the publisher's page"`
}

// Remark is what was said once, as articles print it (docs/remarks.md).
type Remark struct {
	Longest     string      `json:"longest" doc:"key of the statement with the longest wording, in quotation marks where there is one"`
	Outlets     int         `json:"outlets"`
	Independent int         `json:"independent" doc:"outlets, those that print copies of one report counted once"`
	Statements  []Statement `json:"statements" doc:"that tell it, by date"`
	Variants    []Variant   `json:"variants" doc:"its wordings, those that turn its sense first"`
}

// Variant is a wording of a remark.
type Variant struct {
	Kind       string   `json:"kind" enum:"whole,cut,altered,paraphrase,translated" doc:"how it comes of the longest wording"`
	Flags      []string `json:"flags,omitempty" doc:"negations, numbers, conditions and hedges that it has more or less"`
	Statements []string `json:"statements" doc:"keys of those that have it"`
}

// Link is what a person said of a remark, or of a topic.
type Link struct {
	ID   string    `json:"id"`
	Kind string    `json:"kind" enum:"same-remark,other-remark,topic"`
	A    string    `json:"a" doc:"key of a statement; of a topic its name"`
	B    string    `json:"b" doc:"key of a statement; of a topic a word of it"`
	Who  string    `json:"who"`
	When time.Time `json:"when"`
	Note string    `json:"note,omitempty"`
}

// Range is half-open and counts code points.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Page is a part of a list.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"cursor of the part after; absent at the end"`
}

// Found is what a search finds.
type Found struct {
	Query  string             `json:"query" doc:"as it was understood"`
	Count  int                `json:"count"`
	More   bool               `json:"more,omitempty" doc:"whether there are more than count"`
	Items  []Statement        `json:"items"`
	Next   string             `json:"next,omitempty"`
	Facets map[string][]Facet `json:"facets,omitempty"`
	Empty  []string           `json:"empty,omitempty" doc:"where nothing is found: which parts of the query remove everything"`
}

// Facet is a value of a field and how many statements have it.
type Facet struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// Exchange counts the statements of one to another.
type Exchange struct {
	From  Identity `json:"from"`
	To    Identity `json:"to"`
	Count int      `json:"count"`
}

// Talks are a negotiation as one article tells it.
type Talks struct {
	Key         string     `json:"key"`
	Article     Article    `json:"article"`
	Parties     []Identity `json:"parties"`
	Result      string     `json:"result,omitempty" enum:"agreement,partial,none,unknown"`
	Topics      []string   `json:"topics,omitempty"`
	Denied      []string   `json:"denied,omitempty"`
	Agreed      []string   `json:"agreed,omitempty"`
	Outstanding []string   `json:"outstanding,omitempty"`
	Next        []string   `json:"next,omitempty"`
}

// Coming is something that is to happen, by the words of an article.
type Coming struct {
	Key       string     `json:"key"`
	Date      string     `json:"date" doc:"TIMEX3: 2026-05-04, 2026-05, 2026-W20"`
	Kind      string     `json:"kind" enum:"deadline,next,event"`
	Certainty string     `json:"certainty,omitempty"`
	Words     string     `json:"words"`
	Who       []Identity `json:"who,omitempty"`
	Place     string     `json:"place,omitempty"`
	Statement string     `json:"statement,omitempty" doc:"key of the statement that tells it"`
	Article   Article    `json:"article"`
}

// Commitment is something that somebody promised, threatened, demanded or offered by a statement.
type Commitment struct {
	Statement Statement   `json:"statement"`
	Act       string      `json:"act"`
	Words     string      `json:"words" doc:"of the act"`
	Deadline  string      `json:"deadline,omitempty" doc:"TIMEX3, or the words where they have no value"`
	State     string      `json:"state" enum:"open,due,overdue,done,not-done" doc:"done and not-done where somebody said so, else by the deadline alone"`
	Said      *Verdict    `json:"said,omitempty" doc:"who said that it was done or not"`
	Later     []Statement `json:"later,omitempty" doc:"what was said later that may tell what became of it"`
}

// Verdict is who judged, and when.
type Verdict struct {
	ID   string    `json:"id" doc:"of the correction, as which it is kept"`
	Who  string    `json:"who"`
	When time.Time `json:"when"`
	Note string    `json:"note,omitempty"`
}

// Meeting is an occasion that somebody shared with another.
type Meeting struct {
	With    Identity `json:"with"`
	Kind    string   `json:"kind"`
	Date    string   `json:"date,omitempty"`
	Place   string   `json:"place,omitempty"`
	Article Article  `json:"article"`
}

// Stats counts what a ledger holds.
type Stats struct {
	Articles      int `json:"articles"`
	Versions      int `json:"versions"`
	Statements    int `json:"statements"`
	People        int `json:"people"`
	Organizations int `json:"organizations"`
	Events        int `json:"events"`
	Talks         int `json:"talks"`
}

// Correction is what somebody says against a record. Words tell what it means; positions count code points of the
// article's text, and are only needed where the words stand in it more than once.
type Correction struct {
	ID        string    `json:"id,omitempty"`
	Article   string    `json:"article,omitempty" doc:"id in the ledger"`
	Kind      string    `json:"kind" enum:"speaker,not-a-statement,missing,right,done,not-done"`
	Statement string    `json:"statement,omitempty" doc:"key of the statement that is meant"`
	Words     []string  `json:"words,omitempty" doc:"of a missing statement: what was said"`
	At        []Range   `json:"at,omitempty" doc:"where the words stand"`
	Source    string    `json:"source,omitempty" doc:"of a missing statement: the words that name who said it"`
	Speaker   string    `json:"speaker,omitempty" doc:"a name, or the id of a person of the ledger; absent for nobody"`
	Lost      bool      `json:"lost,omitempty" doc:"its words are no longer in the article"`
	Who       string    `json:"who,omitempty"`
	When      time.Time `json:"when,omitzero"`
	Note      string    `json:"note,omitempty"`
}

// Kept is an article of a ledger with its record, and who its entities are.
type Kept struct {
	Article     Article             `json:"article"`
	Record      *readout.Readout    `json:"record" doc:"as docs/record.md describes it, with the corrections laid over it"`
	Identities  map[string]Identity `json:"identities,omitempty" doc:"by id of the record's entity"`
	Keys        map[string]string   `json:"keys,omitempty" doc:"keys of the statements by their ids"`
	Corrections []Correction        `json:"corrections,omitempty"`
	Change      string              `json:"change,omitempty" enum:"added,revised,reread,unchanged" doc:"what adding it did"`
}

// Problem is an error of the API (RFC 9457).
type Problem struct {
	Type   string `json:"type,omitempty"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
}
