package eval

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
)

// A StatementsScore counts statements against PolNeAR's attributions. Gold and found are paired one to one, the best
// overlap of content first; overlap is the Dice coefficient of the characters, without white space and marks. Nested
// statements, which PolNeAR has not, are left out.
type StatementsScore struct {
	Content   Count // contents overlap by half or more
	Full      Count // and cue and source meet
	FullExact Count // all three are the same characters
	Sources   Count // spans by themselves, as CofeNet counts them (COLING 2022)
	Cues      Count
	Contents  Count
	Groups    map[Group]*GroupScore
	Bins      [10]Bin // by confidence, a tenth each
}

// A Group is a kind of gold attribution: its Form and how its Source is worded.
type Group struct {
	Form   readout.StatementForm
	Source Wording
}

// Wording is how a source is worded.
type Wording string

const (
	NameSource    Wording = "name"     // with a capital inside
	PronounSource Wording = "pronoun"  // one personal pronoun
	NounSource    Wording = "unnamed"  // all in lower case: "officials"
	NoSource      Wording = "no words" // none is marked
)

// A GroupScore counts the gold attributions of a group: those found with half of their content or more, and, of these, those
// with their source, and with their source and cue.
type GroupScore struct{ Gold, Found, WithSource, Full int }

// A Bin counts statements of about the same confidence.
type Bin struct {
	All, Right int
	Said       float64 // sum of the confidences
}

// Add counts one article.
func (s *StatementsScore) Add(gold *corpus.Attributed, record *readout.Readout) {
	text := gold.Article.Text
	found := outermost(record.Statements)
	gc, fc := make([][]int, len(gold.Attributions)), make([][]int, len(found))
	for i, a := range gold.Attributions {
		gc[i] = letters(text, a.Content...)
	}
	for j, f := range found {
		fc[j] = letters(text, f.Content...)
	}
	n := Count{Found: len(found), Gold: len(gold.Attributions)}
	content, full, exact := n, n, n
	inside := insideMarks(text)
	groups := make([]*GroupScore, len(gold.Attributions))
	for i := range gold.Attributions {
		groups[i] = s.group(groupOf(text, &gold.Attributions[i], gc[i], inside))
		groups[i].Gold++
	}
	for _, p := range bestPairs(gc, fc) {
		a, f := &gold.Attributions[p[0]], found[p[1]]
		content.Right++
		g := groups[p[0]]
		g.Found++
		cue, source := meet(a.Cue, f.Cue), shareWord(text, a.Source, f.Source)
		if source {
			g.WithSource++
		}
		if cue && source {
			full.Right++
			g.Full++
		}
		if slices.Equal(gc[p[0]], fc[p[1]]) && same(text, a.Cue, f.Cue) && same(text, a.Source, f.Source) {
			exact.Right++
		}
	}
	s.Content.Add(content)
	s.Full.Add(full)
	s.FullExact.Add(exact)
	s.addSpans(text, gold.Attributions, found)
	s.addConfidence(text, gold.Attributions, gc, found, fc)
}

func outermost(all []readout.Statement) (out []*readout.Statement) {
	for i := range all {
		if all[i].Within == "" {
			out = append(out, &all[i])
		}
	}
	return out
}

func (s *StatementsScore) group(g Group) *GroupScore {
	if s.Groups == nil {
		s.Groups = map[Group]*GroupScore{}
	}
	if s.Groups[g] == nil {
		s.Groups[g] = new(GroupScore)
	}
	return s.Groups[g]
}

// Direct sums the groups of direct speech.
func (s *StatementsScore) Direct() GroupScore {
	return s.sum(func(g Group) bool { return g.Form == readout.Direct })
}

// sum adds up the groups that are wanted.
func (s *StatementsScore) sum(wanted func(Group) bool) (out GroupScore) {
	for g, n := range s.Groups {
		if wanted(g) {
			out.Gold += n.Gold
			out.Found += n.Found
			out.WithSource += n.WithSource
			out.Full += n.Full
		}
	}
	return out
}

