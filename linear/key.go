// Package linear holds sparse linear models over hashed features: how they are trained,
// stored and applied.
//
// A feature is a Key: 64 bits in which a template's number and its values are mixed. A trained
// Model keeps the weights that matter, as bytes, in slots that a perfect hash finds without searching.
package linear

// A Key is a hashed feature. Keys are spread evenly over 64 bits; models know a feature by its key alone. One that a model does not
// have is taken for one that it has about once in 2^32 look-ups or less.
type Key uint64

// Odd multipliers: a key is a linear form of the template and its values, mixed once. Forms of
// different values meet with a chance of about 2^-64.
const (
	mulT = 0x9E3779B97F4A7C15
	mulA = 0xC2B2AE3D27D4EB4F
	mulB = 0xD6E8FEB86659FD93
	mulC = 0xA0761D6478BD642F
	mulM = 0xE7037ED1A0B428DB
)

func mix(h uint64) Key {
	h ^= h >> 32
	h *= mulM
	h ^= h >> 29
	return Key(h)
}

// Key1 makes the key of a template with one value.
func Key1(template uint32, a uint64) Key {
	return mix(uint64(template+1)*mulT + a*mulA)
}

// Key2 makes the key of a template with two values.
func Key2(template uint32, a, b uint64) Key {
	return mix(uint64(template+1)*mulT + a*mulA + b*mulB)
}

// Key3 makes the key of a template with three values.
func Key3(template uint32, a, b, c uint64) Key {
	return mix(uint64(template+1)*mulT + a*mulA + b*mulB + c*mulC)
}

// HashString hashes bytes (FNV-1a, 64 bits) to a value for the functions above.
func HashString(s string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := 0; i < len(s); i++ {
		h ^= uint64(s[i])
		h *= 0x100000001b3
	}
	return h
}
