package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
	"github.com/readout-project/readout/ledger"
	topics "github.com/readout-project/readout/positions"
)

// A commitment is something that somebody has promised, threatened, demanded … to do or to have done.
type commitment struct {
	remark
	What     actView
	Text     string
	To       []readout.IdentityRef // of whom it is demanded, to whom it is promised …
	Deadline string
	State    string              // due, overdue; open where no deadline is known; done or not-done where somebody said so
	Became   *readout.Correction // by which they did
	Write    bool                // whoever looks may say so
	Later    []remark
}

func commitmentsOf(h *readout.Hit, today string) (out []commitment) {
	m := remarkOf(*h)
	for _, a := range h.Statement.Acts {
		if !slices.Contains(binding, a.Type) {
			continue
		}
		c := commitment{remark: m, Text: within(h, a.Span), To: h.Addressees, State: "open"}
		for _, v := range m.Acts {
			if v.Name == label(string(a.Type)) {
				c.What = v
			}
		}
		if a.Deadline != nil {
			if c.Deadline = a.Deadline.Value; c.Deadline == "" {
				c.Deadline = within(h, a.Deadline.Span)
			}
			if _, last, ok := ledger.Range(a.Deadline.Value); ok {
				c.State = "due"
				if last < today {
					c.State = "overdue"
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// awaited are the acts after which something is awaited, by what a page calls them.
var awaited = []struct {
	name, label string
	acts        []readout.ActType
}{
	{"promise", "promises", []readout.ActType{"commitment", "intention", "agreement"}},
	{"threat", "threats", []readout.ActType{"threat", "warning"}},
	{"demand", "demands, requests", []readout.ActType{"demand", "request"}},
	{"offer", "offers, invitations", []readout.ActType{"offer", "invitation"}},
}

// answers are the acts by which somebody answers what is demanded or offered.
var answers = []readout.ActType{"acceptance", "agreement", "commitment", "refusal", "denial"}

const (
	shownCommitments = 30 // statements of a page
	shownLater       = 3  // statements that may tell what became of one
	askedLater       = 20 // that are looked at for it
)

// committed is the filter of the statements of a question that commit somebody in a way.
func committed(x question, kind string) readout.Filter {
	f := x.filter
	if len(f.Act) > 0 && kind == "" {
		return f
	}
	for _, k := range awaited {
		if kind == "" || kind == k.name {
			f.Act = append(slices.Clip(f.Act), k.acts...)
		}
	}
	return f
}

// commitments returns a part of those that a question finds, newest first, with what was said later that may tell what became of them.
func (s *server) commitments(ctx context.Context, x question, kind string, p readout.Paging) (out readout.List[commitment], err error) {
	f := committed(x, kind)
	l, err := s.store.Search(ctx, f, readout.ByDate, p)
	if err != nil {
		return out, err
	}
	out.Next = l.Next
	for i := range l.Items {
		h := &l.Items[i]
		later, err := s.later(ctx, h)
		if err != nil {
			return out, err
		}
		for _, c := range commitmentsOf(h, s.today()) {
			if !slices.ContainsFunc(f.Act, func(a readout.ActType) bool { return label(string(a)) == c.What.Name }) {
				continue
			}
			c.Later = later
			out.Items = append(out.Items, c)
		}
	}
	said, err := s.verdictsOn(ctx, l.Items)
	said.tell(out.Items, callerOf(ctx).write)
	return out, err
}

// later returns what was said after a statement that may tell what became of it, oldest first: by its speaker in words near it, or by
// whom it was made to as an answer that shares a topic word. Whether it does, is not for the program to say.
func (s *server) later(ctx context.Context, h *readout.Hit) (out []remark, err error) {
	said := strings.Join(h.Words, " ")
	words := topics.Words(said)
	if h.Date == "" || len(words) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	ask := func(f readout.Filter, fits func(string) bool) error {
		f.After = h.Date
		l, err := s.store.Search(ctx, f, readout.ByOldest, readout.Paging{Limit: askedLater})
		if err != nil {
			return err
		}
		for _, x := range l.Items {
			if now := strings.Join(x.Words, " "); x.Date > h.Date && x.Article.ID != h.Article.ID && fits(now) && !ledger.SameWords(said, now) {
				out = append(out, remarkOf(x))
			}
		}
		return nil
	}
	if h.Speaker.ID != "" {
		if err := ask(readout.Filter{Speaker: []string{h.Speaker.ID}, Words: []readout.Term{{Text: words[0]}}}, func(now string) bool { return topics.Near(said, now) }); err != nil {
			return nil, err
		}
	}
	var to []string
	for _, who := range h.Addressees {
		if who.ID != "" && who.Kind != readout.Group { // not the reporters
			to = append(to, who.ID)
		}
	}
	if len(to) > 0 {
		shares := func(now string) bool { return topics.InCommon(words, topics.Words(now)) > 0 }
		if err := ask(readout.Filter{Speaker: to, Act: answers}, shares); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b remark) int { return strings.Compare(a.Date, b.Date) })
	return out[:min(len(out), shownLater)], nil
}

type commitmentsView struct {
	Query string
	Kinds []choice
	Kind  string
	Items []commitment
	More  string

	Exports []link
	Error   string
}

// commitmentList lists what is promised, threatened, demanded and offered.
func (s *server) commitmentList(r *http.Request) (*page, error) {
	kind := r.URL.Query().Get("kind")
	x, err := questionOf(r)
	v := commitmentsView{Query: x.q, Kind: kind}
	p := &page{View: "commitments", Title: "Commitments", Tab: "commitments", Data: &v}
	if err == nil {
		err = knownKind(kind)
	}
	if err != nil {
		e := problemOf(err)
		v.Error, p.Status = e.Detail, e.Status
		return p, nil
	}
	address := func(kind string) string {
		q := url.Values{}
		for name, value := range map[string]string{"q": x.q, "kind": kind} {
			if value != "" {
				q.Set(name, value)
			}
		}
		return strings.TrimSuffix("/commitments?"+q.Encode(), "?")
	}
	v.Kinds = append(v.Kinds, choice{"all", address(""), kind == ""})
	for _, k := range awaited {
		v.Kinds = append(v.Kinds, choice{k.label, address(k.name), kind == k.name})
	}
	l, err := s.commitments(r.Context(), x, kind, readout.Paging{Limit: shownCommitments, Cursor: r.URL.Query().Get("cursor")})
	if err != nil {
		return nil, err
	}
	v.Items, v.More = l.Items, more(r, l.Next)
	v.Exports = exportsOf(committed(x, kind))
	return p, nil
}

func knownKind(kind string) error {
	for _, k := range awaited {
		if kind == "" || kind == k.name {
			return nil
		}
	}
	return bad("Commitments are of the kind \"promise\", \"threat\", \"demand\" or \"offer\", not %q.", clip(kind, 40))
}

type commitmentsInput struct {
	Q    string `query:"q" doc:"a query; absent: all"`
	Kind string `query:"kind" enum:"promise,threat,demand,offer" required:"false"`
	ListInput
}

func (s *server) commitmentsTwin(ctx context.Context, in *commitmentsInput) (out client.Page[client.Commitment], err error) {
	x, err := newQuestion(in.Q, "")
	if err != nil {
		return out, err
	}
	l, err := s.commitments(ctx, x, in.Kind, readout.Paging{Limit: min(in.Limit, shownCommitments), Cursor: in.Cursor})
	return client.Page[client.Commitment]{Items: each(l.Items, commitmentJSON), Next: l.Next}, err
}

func commitmentJSON(c commitment) client.Commitment {
	return client.Commitment{Statement: statementJSON(c.Hit), Act: strings.ReplaceAll(c.What.Name, " ", "_"), Words: c.Text, Deadline: c.Deadline, State: c.State, Said: becameJSON(c.Became),
		Later: each(c.Later, func(m remark) client.Statement { return statementJSON(m.Hit) })}
}
