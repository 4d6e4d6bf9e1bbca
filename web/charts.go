package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout"
)

// Bars are a histogram.
type bars struct {
	ID, Title, Summary string
	Width, Height      int
	First, Last        string // times
	Bars               []bar
}

// A bar is a time and how many statements are of it; its place is in units of the picture.
type bar struct {
	Name, Link string
	Count      int
	X, Y, W, H float64
}

const (
	chartWidth, chartHeight = 720, 96
	maxBars                 = 120
	maxBarWidth             = 24
)

// inTime are the facets that barsOf needs.
var inTime = []string{"year", "month", "day"}

// barsOf draws how many statements there are over time: by month or, where there are too many of these or too few, by year or day.
// A bar links to the search for q in its time, if there are to be links.
func barsOf(all map[string][]readout.Facet, id, title, q string, links bool) bars {
	out := bars{ID: id, Title: title, Width: chartWidth, Height: chartHeight}
	unit := "month"
	switch months := len(span(all["month"], "month")); {
	case months > maxBars:
		unit = "year"
	case months <= 3:
		unit = "day"
	}
	times := span(all[unit], unit)
	if len(times) < 2 || len(times) > 4*maxBars {
		return out
	}
	counts := map[string]int{}
	top := 1
	for _, x := range all[unit] {
		counts[x.Value] = x.Count
		top = max(top, x.Count)
	}
	w := float64(chartWidth) / float64(len(times))
	most := ""
	for i, t := range times {
		b := bar{Name: day(t), Count: counts[t], X: float64(i) * w, W: min(w*0.84, maxBarWidth)}
		b.H = float64(chartHeight) * float64(b.Count) / float64(top)
		b.Y = chartHeight - b.H
		if b.Count == top && most == "" {
			most = b.Name
		}
		if links && b.Count > 0 {
			b.Link = "/search?q=" + queryEscape(strings.TrimSpace(q+" after:"+t+" before:"+after(t, unit)))
		}
		out.Bars = append(out.Bars, b)
	}
	out.First, out.Last = out.Bars[0].Name, out.Bars[len(out.Bars)-1].Name
	out.Summary = fmt.Sprintf("by %s from %s to %s, most (%s) in %s", unit, out.First, out.Last, number(top), most)
	if unit == "day" {
		out.Summary = strings.Replace(out.Summary, ") in ", ") on ", 1)
	}
	return out
}

// layouts of the units of time.
var layouts = map[string]string{"year": "2006", "month": "2006-01", "day": time.DateOnly}

// span returns the times from the first to the last of facets, those between included.
func span(of []readout.Facet, unit string) (out []string) {
	var first, last string
	for _, x := range of {
		if _, err := time.Parse(layouts[unit], x.Value); err != nil {
			continue
		}
		if first == "" || x.Value < first {
			first = x.Value
		}
		last = max(last, x.Value)
	}
	if first == "" {
		return nil
	}
	for t := first; t <= last && len(out) <= 8*maxBars; t = after(t, unit) {
		out = append(out, t)
	}
	return out
}

// after returns the time after one.
func after(t, unit string) string {
	at, err := time.Parse(layouts[unit], t)
	if err != nil {
		return ""
	}
	switch unit {
	case "year":
		at = at.AddDate(1, 0, 0)
	case "month":
		at = at.AddDate(0, 1, 0)
	default:
		at = at.AddDate(0, 0, 1)
	}
	return at.Format(layouts[unit])
}

// A matrix tells who spoke to whom, how often.
type matrix struct {
	To   []readout.IdentityRef
	Rows []matrixRow
}

type matrixRow struct {
	From  readout.IdentityRef
	Cells []cell
}

// A cell is how often one spoke to another; its shade is from 0 to shades.
type cell struct{ Count, Shade int }

const (
	maxMatrix = 12 // of each side of a matrix
	shades    = 5
)

// matrixOf makes a matrix of those pairs that speak most, which come first, so that no row and no column is empty.
func matrixOf(all []readout.Exchange) matrix {
	var shown []readout.Exchange
	from, to := map[string]bool{}, map[string]bool{}
	top := shades // few are not shown as many
	for _, x := range all {
		if !from[x.From.ID] && len(from) == maxMatrix || !to[x.To.ID] && len(to) == maxMatrix {
			continue
		}
		from[x.From.ID], to[x.To.ID] = true, true
		shown = append(shown, x)
		top = max(top, x.Count)
	}
	m := matrix{To: frequent(shown, func(x readout.Exchange) readout.IdentityRef { return x.To })}
	for _, f := range frequent(shown, func(x readout.Exchange) readout.IdentityRef { return x.From }) {
		row := matrixRow{From: f, Cells: make([]cell, len(m.To))}
		for _, x := range shown {
			if k := slices.IndexFunc(m.To, func(t readout.IdentityRef) bool { return t.ID == x.To.ID }); x.From.ID == f.ID {
				row.Cells[k] = cell{x.Count, (shades*x.Count + top - 1) / top}
			}
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

// frequent returns those of one side who have most statements, most first.
func frequent(all []readout.Exchange, of func(readout.Exchange) readout.IdentityRef) (out []readout.IdentityRef) {
	n := map[string]int{}
	for _, x := range all {
		ref := of(x)
		if n[ref.ID] == 0 {
			out = append(out, ref)
		}
		n[ref.ID] += x.Count
	}
	slices.SortStableFunc(out, func(a, b readout.IdentityRef) int { return n[b.ID] - n[a.ID] })
	return out
}
