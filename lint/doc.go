// Package lint checks how an article handles quotations and sources, by rules that newsrooms give themselves. A finding quotes words of the
// article and the rule; none says who is right.
package lint
