package sqlstore

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"

	"github.com/readout-project/readout"
)

// A cursor is where a list goes on: a position in JSON and a code that only this ledger can make, over the position
// and the question. It leads nowhere in another list.
const cursorCode = 16 // bytes

// cursor returns the cursor of a position.
func (s *Store) cursor(question, position any) string {
	p, err := json.Marshal(position)
	if err != nil {
		panic("sqlstore: " + err.Error()) // positions are numbers and strings
	}
	return base64.RawURLEncoding.EncodeToString(append(s.code(question, p), p...))
}

// position reads a cursor; it reports false for the empty one, which stands for the start.
func (s *Store) position(question any, cursor string, into any) (bool, error) {
	if cursor == "" {
		return false, nil
	}
	data, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(data) < cursorCode || !hmac.Equal(data[:cursorCode], s.code(question, data[cursorCode:])) ||
		json.Unmarshal(data[cursorCode:], into) != nil {
		return false, readout.ErrCursor
	}
	return true, nil
}

func (s *Store) code(question any, position []byte) []byte {
	h := hmac.New(sha256.New, s.secret)
	if err := json.NewEncoder(h).Encode(question); err != nil {
		panic("sqlstore: " + err.Error()) // questions are filters and strings
	}
	h.Write(position)
	return h.Sum(nil)[:cursorCode]
}

// Pages hold this many items where nothing is asked, and at most.
const (
	usualLimit = 50
	maxLimit   = 1000
)

func limit(p readout.Paging) int {
	if p.Limit <= 0 {
		return usualLimit
	}
	return min(p.Limit, maxLimit)
}

// page makes a list of items that were asked for with one more than the limit: the one tells that there are more.
func page[T any](s *Store, items []T, p readout.Paging, question any, position func(T) any) readout.List[T] {
	l := readout.List[T]{Items: items}
	if n := limit(p); len(items) > n {
		l.Items = items[:n]
		l.Next = s.cursor(question, position(items[n-1]))
	}
	return l
}
