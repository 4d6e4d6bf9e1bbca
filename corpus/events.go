package corpus

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
)

// A Coded sentence tells of an event that people coded: PLV's and PLOVER's records, PETRARCH's and CAMEO's classes.
type Coded struct {
	ID, Text string
	Root     string   // PLOVER type, as the record writes it; empty where only the class of four is known
	Quad     int      // 1 to 4: verbal and material cooperation, verbal and material conflict; 0 for none, -1 where not known
	Sources  []string // words of the actors; may be none
	Targets  []string // words of the recipients; may be none
}

// CodedKeptOut reports whether a sentence is kept out of all development: FNV-1a (32 bits) of it, without the blanks
// around it, is a multiple of five.
func CodedKeptOut(sentence string) bool {
	h := fnv.New32a()
	h.Write([]byte(strings.TrimSpace(sentence)))
	return h.Sum32()%5 == 0
}

// eachLine reads a file line by line, gzipped when its name ends in .gz.
func eachLine(path string, do func([]byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		in = bufio.NewScanner(z)
	}
	in.Buffer(nil, 1<<24)
	for n := 1; in.Scan(); n++ {
		if err := do(in.Bytes()); err != nil {
			return fmt.Errorf("%s: line %d: %w", path, n, err)
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// PLV reads plv.train.jsonl (Hu and others, ACL 2024).
func PLV(path string) ([]Coded, error) {
	var out []Coded
	err := eachLine(path, func(line []byte) error {
		var l struct{ ID, Sentence, Source, Target, Root string }
		if err := json.Unmarshal(line, &l); err != nil {
			return err
		}
		c := Coded{ID: l.ID, Text: strings.TrimSpace(l.Sentence), Root: l.Root, Quad: -1}
		c.Sources, c.Targets = named(l.Source), named(l.Target)
		out = append(out, c)
		return nil
	})
	return out, err
}

// named is the words of a participant, or none.
func named(words string) []string {
	if words = strings.TrimSpace(words); words == "" {
		return nil
	}
	return []string{words}
}

// PLOVERGold reads plover_gsr_cameo.train.jsonl: the gold records that PLOVER made of CAMEO's examples.
func PLOVERGold(path string) ([]Coded, error) {
	type actor struct{ ActorText string }
	actors := func(raw json.RawMessage) (out []string) {
		var list []actor
		if json.Unmarshal(raw, &list) != nil {
			return nil
		}
		for _, a := range list {
			out = append(out, named(a.ActorText)...)
		}
		return out
	}
	var out []Coded
	err := eachLine(path, func(line []byte) error {
		var l struct {
			ID, Event, Text string
			Source, Target  json.RawMessage
		}
		if err := json.Unmarshal(line, &l); err != nil {
			return err
		}
		out = append(out, Coded{ID: l.ID, Text: strings.TrimSpace(l.Text), Root: l.Event, Quad: -1, Sources: actors(l.Source), Targets: actors(l.Target)})
		return nil
	})
	return out, err
}

// QuadClass reads cameo_quadclass.train.tsv.gz: sentences and their class of four.
func QuadClass(path string) ([]Coded, error) {
	var out []Coded
	err := eachLine(path, func(line []byte) error {
		sentence, class, ok := strings.Cut(string(line), "\t")
		if !ok || len(class) != 1 || class[0] < '0' || class[0] > '4' {
			return fmt.Errorf("no class from 0 to 4")
		}
		out = append(out, Coded{ID: fmt.Sprint(len(out) + 1), Text: strings.TrimSpace(sentence), Quad: int(class[0] - '0')})
		return nil
	})
	return out, err
}
