//go:build !unix

package reader

import "time"

var started = time.Now()

// cpuTime is the time on the clock, where the system does not tell that of the processor.
func cpuTime() time.Duration { return time.Since(started) }
