package web

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

type calendarView struct {
	Months         []month
	More           string
	From, To       string
	Today, Earlier string
	ICS            string
	Last           []month // that lie before, where nothing is to come
}

// A month is what is to come in one.
type month struct {
	Name  string
	Items []readout.Coming
}

// between reads from when to when is asked for: from today on, where nothing is said; from all means from the first.
func (s *server) between(from, to string) (string, string, error) {
	for _, d := range []string{from, to} {
		if _, err := time.Parse(time.DateOnly, d); d != "" && d != "all" && err != nil {
			return "", "", bad("The date %q is none such as 2026-05-04.", clip(d, 40))
		}
	}
	switch from {
	case "":
		from = s.today()
	case "all":
		from = ""
	}
	if to == "all" {
		to = ""
	}
	return from, to, nil
}

// calendar shows what is next.
func (s *server) calendar(r *http.Request) (*page, error) {
	from, to, err := s.between(r.URL.Query().Get("from"), r.URL.Query().Get("to"))
	if err != nil {
		return nil, err
	}
	l, err := s.store.Coming(r.Context(), from, to, paging(r))
	if err != nil {
		return nil, err
	}
	v := calendarView{From: from, To: to, Today: s.today(), More: more(r, l.Next), ICS: "/calendar.ics"}
	q := url.Values{}
	if from != v.Today {
		q.Set("from", from)
		if from == "" {
			q.Set("from", "all")
		}
	}
	if to != "" {
		q.Set("to", to)
	}
	if len(q) > 0 {
		v.ICS += "?" + q.Encode()
	}
	v.Months = months(l.Items)
	if len(l.Items) == 0 && from != "" {
		last, err := s.lastBefore(r.Context(), from, pageSize)
		if err != nil {
			return nil, err
		}
		v.Last = months(last)
	}
	return &page{View: "calendar", Title: "Calendar", Tab: "calendar", Data: v}, nil
}

// months groups what is to come by the months in which it ends.
func months(all []readout.Coming) (out []month) {
	for _, c := range all {
		name := monthOf(c.Date)
		if n := len(out); n == 0 || out[n-1].Name != name {
			out = append(out, month{Name: name})
		}
		m := &out[len(out)-1]
		m.Items = append(m.Items, c)
	}
	return out
}

// back is how many days before a day it is looked for the last things that were to come; in the end without limit.
var back = []int{30, 365, 3650, 0}

// lastBefore returns the last things that were to come before a day.
func (s *server) lastBefore(ctx context.Context, day string, n int) ([]readout.Coming, error) {
	from, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, bad("The date %q is none such as 2026-05-04.", clip(day, 40))
	}
	for _, days := range back {
		var first string
		if days > 0 {
			first = from.AddDate(0, 0, -days).Format(time.DateOnly)
		}
		l, err := s.store.Coming(ctx, first, from.AddDate(0, 0, -1).Format(time.DateOnly), readout.Paging{Limit: maxBefore})
		if err != nil || len(l.Items) > 0 {
			return l.Items[max(0, len(l.Items)-n):], err
		}
	}
	return nil, nil
}

// maxBefore is how many things that were to come are looked through for the last.
const maxBefore = 1000

// monthOf names the month in which a time ends.
func monthOf(value string) string {
	if _, last, ok := ledger.Range(value); ok {
		return day(last[:len("2006-01")])
	}
	return day(value)
}

type exchangesView struct {
	Query  string
	Matrix matrix
	All    []readout.Exchange
	Error  string

	Exports []link
}

// maxExchanges is how many pairs the page of who spoke to whom lists.
const maxExchanges = 200

// exchanges shows who spoke to whom.
func (s *server) exchanges(r *http.Request) (*page, error) {
	x, err := questionOf(r)
	v := exchangesView{Query: x.q}
	p := &page{View: "exchanges", Title: "Who spoke to whom", Tab: "exchanges", Data: &v}
	if err != nil {
		e := problemOf(err)
		v.Error, p.Status = e.Detail, e.Status
		return p, nil
	}
	if v.All, err = s.store.Exchanges(r.Context(), x.filter, maxExchanges); err != nil {
		return nil, err
	}
	v.Matrix, v.Exports = matrixOf(v.All), exportsOf(x.filter)
	return p, nil
}
