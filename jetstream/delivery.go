package jetstream

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	js "github.com/nats-io/nats.go/jetstream"

	"github.com/readout-project/readout/work"
)

// A delivery is a message that is leased.
type delivery struct {
	q     *Queue
	msg   js.Msg
	lease time.Duration
}

func (d *delivery) Task() (t work.Task, err error) {
	if err = json.Unmarshal(d.msg.Data(), &t); err == nil {
		err = t.Check()
	}
	if err != nil {
		return t, fmt.Errorf("what came from the queue is no task: %w", err)
	}
	return t, nil
}

func (d *delivery) Try() int {
	meta, err := d.msg.Metadata()
	if err != nil {
		return 1
	}
	return int(meta.NumDelivered)
}

func (d *delivery) Lease() time.Duration { return d.lease }

func (d *delivery) Extend(context.Context) error { return d.msg.InProgress() }

// Done waits until the servers know.
func (d *delivery) Done(ctx context.Context) error { return d.msg.DoubleAck(ctx) }

func (d *delivery) Again(_ context.Context, after time.Duration) error {
	if after <= 0 {
		return d.msg.Nak()
	}
	return d.msg.NakWithDelay(after)
}

// SetAside keeps the task with its reason before it is taken out of the queue: in between, it is in both.
func (d *delivery) SetAside(ctx context.Context, reason string) error {
	t, err := d.Task()
	if err != nil { // it has no id that could be trusted
		sum := sha256.Sum256(d.msg.Data())
		t.ID = hex.EncodeToString(sum[:12])
	}
	data, err := json.Marshal(work.Failure{Task: t, Reason: reason, Tries: d.Try(), When: time.Now().UTC()})
	if err != nil {
		return err
	}
	within, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	if _, err := d.q.js.Publish(within, d.q.asideSubject(t.ID), data, js.WithExpectStream(d.q.aside())); err != nil {
		return err
	}
	return d.msg.DoubleAck(ctx)
}
