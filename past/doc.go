// Package past finds what articles tell of the past ("had said in December", "the first visit since 2013", "for the third time this year") and sets beside
// it what the ledger holds of it: borne out, at odds, or not in the ledger, each with its words. It gives no verdict: a ledger holds what articles told,
// since its first one.
package past
