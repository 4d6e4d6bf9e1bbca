package figures

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/versions"
)

// A Figure is a number that an article tells.
type Figure struct {
	ledger.Cite         // the number with what stands before it and its unit; the speaker is whose word it is
	Value       float64 `json:"value"`
	Unit        string  `json:"unit,omitempty" doc:"as the lexicon calls it, else the word of the article; absent where none is told"`
	Kind        Kind    `json:"kind" enum:"people,time,money,percent,things"`
	Rate        string  `json:"rate,omitempty" doc:"for what time or piece: a day"`
	Hedge       string  `json:"hedge,omitempty" enum:"about,more than,less than"`
	Thing       string  `json:"thing,omitempty" doc:"what is counted, of the lexicon; else it is the unit"`
	Scope       string  `json:"scope,omitempty" doc:"places that the sentence names"`
	AsOf        string  `json:"as_of,omitempty" doc:"when the article was published"`
	When        string  `json:"when,omitempty" doc:"the day that the sentence tells"`
	Sentence    string  `json:"sentence"`

	who   map[string]bool // identities in the article
	stems map[string]bool // telling words of the sentence
}

// Find returns the numbers of an article that count something, in the order of its text.
func Find(k *readout.Kept) []Figure {
	f := finder{kept: k, citer: ledger.NewCiter(k), doc: text.New(k.Record.Article.Text), who: ledger.Identities(k)}
	for i := range f.doc.Sentences {
		s := &f.doc.Sentences[i]
		if p := f.doc.Paragraphs[s.Paragraph].Span; !versions.IsNotice(p.In(k.Record.Article.Text)) {
			f.sentence(s.Span)
		}
	}
	return f.found
}

type finder struct {
	kept  *readout.Kept
	citer *ledger.Citer
	doc   *text.Doc
	who   map[string]bool
	found []Figure
}

// A spot is a number in a sentence.
type spot struct {
	readout.Span // bytes of the article's text
	value        float64
	currency     string
}

// numbers returns those of a sentence that are no part of a date, a name or another word.
func (f *finder) numbers(s readout.Span) (out []spot) {
	all := f.kept.Record.Article.Text
	words := s.In(all)
	for _, m := range written.FindAllStringSubmatchIndex(words, -1) {
		at := readout.Span{Start: s.Start + m[0], End: s.Start + m[1]}
		parts := make([]string, len(m)/2)
		for i := range parts {
			if m[2*i] >= 0 {
				parts[i] = words[m[2*i]:m[2*i+1]]
			}
		}
		v, ok := value(parts)
		if !ok || strings.EqualFold(at.In(all), "one") || f.dated(at) || joined(all, at) {
			continue
		}
		out = append(out, spot{at, v, parts[1]})
	}
	return out
}

// joined reports whether a number is a part of a word: 33-year-old, 4x4, G20, 9/11.
func joined(all string, s readout.Span) bool {
	if s.Start > 0 && strings.ContainsAny(all[s.Start-1:s.Start], "-/.,:_") {
		return true
	}
	if s.Start > 0 && letter(all[s.Start-1]) {
		return true
	}
	if s.End < len(all) && (letter(all[s.End]) || all[s.End] == '/' || all[s.End] == ':' && s.End+1 < len(all) && digit(all[s.End+1])) {
		return true
	}
	return s.End+1 < len(all) && all[s.End] == '-' && letter(all[s.End+1])
}

func letter(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b >= 0x80 && b < 0xC0
}
func digit(b byte) bool { return '0' <= b && b <= '9' }

// dated reports whether a number stands in a date or a time of day.
func (f *finder) dated(s readout.Span) bool {
	for _, t := range f.kept.Record.Times {
		if t.Type != "DURATION" && t.Span.Overlaps(s) && (t.Value != "" || t.Len() > s.Len()) {
			return true
		}
	}
	return false
}

// sentence adds the figures of a sentence.
func (f *finder) sentence(s readout.Span) {
	all := f.kept.Record.Article.Text
	var last *Figure
	for _, n := range f.numbers(s) {
		x := Figure{Value: n.value, Sentence: s.In(all), who: f.who}
		before, after := words(all[s.Start:n.Start]), words(all[n.End:s.End])
		unit, kind, end := f.unit(n, s.End)
		x.Unit, x.Kind = unit, kind
		hedged, start := hedge(all, s.Start, n.Start)
		x.Hedge = hedged
		x.Thing = thingOf(before, after, x.Kind, x.Unit == "")
		if x.Unit == "" { // "the company counted 5,200"
			prior := last
			if prior == nil && len(f.found) > 0 && f.close(s, &f.found[len(f.found)-1]) && counts(before) {
				prior = &f.found[len(f.found)-1]
			}
			if prior == nil || x.Thing == "" && !counts(before) {
				continue
			}
			x.Unit, x.Kind = prior.Unit, prior.Kind
			if x.Thing = thingOf(before, after, x.Kind, false); x.Thing == "" || counts(before) {
				x.Thing = prior.Thing
			}
		}
		x.Rate = rate(all[end:s.End])
		x.Cite = f.citer.Cite(readout.Span{Start: start, End: end}, f.by(n.Span))
		if x.Speaker == "" {
			x.Speaker = teller(all[s.Start:n.Start])
		}
		x.Scope, x.AsOf, x.When = f.scope(s), f.kept.Published, f.when(s)
		x.stems = stems(x.Sentence)
		f.found = append(f.found, x)
		last = &f.found[len(f.found)-1]
	}
}

