package train

import (
	"bytes"
	"strings"
	"testing"
)

func TestTableFails(t *testing.T) {
	for name, c := range map[string]struct {
		figures map[string]float64
		partial bool
		want    string // in the error; empty for none
	}{
		"all well":           {map[string]float64{"ewt las": 99, "polnear calibration error": 1}, true, ""},
		"below":              {map[string]float64{"ewt las": 10}, true, "1 figures"},
		"error too great":    {map[string]float64{"polnear calibration error": 10}, true, "1 figures"},
		"nothing left out":   {map[string]float64{"ewt las": 99}, false, "nothing measures it"},
		"no corpus is there": {nil, true, ""},
	} {
		var log bytes.Buffer
		err := (&table{Env: Env{Log: &log}, figures: c.figures, partial: c.partial}).print()
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(log.String(), "BELOW") != strings.Contains(c.want, "figures") {
			t.Errorf("%s: %s", name, log.String())
		}
	}
}
