package lint

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/readout-project/readout"
)

// What a log consists of.
type (
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifRegion struct {
		StartLine   int          `json:"startLine"`
		StartColumn int          `json:"startColumn"`
		EndLine     int          `json:"endLine"`
		EndColumn   int          `json:"endColumn"`
		Snippet     sarifMessage `json:"snippet"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifResult struct {
		Rule      string          `json:"ruleId"`
		Index     int             `json:"ruleIndex"`
		Level     Level           `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifMessage `json:"shortDescription"`
		Default struct {
			Level Level `json:"level"`
		} `json:"defaultConfiguration"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		URI     string      `json:"informationUri"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Columns string        `json:"columnKind"`
		Results []sarifResult `json:"results"`
	}
)

// SARIF writes findings as a log of the Static Analysis Results Interchange Format, version 2.1.0, which editors and code forges show. Lines
// and columns count from 1, columns in code points of the article's text. Rules are those that findings can be of.
func SARIF(w io.Writer, version string, rules []*Rule, files []File) error {
	at := func(file string, m *readout.Mapper, text string, s readout.Span) (sarifPhysical, error) {
		start, err := m.BytePosition(s.Start)
		if err != nil {
			return sarifPhysical{}, err
		}
		end, err := m.BytePosition(s.End)
		return sarifPhysical{sarifArtifact{address(file)}, sarifRegion{start.Line, start.Column, end.Line, end.Column, sarifMessage{s.In(text)}}}, err
	}
	out := sarifRun{Columns: "unicodeCodePoints", Results: []sarifResult{}}
	out.Tool.Driver = sarifDriver{Name: "Readout", Version: version, URI: "https://github.com/readout-project/readout", Rules: []sarifRule{}}
	number := map[*Rule]int{}
	for i, x := range rules {
		number[x] = i
		r := sarifRule{ID: x.ID, Short: sarifMessage{x.About}}
		r.Default.Level = x.Level
		out.Tool.Driver.Rules = append(out.Tool.Driver.Rules, r)
	}
	for _, f := range files {
		m := readout.NewMapper(f.Text)
		for _, x := range f.Findings {
			place, err := at(f.Name, m, f.Text, x.Span)
			if err != nil {
				return err
			}
			r := sarifResult{x.Rule.ID, number[x.Rule], x.Rule.Level, sarifMessage{x.Message}, []sarifLocation{{Physical: place}}, nil}
			for i, rel := range x.Related {
				place, err := at(rel.File, readout.NewMapper(rel.Text), rel.Text, rel.Span)
				if err != nil {
					return err
				}
				r.Related = append(r.Related, sarifLocation{i + 1, place, &sarifMessage{rel.Message}})
			}
			out.Results = append(out.Results, r)
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{out}})
}

// address makes a URI of the name of a file.
func address(file string) string {
	if strings.HasPrefix(file, "http://") || strings.HasPrefix(file, "https://") {
		return file
	}
	u := url.URL{Path: filepath.ToSlash(file)}
	if filepath.IsAbs(file) {
		u.Scheme = "file"
	}
	return u.String()
}