// by returns the innermost statement that tells a number and says who does.
func (f *finder) by(n readout.Span) *readout.Statement {
	by := ledger.StatementOf(f.kept.Record, n)
	if by == nil || !containsAny(by.Content, n) {
		return nil
	}
	for range len(f.kept.Record.Statements) {
		i := slices.IndexFunc(f.kept.Record.Statements, func(s readout.Statement) bool { return s.ID == by.Within })
		if by.Speaker != "" || !by.Source.Empty() || i < 0 {
			break
		}
		by = &f.kept.Record.Statements[i]
	}
	return by
}

func containsAny(content []readout.Span, s readout.Span) bool {
	return slices.ContainsFunc(content, func(c readout.Span) bool { return c.Contains(s) })
}

// close reports whether a figure stands in the sentence before, in the same paragraph.
func (f *finder) close(s readout.Span, x *Figure) bool {
	between := f.kept.Record.Article.Text[min(x.Span.End, s.Start):s.Start]
	return len(between) < 200 && !strings.Contains(between, "\n")
}

// counting are words after which a number without a unit counts what was counted before.
var counting = []string{"counted", "put the figure at", "put the number at", "put the toll at", "puts the toll at", "raised the toll to", "estimated", "figure at", "toll to", "toll at"}

func counts(before []string) bool {
	text := " " + strings.Join(before, " ")
	return slices.ContainsFunc(counting, func(c string) bool { return strings.HasSuffix(text, " "+c) })
}

// teller returns the words before one of counting, back to where a clause begins: who is said to have counted.
func teller(before string) string {
	folded := strings.ToLower(strings.TrimRight(before, " "))
	for _, c := range counting[:6] {
		if head, ok := strings.CutSuffix(folded, " "+c); ok {
			words := before[:len(head)]
			if i := strings.LastIndexAny(words, ";,.—"); i >= 0 {
				words = words[i+1:]
			}
			if words = strings.TrimSpace(words); len(strings.Fields(words)) <= 6 {
				return words
			}
		}
	}
	return ""
}

// words returns the folded words of a text.
func words(s string) []string { return strings.Fields(ledger.Fold(s, " ")) }

// reach is how many words behind a number may say what it counts.
const reach = 4

// unit returns what a number is told in: empty where nothing is. End is that of its words.
func (f *finder) unit(n spot, limit int) (name string, kind Kind, end int) {
	all := f.kept.Record.Article.Text
	end = n.End
	if u, ok := units[n.currency]; ok && n.currency != "" {
		return u.name, u.kind, n.End
	}
	rest := all[n.End:limit]
	if strings.HasPrefix(rest, "%") {
		return "percent", Percent, n.End + 1
	}
	if i := strings.IndexAny(rest, ".,;:!?\"“”()—\n"); i >= 0 {
		rest = rest[:i]
	}
	for w := range ledger.Words(rest) {
		word := w.Folded
		if word == "per" && strings.HasPrefix(rest[w.Start:], "per cent") {
			return "percent", Percent, n.End + w.Start + len("per cent")
		}
		if u, known := units[word]; known {
			return u.name, u.kind, n.End + w.End
		}
		if plural(word) {
			return word, Things, n.End + w.End
		}
		if stops[word] && !passed[word] || strings.Count(rest[:w.End], " ") >= reach {
			break
		}
	}
	return "", "", n.End
}

// passed are stop words that may stand between a number and what it counts: 9,000 of its members.
var passed = map[string]bool{"of": true, "its": true, "their": true, "the": true}

func plural(w string) bool {
	return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss")
}

// hedge returns what stands before a number and says how sure it is, and where its words begin.
func hedge(all string, from, at int) (string, int) {
	before := all[from:at]
	fields := strings.Fields(before)
	for n := min(3, len(fields)); n > 0; n-- {
		phrase := strings.Join(fields[len(fields)-n:], " ")
		if h := hedges[strings.ToLower(phrase)]; h != "" {
			return h, from + strings.LastIndex(before, fields[len(fields)-n])
		}
	}
	return "", at
}

// rate returns for what a number is told: "a day".
func rate(after string) string {
	fields := strings.Fields(after)
	if len(fields) >= 2 && (fields[0] == "a" || fields[0] == "an" || fields[0] == "per" || fields[0] == "every") {
		if u, ok := units[ledger.Fold(fields[1], "")]; ok && u.kind == Time {
			return "a " + strings.TrimSuffix(u.name, "s")
		}
	}
	return ""
}

// sooner is how many words nearer one of a thing has to stand than one of a thing that the lexicon has before it.
const sooner = 3

// farthest is how many words a thing's may stand from a number.
const farthest = 20

// thingOf returns what a number among the words of a sentence is told of: of the things that fit the one whose words stand nearest.
func thingOf(before, after []string, kind Kind, any bool) string {
	all, at := append(slices.Clone(before), after...), len(before)
	best, name := farthest+sooner, ""
	for i := range things {
		t := &things[i]
		if !any && !slices.Contains(t.kinds, kind) {
			continue
		}
		if d, ok := t.near(all, at); ok && d < best-sooner {
			best, name = d, t.name
		}
	}
	return name
}

// scope returns the places that a sentence names.
func (f *finder) scope(s readout.Span) string {
	var all []string
	for _, p := range f.kept.Record.Places {
		if s.Contains(p.Span) && !slices.Contains(all, p.Name) {
			all = append(all, p.Name)
		}
	}
	return strings.Join(all, ", ")
}

// when returns the day that a sentence tells.
func (f *finder) when(s readout.Span) string {
	for _, t := range f.kept.Record.Times {
		if first, last, ok := ledger.Range(t.Value); ok && s.Contains(t.Span) && first == last {
			return first
		}
	}
	return ""
}

// stems returns the beginnings of the words of a sentence that are no stop words.
func stems(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words(s) {
		if len(w) > 3 && !stops[w] && !digit(w[0]) && values[w] == 0 {
			out[w[:min(len(w), 6)]] = true
		}
	}
	return out
}
