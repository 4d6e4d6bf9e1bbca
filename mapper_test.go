package readout

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// nasty has characters of one to four bytes, a combining mark and both kinds of line break.
const nasty = "a “é𐐀” e\u0301\r\n日本\n\n𝄞x"

func TestMapperBoundaries(t *testing.T) {
	for _, text := range []string{"", "plain\ntext", nasty, strings.Repeat(nasty, 50)} {
		m := NewMapper(text)
		runes, units, pos := 0, 0, Position{1, 1}
		check := func(b int) {
			t.Helper()
			if got, err := m.ByteRune(b); err != nil || got != runes {
				t.Fatalf("ByteRune(%d) = %d, %v, want %d", b, got, err, runes)
			}
			if got, err := m.RuneByte(runes); err != nil || got != b {
				t.Fatalf("RuneByte(%d) = %d, %v, want %d", runes, got, err, b)
			}
			if got, err := m.ByteUnit(b); err != nil || got != units {
				t.Fatalf("ByteUnit(%d) = %d, %v, want %d", b, got, err, units)
			}
			if got, err := m.UnitByte(units); err != nil || got != b {
				t.Fatalf("UnitByte(%d) = %d, %v, want %d", units, got, err, b)
			}
			if got, err := m.BytePosition(b); err != nil || got != pos {
				t.Fatalf("BytePosition(%d) = %v, %v, want %v", b, got, err, pos)
			}
			if got, err := m.PositionByte(pos); err != nil || got != b {
				t.Fatalf("PositionByte(%v) = %d, %v, want %d", pos, got, err, b)
			}
		}
		for b, r := range text {
			check(b)
			for inside := b + 1; inside < b+utf8.RuneLen(r); inside++ {
				if got, err := m.ByteRune(inside); err == nil {
					t.Fatalf("ByteRune(%d) = %d inside a character", inside, got)
				}
			}
			n := len(utf16.Encode([]rune{r}))
			if n == 2 {
				if got, err := m.UnitByte(units + 1); err == nil {
					t.Fatalf("UnitByte(%d) = %d inside a character", units+1, got)
				}
			}
			runes, units = runes+1, units+n
			pos.Column++
			if r == '\n' {
				pos = Position{pos.Line + 1, 1}
			}
		}
		check(len(text))
		if m.Runes() != runes || m.Units() != units || m.Text() != text {
			t.Errorf("%d code points, %d units; want %d, %d", m.Runes(), m.Units(), runes, units)
		}
	}
}

func TestMapperOutside(t *testing.T) {
	for _, text := range []string{"abc\nd", nasty} {
		m := NewMapper(text)
		for name, err := range map[string]error{
			"ByteRune(-1)":       second(m.ByteRune(-1)),
			"ByteRune(len+1)":    second(m.ByteRune(len(text) + 1)),
			"RuneByte(-1)":       second(m.RuneByte(-1)),
			"RuneByte(n+1)":      second(m.RuneByte(m.Runes() + 1)),
			"ByteUnit(-1)":       second(m.ByteUnit(-1)),
			"UnitByte(n+1)":      second(m.UnitByte(m.Units() + 1)),
			"BytePosition(len+)": second(m.BytePosition(len(text) + 1)),
			"PositionByte 0:1":   second(m.PositionByte(Position{0, 1})),
			"PositionByte 1:0":   second(m.PositionByte(Position{1, 0})),
			"PositionByte 1:99":  second(m.PositionByte(Position{1, 99})),
			"PositionByte 99:1":  second(m.PositionByte(Position{99, 1})),
			"RunesSpan(2,1)":     second(m.RunesSpan(2, 1)),
			"RunesSpan(0,99)":    second(m.RunesSpan(0, 99)),
			"SpanRunes(2,1)":     third(m.SpanRunes(Span{2, 1})),
			"SpanUnits(0,99)":    third(m.SpanUnits(Span{0, 99})),
		} {
			if err == nil {
				t.Errorf("%q: %s gave no error", text, name)
			}
		}
	}
}

func second[T any](_ T, err error) error     { return err }
func third[T any](_ T, _ T, err error) error { return err }

// Any string may come, valid UTF-8 or not: nothing panics, and what is converted converts back.
func FuzzMapper(f *testing.F) {
	f.Add(nasty, 3)
	f.Add("plain", 9)
	f.Add("\xff\xc3", 1)
	f.Fuzz(func(t *testing.T, text string, at int) {
		m := NewMapper(text)
		pos, _ := m.BytePosition(at)
		_, _ = m.PositionByte(pos)
		_, _ = m.PositionByte(Position{at, at})
		_, _ = m.UnitByte(at)
		if b, err := m.RuneByte(at); err == nil && utf8.ValidString(text) {
			if back, err := m.ByteRune(b); err != nil || back != at {
				t.Errorf("code point %d is byte %d, which is code point %d, %v", at, b, back, err)
			}
		}
	})
}

func BenchmarkMapper(b *testing.B) {
	text := strings.Repeat(nasty+strings.Repeat("plain words ", 20), 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		m := NewMapper(text)
		for at := 0; at < len(text); at += 40 {
			_, _ = m.ByteRune(at)
		}
	}
}
