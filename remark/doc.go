// Package remark joins what one speaker said once and many articles print: cut, reworded, quoted here and told in other words there. What is
// joined is a Remark; how its wordings differ is told word by word, and a wording that turns a negation, a number, a condition or a hedge is never
// taken for the same as another.
//
// A Set takes sayings one by one, in any order, and finds those that may belong together by shingles that they share (winnowing, after
// Schleimer and others 2003) and by speaker and week, so that adding one looks at few. Two sayings belong together or do not, whatever else
// there is (Same); remarks are what hangs together so. The order of adding makes no difference.
package remark
