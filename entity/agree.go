package entity

import (
	"cmp"
	"fmt"
	"slices"
)

// gender is that of a person, or neuter for things and organizations.
type gender uint8

const (
	unknown gender = iota
	male
	female
	neuter
)

// number is singular or plural.
type number uint8

const (
	anyNumber number = iota
	singular
	plural
)

// grammatical case of a pronoun.
type caseOf uint8

const (
	nominative caseOf = iota
	oblique
	possessive
	reflexive
)

// A pronoun is what pronouns.txt says of a form. Person 0 is a relative pronoun.
type pronoun struct {
	person uint8
	number number
	gender gender
	form   caseOf
}

// mayAct reports whether a form may be a subject: "he", and "it", which has one form for all.
func (p *pronoun) mayAct() bool {
	return p.form == nominative || p.gender == neuter && p.form == oblique
}

func (l *lexicon) pronoun(e *entries, f []string) error {
	if len(f) < 5 {
		return fmt.Errorf("want form | person | number | gender | case")
	}
	p, err := pronounOf(f[1:])
	if err != nil {
		return err
	}
	e.add(f[0], isPronoun, func(h uint64) { l.pronouns[h] = p })
	return nil
}

func pronounOf(f []string) (p pronoun, err error) {
	if len(f[0]) != 1 || f[0][0] < '0' || f[0][0] > '3' {
		return p, fmt.Errorf("person %q", f[0])
	}
	p.person = f[0][0] - '0'
	switch f[1] {
	case "s":
		p.number = singular
	case "p":
		p.number = plural
	}
	switch f[2] {
	case "m":
		p.gender = male
	case "f":
		p.gender = female
	case "n":
		p.gender = neuter
	}
	switch f[3] {
	case "n":
	case "o":
		p.form = oblique
	case "p":
		p.form = possessive
	case "r":
		p.form = reflexive
	default:
		return p, fmt.Errorf("case %q", f[3])
	}
	return p, nil
}

// sorted returns the keys of a map in order.
func sorted[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
