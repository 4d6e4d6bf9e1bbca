package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/readout-project/readout/internal/golden"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"readout": main})
}

// The scripts run the program as people do. Commands of their own:
//
//	bytes FILE STRING...     writes strings in Go's syntax, so that a file can hold any bytes
//	repeat FILE N STRING...  writes the strings N times
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: golden.Update(),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes": func(ts *testscript.TestScript, _ bool, args []string) { writeBytes(ts, args[0], 1, args[1:]) },
			"repeat": func(ts *testscript.TestScript, _ bool, args []string) {
				n, err := strconv.Atoi(args[1])
				ts.Check(err)
				writeBytes(ts, args[0], n, args[2:])
			},
		},
		Condition: func(name string) (bool, error) {
			if name != "root" {
				return false, fmt.Errorf("unknown condition %q", name)
			}
			return os.Geteuid() == 0, nil // may read everything
		},
		Setup: func(env *testscript.Env) error {
			examples, err := os.Getwd()
			env.Setenv("EXAMPLES", examples+"/../../examples")
			env.Setenv("COLUMNS", "")
			return err
		},
	})
}

func writeBytes(ts *testscript.TestScript, name string, n int, words []string) {
	var b strings.Builder
	for _, w := range words {
		s, err := strconv.Unquote(`"` + w + `"`)
		ts.Check(err)
		b.WriteString(s)
	}
	ts.Check(os.WriteFile(ts.MkAbs(name), []byte(strings.Repeat(b.String(), n)), 0o666))
}
