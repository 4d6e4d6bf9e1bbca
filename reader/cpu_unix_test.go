//go:build unix

package reader

import (
	"syscall"
	"time"
)

// cpuTime is how long the process has kept a core busy: on a machine that others use too, time on
// the clock says little.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
