package sqlstore

import (
	"unicode/utf8"

	"github.com/readout-project/readout/ledger"
)

// Limits of what is searched of one text: what comes after is kept, but not found by its words.
const (
	maxSearchedBytes = 200_000
	maxSearchedWords = 16_000 // PostgreSQL counts positions up to 16,383
)

// searched returns the part of a text that full-text search is over.
func searched(text string) string {
	if len(text) > maxSearchedBytes {
		end := maxSearchedBytes
		for !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end]
	}
	n := 0
	for w := range ledger.Words(text) {
		if n++; n > maxSearchedWords {
			return text[:w.Start]
		}
	}
	return text
}
