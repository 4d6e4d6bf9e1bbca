package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
)

// An act with a deadline is due until its last day has passed; of what nobody is awaited to do, nothing is listed.
func TestCommitmentStates(t *testing.T) {
	h := hit("a", "2026-05-04", "We will close the port by Friday")
	h.Statement.Acts = []readout.Act{
		{Type: "threat", Span: readout.Span{Start: 10, End: 27}, Deadline: &readout.Time{Value: "2026-W19"}},
		{Type: "demand", Span: readout.Span{Start: 13, End: 17}, Deadline: &readout.Time{Value: "2026-04"}},
		{Type: "offer", Span: readout.Span{Start: 0, End: 3}},
		{Type: "assertion", Span: readout.Span{Start: 10, End: 27}},
	}
	var got []string
	for _, c := range commitmentsOf(&h, "2026-05-10") {
		got = append(got, c.What.Name+": "+c.Text+": "+c.State)
	}
	want := "threat: We will close the: due|demand: will: overdue|offer: We will close the port by Friday: open"
	if strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
}

// What was said later by the same, or by whom something was demanded of, stands beside it.
func TestCommitments(t *testing.T) {
	s := serve(t, nil)
	fillDemo(s)
	all := read[client.Page[client.Commitment]](s, "/commitments.json")
	if len(all.Items) < 10 || all.Next == "" {
		t.Fatalf("%d, then %q", len(all.Items), all.Next)
	}
	later, dues := 0, 0
	for _, c := range all.Items {
		for _, l := range c.Later {
			if later++; l.Date <= c.Statement.Date {
				t.Errorf("%s of %s is no later than %s", l.Key, l.Date, c.Statement.Date)
			}
		}
		if c.State != "open" {
			dues++
		}
	}
	if later == 0 || dues == 0 {
		t.Errorf("%d later statements, %d with a deadline", later, dues)
	}
	for _, c := range read[client.Page[client.Commitment]](s, "/commitments.json?kind=threat").Items {
		if c.Act != "threat" && c.Act != "warning" {
			t.Errorf("a threat is %s", c.Act)
		}
	}
	for path, want := range map[string]int{"/commitments?kind=threat": 200, "/commitments?kind=wish": 400, "/commitments?q=act:nonsense": 400, "/commitments.json?kind=wish": 422} {
		if r := s.ask(http.MethodGet, path, "", asBrowser); r.StatusCode != want {
			t.Errorf("%s: %d, not %d", path, r.StatusCode, want)
		}
	}
}
