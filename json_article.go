package readout

import (
	"fmt"
	"strconv"
)

func (e *encoder) article(a *Article) {
	e.open('{')
	e.text(`"id":`, a.ID)
	e.text(`"url":`, a.URL)
	e.text(`"title":`, a.Title)
	e.texts(`"authors":`, a.Authors)
	e.text(`"publisher":`, a.Publisher)
	e.text(`"published":`, a.Published)
	e.text(`"modified":`, a.Modified)
	e.text(`"dateline":`, a.Dateline)
	e.text(`"language":`, a.Language)
	e.texts(`"guessed":`, a.Guessed)
	e.texts(`"corrections":`, a.Corrections)
	if o := a.Origin; o != (Origin{}) {
		e.key(`"origin":`)
		e.open('{')
		e.text(`"file":`, o.File)
		e.count(`"offset":`, o.Offset)
		e.count(`"length":`, o.Length)
		e.close('}')
	}
	e.key(`"text":`)
	e.string(a.Text)
	objects(e, `"marks":`, a.Marks, (*encoder).mark)
	e.close('}')
}

func (e *encoder) mark(m *Mark) {
	at, err := e.m.ByteRune(m.At)
	if err != nil {
		e.fail(fmt.Errorf("marks: %w", err))
	}
	e.open('{')
	e.count(`"at":`, int64(at))
	if m.To > 0 {
		e.count(`"from":`, int64(m.From))
		e.count(`"to":`, int64(m.To))
	}
	e.text(`"kind":`, m.Kind)
	e.text(`"time":`, m.Time)
	e.close('}')
}

func (e *encoder) count(key string, n int64) {
	e.key(key)
	e.out = strconv.AppendInt(e.out, n, 10)
}

type articleJSON struct {
	ID          string     `json:"id"`
	URL         string     `json:"url"`
	Title       string     `json:"title"`
	Authors     []string   `json:"authors"`
	Publisher   string     `json:"publisher"`
	Published   string     `json:"published"`
	Modified    string     `json:"modified"`
	Dateline    string     `json:"dateline"`
	Language    string     `json:"language"`
	Guessed     []string   `json:"guessed"`
	Corrections []string   `json:"corrections"`
	Text        string     `json:"text"`
	Marks       []markJSON `json:"marks"`
	Origin      originJSON `json:"origin"`
}

type originJSON struct {
	File   string `json:"file"`
	Offset int64  `json:"offset"`
	Length int64  `json:"length"`
}

type markJSON struct {
	At   int    `json:"at"`
	From int    `json:"from"`
	To   int    `json:"to"`
	Kind string `json:"kind"`
	Time string `json:"time"`
}

func (d *decoder) article(in *articleJSON) Article {
	a := Article{ID: in.ID, URL: in.URL, Title: in.Title, Authors: in.Authors, Publisher: in.Publisher, Published: in.Published, Modified: in.Modified,
		Dateline: in.Dateline, Language: in.Language, Guessed: in.Guessed, Corrections: in.Corrections, Text: in.Text,
		Origin: Origin(in.Origin)}
	for i, m := range in.Marks {
		at, err := d.m.RuneByte(m.At)
		if err != nil && d.err == nil {
			d.err = fmt.Errorf("article: marks %d: %w", i, err)
		}
		a.Marks = append(a.Marks, Mark{At: at, From: m.From, To: m.To, Kind: m.Kind, Time: m.Time})
	}
	return a
}
