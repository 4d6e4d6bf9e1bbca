// Package readout holds the nouns of a readout: the article, the record of who said
// what in it, and the spans by which every entry of the record points at the exact
// words that it stands on. It needs no model and only the standard library.
//
// To read an article, see package reader.
package readout
