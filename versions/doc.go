// Package versions compares the versions of an article: which statements were added, altered, given to another speaker or removed, which
// sentences changed, and which notice of a correction tells of which change.
//
// Words are found again only where there is no doubt (ledger.Follow): at the same place, or elsewhere between the same words. What is not
// found is shown as lost. That a reading found a statement where another one did not is no change of the article.
package versions
