package linear

import (
	"encoding/binary"
	"io"
	"math"
)

// A Chain is a linear-chain conditional random field (Lafferty and others 2001): a Dense model for
// the tags of each position and weights for pairs of neighbouring tags. With sequences of
// length one it is a maximum-entropy classifier. It is read-only and safe for concurrent use.
type Chain struct {
	*Dense
	Trans []float32 // Trans[a*Classes+b]: tag b follows tag a; -Inf where it may not
	Start []float32 // Start[b]: the sequence begins with tag b; -Inf where it may not
}

// A Lattice holds the scores of one sequence and room to decode it; reuse it for many.
type Lattice struct {
	K     int
	N     int
	Emit  []float32 // Emit[i*K+k]: score of tag k at position i
	raw   []int32
	best  []float32
	back  []uint8
	alpha []float64
	beta  []float64
	expT  []float64
	expS  []float64
	of    *Chain // whose transitions expT holds

	// of Best
	steps   []step
	heads   []uint16
	ways    []Way
	wayTags []uint8
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// Reset prepares the lattice for a sequence of n positions of chain c.
func (l *Lattice) Reset(c *Chain, n int) {
	l.K, l.N = c.Classes, n
	l.Emit = grow(l.Emit, n*l.K)
	l.raw = grow(l.raw, l.K)
}

// Set scores position i by its features.
func (l *Lattice) Set(c *Chain, i int, keys []Key) {
	clear(l.raw)
	c.Score(keys, l.raw)
	e := l.Emit[i*l.K : (i+1)*l.K]
	for k, s := range l.raw {
		e[k] = float32(s) * c.Scale
	}
}

// Viterbi writes the best tags of the sequence to tags, which has N elements, and returns their score.
func (l *Lattice) Viterbi(c *Chain, tags []uint8) float32 {
	k, n := l.K, l.N
	if n == 0 {
		return 0
	}
	l.best = grow(l.best, 2*k)
	l.back = grow(l.back, n*k)
	cur, prev := l.best[:k], l.best[k:2*k]
	for b := range k {
		cur[b] = c.Start[b] + l.Emit[b]
	}
	for i := 1; i < n; i++ {
		cur, prev = prev, cur
		for b := range k {
			top, from := float32(math.Inf(-1)), 0
			for a := range k {
				if s := prev[a] + c.Trans[a*k+b]; s > top {
					top, from = s, a
				}
			}
			cur[b] = top + l.Emit[i*k+b]
			l.back[i*k+b] = uint8(from)
		}
	}
	at := 0
	for b := range k {
		if cur[b] > cur[at] {
			at = b
		}
	}
	score := cur[at]
	for i := n - 1; i >= 0; i-- {
		tags[i] = uint8(at)
		if i > 0 {
			at = int(l.back[i*k+at])
		}
	}
	return score
}

// Marginals writes the probability of each tag at each position to p, which has N*K elements, and
// returns the logarithm of the sum over all sequences.
func (l *Lattice) Marginals(c *Chain, p []float64) float64 {
	if l.of != c {
		l.expT, l.expS = grow(l.expT, l.K*l.K), grow(l.expS, l.K)
		for i, t := range c.Trans {
			l.expT[i] = math.Exp(float64(t))
		}
		for i, t := range c.Start {
			l.expS[i] = math.Exp(float64(t))
		}
		l.of = c
	}
	return l.forwardBackward(l.expT, l.expS, p)
}

// forwardBackward is the scaled algorithm: alphas of each position sum to one. It leaves them, and
// the betas that fit them, in the lattice, and the exponentials of the scores in p until the last step.
func (l *Lattice) forwardBackward(expT, expS, p []float64) float64 {
	k, n := l.K, l.N
	if n == 0 {
		return 0
	}
	l.alpha, l.beta = grow(l.alpha, n*k), grow(l.beta, n*k)
	logZ := 0.0
	for i := range n {
		top := float32(math.Inf(-1))
		for _, e := range l.Emit[i*k : (i+1)*k] {
			top = max(top, e)
		}
		logZ += float64(top)
		sum := 0.0
		for b := range k {
			e := math.Exp(float64(l.Emit[i*k+b] - top))
			p[i*k+b] = e
			in := 0.0
			if i == 0 {
				in = expS[b]
			} else {
				for a := range k {
					in += l.alpha[(i-1)*k+a] * expT[a*k+b]
				}
			}
			l.alpha[i*k+b] = in * e
			sum += in * e
		}
		if sum <= 0 {
			sum = math.SmallestNonzeroFloat64
		}
		logZ += math.Log(sum)
		for b := range k {
			l.alpha[i*k+b] /= sum
		}
	}
	for b := range k {
		l.beta[(n-1)*k+b] = 1
	}
	for i := n - 2; i >= 0; i-- {
		sum := 0.0
		for a := range k {
			s := 0.0
			for b := range k {
				s += expT[a*k+b] * p[(i+1)*k+b] * l.beta[(i+1)*k+b]
			}
			l.beta[i*k+a] = s
			sum += s
		}
		if sum <= 0 {
			sum = 1
		}
		for a := range k {
			l.beta[i*k+a] /= sum
		}
	}
	for i := range n {
		sum := 0.0
		for b := range k {
			sum += l.alpha[i*k+b] * l.beta[i*k+b]
		}
		if sum <= 0 {
			sum = 1
		}
		for b := range k {
			p[i*k+b] = l.alpha[i*k+b] * l.beta[i*k+b] / sum
		}
	}
	return logZ
}

// WriteTo writes the chain; DecodeChain reads it.
func (c *Chain) WriteTo(w io.Writer) (int64, error) {
	n, err := c.Dense.WriteTo(w)
	if err != nil {
		return n, err
	}
	var b []byte
	for _, t := range append(append([]float32(nil), c.Trans...), c.Start...) {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(t))
	}
	m, err := w.Write(b)
	return n + int64(m), err
}

// DecodeChain reads a chain from the front of b and returns the rest of b.
func DecodeChain(b []byte) (*Chain, []byte, error) {
	m, b, err := DecodeDense(b)
	if err != nil {
		return nil, b, err
	}
	k := m.Classes
	if len(b) < 4*k*(k+1) {
		return nil, b, errModel
	}
	w := make([]float32, k*(k+1))
	for i := range w {
		w[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return &Chain{m, w[:k*k], w[k*k:]}, b[4*k*(k+1):], nil
}
