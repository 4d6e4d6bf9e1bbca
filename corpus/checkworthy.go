package corpus

import (
	"bufio"
	"fmt"
	"strings"
)

// A Checkable is a sentence of a debate or speech with a label: is it a claim that is worth checking?
type Checkable struct {
	Group   string // the debate or, in ClaimBuster, the sentence's own number: what must not be divided between parts
	Speaker string // empty in ClaimBuster
	Text    string
	Worth   bool
}

// CheckThat reads sentences of the CLEF CheckThat! labs: tab-separated debate, line, speaker, text, label.
func CheckThat(path string) ([]Checkable, error) {
	return checkables(path, "debate\tline\tspeaker\ttext\tcheckworthy", func(f []string) Checkable {
		return Checkable{f[0], f[2], f[3], f[4] == "1"}
	})
}

// ClaimBuster reads sentences of ClaimBuster: tab-separated number, label, text.
func ClaimBuster(path string) ([]Checkable, error) {
	return checkables(path, "sentence_id\tlabel\ttext", func(f []string) Checkable {
		return Checkable{f[0], "", f[2], f[1] == "1"}
	})
}

// checkables reads the lines of a table whose first line is header.
func checkables(path, header string, make func(fields []string) Checkable) ([]Checkable, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	columns := strings.Count(header, "\t") + 1
	var out []Checkable
	for n := 1; in.Scan(); n++ {
		if n == 1 {
			if in.Text() != header {
				return nil, fmt.Errorf("%s: the first line is %q, want %q", path, in.Text(), header)
			}
			continue
		}
		fields := strings.Split(in.Text(), "\t")
		if len(fields) != columns {
			return nil, fmt.Errorf("%s: line %d: %d fields, want %d", path, n, len(fields), columns)
		}
		out = append(out, make(fields))
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}
