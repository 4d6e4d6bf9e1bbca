// Package across asks a ledger what its articles tell together: what was said once and printed by many, how quotations stand to other reports and articles
// to newsroom rules, how versions of one differ, which figures are told for the same thing, how talks moved and what each side says of a meeting, what became of
// commitments, what somebody said on a topic over time, what is told of the past, and whom articles do not name. It finds the articles that a question is
// about, in bounded number and as they were known on a day, and hands them to the package that knows the answer.
//
// Nothing is kept for it: what it tells follows from the records, so adding an article costs nothing more, the order of adding makes no
// difference, and what people decide (who is who, corrections) holds at once.
package across
