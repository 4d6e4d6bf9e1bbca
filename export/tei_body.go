package export

import (
	"slices"
	"sort"
	"strconv"

	"github.com/readout-project/readout"
)

// body writes the paragraphs with their elements.
func (t *tei) body() {
	waiting := t.stretches()
	paragraphs := blocks(t.r.Article.Text)
	if len(paragraphs) == 0 {
		t.raw("\n")
		t.empty("p")
	}
	for _, p := range paragraphs {
		t.raw("\n")
		t.open("p")
		waiting = t.paragraph(p, waiting)
		t.close("p")
	}
	t.raw("\n")
}

// paragraph writes one paragraph and returns the stretches that go on after it.
func (t *tei) paragraph(p readout.Span, waiting []stretch) []stretch {
	var open, later []stretch // open: the elements around the place at, the outer first
	at := p.Start
	// advance writes the text up to a place, and ends the elements that end there or before.
	advance := func(to int) {
		for len(open) > 0 && open[len(open)-1].End <= to {
			last := open[len(open)-1]
			t.text(t.r.Article.Text[at:last.End])
			at = last.End
			t.close(last.name)
			open = open[:len(open)-1]
		}
		t.text(t.r.Article.Text[at:to])
		at = to
	}
	for len(waiting) > 0 && waiting[0].Start < p.End {
		s := waiting[0]
		waiting = waiting[1:]
		s.Start = max(s.Start, p.Start)
		advance(s.Start)
		if len(open) >= maxDeep && s.part == 0 {
			continue
		}
		bound := p.End
		if len(open) > 0 {
			bound = open[len(open)-1].End
		}
		s.part++
		rest := s
		if s.End > bound {
			s.End = bound
			rest.Start = bound
			if bound == p.End {
				later = append(later, rest)
			} else {
				waiting = insert(waiting, rest)
			}
		}
		t.begin(s, s.End != rest.End)
		open = append(open, s)
	}
	advance(p.End)
	slices.SortStableFunc(later, outerFirst)
	return append(later, waiting...)
}

// insert puts a stretch where it belongs among sorted ones.
func insert(list []stretch, s stretch) []stretch {
	i := sort.Search(len(list), func(i int) bool { return outerFirst(list[i], s) >= 0 })
	return slices.Insert(list, i, s)
}

// begin opens an element or a part of it; more tells that another part follows.
func (t *tei) begin(s stretch, more bool) {
	var links []string
	if s.id != "" {
		id := s.id
		if s.part > 1 {
			id = s.id + "." + strconv.Itoa(s.part)
			prev := s.id
			if s.part > 2 {
				prev += "." + strconv.Itoa(s.part-1)
			}
			links = append(links, "prev", "#"+prev)
		}
		links = append(links, "xml:id", id)
		if more {
			links = append(links, "next", "#"+s.id+"."+strconv.Itoa(s.part+1))
		}
	}
	t.open(s.name, append(links, s.attributes...)...)
}