// OfForm and OfSource sum the groups of a form, of a wording of the source.
func (s *StatementsScore) OfForm(f readout.StatementForm) GroupScore {
	return s.sum(func(g Group) bool { return g.Form == f })
}

func (s *StatementsScore) OfSource(w Wording) GroupScore {
	return s.sum(func(g Group) bool { return g.Source == w })
}

// CalibrationError is the expected calibration error: how far, on average, the share of the right lies from the confidence
// (Guo and others, ICML 2017), from 0 to 1.
func (s *StatementsScore) CalibrationError() float64 {
	sum, all := 0.0, 0
	for _, b := range s.Bins {
		sum += max(float64(b.Right)-b.Said, b.Said-float64(b.Right))
		all += b.All
	}
	return sum / float64(max(1, all))
}

// addSpans counts the spans of each role by themselves.
func (s *StatementsScore) addSpans(text string, gold []corpus.Attribution, found []*readout.Statement) {
	for _, role := range []struct {
		to    *Count
		gold  func(*corpus.Attribution) []readout.Span
		found func(*readout.Statement) []readout.Span
	}{
		{&s.Sources, func(a *corpus.Attribution) []readout.Span { return a.Source }, func(f *readout.Statement) []readout.Span { return span(f.Source) }},
		{&s.Cues, func(a *corpus.Attribution) []readout.Span { return a.Cue }, func(f *readout.Statement) []readout.Span { return span(f.Cue) }},
		{&s.Contents, func(a *corpus.Attribution) []readout.Span { return a.Content }, func(f *readout.Statement) []readout.Span { return f.Content }},
	} {
		g, f := map[readout.Span]bool{}, map[readout.Span]bool{}
		for i := range gold {
			for _, x := range role.gold(&gold[i]) {
				if t := trimmed(text, x); t.Start < t.End {
					g[t] = true
				}
			}
		}
		n := Count{Gold: len(g)}
		for _, x := range found {
			for _, y := range role.found(x) {
				if t := trimmed(text, y); t.Start < t.End {
					f[t] = true
				}
			}
		}
		n.Found = len(f)
		for x := range f {
			if g[x] {
				n.Right++
			}
		}
		role.to.Add(n)
	}
}

// addConfidence counts the statements by confidence. Right is one whose content, cue and source meet those of some gold
// attribution; a quotation that carries on without a cue, which PolNeAR does not mark, is wrong.
func (s *StatementsScore) addConfidence(text string, gold []corpus.Attribution, gc [][]int, found []*readout.Statement, fc [][]int) {
	for j, f := range found {
		b := &s.Bins[min(9, int(f.Confidence*10))]
		b.All++
		b.Said += f.Confidence
		for i := range gold {
			if f.Cue != (readout.Span{}) && dice(gc[i], fc[j]) >= 0.5 && meet(gold[i].Cue, f.Cue) && shareWord(text, gold[i].Source, f.Source) {
				b.Right++
				break
			}
		}
	}
}

func span(s readout.Span) []readout.Span {
	if s == (readout.Span{}) {
		return nil
	}
	return []readout.Span{s}
}

const marks = "“”\"„«»‘’'.,;:!?()[]—–-"

func counts(r rune) bool { return !unicode.IsSpace(r) && !strings.ContainsRune(marks, r) }

