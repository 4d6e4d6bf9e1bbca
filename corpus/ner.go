package corpus

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// A NamedSpan is a gold name. Kind is Person, Organization, Place, Group (nationalities, religions, parties),
// Other (works, events, products), or empty for what is no name: dates, amounts, and whatever the
// annotators were unsure of.
type NamedSpan struct {
	readout.Span
	Kind readout.EntityKind
}

// A Named article is one with its gold names, by Start; they may overlap where the corpus lets them.
type Named struct {
	Article readout.Article
	Names   []NamedSpan
}

// A token of a corpus that comes as words, and its tag.
type tagged struct{ form, tag string }

var worldwideKinds = map[string]readout.EntityKind{"Person": readout.Person, "Organization": readout.Organization,
	"Location": readout.Place, "Facility": readout.Place, "NORP": readout.Group, "Misc": readout.Other, "Product": readout.Other}

var conllKinds = map[string]readout.EntityKind{"PER": readout.Person, "ORG": readout.Organization, "LOC": readout.Place,
	"MISC": readout.Other, "PERSON": readout.Person, "ORGANIZATION": readout.Organization, "LOCATION": readout.Place}

var re3dKinds = map[string]readout.EntityKind{"Person": readout.Person, "Organisation": readout.Organization,
	"Location": readout.Place, "Nationality": readout.Group}

// Worldwide reads the English Worldwide Newswire corpus (Shan and others, EMNLP Findings 2023). The words are
// joined to a text by fixed rules, with a blank line between blocks.
func Worldwide(path string) ([]Named, error) {
	return words(path, "\t", "# doc = ", "\n\n", worldwideKinds)
}

// WikiGold reads the WikiGold corpus (Balasuriya and others 2009), its words joined likewise.
func WikiGold(path string) ([]Named, error) {
	return words(path, " ", "-DOCSTART-", " ", conllKinds)
}

func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil || !strings.HasSuffix(path, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

func words(path, sep, begin, gap string, kinds map[string]readout.EntityKind) ([]Named, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Named
	var cur Named
	var block []tagged
	var text strings.Builder
	flush := func() {
		if len(block) == 1 && strings.HasPrefix(block[0].form, "http") && gap == "\n\n" {
			cur.Article.URL = block[0].form
		} else if len(block) > 0 {
			if text.Len() > 0 {
				text.WriteString(gap)
			}
			forms := make([]string, len(block))
			tags := make([]string, len(block))
			for i, t := range block {
				forms[i], tags[i] = t.form, t.tag
			}
			spans := join(&text, forms)
			cur.Names = append(cur.Names, chunks(spans, tags, kinds)...)
		}
		block = block[:0]
	}
	end := func() {
		flush()
		if text.Len() > 0 {
			cur.Article.Text = text.String()
			out = append(out, cur)
		}
		text.Reset()
		cur = Named{}
	}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, begin):
			end()
			cur.Article.ID = strings.TrimSpace(line[len(begin):])
		case strings.TrimSpace(line) == "":
			flush()
		default:
			form, tag := line, "O"
			if i := strings.Index(line, sep); i >= 0 {
				form, tag = line[:i], line[i+1:]
			}
			if i := strings.IndexByte(tag, '\t'); i >= 0 {
				tag = tag[:i]
			}
			block = append(block, tagged{form, tag})
		}
	}
	end()
	return out, lines.Err()
}

// chunks turns IOB1, IOB2 or IO tags into names.
func chunks(spans []readout.Span, tags []string, kinds map[string]readout.EntityKind) []NamedSpan {
	var out []NamedSpan
	kind := ""
	for i, tag := range tags {
		head, k, _ := strings.Cut(tag, "-")
		switch {
		case head != "B" && head != "I":
			kind = ""
		case head == "I" && k == kind:
			out[len(out)-1].End = spans[i].End
		default:
			kind = k
			out = append(out, NamedSpan{spans[i], kinds[k]})
		}
	}
	return out
}

