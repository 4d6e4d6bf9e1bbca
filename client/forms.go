package client

import "context"

// Help is what can be asked, and how.
type Help struct {
	Version string   `json:"version" doc:"of the program"`
	Models  string   `json:"models,omitempty" doc:"digest of the models that articles are read with"`
	Fields  []Field  `json:"fields" doc:"of queries, in which words, \"phrases\", beginnings (word*) and -parts that are left out stand beside them"`
	Keys    []KeyUse `json:"keyboard" doc:"of pages"`
	Formats []Format `json:"formats" doc:"in which things are written, at their address with a dot and the format at its end"`
}

// Field is a field of queries, as in speaker:"Ana Kovac".
type Field struct {
	Name    string   `json:"name"`
	Also    []string `json:"also,omitempty" doc:"other names"`
	Values  []string `json:"values,omitempty" doc:"all there are; absent where any text will do"`
	Example string   `json:"example"`
	Finds   string   `json:"finds"`
}

// KeyUse is what a key of the keyboard does on pages.
type KeyUse struct {
	Key  string `json:"key"`
	Does string `json:"does"`
}

// Format is one in which something is written.
type Format struct {
	Of    string `json:"of" enum:"article,search"`
	Name  string `json:"name" doc:"as addresses end in"`
	Title string `json:"title"`
}

// Adding is what articles can be added, and by whom.
type Adding struct {
	To     string     `json:"to" doc:"address that articles are posted to"`
	Reads  bool       `json:"reads" doc:"whether this server reads articles"`
	May    bool       `json:"may" doc:"whether who asks may add them"`
	Types  []string   `json:"types" doc:"content types of what is posted: JSON, or the text alone"`
	Fields []AddField `json:"fields" doc:"of JSON"`
	Marks  int        `json:"marks" doc:"combining marks on one character, at most"`
}

// AddField is a field of an article that is posted as JSON.
type AddField struct {
	Name     string `json:"name"`
	Is       string `json:"is"`
	Bytes    int    `json:"bytes" doc:"at most; of each, where there are several"`
	Several  int    `json:"several,omitempty" doc:"how many there may be; absent for one"`
	Required bool   `json:"required,omitempty"`
}

// Judging is what can be said of a statement: POST /articles/ID/corrections with one of the kinds.
type Judging struct {
	Statement Statement `json:"statement"`
	Kinds     []string  `json:"kinds" doc:"of corrections"`
	Speakers  []string  `json:"speakers" doc:"names in the article"`
}

// Deleting is what is deleted with an article: DELETE /articles/ID.
type Deleting struct {
	Article     Article `json:"article"`
	Corrections int     `json:"corrections"`
}

// Session is what who asks may do.
type Session struct {
	Write  bool `json:"write"`
	Signed bool `json:"signed_in" doc:"by a key in a cookie"`
}

// Help returns what can be asked, and how.
func (c *Client) Help(ctx context.Context) (Help, error) { return get[Help](ctx, c, nil, "help") }

// Adding returns what articles can be added.
func (c *Client) Adding(ctx context.Context) (Adding, error) { return get[Adding](ctx, c, nil, "add") }

// Judging returns what can be said of a statement.
func (c *Client) Judging(ctx context.Context, key string) (Judging, error) {
	return get[Judging](ctx, c, nil, "statements", key, "correct")
}

// Deleting returns what is deleted with an article.
func (c *Client) Deleting(ctx context.Context, article string) (Deleting, error) {
	return get[Deleting](ctx, c, nil, "articles", article, "delete")
}

// Session returns what the client may do.
func (c *Client) Session(ctx context.Context) (Session, error) {
	return get[Session](ctx, c, nil, "session")
}
