package text

import "strings"

// urlEnd returns the end of an address of the web that begins at i, or i when none does.
func urlEnd(s string, i, end int) int {
	head := s[i:min(end, i+8)]
	switch head[0] | 0x20 {
	case 'h', 'w', 'f', 'm':
	default:
		return i
	}
	for _, scheme := range [...]string{"http://", "https://", "www.", "ftp://", "mailto:"} {
		if len(head) >= len(scheme) && strings.EqualFold(head[:len(scheme)], scheme) && end-i > len(scheme) {
			e := i
			for e < end {
				switch s[e] {
				case '<', '>', '"', '|', '{', '}':
					return trimURL(s, i, e)
				}
				c, n := classAt(s, e)
				if n > 1 && c&(letter|digit|other) == 0 {
					return trimURL(s, i, e)
				}
				e += n
			}
			return trimURL(s, i, e)
		}
	}
	return i
}

// trimURL returns the end of s[i:e] without punctuation that belongs to the sentence.
func trimURL(s string, i, e int) int {
	open := strings.Count(s[i:e], "(") - strings.Count(s[i:e], ")")
	for e > i+1 {
		switch s[e-1] {
		case '.', ',', ';', ':', '!', '?', '\'', '"', ']', '*':
			e--
			continue
		case ')':
			if open < 0 {
				open++
				e--
				continue
			}
		}
		return e
	}
	return e
}

// mailEnd returns the end of an e-mail address that begins at i, or i when none does.
func (t *tokenizer) mailEnd(i, end int) int {
	s := t.s
	if i < t.mailTo {
		return i
	}
	e := i
	for e < end && (classOf[s[e]]&(alnum|dot|hyphen) != 0 || s[e] == '_' || s[e] == '+' || s[e] == '%') {
		e++
	}
	t.mailTo = e
	if e == i || e+1 >= end || s[e] != '@' || classOf[s[e+1]]&alnum == 0 {
		return i
	}
	last := e
	e++
	for e < end && (classOf[s[e]]&(alnum|dot|hyphen) != 0 || s[e] == '_') {
		if classOf[s[e]]&alnum != 0 {
			last = e
		}
		e++
	}
	t.mailTo = e
	return last + 1
}

// emoticonEnd returns the end of an emoticon such as :) or ;-) at i, or i when none stands there.
func emoticonEnd(s string, i, end int) int {
	e := i + 1
	if e < end && s[e] == '-' {
		e++
	}
	if e >= end || i > 0 && classOf[s[i-1]]&digit != 0 {
		return i
	}
	switch s[e] {
	case ')', '(':
	case 'D', 'P', 'O':
		if e+1 < end && classOf[s[e+1]]&alnum != 0 || i > 0 && classOf[s[i-1]] != space {
			return i
		}
	default:
		return i
	}
	if s[i] == '=' || s[i] == ':' || s[i] == ';' {
		return e + 1
	}
	return i
}
