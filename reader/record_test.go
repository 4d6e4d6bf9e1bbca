package reader

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/golden"
)

// TestRecords reads the article of each testdata/readouts/NAME.txtar that holds one, and compares the whole record with its section
// record.txt. The archive's comment tells when the article was published, as "published: DATE". Confidences are left out, and so are
// the lines of data files that decided.
func TestRecords(t *testing.T) {
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../testdata/readouts/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name != "article.txt" {
				continue
			}
			name := strings.TrimSuffix(filepath.Base(file), ".txtar")
			t.Run(name, func(t *testing.T) {
				a := readout.Article{ID: name, Text: string(f.Data)}
				for line := range strings.Lines(string(archive.Comment)) {
					if date, ok := strings.CutPrefix(strings.TrimSpace(line), "published: "); ok {
						a.Published = date
					}
				}
				r, err := rd.Read(a)
				if err != nil {
					t.Fatal(err)
				}
				if err := r.Check(); err != nil {
					t.Error(err)
				}
				golden.Section(t, file, "record.txt", whole(r))
			})
		}
	}
}

// whole sets all of a record for people to read.
func whole(r *readout.Readout) []byte {
	l := lister{m: readout.NewMapper(r.Article.Text), names: map[string]string{}}
	for _, e := range r.Entities {
		l.names[e.ID] = e.Name
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		l.statement(s)
		l.line("occasion", s.Occasion)
		l.time("when", s.When)
		for _, a := range s.Acts {
			l.span(string(a.Type), a.Span)
			l.whom("  of", a.Target)
			l.span("  if", a.Condition)
			l.time("  by", a.Deadline)
		}
		for _, c := range s.Claims {
			l.span("claim", c)
		}
		l.b.WriteByte('\n')
	}
	for i := range r.Entities {
		l.entity(&r.Entities[i])
	}
	l.b.WriteByte('\n')
	for _, o := range r.Occasions {
		fmt.Fprintf(&l.b, "%s %s\n", o.ID, o.Kind)
		for _, s := range o.Spans {
			l.span("words", s)
		}
		for _, id := range o.Participants {
			l.whom("who", id)
		}
		l.place("where", o.Place)
		l.time("when", o.When)
		l.time("for", o.Duration)
		for _, s := range o.Topics {
			l.span("about", s)
		}
		for _, x := range o.Relations {
			l.line(x.Type, x.Occasion)
		}
	}
	for _, v := range r.Events {
		fmt.Fprintf(&l.b, "%s %s %s, %s, %s\n", v.ID, strings.TrimSpace(v.Type+" "+v.Mode), v.CAMEO, v.Polarity, v.Modality)
		l.span("trigger", v.Trigger)
		for _, id := range v.Actors {
			l.whom("actor", id)
		}
		for _, id := range v.Recipients {
			l.whom("to", id)
		}
		l.time("when", v.When)
		l.place("where", v.Where)
		l.line("told in", v.Statement)
		l.line("occasion", v.Occasion)
	}
	for _, x := range r.Talks {
		fmt.Fprintf(&l.b, "%s talks: %s\n", x.ID, x.Result)
		for _, id := range x.Parties {
			l.whom("party", id)
		}
		for _, s := range x.Topics {
			l.span("about", s)
		}
		for _, id := range x.Occasions {
			l.line("occasion", id)
		}
		l.points("denied", x.Denied)
		l.points("agreed", x.Agreed)
		l.points("open", x.Outstanding)
		l.points("next", x.Next)
	}
	l.b.WriteByte('\n')
	for i := range r.Times {
		l.time("time", &r.Times[i])
	}
	for i := range r.Places {
		l.place("place", &r.Places[i])
	}
	return l.b.Bytes()
}

func (l *lister) line(what, value string) {
	if value != "" {
		fmt.Fprintf(&l.b, "  %-8s %s\n", what, value)
	}
}

func (l *lister) whom(what, id string) {
	if id != "" {
		l.line(what, id+" "+l.names[id])
	}
}

func (l *lister) time(what string, t *readout.Time) {
	if t != nil {
		l.span(what, t.Span)
		l.line("", strings.TrimSpace("= "+t.Type+" "+t.Value+" "+t.Mod))
	}
}

func (l *lister) place(what string, p *readout.PlaceMention) {
	if p == nil {
		return
	}
	l.span(what, p.Span)
	at := ""
	if p.Located {
		at = fmt.Sprintf(" %.4f %.4f", p.Lat, p.Lon)
	}
	l.line("", strings.TrimSpace("= "+p.Name+" "+p.Country)+at)
}

func (l *lister) points(what string, ps []readout.Point) {
	for _, p := range ps {
		l.span(what, p.Span)
		l.line("", strings.TrimSpace(p.Statement+" "+string(p.Act)))
	}
}

// TestChecked reads the corpus that speed is measured on, each article whole and cut in two anywhere, and checks that every record
// keeps the rules of records.
func TestChecked(t *testing.T) {
	files, err := filepath.Glob(corpusFiles)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the corpora are not beside the repository, at ../shared")
	}
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		half := strings.ToValidUTF8(string(data[:len(data)/2]), "")
		for _, text := range []string{string(data), half, strings.TrimPrefix(string(data), half)} {
			r, err := rd.Read(readout.Article{Text: text})
			if err == nil {
				err = r.Check()
			}
			if err != nil {
				t.Errorf("%s: %v", filepath.Base(file), err)
			}
		}
	}
}
