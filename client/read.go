package client

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
)

// pageSize is how many items are asked for at once.
const pageSize = 200

// all yields the items of a list, part after part. An error is the last thing that it yields.
func all[T any](ctx context.Context, c *Client, query url.Values, path ...string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		query.Set("limit", strconv.Itoa(pageSize))
		for {
			p, err := get[Page[T]](ctx, c, query, append([]string(nil), path...)...)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range p.Items {
				if !yield(item, nil) {
					return
				}
			}
			if p.Next == "" {
				return
			}
			query.Set("cursor", p.Next)
		}
	}
}

// Search yields the statements that a query finds; docs/search.md describes queries. Sort is empty for newest first.
func (c *Client) Search(ctx context.Context, query string, sort readout.Sort) iter.Seq2[Statement, error] {
	return all[Statement](ctx, c, values("q", query, "sort", string(sort)), "search")
}

// A Find asks for a part of what a query finds.
type Find struct {
	Query  string
	Sort   readout.Sort // empty: newest first
	Facets []string     // fields to count the values of, as readout.Searcher names them
	Limit  int          // 0: what the server thinks fit
	Cursor string       // Found.Next of the part before
}

// Find returns a part of what a query finds, with how much there is and the counts that were asked for.
func (c *Client) Find(ctx context.Context, f Find) (Found, error) {
	v := values("q", f.Query, "sort", string(f.Sort), "cursor", f.Cursor, "facets", strings.Join(f.Facets, ","))
	if f.Limit > 0 {
		v.Set("limit", strconv.Itoa(f.Limit))
	}
	return get[Found](ctx, c, v, "search")
}

// Statement returns a statement by its key.
func (c *Client) Statement(ctx context.Context, key string) (Statement, error) {
	return get[Statement](ctx, c, nil, "statements", key)
}

// Remark returns what tells the same as the statement of a key.
func (c *Client) Remark(ctx context.Context, key string) (Remark, error) {
	return get[Remark](ctx, c, nil, "statements", key, "remark")
}

// Article returns an article with its record; version 0 is the latest.
func (c *Client) Article(ctx context.Context, id string, version int) (Kept, error) {
	v := url.Values{}
	if version != 0 {
		v.Set("version", strconv.Itoa(version))
	}
	return get[Kept](ctx, c, v, "articles", id)
}

// Articles yields all articles, newest first.
func (c *Client) Articles(ctx context.Context) iter.Seq2[Article, error] {
	return all[Article](ctx, c, url.Values{}, "articles")
}

// Versions returns the versions of an article, oldest first.
func (c *Client) Versions(ctx context.Context, id string) ([]Article, error) {
	return get[[]Article](ctx, c, nil, "articles", id, "versions")
}

// People yields people, organizations and others whose name, or a word of it, begins with some letters; those who speak most first. Kind is
// empty for all kinds.
func (c *Client) People(ctx context.Context, name string, kind readout.EntityKind) iter.Seq2[Person, error] {
	return all[Person](ctx, c, values("name", name, "kind", string(kind)), "people")
}

// Person returns who somebody is; of one that was merged, who it became.
func (c *Client) Person(ctx context.Context, id string) (Person, error) {
	return get[Person](ctx, c, nil, "people", id)
}

// Met yields the occasions that somebody shared with others, newest first.
func (c *Client) Met(ctx context.Context, id string) iter.Seq2[Meeting, error] {
	return all[Meeting](ctx, c, url.Values{}, "people", id, "met")
}

// Mentioned yields what others said of somebody, newest first.
func (c *Client) Mentioned(ctx context.Context, id string) iter.Seq2[Statement, error] {
	return all[Statement](ctx, c, url.Values{}, "people", id, "mentioned")
}

// Positions returns what somebody said on one topic after another.
func (c *Client) Positions(ctx context.Context, id string) ([]Position, error) {
	return get[[]Position](ctx, c, nil, "people", id, "positions")
}

// Decisions returns merges and splits by hand, newest first.
func (c *Client) Decisions(ctx context.Context, id string) ([]Decision, error) {
	return get[[]Decision](ctx, c, nil, "people", id, "decisions")
}

// Commitments yields what is promised, threatened, demanded and offered in statements that a query finds, newest first. Kind is promise,
// threat, demand, offer, or empty for all.
func (c *Client) Commitments(ctx context.Context, query, kind string) iter.Seq2[Commitment, error] {
	return all[Commitment](ctx, c, values("q", query, "kind", kind), "commitments")
}

// Talks yields negotiations, those told of last first.
func (c *Client) Talks(ctx context.Context) iter.Seq2[Talks, error] {
	return all[Talks](ctx, c, url.Values{}, "talks")
}

// Coming yields what is next from one day to another, YYYY-MM-DD; empty: from today, and without end.
func (c *Client) Coming(ctx context.Context, from, to string) iter.Seq2[Coming, error] {
	return all[Coming](ctx, c, values("from", from, "to", to), "calendar")
}

// Exchanges counts who spoke to whom in what a query finds, most frequent first.
func (c *Client) Exchanges(ctx context.Context, query string, limit int) ([]Exchange, error) {
	v := values("q", query)
	if limit > 0 {
		v.Set("limit", strconv.Itoa(limit))
	}
	return get[[]Exchange](ctx, c, v, "exchanges")
}

// Corrections yields what people said against records, newest first; of all articles where the id is empty.
func (c *Client) Corrections(ctx context.Context, article string) iter.Seq2[Correction, error] {
	return all[Correction](ctx, c, values("article", article), "corrections")
}

// maxEvent bounds the bytes of an event.
const maxEvent = 16 << 20

// Listen yields statements that a query finds as they are added from now on, until the context ends or the server breaks off, which is
// an error.
func (c *Client) Listen(ctx context.Context, query string) iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		res, err := c.send(ctx, http.MethodGet, []string{"events"}, values("q", query), nil)
		if err != nil {
			yield(Statement{}, err)
			return
		}
		defer res.Body.Close()
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, maxEvent)
		for lines.Scan() {
			data, ok := bytes.CutPrefix(lines.Bytes(), []byte("data: "))
			if !ok {
				continue
			}
			var s Statement
			if err := json.Unmarshal(data, &s); err != nil {
				yield(s, fmt.Errorf("an event: %w", err))
				return
			}
			if !yield(s, nil) {
				return
			}
		}
		err = lines.Err()
		if err == nil {
			err = fmt.Errorf("the server at %s stopped telling what is new", c.base.Redacted())
		}
		yield(Statement{}, err)
	}
}

// Links lists what people said of remarks and topics, by kind: same-remark, other-remark, topic.
func (c *Client) Links(ctx context.Context, kind string) ([]Link, error) {
	return get[[]Link](ctx, c, values("kind", kind), "links")
}

// Across asks what articles tell across each other (docs/across.md) by the name of a page, such as figures or outcomes: those of a query, empty for the newest,
// as of a day, empty for all. The answer is decoded into out, a pointer to an across.Answer.
func (c *Client) Across(ctx context.Context, page, query, asOf string, out any) error {
	return c.do(ctx, http.MethodGet, []string{page + ".json"}, values("q", query, "as-of", asOf), nil, out)
}
