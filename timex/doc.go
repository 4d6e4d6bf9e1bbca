// Package timex finds time expressions and gives them values after TIMEX3 (TimeML 1.2.1): dates, times of
// the day, durations and sets.
//
// A grammar runs over the tokens around words of time; what these words mean stands in readable files in
// data/. Values are resolved in the order of the text against the date of publication, the dateline and the
// dates told before; the tense of the clause decides whether "on Friday" is the one past or the one to come.
// Nothing is learned, and the same article gives the same times.
package timex

// A Type is a type of TIMEX3.
type Type uint8

// The types of TIMEX3.
const (
	NoType   Type = iota
	Date          // a day or a longer stretch of the calendar
	Clock         // a time of the day
	Duration      // a length of time
	Set           // times that come again
)

var typeNames = [...]string{"", "DATE", "TIME", "DURATION", "SET"}

// String returns the name that TIMEX3 has for the type.
func (t Type) String() string { return typeNames[t] }

// A Time is one time expression of a document.
type Time struct {
	First, End int // tokens, First <= i < End
	Type       Type
	Value      string // as in TIMEX3: "2025-08-15", "PT3H", "XXXX-WXX-5", "PAST_REF"; see Interval
	Mod        string // MORE_THAN, START, …; "" if none
	Anchor     int    // index of the time that the value was reckoned from; -1 where that is the publication or nothing
}
