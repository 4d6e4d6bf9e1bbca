// Package wording compares what sentences of different articles tell: by their telling words, whether they deny, and whether they tell of what has
// happened or of what is to come. It knows words, not meaning: what it finds is shown with the sentences, for people to judge.
package wording