var (
	glueLeft  = set(`, . ; : ! ? ) ] } % ’ ” › » … ›› .. ... 's 're 've 'll 'd 'm n't ’s ™ ®`)
	glueRight = set(`( [ { $ “ ‘ ‹ « £ € ₡ ₹ # ‹‹`)
	clitics   = set(`s t re ve ll d m`)
	prefixes  = set(`al el anti non pre pro pan post ex mid trans un co vice`)
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// join writes words as running text and returns their spans: no blank before closing punctuation and clitics
// and after opening marks, straight quotation marks in turn, hyphens glued where they join a compound.
func join(b *strings.Builder, words []string) []readout.Span {
	spans := make([]readout.Span, len(words))
	glue, double, single := true, false, false
	at := func(i int) string {
		if i < 0 || i >= len(words) {
			return ""
		}
		return words[i]
	}
	for i, w := range words {
		prev, next := at(i-1), at(i+1)
		left, right := false, false
		switch w {
		case `"`:
			left, right = double, !double
			double = !double
		case `'`:
			opens := !single && !strings.HasSuffix(prev, "s") && slices.Contains(words[i+1:], "'")
			left, right = !opens, opens
			single = opens
		case "-":
			p, _ := utf8.DecodeLastRuneInString(prev)
			n, _ := utf8.DecodeRuneInString(next)
			left = prev != "" && next != "" && alnum(p) && alnum(n) &&
				(unicode.IsLower(n) || unicode.IsDigit(n) && !unicode.IsDigit(p) || prefixes[strings.ToLower(prev)])
			right = left
		case "/":
			left, right = true, true
		default:
			left = glueLeft[w] || prev == "’" && clitics[w]
			right = glueRight[w]
		}
		if !glue && !left {
			b.WriteByte(' ')
		}
		spans[i].Start = b.Len()
		b.WriteString(w)
		spans[i].End = b.Len()
		glue = right
	}
	return spans
}

func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

var (
	article  = regexp.MustCompile(`^\s*(?i:(?:the|a|an)\s+)?`)
	capital  = regexp.MustCompile(`[A-Z]`)
	pronouns = set(`i me my we us our ours he him his she her hers itself it its they them their theirs you your who whom this these that those`)
)

// Re3d reads Dstl's re3d: the documents of all sources but those that skip names (in the source's own words).
// Whole noun phrases are marked; of two that overlap the shorter one is the name, the other has no kind.
func Re3d(path string, skip func(source string) bool) ([]Named, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Named
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for n := 1; lines.Scan(); n++ {
		var d struct {
			ID, Source, Title, Text string
			Entities                []struct {
				Begin, End int
				Type       string
				Confidence float64
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if skip != nil && skip(d.Source) {
			continue
		}
		a := Named{Article: readout.Article{ID: d.ID, Title: d.Title, Text: d.Text}}
		at := points(d.Text)
		var all []NamedSpan
		for _, e := range d.Entities {
			if e.Begin < 0 || e.Begin >= e.End || e.End >= len(at) {
				continue
			}
			s := trim(d.Text, readout.Span{Start: at[e.Begin], End: at[e.End]})
			words := s.In(d.Text)
			kind := re3dKinds[e.Type]
			if e.Confidence < 0.5 || !capital.MatchString(words) || pronouns[strings.ToLower(words)] {
				kind = ""
			}
			all = append(all, NamedSpan{s, kind})
		}
		slices.SortStableFunc(all, func(x, y NamedSpan) int {
			if d := x.Len() - y.Len(); d != 0 {
				return d
			}
			return x.Start - y.Start
		})
		for i := range all {
			for j := range i {
				if all[i].Overlaps(all[j].Span) && all[j].Kind != "" {
					all[i].Kind = ""
				}
			}
		}
		slices.SortStableFunc(all, func(x, y NamedSpan) int { return x.Start - y.Start })
		a.Names = all
		out = append(out, a)
	}
	return out, lines.Err()
}

// trim drops white space at the edges and a leading article.
func trim(text string, s readout.Span) readout.Span {
	if n := len(article.FindString(s.In(text))); n < s.Len() {
		s.Start += n
	}
	for s.End > s.Start && strings.IndexByte(" \t\r\n", text[s.End-1]) >= 0 {
		s.End--
	}
	return s
}

// points returns the byte offset of each code point, and of the end.
func points(text string) []int {
	at := make([]int, 0, len(text)+1)
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}

var (
	ieerDoc    = regexp.MustCompile(`(?s)<DOC>(.*?)</DOC>`)
	ieerNumber = regexp.MustCompile(`<DOCNO>\s*(.*?)\s*</DOCNO>`)
	ieerPart   = regexp.MustCompile(`(?s)<(?:HEADLINE|TEXT)>(.*?)</(?:HEADLINE|TEXT)>`)
	ieerNote   = regexp.MustCompile(`(?s)<ANNOTATION>.*?</ANNOTATION>`)
	ieerMark   = regexp.MustCompile(`&(?:UR|LR|QL|QR|QC|MD|TL|UL|HT);`)
	ieerTag    = regexp.MustCompile(`<[be]_[^>]*>`)
	ieerKind   = regexp.MustCompile(`type="([^"]*)"`)
	paragraph  = regexp.MustCompile(`\n\s*\n|\n[ \t]+`)
	blanks     = regexp.MustCompile(`\s+`)
)

// IEER reads the NIST IE-ER 1999 newswire: the headline and the text of each document. Names that the
// annotation calls optional have no kind.
func IEER(path string) ([]Named, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	var out []Named
	for _, doc := range ieerDoc.FindAllStringSubmatch(string(raw), -1) {
		var a Named
		if m := ieerNumber.FindStringSubmatch(doc[1]); m != nil {
			a.Article.ID = m[1]
		}
		var b strings.Builder
		for _, part := range ieerPart.FindAllStringSubmatch(doc[1], -1) {
			body := ieerMark.ReplaceAllString(ieerNote.ReplaceAllString(part[1], " "), " ")
			body = strings.NewReplacer("&AMP;", "&", "``", "“", "''", "”").Replace(body)
			for _, p := range paragraph.Split(body, -1) {
				if p = strings.TrimSpace(blanks.ReplaceAllString(p, " ")); p != "" {
					a.Names = append(a.Names, ieerParagraph(&b, p)...)
				}
			}
		}
		a.Article.Text = b.String()
		out = append(out, a)
	}
	return out, nil
}

func ieerParagraph(b *strings.Builder, p string) []NamedSpan {
	if b.Len() > 0 {
		b.WriteString("\n\n")
	}
	var out, stack []NamedSpan
	last := 0
	for _, m := range append(ieerTag.FindAllStringIndex(p, -1), []int{len(p), len(p)}) {
		b.WriteString(p[last:m[0]])
		last = m[1]
		switch tag := p[m[0]:m[1]]; {
		case strings.HasPrefix(tag, "<b_"):
			s := NamedSpan{Span: readout.Span{Start: b.Len()}}
			if k := ieerKind.FindStringSubmatch(tag); k != nil && !strings.Contains(tag, `status="opt"`) {
				s.Kind = conllKinds[k[1]]
			}
			stack = append(stack, s)
		case strings.HasPrefix(tag, "<e_") && len(stack) > 0:
			s := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			s.End = b.Len()
			if !s.Empty() {
				out = append(out, s)
			}
		}
	}
	return out
}
