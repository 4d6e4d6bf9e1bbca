package jetstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	js "github.com/nats-io/nats.go/jetstream"

	"github.com/readout-project/readout/work"
)

func (q *Queue) asideSubject(id string) string { return q.name + ".aside." + id }

// Aside lists tasks that were set aside.
func (q *Queue) Aside(ctx context.Context, limit int) ([]work.Failure, error) {
	stream, err := q.js.Stream(ctx, q.aside())
	if err != nil {
		return nil, word(err)
	}
	var all []work.Failure
	next := stream.CachedInfo().State.FirstSeq
	for len(all) < limit {
		msg, err := stream.GetMsg(ctx, next, js.WithGetMsgSubject(q.asideSubject(">")))
		if errors.Is(err, js.ErrMsgNotFound) {
			break
		} else if err != nil {
			return nil, err
		}
		next = msg.Sequence + 1
		var f work.Failure
		if err := json.Unmarshal(msg.Data, &f); err != nil {
			return nil, fmt.Errorf("a task that was set aside: %w", err)
		}
		all = append(all, f)
	}
	return all, nil
}

// Retry puts a task that was set aside back into the queue.
func (q *Queue) Retry(ctx context.Context, id string) error {
	stream, msg, err := q.one(ctx, id)
	if err != nil {
		return err
	}
	var f work.Failure
	if err := json.Unmarshal(msg.Data, &f); err != nil {
		return fmt.Errorf("task %s: %w", id, err)
	}
	// The message has an id of its own: that of the task would be taken for a duplicate of what was added a moment ago.
	if err := q.publish(ctx, f.Task, fmt.Sprintf("%s again %d", id, msg.Sequence)); err != nil {
		return err
	}
	return stream.DeleteMsg(ctx, msg.Sequence)
}

// Drop forgets a task that was set aside.
func (q *Queue) Drop(ctx context.Context, id string) error {
	stream, msg, err := q.one(ctx, id)
	if err != nil {
		return err
	}
	return stream.DeleteMsg(ctx, msg.Sequence)
}

func (q *Queue) one(ctx context.Context, id string) (js.Stream, *js.RawStreamMsg, error) {
	unknown := fmt.Errorf("%s: %w", id, work.ErrUnknown)
	if strings.ContainsAny(id, " \t\r\n.*>") || id == "" {
		return nil, nil, unknown // and no subject either
	}
	stream, err := q.js.Stream(ctx, q.aside())
	if err != nil {
		return nil, nil, word(err)
	}
	msg, err := stream.GetLastMsgForSubject(ctx, q.asideSubject(id))
	if errors.Is(err, js.ErrMsgNotFound) {
		return nil, nil, unknown
	}
	return stream, msg, err
}
