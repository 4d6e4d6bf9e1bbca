package linear

import (
	"encoding/binary"
	"io"
	"math"
	"slices"
	"sort"
)

// A Calibration turns a model's probabilities into those that were observed: isotonic regression
// (Zadrozny and Elkan 2002), linear between the knots. The zero value changes nothing.
type Calibration struct {
	From, To []float32 // knots, both rising
}

// Calibrate fits a calibration to predictions and what came true, with at most 40 knots.
func Calibrate(p []float64, right []bool) Calibration {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return p[order[a]] < p[order[b]] })
	type pool struct{ x, y, n float64 } // sums
	var pools []pool
	size := max(1, len(p)/200)
	for i := 0; i < len(order); i += size {
		var q pool
		for _, j := range order[i:min(i+size, len(order))] {
			q.x += p[j]
			q.n++
			if right[j] {
				q.y++
			}
		}
		pools = append(pools, q)
		for len(pools) > 1 { // pool adjacent violators
			a, b := &pools[len(pools)-2], &pools[len(pools)-1]
			if a.y/a.n < b.y/b.n {
				break
			}
			*a = pool{a.x + b.x, a.y + b.y, a.n + b.n}
			pools = pools[:len(pools)-1]
		}
	}
	var c Calibration
	for step, i := max(1, (len(pools)+39)/40), 0; i < len(pools); i += step {
		var q pool
		for _, o := range pools[i:min(i+step, len(pools))] {
			q = pool{q.x + o.x, q.y + o.y, q.n + o.n}
		}
		c.From = append(c.From, float32(q.x/q.n))
		c.To = append(c.To, float32(q.y/q.n))
	}
	return c
}

// Apply returns the calibrated probability.
func (c Calibration) Apply(p float64) float64 {
	n := len(c.From)
	if n == 0 {
		return p
	}
	i, _ := slices.BinarySearch(c.From, float32(p))
	x0, y0, x1, y1 := 0.0, 0.0, 1.0, 1.0
	if i > 0 {
		x0, y0 = float64(c.From[i-1]), float64(c.To[i-1])
	} else {
		y0 = min(float64(c.To[0]), 0)
	}
	if i < n {
		x1, y1 = float64(c.From[i]), float64(c.To[i])
	} else {
		y1 = float64(c.To[n-1])
	}
	if x1 <= x0 {
		return y1
	}
	return y0 + (y1-y0)*(p-x0)/(x1-x0)
}

// WriteTo writes the knots; DecodeCalibration reads them.
func (c Calibration) WriteTo(w io.Writer) (int64, error) {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(c.From)))
	for i := range c.From {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(c.From[i]))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(c.To[i]))
	}
	n, err := w.Write(b)
	return int64(n), err
}

// DecodeCalibration reads a calibration from the front of b and returns the rest of b.
func DecodeCalibration(b []byte) (Calibration, []byte, error) {
	var c Calibration
	if len(b) < 4 {
		return c, b, errModel
	}
	n := int(binary.LittleEndian.Uint32(b))
	if b = b[4:]; n > 1<<16 || len(b) < 8*n {
		return c, b, errModel
	}
	for i := range n {
		c.From = append(c.From, math.Float32frombits(binary.LittleEndian.Uint32(b[8*i:])))
		c.To = append(c.To, math.Float32frombits(binary.LittleEndian.Uint32(b[8*i+4:])))
	}
	return c, b[8*n:], nil
}
