package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/readout-project/readout/article"
	"github.com/readout-project/readout/work"
)

// Limits of a task, whichever comes first.
const (
	taskArticles = 200
	taskBytes    = 32 << 20  // of an archive
	batchedFiles = 64        // sent along
	batchedBytes = 512 << 10 // of these; a message of NATS holds 1 MB by default, and theirs are written in base64
)

// A producer makes tasks of files: ranges of what is large, and batches of small files, which are sent along.
type producer struct {
	queue    work.Queue
	articles int    // in a task
	root     string // absolute path of the folder that the workers have, too
	from     string
	batch    []work.File
	bytes    int
	tasks    int
}

// addFile adds the tasks of a file.
func (p *producer) addFile(ctx context.Context, name string) error {
	file, err := openFile(name)
	if err != nil {
		return &fileError{name, err}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return &fileError{name, err}
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	format := article.Format(p.from)
	if p.from == "auto" {
		format = ""
	}
	if info.Mode().IsRegular() && info.Size() > batchedBytes {
		return p.ranges(ctx, path, file, info.Size(), format)
	}
	data, err := io.ReadAll(io.LimitReader(file, batchedBytes+1))
	switch {
	case err != nil:
		return &fileError{name, err}
	case len(data) > batchedBytes:
		return &fileError{name, errors.New("is no regular file, and too large to be sent along with a task")}
	case len(data) == 0:
		return &fileError{name, errors.New("is empty")}
	}
	if len(p.batch) >= batchedFiles || p.bytes+len(data) > batchedBytes {
		if err := p.flush(ctx); err != nil {
			return err
		}
	}
	p.batch = append(p.batch, work.File{Name: path, Format: string(format), Data: data})
	p.bytes += len(data)
	return nil
}

// flush adds the batch of files that have been gathered.
func (p *producer) flush(ctx context.Context) error {
	if len(p.batch) == 0 {
		return nil
	}
	t := work.Task{Batch: p.batch}
	p.batch, p.bytes = nil, 0
	return p.add(ctx, t)
}

func (p *producer) add(ctx context.Context, t work.Task) error {
	if err := p.queue.Add(ctx, work.NewTask(t)); err != nil {
		return err
	}
	p.tasks++
	return nil
}

// ranges divides a file where a record or a line of it begins. What cannot be divided is one range.
func (p *producer) ranges(ctx context.Context, path string, file *os.File, size int64, format article.Format) error {
	below, err := filepath.Rel(p.root, path)
	if err != nil || below == ".." || strings.HasPrefix(below, ".."+string(filepath.Separator)) {
		return &fileError{path, fmt.Errorf("does not lie in %s, the folder that the workers have, too (--files)", p.root)}
	}
	r := work.Range{File: filepath.ToSlash(below), Format: string(format)}
	source := article.OpenAt(path, file, format, article.Position{})
	if f := source.Format(); f == article.WARC || f == article.JSONL {
		articles := 0
		for piece := range source.Pieces() { // what is wrong with one is told of by who reads it
			next := piece.Next
			if next.Offset == 0 {
				break
			}
			if articles++; articles < p.articles && next.Offset-r.From < taskBytes || next.Offset >= size || next.Offset <= r.From {
				continue
			}
			part := r
			part.Format, part.To = string(f), next.Offset
			if err := p.add(ctx, work.Task{Range: &part}); err != nil {
				return err
			}
			articles = 0
			r = work.Range{File: r.File, Format: string(f), From: next.Offset, Lines: next.Lines}
		}
	}
	r.To = size
	return p.add(ctx, work.Task{Range: &r})
}

// addFiles adds the tasks of files; what cannot be read is told of.
func (p *producer) addFiles(ctx context.Context, s *streams, files []string) error {
	failed := false
	for _, name := range files {
		var unread *fileError
		err := p.addFile(ctx, name)
		if errors.As(err, &unread) {
			fmt.Fprintf(s.stderr, "readout: %v\n", err)
			failed = true
		} else if err != nil {
			return err
		}
	}
	if err := p.flush(ctx); err != nil {
		return err
	}
	if failed {
		return errUnread
	}
	return nil
}

// A fileError concerns one file.
type fileError struct {
	name string
	err  error
}

func (e *fileError) Error() string { return e.name + ": " + e.err.Error() }
func (e *fileError) Unwrap() error { return e.err }
