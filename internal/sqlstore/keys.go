package sqlstore

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/readout-project/readout"
)

// secretPrefix tells people and scanners for leaked secrets what it is.
const secretPrefix = "readout_"

// secretHash is what is kept of a secret. The secret is 32 random bytes, so that nobody can guess it and a plain hash will do.
func secretHash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// AddKey makes a key; its secret is told this once.
func (s *Store) AddKey(ctx context.Context, name string) (readout.Key, string, error) {
	random := make([]byte, 32)
	rand.Read(random) // never fails
	secret := secretPrefix + base64.RawURLEncoding.EncodeToString(random)
	hash := secretHash(secret)
	k := readout.Key{ID: hash[:12], Name: name, Created: now()}
	err := s.update(ctx, func(t *tx) error {
		return t.exec("INSERT INTO keys (id, name, hash, created, used, revoked) VALUES (?, ?, ?, ?, '', 0)",
			k.ID, name, hash, stamp(k.Created))
	})
	if err != nil {
		return readout.Key{}, "", err
	}
	return k, secret, nil
}

const selectKeys = "SELECT id, name, created, used, revoked, hash FROM keys"

func scanKey(scan func(...any) error) (k readout.Key, hash string, err error) {
	var created, used string
	var revoked int
	err = scan(&k.ID, &k.Name, &created, &used, &revoked, &hash)
	k.Created, k.Used, k.Revoked = parseStamp(created), parseStamp(used), revoked != 0
	return k, hash, err
}

// Keys lists all keys, oldest first.
func (s *Store) Keys(ctx context.Context) (keys []readout.Key, err error) {
	err = s.view(ctx, func(t *tx) error {
		return t.each(func(scan func(...any) error) error {
			k, _, err := scanKey(scan)
			keys = append(keys, k)
			return err
		}, selectKeys+" ORDER BY created, id")
	})
	return keys, err
}

// RevokeKey takes a key out of use, for good.
func (s *Store) RevokeKey(ctx context.Context, id string) error {
	return s.update(ctx, func(t *tx) error {
		return t.one("key", id, "UPDATE keys SET revoked = 1 WHERE id = ?", id)
	})
}

// CheckKey returns the key of a secret. The secret is compared with every key by its hash, each in constant time.
func (s *Store) CheckKey(ctx context.Context, secret string) (readout.Key, error) {
	hash := []byte(secretHash(secret))
	var found readout.Key
	err := s.view(ctx, func(t *tx) error {
		return t.each(func(scan func(...any) error) error {
			k, kept, err := scanKey(scan)
			if subtle.ConstantTimeCompare(hash, []byte(kept)) == 1 && !k.Revoked {
				found = k
			}
			return err
		}, selectKeys)
	})
	if err != nil {
		return readout.Key{}, err
	}
	if found.ID == "" {
		return readout.Key{}, fmt.Errorf("key: %w", readout.ErrNotFound)
	}
	return found, s.used(ctx, found)
}

// used notes that a key was used, by the hour: no more is worth a write.
func (s *Store) used(ctx context.Context, k readout.Key) error {
	if s.readOnly != nil || time.Since(k.Used) < time.Hour {
		return nil
	}
	return s.update(ctx, func(t *tx) error {
		return t.exec("UPDATE keys SET used = ? WHERE id = ?", stamp(now()), k.ID)
	})
}
