package export

import (
	"bytes"
	"io"
	"iter"

	"github.com/parquet-go/parquet-go"

	"github.com/readout-project/readout"
)

// parquetRow is a row as Parquet holds it: the columns of CSV, with lists as lists.
type parquetRow struct {
	ID          string   `parquet:"id"`
	Article     string   `parquet:"article,dict"`
	URL         string   `parquet:"url,dict"`
	Title       string   `parquet:"title,dict"`
	Publisher   string   `parquet:"publisher,dict"`
	Published   string   `parquet:"published,dict"`
	Language    string   `parquet:"language,dict"`
	Statement   string   `parquet:"statement"`
	Form        string   `parquet:"form,dict"`
	Speaker     string   `parquet:"speaker,dict"`
	SpeakerKind string   `parquet:"speaker_kind,dict"`
	SpeakerRole string   `parquet:"speaker_role,dict"`
	Basis       string   `parquet:"basis,dict"`
	Source      string   `parquet:"source"`
	Cue         string   `parquet:"cue"`
	Content     []string `parquet:"content,list"`
	Addressees  []string `parquet:"addressees,list"`
	Acts        []string `parquet:"acts,list"`
	Claims      []string `parquet:"claims,list"`
	Date        string   `parquet:"date,dict"`
	Occasion    string   `parquet:"occasion,dict"`
	Place       string   `parquet:"place,dict"`
	SpokenIn    string   `parquet:"spoken_in,dict"`
	InReplyTo   string   `parquet:"in_reply_to"`
	Within      string   `parquet:"within"`
	Confidence  *float64 `parquet:"confidence,optional"`
	Start       *int64   `parquet:"start,optional"`
	End         *int64   `parquet:"end,optional"`
	Link        string   `parquet:"link"`
}

// Parquet writes statements as a Parquet file with the columns of CSV, compressed by Snappy: cells with several values are lists, and
// numbers that are missing are null.
func Parquet(w io.Writer, rows iter.Seq2[Row, error]) error {
	var out bytes.Buffer // the file ends with its index: half of it is none
	p := parquet.NewGenericWriter[parquetRow](&out, parquet.Compression(&parquet.Snappy), parquet.CreatedBy("readout", readout.Version, ""))
	batch := make([]parquetRow, 0, 1024)
	flush := func() error {
		_, err := p.Write(batch)
		batch = batch[:0]
		return err
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		if batch = append(batch, newParquetRow(&r)); len(batch) == cap(batch) {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	if err := p.Close(); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

func newParquetRow(r *Row) parquetRow {
	a := &r.Article
	row := parquetRow{ID: r.ID, Article: a.ID, URL: a.URL, Title: a.Title, Publisher: a.Publisher, Published: a.Published, Language: a.Language,
		Statement: r.Statement, Form: string(r.Form), Speaker: r.Speaker.Name, SpeakerKind: string(r.Speaker.Kind), SpeakerRole: r.Speaker.Role,
		Basis: string(r.Basis), Source: r.Source, Cue: r.Cue, Content: r.Content, Addressees: names(r.Addressees), Claims: r.Claims, Date: r.Date,
		Occasion: r.Occasion, Place: r.Place, SpokenIn: r.Language, InReplyTo: r.InReplyTo, Within: r.Within, Link: r.Link}
	for _, act := range r.Acts {
		row.Acts = append(row.Acts, string(act))
	}
	if r.Confidence != 0 {
		row.Confidence = &r.Confidence
	}
	if r.End > 0 {
		start, end := int64(r.Start), int64(r.End)
		row.Start, row.End = &start, &end
	}
	return row
}
