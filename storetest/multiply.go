package storetest

import (
	"bytes"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/readout-project/readout"
)

// Multiply makes many records of a few, the same at every call: copies with other dates within ten years, other outlets, other names and
// other words. A word becomes another of as many bytes, so that all spans fit: of names a capitalised one, the same throughout a copy
// and in others, so that people recur: in half of the copies those of four sets of names, in half those of two hundred. Of the rest one in four, drawn from all words of the records, so that frequent ones stay frequent.
func Multiply(records []*readout.Readout) iter.Seq[readout.Entry] {
	words, names := vocabulary(records)
	return func(yield func(readout.Entry) bool) {
		for n := 0; ; n++ {
			r := records[n%len(records)]
			copied := n / len(records)
			people := copied % 8
			if copied%2 == 1 {
				people = 8 + copied%400
			}
			m := &multiplier{r: rand.New(rand.NewPCG(uint64(n), 1)), words: words, names: names, people: uint64(people)}
			if !yield(readout.Entry{Key: fmt.Sprintf("https://outlet.example/%d", n), Models: "scale", Record: m.copy(r, n)}) {
				return
			}
		}
	}
}

// vocabulary returns words and capitalised words by their lengths, as often as they occur.
func vocabulary(records []*readout.Readout) (words, names map[int][]string) {
	words, names = map[int][]string{}, map[int][]string{}
	for _, r := range records {
		for _, w := range strings.FieldsFunc(r.Article.Text, func(c rune) bool { return !letter(c) }) {
			if w[0] >= 'a' {
				words[len(w)] = append(words[len(w)], w)
			} else if len(w) > 2 && w[1] >= 'a' {
				names[len(w)] = append(names[len(w)], w)
			}
		}
	}
	return words, names
}

func letter(c rune) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

type multiplier struct {
	r            *rand.Rand
	words, names map[int][]string
	people       uint64 // which set of names
}

func (m *multiplier) copy(r *readout.Readout, n int) *readout.Readout {
	c := *r
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, m.r.IntN(3650))
	c.Article.ID, c.Article.URL = fmt.Sprint("scale-", n), fmt.Sprintf("https://outlet.example/%d", n)
	c.Article.Published, c.Article.Publisher = day.Format(time.DateOnly), fmt.Sprintf("Outlet %d", m.r.IntN(200))
	c.Article.Title = m.varied(c.Article.Title, nil)
	name := make([]bool, len(r.Article.Text))
	for i := range r.Entities {
		for _, x := range r.Entities[i].Mentions {
			for at := x.Start; at < x.End && x.Form == readout.ByName; at++ {
				name[at] = true
			}
		}
	}
	c.Article.Text = m.varied(r.Article.Text, name)
	c.Entities = make([]readout.Entity, len(r.Entities))
	for i, e := range r.Entities {
		e.Name = m.varied(e.Name, allOf(e.Name))
		c.Entities[i] = e
	}
	return &c
}

func allOf(s string) []bool {
	all := make([]bool, len(s))
	for i := range all {
		all[i] = true
	}
	return all
}

// varied replaces words of a text; name tells which bytes are of names.
func (m *multiplier) varied(text string, name []bool) string {
	out := []byte(text)
	for at := 0; at < len(out); {
		end := at
		for end < len(out) && letter(rune(out[end])) {
			end++
		}
		if end == at {
			at++
			continue
		}
		w := out[at:end]
		switch {
		case name != nil && name[at]:
			if other := m.names[len(w)]; len(other) > 0 && w[0] < 'a' {
				copy(w, other[m.name(w)%uint64(len(other))])
			}
		case w[0] >= 'a' && m.r.IntN(4) == 0:
			other := m.words[len(w)]
			copy(w, other[m.r.IntN(len(other))])
		}
		at = end
	}
	return string(out)
}

// name makes a number of a name that is the same throughout a set of people.
func (m *multiplier) name(w []byte) uint64 {
	h := uint64(14695981039346656037) ^ m.people
	for _, b := range bytes.ToLower(w) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h >> 8
}
