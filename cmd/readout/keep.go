package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/reader"
)

// A keeper turns articles into entries of a ledger. It is safe for concurrent use.
type keeper struct {
	store  readout.Store
	models string
	load   func() (*reader.Reader, error)
}

// newKeeper reads the user's own files; the models are loaded when they are first needed.
func (f *ownFlags) newKeeper(store readout.Store) (*keeper, error) {
	load, err := f.loader()
	if err != nil {
		return nil, err
	}
	models, err := f.digest()
	if err != nil {
		return nil, err
	}
	return &keeper{store: store, models: models, load: load}, nil
}

// entry reads an article; it returns nil where the ledger has it as it is. A fatalError is one that no other article will be spared.
func (k *keeper) entry(ctx context.Context, key string, a readout.Article) (e *readout.Entry, err error) {
	defer func() {
		if p := recover(); p != nil {
			e, err = nil, fmt.Errorf("a fault of the program, please report it: %v", p)
		}
	}()
	versions, err := k.store.Versions(ctx, ledger.ArticleID(key))
	if err != nil && !errors.Is(err, readout.ErrNotFound) {
		return nil, fatalError{err}
	}
	if n := len(versions); n > 0 && versions[n-1].Models == k.models && versions[n-1].Hash == ledger.Hash(a.Text) {
		return nil, nil
	}
	rd, err := k.load()
	if err != nil {
		return nil, fatalError{err}
	}
	record, err := rd.Read(a)
	if err != nil {
		return nil, err
	}
	return &readout.Entry{Key: key, Models: k.models, Record: record}, nil
}

// keep reads an article and puts it into the ledger at once.
func (k *keeper) keep(ctx context.Context, key string, a readout.Article) (readout.Change, error) {
	e, err := k.entry(ctx, key, a)
	if e == nil {
		return readout.Unchanged, err
	}
	out, err := k.store.Put(ctx, *e)
	if err != nil {
		return "", fatalError{err}
	}
	return out[0].Change, nil
}
