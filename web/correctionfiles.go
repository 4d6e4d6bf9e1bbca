package web

import (
	"archive/zip"
	"encoding/json"
	"io"
	"iter"
	"net/http"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
	"github.com/readout-project/readout/export"
)

// correctionsFile answers with all corrections: as lines of JSON, or as the corrected records in the form of brat, that models can be
// trained from.
func (s *server) correctionsFile(w http.ResponseWriter, r *http.Request, ext string) error {
	var all []readout.Correction
	cursor := ""
	for len(all) < maxExported {
		l, err := s.store.Corrections(r.Context(), r.URL.Query().Get("article"), readout.Paging{Limit: perRead, Cursor: cursor})
		if err != nil {
			return err
		}
		all = append(all, l.Items...)
		if cursor = l.Next; cursor == "" {
			break
		}
	}
	if ext == "brat" {
		return send(w, r, "application/zip", "corrections.brat.zip", func(w io.Writer) error { return bratZip(w, s.corrected(r, all)) })
	}
	return send(w, r, "application/jsonl", "corrections.jsonl", func(w io.Writer) error {
		mappers := map[string]*readout.Mapper{}
		for _, c := range all {
			m := mappers[c.Article]
			if m == nil {
				kept, err := s.store.Get(r.Context(), c.Article, 0)
				if err != nil {
					return err
				}
				m = readout.NewMapper(kept.Record.Article.Text)
				mappers[c.Article] = m
			}
			line, err := json.Marshal(struct {
				client.Correction
				Text string `json:"text"`
			}{correctionJSON(c, m), m.Text()})
			if err != nil {
				return err
			}
			if _, err := w.Write(append(line, '\n')); err != nil {
				return err
			}
		}
		return nil
	})
}

// corrected yields the records that corrections are of, with these laid over them, each once.
func (s *server) corrected(r *http.Request, all []readout.Correction) iter.Seq2[*readout.Readout, error] {
	return func(yield func(*readout.Readout, error) bool) {
		seen := map[string]bool{}
		for _, c := range all {
			if seen[c.Article] {
				continue
			}
			seen[c.Article] = true
			kept, err := s.store.Get(r.Context(), c.Article, 0)
			if err != nil {
				yield(nil, err)
				return
			}
			record := *kept.Record
			record.Article.ID = kept.ID // a name that a file can have
			if !yield(&record, nil) {
				return
			}
		}
	}
}

// bratZip writes records as brat has them: a file of the text and one of the annotations each.
func bratZip(w io.Writer, records iter.Seq2[*readout.Readout, error]) error {
	z := zip.NewWriter(w)
	for r, err := range records {
		if err != nil {
			return err
		}
		name := fileName(r.Article.ID)
		for _, part := range []struct {
			ext   string
			write func(io.Writer, *readout.Readout) error
		}{{".txt", export.BratText}, {".ann", export.Brat}} {
			f, err := z.Create(name + part.ext)
			if err != nil {
				return err
			}
			if err := part.write(f, r); err != nil {
				return err
			}
		}
	}
	return z.Close()
}
