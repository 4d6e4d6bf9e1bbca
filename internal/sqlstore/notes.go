package sqlstore

import (
	"context"
	"database/sql"
	"errors"
)

// notePrefix tells notes from the store's own settings.
const notePrefix = "note: "

// Note returns what is noted under a name.
func (s *Store) Note(ctx context.Context, name string) (text string, err error) {
	err = s.view(ctx, func(t *tx) error {
		err := t.row("SELECT value FROM settings WHERE name = ?", notePrefix+name).Scan(&text)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return text, err
}

// SetNote notes a text under a name.
func (s *Store) SetNote(ctx context.Context, name, text string) error {
	return s.update(ctx, func(t *tx) error {
		if text == "" {
			return t.exec("DELETE FROM settings WHERE name = ?", notePrefix+name)
		}
		return t.exec("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", notePrefix+name, text)
	})
}
