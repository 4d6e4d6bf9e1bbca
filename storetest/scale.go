package storetest

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
)

// Scale measures a store with many statements: those of the records in the file of JSON Lines that READOUT_SCALE_RECORDS names, multiplied to
// READOUT_SCALE (1000000), in batches of 100 articles. Without the first it is skipped. A store that has them already is measured only.
func Scale(t *testing.T, store readout.Store) {
	file := os.Getenv("READOUT_SCALE_RECORDS")
	if file == "" {
		t.Skip("READOUT_SCALE_RECORDS names no records to multiply, so nothing is measured")
	}
	want := 1_000_000
	if n, err := strconv.Atoi(os.Getenv("READOUT_SCALE")); err == nil {
		want = n
	}
	s := &suite{t: t, ctx: context.Background(), Store: store}
	records := Read(t, file)
	s.grow(records, want)
	s.measure(records)
}

// Read returns the records of a file of JSON Lines.
func Read(t testing.TB, name string) (records []*readout.Readout) {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		r := new(readout.Readout)
		if err := json.Unmarshal(lines.Bytes(), r); err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
	if err := lines.Err(); err != nil || len(records) == 0 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	return records
}

func (s *suite) grow(records []*readout.Readout, want int) {
	st, err := s.Stats(s.ctx)
	s.must(err)
	var batch []readout.Entry
	have, skip := st.Statements, st.Articles
	added, spent, lap, lapped, worked := 0, time.Duration(0), time.Duration(0), 0, processor()
	for e := range Multiply(records) {
		if have >= want {
			break
		}
		if skip--; skip >= 0 {
			continue
		}
		if batch = append(batch, e); len(batch) < 100 {
			continue
		}
		start := time.Now()
		_, err := s.Put(s.ctx, batch...)
		spent += time.Since(start)
		lap += time.Since(start)
		s.must(err)
		for _, e := range batch {
			n := len(e.Record.Statements)
			have, added, lapped = have+n, added+n, lapped+n
		}
		batch = batch[:0]
		if lapped >= 100_000 {
			s.t.Logf("%8d statements: the last %d at %.0f a second", have, lapped, float64(lapped)/lap.Seconds())
			lap, lapped = 0, 0
		}
	}
	if added > 0 {
		s.t.Logf("added %d statements at %.0f a second; for each second that a processor worked for this process, making them included, %.0f",
			added, float64(added)/spent.Seconds(), float64(added)/(processor()-worked).Seconds())
	}
}

