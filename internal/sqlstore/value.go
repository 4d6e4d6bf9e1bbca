package sqlstore

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// now is the time to the microsecond, which is what is kept.
func now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

const stampFormat = "2006-01-02T15:04:05.000000Z"

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(stampFormat)
}

func parseStamp(s string) time.Time {
	t, _ := time.Parse(stampFormat, s) // zero for what is empty
	return t
}

// clean makes text fit for a column: PostgreSQL takes neither NUL nor what is not UTF-8. Records are kept as JSON, where
// they stay as they are.
func clean(s string) string {
	if strings.Contains(s, "\x00") || !utf8.ValidString(s) {
		return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
	}
	return s
}

// plain does so for all texts among values.
func plain(values []any) []any {
	for i, v := range values {
		if s, ok := v.(string); ok {
			values[i] = clean(s)
		}
	}
	return values
}

func integer(b bool) int {
	if b {
		return 1
	}
	return 0
}

// nullable is NULL for the empty string.
func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// one runs a statement that must change a row.
func (t *tx) one(what, id, query string, args ...any) error {
	t.wrote = true
	r, err := t.ExecContext(t.ctx, t.d.rebind(query), plain(args)...)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return fmt.Errorf("%s %.60q: %w", what, id, readout.ErrNotFound)
}
