package web

import (
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
	for _, c := range l.Items {
		name := monthOf(c.Date)
		if n := len(v.Months); n == 0 || v.Months[n-1].Name != name {
			v.Months = append(v.Months, month{Name: name})
		}
		m := &v.Months[len(v.Months)-1]
		m.Items = append(m.Items, c)
	}
	return &page{View: "calendar", Title: "Calendar", Tab: "calendar", Data: v}, nil
}

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
