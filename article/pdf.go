package article

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/pdf"
)

// PDF makes an article of a PDF's text layer: its columns one after the other, without page numbers and what else runs along the
// edges of pages, lines joined to paragraphs and broken words made whole. The title is what is printed largest on the first page; it,
// the byline and lines of a letterhead above it are left out of the text.
func PDF(name string, data []byte) (readout.Article, error) {
	d, err := pdf.Read(data)
	if err != nil {
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: err.Error()}
	}
	lines := withoutEdges(d.Lines)
	if len(lines) == 0 {
		return readout.Article{}, &Error{Name: name, Offset: -1, none: true,
			Msg: fmt.Sprintf("has no text layer on any of its pages (%d): have a program that recognises letters in pictures add one", d.Pages)}
	}
	a := readout.Article{ID: baseName(name)}
	usual, paragraphs := usualHeight(lines), joinLines(lines)
	title := titleOf(paragraphs, usual)
	if title >= 0 {
		a.Title = paragraphs[title].text
	} else if !draftName.MatchString(d.Title) {
		a.Title = d.Title
	}
	var w writer
	shown := "" // the date that stands at the beginning
	for k, p := range paragraphs {
		front := w.len() == 0 && len(p.text) < 160 && !endsSentence(p.text)
		if front && shown == "" {
			shown = findDate(p.text)
		}
		switch {
		case k == title:
			continue
		case front && isByline(p.text):
			a.Authors = splitByline(undated(p.text))
			continue
		case front && (k < title || p.height <= 1.1*usual), words.junk(p.text):
			continue
		}
		mark := readout.Mark{}
		if p.height > 1.1*usual && len(p.text) < 200 {
			mark.Kind = "heading"
		}
		w.add(p.text, mark)
	}
	a.Text, _ = w.text()
	for _, m := range w.marks {
		if m.Kind != "" {
			a.Marks = w.marks
		}
	}
	if blank(a.Text) {
		return readout.Article{}, &Error{Name: name, Offset: -1, none: true, Msg: "no text of an article stands in the document"}
	}
	if a.Published = shown; shown == "" {
		a.Published = made(d.Created)
	}
	if a.Published != "" {
		a.Guessed = append(a.Guessed, "published")
	}
	if len(a.Authors) == 0 && strings.Contains(d.Author, " ") {
		a.Authors = splitByline(d.Author)
	}
	a.Dateline = dateline(a.Text)
	a.Language = spoken("", a.Text)
	return a, nil
}

var (
	// draftName matches a property "Title" that tells of the file and not of what it says.
	draftName  = regexp.MustCompile(`(?i)\.(?:docx?|odt|rtf|indd|qxd|qxp|pages|html?|pdf|txt)\b|^(?:microsoft word|untitled|document\d*|slide \d+|layout \d+|powerpoint)\b|^\S+$|^$`)
	datePart   = regexp.MustCompile(`,? *(?:` + monthFirst.String() + `|` + dayFirst.String() + `).*`)
	madeAt     = regexp.MustCompile(`^(?:D:)?(\d{4})(\d{2})(\d{2})`)
	pageNumber = regexp.MustCompile(`(?i)^[-–— |]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/|von|de)\s*\d{1,4})?[-–— |]*$`)
	digits     = regexp.MustCompile(`\d+`)
)

func undated(byline string) string { return datePart.ReplaceAllString(byline, "") }

// made returns the day that a property such as "D:20260504160000+02'00'" gives.
func made(s string) string {
	m := madeAt.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	t, err := time.Parse("20060102", m[1]+m[2]+m[3])
	if err != nil {
		return ""
	}
	return plausible(t, false)
}

// withoutEdges leaves out page numbers, and what stands at the upper or lower edge of several pages but for its numbers.
func withoutEdges(lines []pdf.Line) []pdf.Line {
	edges := map[int]bool{} // indices of lines
	seen := map[string][]int{}
	pages := 0
	for from := 0; from < len(lines); {
		to := from
		for to < len(lines) && lines[to].Page == lines[from].Page {
			to++
		}
		pages++
		byHeight := make([]int, 0, to-from)
		for i := from; i < to; i++ {
			byHeight = append(byHeight, i)
		}
		slices.SortStableFunc(byHeight, func(i, j int) int { return cmp.Compare(lines[j].Bottom, lines[i].Bottom) })
		for k, i := range byHeight {
			if k < 3 || k >= len(byHeight)-3 {
				if key := digits.ReplaceAllString(lines[i].Text, "#"); !slices.ContainsFunc(seen[key], func(j int) bool { return lines[j].Page == lines[i].Page }) {
					seen[key] = append(seen[key], i)
				}
				edges[i] = pageNumber.MatchString(lines[i].Text)
			}
		}
		from = to
	}
	for _, where := range seen {
		if len(where) > 1 && len(where)*3 >= pages {
			for _, i := range where {
				edges[i] = true
			}
		}
	}
	var out []pdf.Line
	for i, l := range lines {
		if !edges[i] {
			out = append(out, l)
		}
	}
	return out
}

// usualHeight returns the height of the lines in which most of the text is printed.
func usualHeight(lines []pdf.Line) float64 {
	letters := map[int]int{} // by tenths of a point
	best := 0
	for _, l := range lines {
		h := int(10 * l.Height())
		letters[h] += len(l.Text)
		if letters[h] > letters[best] || letters[h] == letters[best] && h < best {
			best = h
		}
	}
	return float64(best) / 10
}

// titleOf returns the index of the paragraph that is printed largest on the first page, clearly larger than text; -1 if there is none.
func titleOf(paragraphs []paragraph, usual float64) int {
	title := -1
	for k, p := range paragraphs {
		if p.page > 1 {
			break
		}
		if len(p.text) >= 10 && len(p.text) <= 300 && p.height > 1.1*usual && strings.Contains(p.text, " ") && (title < 0 || p.height > 1.05*paragraphs[title].height) {
			title = k
		}
	}
	return title
}
