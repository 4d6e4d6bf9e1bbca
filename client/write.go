package client

import (
	"context"
	"net/http"

	"github.com/readout-project/readout"
)

// Add has an article read, and keeps its record. Kept.Change tells what that did to the ledger.
func (c *Client) Add(ctx context.Context, a readout.Article) (Kept, error) {
	in := struct {
		ID        string   `json:"id,omitempty"`
		URL       string   `json:"url,omitempty"`
		Title     string   `json:"title,omitempty"`
		Authors   []string `json:"authors,omitempty"`
		Publisher string   `json:"publisher,omitempty"`
		Published string   `json:"published,omitempty"`
		Language  string   `json:"language,omitempty"`
		Text      string   `json:"text"`
	}{a.ID, a.URL, a.Title, a.Authors, a.Publisher, a.Published, a.Language, a.Text}
	var out Kept
	err := c.do(ctx, http.MethodPost, []string{"articles"}, nil, in, &out)
	return out, err
}

// Delete takes an article out of the ledger, with all that hangs on it.
func (c *Client) Delete(ctx context.Context, id string) error {
	return c.do(ctx, http.MethodDelete, []string{"articles", id}, nil, nil, nil)
}

// Correct says what is wrong with the record of an article (Correction.Article): Kind, and what that needs. The server fills in the rest.
func (c *Client) Correct(ctx context.Context, x Correction) (Correction, error) {
	in := struct {
		Kind      string   `json:"kind"`
		Statement string   `json:"statement,omitempty"`
		Words     []string `json:"words,omitempty"`
		At        []Range  `json:"at,omitempty"`
		Source    string   `json:"source,omitempty"`
		Speaker   string   `json:"speaker,omitempty"`
		Note      string   `json:"note,omitempty"`
	}{x.Kind, x.Statement, x.Words, x.At, x.Source, x.Speaker, x.Note}
	var out Correction
	err := c.do(ctx, http.MethodPost, []string{"articles", x.Article, "corrections"}, nil, in, &out)
	return out, err
}

// Withdraw takes a correction back.
func (c *Client) Withdraw(ctx context.Context, id string) error {
	return c.do(ctx, http.MethodDelete, []string{"corrections", id}, nil, nil, nil)
}

// Merge makes two people one, and returns who they are now.
func (c *Client) Merge(ctx context.Context, into, from, note string) (Person, error) {
	in := struct {
		From string `json:"from"`
		Note string `json:"note,omitempty"`
	}{from, note}
	var out Person
	err := c.do(ctx, http.MethodPost, []string{"people", into, "merge"}, nil, in, &out)
	return out, err
}

// Split makes a new person of appearances of another (Article and Entity of Evidence), and returns it.
func (c *Client) Split(ctx context.Context, id string, out []Evidence, note string) (Person, error) {
	in := struct {
		Out  []Evidence `json:"out"`
		Note string     `json:"note,omitempty"`
	}{Note: note}
	for _, e := range out {
		in.Out = append(in.Out, Evidence{Article: e.Article, Entity: e.Entity})
	}
	var p Person
	err := c.do(ctx, http.MethodPost, []string{"people", id, "split"}, nil, in, &p)
	return p, err
}

// Join says that two statements tell what was said once, and returns the remark.
func (c *Client) Join(ctx context.Context, key, other, note string) (Remark, error) {
	return c.remark(ctx, key, map[string]string{"same": other, "note": note})
}

// Part takes a statement out of the remark of another, and returns what is left of that.
func (c *Client) Part(ctx context.Context, key, out, note string) (Remark, error) {
	return c.remark(ctx, key, map[string]string{"apart": out, "note": note})
}

func (c *Client) remark(ctx context.Context, key string, in map[string]string) (out Remark, err error) {
	err = c.do(ctx, http.MethodPost, []string{"statements", key, "remark"}, nil, in, &out)
	return out, err
}

// Topic names a topic, or joins a word to it: statements that have the word are on it.
func (c *Client) Topic(ctx context.Context, name, word, note string) (out Link, err error) {
	err = c.do(ctx, http.MethodPost, []string{"topics"}, nil, map[string]string{"name": name, "word": word, "note": note}, &out)
	return out, err
}

// Unlink takes back what Join, Part or Topic did, by the id of the link.
func (c *Client) Unlink(ctx context.Context, id string) error {
	return c.do(ctx, http.MethodDelete, []string{"links", id}, nil, nil, nil)
}
