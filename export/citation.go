package export

import (
	"io"
	"iter"
	"strings"

	"github.com/readout-project/readout"
)

// Citation returns a statement with who said it and where it stands, as plain text for quoting: the words, a dash, the speaker, the
// article, the address.
func Citation(r *Row) string {
	lines := []string{r.told()}
	if r.Link != "" {
		lines = append(lines, r.Link)
	}
	if r.Link != "" && !r.Leads {
		lines = append(lines, "find: "+line(r.said()))
	}
	return strings.Join(lines, "\n")
}

// MarkdownCitation returns the same as Markdown: a block quotation, and below it the speaker and the article, which is a link.
func MarkdownCitation(r *Row) string {
	var out strings.Builder
	for i, p := range strings.Split(printable(r.quoted()), "\n") {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(strings.TrimRight("> "+markdown(strings.TrimSpace(p)), " "))
	}
	about := markdown(r.by())
	from := markdown(r.from())
	if r.Link != "" {
		if from == "" {
			from = "article"
		}
		from = "[" + from + "](<" + r.Link + ">)"
	}
	if about != "" && from != "" {
		about += ", "
	}
	if about+from != "" {
		out.WriteString("\n>\n> — " + about + from)
	}
	return out.String()
}

// Citations writes statements as citations in Markdown, with an empty line between them.
func Citations(w io.Writer, rows iter.Seq2[Row, error]) error {
	separator := ""
	for r, err := range rows {
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, separator+MarkdownCitation(&r)+"\n"); err != nil {
			return err
		}
		separator = "\n"
	}
	return nil
}

// quoted returns the words of a row, in quotation marks where they are the speaker's own.
func (r *Row) quoted() string {
	if r.Form != readout.Direct {
		return r.said()
	}
	return "“" + strings.Join(r.Content, "” … “") + "”"
}

// by names the speaker: name and role, or else the article's words.
func (r *Row) by() string {
	switch {
	case r.Speaker.Name == "":
		return line(r.Source)
	case r.Speaker.Role == "":
		return line(r.Speaker.Name)
	}
	return line(r.Speaker.Name) + ", " + line(r.Speaker.Role)
}

// from names the article: title, publisher, day.
func (r *Row) from() string {
	var parts []string
	if title := line(r.Article.Title); title != "" {
		parts = append(parts, "“"+title+"”")
	}
	for _, s := range []string{r.Article.Publisher, day(r.Article.Published)} {
		if s = line(s); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// told returns the words, the speaker and the article on one line.
func (r *Row) told() string {
	out := line(r.quoted())
	var about []string
	for _, s := range []string{r.by(), r.from()} {
		if s != "" {
			about = append(about, s)
		}
	}
	if len(about) > 0 {
		out += " — " + strings.Join(about, ", ")
	}
	return out
}

// markdown escapes what Markdown would take for markup.
func markdown(s string) string {
	var out strings.Builder
	for i, c := range s {
		switch {
		case strings.ContainsRune("\\`*_[]<>#|~&!", c), i == 0 && strings.ContainsRune("-+=", c):
			out.WriteByte('\\')
		case c == '.' && i > 0 && strings.Trim(s[:i], "0123456789") == "", c == ')' && i > 0 && strings.Trim(s[:i], "0123456789") == "":
			out.WriteByte('\\')
		}
		out.WriteRune(c)
	}
	return out.String()
}
