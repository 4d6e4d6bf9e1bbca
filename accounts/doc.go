// Package accounts sets beside each other what two sides tell of one meeting, and follows talks over time: their rounds, the points that were agreed, are
// outstanding, contested or dropped, since when and on whose word, and what was to come next and whether it came.
package accounts