// measure times questions, a hundred of each kind with other words and people.
func (s *suite) measure(records []*readout.Readout) {
	people, err := s.People(s.ctx, "", readout.Person, readout.Paging{Limit: 100})
	s.must(err)
	who := people.Items
	st, err := s.Stats(s.ctx)
	s.must(err)
	s.t.Logf("%d articles, %d statements, %d people; the first of them speaks in %d and appears in %d articles", st.Articles, st.Statements, st.People,
		who[0].Statements, who[0].Articles)
	phrases := phrases(records)
	var fresh []readout.Entry
	for e := range Multiply(records) {
		if fresh = append(fresh, e); len(fresh) == 100 {
			break
		}
	}
	acts := []readout.ActType{"assertion", "assessment", "demand", "threat", "denial", "commitment"}
	search := func(f readout.Filter, by readout.Sort) int {
		l, err := s.Search(s.ctx, f, by, readout.Paging{})
		s.must(err)
		return len(l.Items)
	}
	for _, m := range []struct {
		name string
		ask  func(i int) int
	}{
		{"field and phrase (act and two words)", func(i int) int {
			return search(readout.Filter{Act: acts[i%len(acts):][:1], Words: words(phrases[i])}, readout.ByDate)
		}},
		{"speaker and a word", func(i int) int {
			return search(readout.Filter{Speaker: []string{who[i%len(who)].ID}, Words: words(strings.Fields(phrases[i])[0])}, readout.ByDate)
		}},
		{"speaker by name, outlet and dates", func(i int) int {
			return search(readout.Filter{Speaker: []string{who[i%len(who)].Name}, Outlet: []string{fmt.Sprint("Outlet ", i)}, After: "2016", Before: "2020-06"}, readout.ByDate)
		}},
		{"two words", func(i int) int {
			return search(readout.Filter{Words: words(strings.Fields(phrases[i])...)}, readout.ByDate)
		}},
		{"a common word", func(i int) int {
			return search(readout.Filter{Words: words([]string{"the", "to", "and", "of"}[i%4])}, readout.ByDate)
		}},
		{"a common word, oldest first", func(i int) int {
			return search(readout.Filter{Words: words([]string{"the", "to", "and", "of"}[i%4])}, readout.ByOldest)
		}},
		{"a phrase by relevance", func(i int) int { return search(readout.Filter{Words: words(phrases[i])}, readout.ByRelevance) }},
		{"beginning of a word (four letters)", func(i int) int {
			w := strings.Fields(phrases[i])[0]
			return search(readout.Filter{Words: words(w[:min(4, len(w))] + "*")}, readout.ByDate)
		}},
		{"act without a speaker", func(i int) int {
			return search(readout.Filter{Act: acts[i%len(acts):][:1], Without: []readout.Filter{{Speaker: []string{who[i%len(who)].ID}}}}, readout.ByDate)
		}},
		{"nothing found", func(i int) int {
			return search(readout.Filter{Words: words("the", "to", "zxqv"), Act: acts[i%len(acts):][:1]}, readout.ByDate)
		}},
		{"a person's page", func(i int) int {
			id := who[i%len(who)].ID
			_, err := s.Identity(s.ctx, id)
			s.must(err)
			_, err = s.Met(s.ctx, id, readout.Paging{})
			s.must(err)
			return search(readout.Filter{Speaker: []string{id}}, readout.ByDate)
		}},
		{"what others said of a person", func(i int) int {
			l, err := s.Mentioned(s.ctx, who[i%len(who)].ID, readout.Paging{})
			s.must(err)
			return len(l.Items)
		}},
		{"a person by three letters", func(i int) int {
			l, err := s.People(s.ctx, who[i%len(who)].Name[:3], "", readout.Paging{})
			s.must(err)
			return len(l.Items)
		}},
		{"what tells the same as a statement", func(i int) int {
			l, err := s.Search(s.ctx, readout.Filter{Speaker: []string{who[i%len(who)].ID}}, readout.ByDate, readout.Paging{Limit: 1})
			s.must(err)
			if len(l.Items) == 0 {
				return 0
			}
			same, err := s.Remark(s.ctx, l.Items[0].Key)
			s.must(err)
			return len(same)
		}},
		{"five facets of a phrase", func(i int) int {
			f, err := s.Facets(s.ctx, readout.Filter{Words: words(phrases[i])}, []string{"speaker", "act", "outlet", "year", "occasion"}, 10)
			s.must(err)
			return len(f["speaker"])
		}},
		{"five facets of everything", func(i int) int {
			f, err := s.Facets(s.ctx, readout.Filter{}, []string{"speaker", "act", "outlet", "year", "occasion"}, 10)
			s.must(err)
			return len(f["speaker"])
		}},
		{"count of a phrase to 1,000", func(i int) int {
			n, _, err := s.Count(s.ctx, readout.Filter{Words: words(phrases[i])}, 1000)
			s.must(err)
			return n
		}},
		{"the newest talks", func(i int) int {
			l, err := s.Talks(s.ctx, readout.Filter{Speaker: []string{who[i%len(who)].ID}}, readout.Paging{})
			s.must(err)
			return len(l.Items)
		}},
		{"what is coming in a month", func(i int) int {
			l, err := s.Coming(s.ctx, fmt.Sprintf("%d-01-01", 2015+i%10), fmt.Sprintf("%d-01-31", 2015+i%10), readout.Paging{})
			s.must(err)
			return len(l.Items)
		}},
		{"an article", func(i int) int {
			l, err := s.Articles(s.ctx, readout.Filter{Outlet: []string{fmt.Sprint("Outlet ", i)}}, readout.Paging{Limit: 1})
			s.must(err)
			if len(l.Items) == 0 { // few articles, and not of every outlet
				return 0
			}
			k, err := s.Get(s.ctx, l.Items[0].ID, 0)
			s.must(err)
			return len(k.Record.Statements)
		}},
		{"adding an article", func(i int) int {
			e := fresh[i]
			e.Key = fmt.Sprint(time.Now().UnixNano())
			_, err := s.Put(s.ctx, e)
			s.must(err)
			return len(e.Record.Statements)
		}},
	} {
		s.time(m.name, m.ask)
	}
	s.t.Logf("most memory of the process: %s; heap now %d MB", mostMemory(), heap()>>20)
}

func (s *suite) time(name string, ask func(int) int) {
	all := make([]time.Duration, 100)
	found, worked := 0, processor()
	for i := range all {
		start := time.Now()
		found += ask(i)
		all[i] = time.Since(start)
	}
	slices.Sort(all)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	s.t.Logf("%-40s median %7.1f ms  99th %7.1f ms  worst %7.1f ms  (%.1f found; a processor of this process worked %.1f ms for each)",
		name, ms(all[50]), ms(all[98]), ms(all[99]), float64(found)/100, ms(processor()-worked)/100)
}

// phrases returns a hundred pairs of neighbouring words of what was said, spread over the records.
func phrases(records []*readout.Readout) (list []string) {
	for i := 0; len(list) < 100; i++ {
		r := records[i%len(records)]
		s := r.Statements[(i/len(records)*7+3)%len(r.Statements)]
		w := strings.FieldsFunc(s.Content[0].In(r.Article.Text), func(c rune) bool { return !letter(c) })
		if len(w) > 3 && len(w[1]) > 2 {
			list = append(list, w[1]+" "+w[2])
		}
	}
	return list
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// processor is how long processors have worked for the process, 0 where the system does not tell.
func processor() time.Duration {
	stat, err := os.ReadFile("/proc/self/stat")
	fields := strings.Fields(string(stat))
	if err != nil || len(fields) < 15 {
		return 0
	}
	user, _ := strconv.Atoi(fields[13])
	system, _ := strconv.Atoi(fields[14])
	return time.Duration(user+system) * (time.Second / 100) // of the kernel's ticks
}

// mostMemory is the most memory that the process has had in use, where the system tells.
func mostMemory() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "not told"
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return "not told"
}
