// Package figures finds the numbers that articles tell, and sets those told for the same thing side by side: each with its unit, what it counts,
// as of when and on whose word. Numbers are never averaged, and none is preferred.
package figures
