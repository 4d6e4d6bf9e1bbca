package train

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A manifested file is one line of the manifest.
type manifested struct {
	File   string `json:"file"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
	Recipe string `json:"recipe"` // the command that makes it
}

// Cards measures every model and writes models/CARD.md, from the texts in models/cards and the figures, and the
// manifest of the files beside the weights.
func Cards(e Env) error {
	root := filepath.Dir(filepath.Clean(e.Models)) // the folder of all languages
	files, err := filepath.Glob(filepath.Join(e.Models, "*.bin"))
	if err != nil {
		return err
	}
	slices.Sort(files)
	var list []manifested
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		base := filepath.Base(name)
		m := manifested{File: base, Bytes: len(b), SHA256: fmt.Sprintf("%x", sha256.Sum256(b))}
		for _, r := range Recipes {
			if strings.Contains(r.About, base) {
				m.Recipe = "go run ./cmd/readout-train train " + r.Name
			}
		}
		list = append(list, m)
	}
	manifest, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("# The weights: what they are trained on, and how good they are\n\n" +
		"Written by `go run ./cmd/readout-train card`; the texts are in `models/cards`. All weights are trained by this\n" +
		"repository's own recipes. None owes anything to data under a non-commercial term. The manifest with the digest of\n" +
		"each file is `" + filepath.Base(e.Models) + "/MANIFEST.json`.\n\n| file | size, MB | made by |\n|---|---|---|\n")
	for _, m := range list {
		fmt.Fprintf(&b, "| %s | %.1f | `%s` |\n", m.File, float64(m.Bytes)/1e6, m.Recipe)
	}
	cards, err := filepath.Glob(filepath.Join(root, "cards", "*.md"))
	if err != nil {
		return err
	}
	for _, name := range cards {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "\n%s", text)
	}
	var whole bytes.Buffer
	if err := Table(Env{Corpora: e.Corpora, Models: e.Models, Log: &whole}); err != nil {
		return err
	}
	fmt.Fprintf(&b, "\n# Figures on the dev parts\n\nEach block is what the command above it prints: first the whole program, from raw text to record, then stage by stage, with\n"+
		"what the stage before gives.\n\n`go run ./cmd/readout-train eval`\n\n```\n%s```\n", whole.String())
	for _, r := range Recipes {
		if r.Eval == nil {
			continue
		}
		var figures bytes.Buffer
		if err := r.Eval(Env{Corpora: e.Corpora, Models: e.Models, Log: &figures}); err != nil {
			return fmt.Errorf("%s: %w", r.Name, err)
		}
		e.Logf("%s measured", r.Name)
		fmt.Fprintf(&b, "\n`go run ./cmd/readout-train eval %s`\n\n```\n%s```\n", r.Name, figures.String())
	}
	if err := os.WriteFile(filepath.Join(e.Models, "MANIFEST.json"), append(manifest, '\n'), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "CARD.md"), b.Bytes(), 0o644)
}
