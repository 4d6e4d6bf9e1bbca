// Package verify holds the quotations of an article against what was said: transcripts, statements, the reports of others.
//
// A quotation is what stands between a pair of quotation marks. Its words are looked for in sources without regard to accents, capitals,
// punctuation, spelling and how numbers are written, which is the style of a house; all else is a difference, and is shown. Nothing
// here says who is right: two texts are put side by side.
package verify
