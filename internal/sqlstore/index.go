package sqlstore

import (
	"crypto/sha256"
	"encoding/binary"
	"github.com/readout-project/readout/ledger"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An Expr is a question to the full-text index: And, Or, Not or Phrase.
type Expr interface{ expr() }

type (
	And []Expr // not empty
	Or  []Expr // not empty
	Not struct{ Yes, No Expr }

	// A Phrase is words next to each other in a column of the index; the last may be the beginning of one.
	Phrase struct {
		Column Column
		Words  []Word
		Prefix bool
	}
	// A Word as it stood, and folded.
	Word struct{ Raw, Folded string }
)

func (And) expr()    {}
func (Or) expr()     {}
func (Not) expr()    {}
func (Phrase) expr() {}

// A Column of the index.
type Column string

const (
	Said   Column = "said"
	About  Column = "about"
	Fields Column = "fields" // each value a word, as token makes it
)

// phrase returns the phrase of a text, and false when there is no word in it.
func phrase(c Column, text string, prefix bool) (Phrase, bool) {
	p := Phrase{Column: c, Prefix: prefix}
	for w := range ledger.Words(text) {
		p.Words = append(p.Words, Word{w.In(text), w.Folded})
	}
	return p, len(p.Words) > 0
}

// field is the question for a value of a field.
func field(name, value string) Phrase {
	t := token(name, value)
	return Phrase{Column: Fields, Words: []Word{{t, t}}}
}

// maxToken is where a token is cut, in bytes.
const maxToken = 150

// token makes one word of a field and its value: outlet_the_daily_courier. Values that differ in capitals, accents and
// marks only are the same.
func token(name, value string) string {
	t := name + "_" + ledger.Fold(value, "_")
	if len(t) > maxToken {
		t = strings.ToValidUTF8(t[:maxToken], "")
	}
	return t
}

// Numbers tell when something was said or happened, in 63 bits: the day, then which article, then where in it, the first
// highest. Newest first is highest first, with the statements of an article in the order of its text.
const (
	dayShift     = 41
	articleShift = 16
	placeMask    = 1<<articleShift - 1
	epoch        = 719528 // days from 0000-01-01 to 1970-01-01
)

// dayNumber counts days from the year 0; 0 stands for a date that is not known.
func dayNumber(date string) int64 {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0
	}
	return t.Unix()/86400 + epoch
}

// dayOf is the date of a number, empty for an unknown one.
func dayOf(number int64) string {
	day := number >> dayShift
	if day == 0 {
		return ""
	}
	return time.Unix((day-epoch)*86400, 0).UTC().Format(time.DateOnly)
}

// A numberer gives numbers to the rows of a table.
type numberer struct {
	t     *tx
	table string
	taken map[int64]map[int64]bool // numbers, by the first of an article and a day
}

func newNumberer(t *tx, table string) *numberer {
	return &numberer{t, table, map[int64]map[int64]bool{}}
}

// first is the first number of an article and a day.
func first(article, date string) int64 {
	sum := sha256.Sum256([]byte(article))
	slot := int64(binary.BigEndian.Uint32(sum[:]) >> (32 - (dayShift - articleShift)))
	return dayNumber(date)<<dayShift | slot<<articleShift
}

// load asks which numbers are taken of articles and days, given by their first numbers.
func (n *numberer) load(firsts ...int64) error {
	for part := range slices.Chunk(firsts, 100) {
		for _, f := range part {
			n.taken[f] = map[int64]bool{}
		}
		// CROSS JOIN keeps SQLite to looking each of them up.
		ids, err := list[int64](n.t, "SELECT s.id FROM (VALUES "+strings.Repeat(", (CAST(? AS BIGINT))", len(part))[2:]+") f CROSS JOIN "+n.table+
			" s WHERE s.id BETWEEN f.column1 AND f.column1 + "+strconv.Itoa(placeMask), values(part)...)
		if err != nil {
			return err
		}
		for _, id := range ids {
			n.taken[id&^placeMask][id] = true
		}
	}
	return nil
}

// next returns a free number: the nth thing of the article, from 0, said on a date. Where it is taken, by an article that shares the
// place or because there are more things than places, the next lower one.
func (n *numberer) next(article, date string, nth int) (int64, error) {
	number := (first(article, date) | placeMask) - int64(nth)
	for {
		base := number &^ placeMask
		if n.taken[base] == nil {
			if err := n.load(base); err != nil {
				return 0, err
			}
		}
		if !n.taken[base][number] {
			n.taken[base][number] = true
			return number, nil
		}
		number--
	}
}
