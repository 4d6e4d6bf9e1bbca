package sqlstore

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// Columns that no query looks into, the record of a version and the rest of a hit, are JSON in the format of zlib (RFC 1950) with a preset
// dictionary: rows are short and alike, so that most of what repeats stands in another row.

// dictionary holds what rows have in common. It is a part of the schema: another one needs another step of it.
//
//go:embed dictionary.txt
var dictionary []byte

var packers = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevelDict(io.Discard, 6, dictionary)
	if err != nil {
		panic(err) // the level is one
	}
	return w
}}

// pack makes a text small.
func pack(text []byte) []byte {
	w := packers.Get().(*zlib.Writer)
	defer packers.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	w.Write(text) // a Buffer takes everything
	w.Close()
	return b.Bytes()
}

// packed is a value as JSON, packed.
func packed(v any) []byte { return pack([]byte(data(v))) }

var unpackers sync.Pool // of readers of zlib

// unpack returns the text that was packed.
func unpack(from []byte) ([]byte, error) {
	r, _ := unpackers.Get().(io.ReadCloser)
	var err error
	if r == nil {
		r, err = zlib.NewReaderDict(bytes.NewReader(from), dictionary)
	} else {
		err = r.(zlib.Resetter).Reset(bytes.NewReader(from), dictionary)
	}
	if err != nil {
		return nil, err
	}
	defer unpackers.Put(r)
	b := bytes.NewBuffer(make([]byte, 0, 4*len(from)))
	_, err = b.ReadFrom(r)
	return b.Bytes(), err
}

// unpackInto reads a packed value.
func unpackInto(from []byte, v any) error {
	text, err := unpack(from)
	if err == nil {
		err = json.Unmarshal(text, v)
	}
	return err
}

// packRows packs what earlier schemas kept as plain JSON.
func packRows(t *tx) error {
	for _, c := range []struct{ table, column, key string }{{"versions", "record", "version"}, {"statements", "data", "id"}} {
		if err := t.exec(t.d.Translate("ALTER TABLE " + c.table + " ADD COLUMN packed BLOB NOT NULL DEFAULT x''")); err != nil {
			return err
		}
		articles, err := list[string](t, "SELECT id FROM articles ORDER BY id")
		if err != nil {
			return err
		}
		for part := range slices.Chunk(articles, 100) {
			if err := t.packSome(c.table, c.column, c.key, part); err != nil {
				return fmt.Errorf("packing %s: %w", c.table, err)
			}
		}
		for _, q := range []string{"DROP COLUMN " + c.column, "RENAME COLUMN packed TO " + c.column} {
			if err := t.exec("ALTER TABLE " + c.table + " " + q); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tx) packSome(table, column, key string, articles []string) error {
	type row struct {
		article string
		key     int64
		text    string
	}
	var rows []row
	err := t.each(func(scan func(...any) error) error {
		var r row
		err := scan(&r.article, &r.key, &r.text)
		rows = append(rows, r)
		return err
	}, "SELECT article, "+key+", "+column+" FROM "+table+" WHERE article IN "+marks(len(articles)), values(articles)...)
	for i := 0; err == nil && i < len(rows); i++ {
		err = t.again("UPDATE "+table+" SET packed = ? WHERE article = ? AND "+key+" = ?", pack([]byte(rows[i].text)), rows[i].article, rows[i].key)
	}
	return err
}

// vectorRows makes the vectors of statements anew, where the database has them.
func vectorRows(t *tx) error {
	if t.d.Vector == nil {
		return nil
	}
	type row struct {
		id                  int64
		said, about, fields string
	}
	for from := int64(-1); ; {
		var rows []row
		err := t.each(func(scan func(...any) error) error {
			var r row
			err := scan(&r.id, &r.said, &r.about, &r.fields)
			rows = append(rows, r)
			return err
		}, "SELECT id, said, about, fields FROM statements WHERE id > ? ORDER BY id LIMIT 1000", from)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			if err := t.again("UPDATE statements SET vector = ?::tsvector WHERE id = ?", t.d.Vector(r.said, r.about, r.fields), r.id); err != nil {
				return err
			}
		}
		from = rows[len(rows)-1].id
	}
}
