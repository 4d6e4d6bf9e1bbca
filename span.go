package readout

// A Span is a half-open range of bytes of an article's text: Text[Start:End].
// The zero Span is empty and stands for "no words".
type Span struct {
	Start, End int
}

// Len returns the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span covers no bytes.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies within s. An empty t lies nowhere.
func (s Span) Contains(t Span) bool { return !t.Empty() && s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// In returns the words of the span. It panics where the span does not fit the text.
func (s Span) In(text string) string { return text[s.Start:s.End] }
