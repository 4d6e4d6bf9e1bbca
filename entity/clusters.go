package entity

import (
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
)

// Clusters are classes of words found in unlabelled text, by Token.Lower. They are read-only.
type Clusters struct{ t table }

// NewClusters makes clusters of a fine and a coarse class for each word; the fine class is under 2^24, the coarse one under
// 2^8, and not both are 0.
func NewClusters(classes map[uint64][2]uint32) *Clusters {
	m := make(map[uint64]uint32, len(classes))
	for k, c := range classes {
		m[k] = c[0]<<8 | c[1]&0xFF
	}
	return &Clusters{newTable(m)}
}

// WriteTo writes the clusters: the number of slots, then for each its check and class.
func (c *Clusters) WriteTo(w io.Writer) (int64, error) {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(c.t.slots)))
	for _, s := range c.t.slots {
		b = binary.LittleEndian.AppendUint32(b, s.check)
		b = binary.LittleEndian.AppendUint32(b, s.bits)
	}
	n, err := w.Write(b)
	return int64(n), err
}

var errClusters = errors.New("not word clusters, or damaged ones")

// decodeClusters reads clusters from the front of b and returns the rest of b.
func decodeClusters(b []byte) (*Clusters, []byte, error) {
	if len(b) < 4 {
		return nil, b, errClusters
	}
	n := int(binary.LittleEndian.Uint32(b))
	b = b[4:]
	if n < 2 || n&(n-1) != 0 || n > len(b)/8 {
		return nil, b, errClusters
	}
	c := &Clusters{table{uint(64 - bits.TrailingZeros(uint(n))), make([]tableSlot, n)}}
	empty := false
	for i := range c.t.slots {
		c.t.slots[i] = tableSlot{binary.LittleEndian.Uint32(b[8*i:]), binary.LittleEndian.Uint32(b[8*i+4:])}
		empty = empty || c.t.slots[i].bits == 0
	}
	if !empty {
		return nil, b, errClusters
	}
	return c, b[8*n:], nil
}
