// Package export writes records in the formats of others: for now, a page of HTML.
package export
