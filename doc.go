// Package readout holds the nouns of a readout: the article, the record of who said
// what in it, and the spans by which every entry of the record points at the exact
// words that it stands on. It needs no model and only the standard library.
//
// An Article becomes a Readout in package reader, which sends it through one stage after
// another: package text divides it into sentences, words and quotations, syntax adds parts of
// speech and trees, entity finds whom and what it speaks of, attribution who says what.
//
// A Readout is plain data. Check tells whether it holds together, Print sets it for people,
// AppendJSON and json.Unmarshal write and read the record of docs/record.md. Spans count bytes
// of Article.Text; Mapper turns them into code points, UTF-16 units, lines and columns.
package readout