// letters are the places of the characters of spans that count, ascending.
func letters(text string, spans ...readout.Span) (out []int) {
	for _, s := range spans {
		for i, r := range text[s.Start:s.End] {
			if counts(r) {
				out = append(out, s.Start+i)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// trimmed is a span without what does not count at its edges.
func trimmed(text string, s readout.Span) readout.Span {
	in := text[s.Start:s.End]
	first, last := strings.IndexFunc(in, counts), strings.LastIndexFunc(in, counts)
	if first < 0 {
		return readout.Span{}
	}
	_, width := utf8.DecodeRuneInString(in[last:])
	return readout.Span{Start: s.Start + first, End: s.Start + last + width}
}

func common(a, b []int) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

func dice(a, b []int) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	return 2 * float64(common(a, b)) / float64(len(a)+len(b))
}

// bestPairs pairs gold and found contents one to one, the best overlap first; those that overlap by less than half are left out.
func bestPairs(gold, found [][]int) (out [][2]int) {
	type candidate struct {
		dice float64
		i, j int
	}
	var all []candidate
	for i, g := range gold {
		for j, f := range found {
			if common(g, f) > 0 {
				all = append(all, candidate{dice(g, f), i, j})
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.dice, a.dice), b.i-a.i, b.j-a.j) })
	usedGold, usedFound := make([]bool, len(gold)), make([]bool, len(found))
	for _, c := range all {
		if usedGold[c.i] || usedFound[c.j] {
			continue
		}
		usedGold[c.i], usedFound[c.j] = true, true
		if c.dice >= 0.5 {
			out = append(out, [2]int{c.i, c.j})
		}
	}
	return out
}

// meet reports whether gold and found overlap, or neither is there.
func meet(gold []readout.Span, found readout.Span) bool {
	if found == (readout.Span{}) {
		return len(gold) == 0
	}
	return slices.ContainsFunc(gold, found.Overlaps)
}

func same(text string, gold []readout.Span, found readout.Span) bool {
	return slices.Equal(letters(text, gold...), letters(text, span(found)...))
}

// small are words that say nothing of who a source is.
var small = map[string]bool{"the": true, "a": true, "an": true, "of": true, "to": true, "and": true, "in": true, "for": true, "’s": true, "'s": true}

// shareWord reports whether gold and found have a word at the same place that is not small, or neither is there.
func shareWord(text string, gold []readout.Span, found readout.Span) bool {
	if found == (readout.Span{}) {
		return len(gold) == 0
	}
	in := map[int]bool{}
	for _, g := range gold {
		for _, w := range words(text, g) {
			in[w] = true
		}
	}
	return slices.ContainsFunc(words(text, found), func(w int) bool { return in[w] })
}

// words returns where the words of a span begin, but for the small ones.
func words(text string, s readout.Span) (out []int) {
	start := -1
	for i, r := range text[s.Start:s.End] + " " {
		inWord := unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_’'-", r)
		switch {
		case inWord && start < 0:
			start = i
		case !inWord && start >= 0:
			if !small[strings.ToLower(text[s.Start+start:s.Start+i])] {
				out = append(out, s.Start+start)
			}
			start = -1
		}
	}
	return out
}

// insideMarks tells of each byte whether it stands in quotation marks. A mark closes with its paragraph, unless the next one
// opens with a mark again.
func insideMarks(text string) []bool {
	out := make([]bool, len(text))
	open := false
	for i, r := range text {
		switch {
		case r == '“' || r == '«' || r == '"' && !open:
			open = true
		case r == '”' || r == '»' || r == '"':
			open = false
		case r == '\n' && strings.HasPrefix(text[i:], "\n\n"):
			open = open && strings.HasPrefix(strings.TrimLeft(text[i:], "\n"), "“")
		}
		out[i] = open
	}
	return out
}

// pronouns are sources that are one personal or indefinite pronoun.
var pronouns = map[string]bool{
	"i": true, "we": true, "you": true, "he": true, "she": true, "it": true, "they": true, "who": true, "him": true, "her": true, "his": true,
	"its": true, "their": true, "my": true, "our": true, "your": true, "that": true, "which": true, "them": true, "us": true, "me": true,
}

func groupOf(text string, a *corpus.Attribution, content []int, inside []bool) Group {
	quoted := 0
	for _, i := range content {
		if inside[i] {
			quoted++
		}
	}
	g := Group{readout.Mixed, NounSource}
	switch {
	case len(content) > 0 && float64(quoted) >= 0.8*float64(len(content)):
		g.Form = readout.Direct
	case quoted == 0:
		g.Form = readout.Indirect
	}
	var source string
	for _, s := range a.Source {
		source += text[s.Start:s.End]
	}
	switch {
	case source == "":
		g.Source = NoSource
	case pronouns[strings.ToLower(source)]:
		g.Source = PronounSource
	case strings.IndexFunc(strings.TrimPrefix(source, "The "), unicode.IsUpper) >= 0:
		g.Source = NameSource
	}
	return g
}
