package readout

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/readout-project/readout/internal/golden"
)

func TestAppendJSON(t *testing.T) {
	r := sampleRecord(t)
	got, err := r.AppendJSON([]byte("before "))
	if err != nil {
		t.Fatal(err)
	}
	got = bytes.TrimPrefix(got, []byte("before "))
	if bytes.ContainsRune(got, '\n') {
		t.Error("the record takes more than one line")
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, got, "", " "); err != nil {
		t.Fatal(err)
	}
	indented.WriteByte('\n')
	golden.File(t, "testdata/record.json", indented.Bytes())

	var back Readout
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, &back); diff != "" {
		t.Errorf("read back (-written +read):\n%s", diff)
	}
	marshalled, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(marshalled, &back); err != nil || !cmp.Equal(r, &back) {
		t.Errorf("read back from json.Marshal: %v", err)
	}
}

func TestAppendJSONEmpty(t *testing.T) {
	got, err := new(Readout).AppendJSON(nil)
	if want := `{"readout":"1","article":{"text":""}}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

func TestAppendJSONEscapes(t *testing.T) {
	const text = "\x00\x1b\t\n\r\"\\/\x7f <b>& é “” 𝄞 \u2028"
	got, err := (&Readout{Article: Article{Text: text}}).AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"readout":"1","article":{"text":"\u0000\u001b\t\n\r\"\\/\u007f <b>& é “” 𝄞 ` + "\u2028" + `"}}`
	if string(got) != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	var back Readout
	if err := json.Unmarshal(got, &back); err != nil || back.Article.Text != text {
		t.Errorf("read back %q, %v", back.Article.Text, err)
	}
}

func TestAppendJSONFaults(t *testing.T) {
	for name, spoil := range map[string]func(*Readout){
		"outside":       func(r *Readout) { r.Entities[0].Mentions[0].End = 9999 },
		"inside a rune": func(r *Readout) { r.Statements[0].Content[0].Start-- },
		"backwards":     func(r *Readout) { r.Statements[0].Cue = Span{4, 2} },
		"not UTF-8":     func(r *Readout) { r.Article.Title = "\xff" },
		"no point":      func(r *Readout) { r.Places[0].Lat = math.Inf(1) },
		"in an act":     func(r *Readout) { r.Statements[0].Acts[0].Span.End = 9999 },
		"in a time":     func(r *Readout) { r.Occasions[1].When.End = 9999 },
		"not a number":  func(r *Readout) { r.Statements[0].Confidence = math.NaN() },
	} {
		r := sampleRecord(t)
		spoil(r)
		if out, err := r.AppendJSON([]byte("x")); err == nil || string(out) != "x" {
			t.Errorf("%s: %q, %v", name, out, err)
		}
	}
}

func TestUnmarshalFaults(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"version", `{"readout":"2","article":{"text":""}}`, "version"},
		{"no version", `{}`, "version"},
		{"outside", `{"readout":"1","article":{"text":"ab"},"statements":[{"id":"s1","content":[{"start":0,"end":3,"text":"abc"}]}]}`, "s1: content 0: code point 3"},
		{"other words", `{"readout":"1","article":{"text":"ab"},"entities":[{"id":"e1","mentions":[{"start":0,"end":1,"text":"b","form":"name"}]}]}`, "e1: mentions 0: span 0:1"},
		{"time", `{"readout":"1","article":{"text":"ab"},"times":[{"start":0,"end":1,"text":"b","type":"DATE"}]}`, "times: 0: span 0:1"},
		{"condition", `{"readout":"1","article":{"text":"ab"},"statements":[{"id":"s1","acts":[{"condition":{"start":0,"end":1,"text":"b"}}]}]}`, "s1: condition 0: span 0:1"},
		{"broken", `{"readout":`, "unexpected end"},
	} {
		var r Readout
		if err := json.Unmarshal([]byte(c.in), &r); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// Whatever can be read as a record can be written, and reads the same again.
func FuzzUnmarshalJSON(f *testing.F) {
	f.Add([]byte(`{"readout":"1","article":{"text":"“a”"},"statements":[{"id":"s1","form":"direct","content":[{"start":1,"end":2,"text":"a"}],"confidence":0.5}]}`))
	f.Add([]byte(`{"readout":"1","article":{"id":"\ud800","text":"\ud834\udd1e"},"entities":[{"id":"e1","mentions":[{"start":0,"end":1,"text":"𝄞"}]}]}`))
	f.Add([]byte(`{"readout":"1","article":{"text":"é on Friday in Rome"},"occasions":[{"id":"o1","when":{"start":5,"end":11,"text":"Friday"},"place":{"lat":1e300,"lon":-0}}],` +
		`"talks":[{"next":[{"start":0,"end":1,"text":"é","act":"x"}]}],"events":[{"where":{"lat":1}}],"statements":[{"acts":[{}],"claims":[{}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var first, second Readout
		if json.Unmarshal(data, &first) != nil {
			return
		}
		_ = first.Check()
		_ = first.Print(new(bytes.Buffer), Layout{Width: 40, Color: true})
		for _, id := range []string{"s1", "e1", "o1", "v1", "t1", "time1", "place1", ""} {
			_ = first.Explain(new(bytes.Buffer), id, Layout{})
		}
		out, err := first.AppendJSON(nil)
		if err != nil {
			t.Fatalf("read but not written: %v", err)
		}
		if err := json.Unmarshal(out, &second); err != nil {
			t.Fatalf("written but not read: %v\n%s", err, out)
		}
		again, err := second.AppendJSON(nil)
		if err != nil || !bytes.Equal(out, again) {
			t.Fatalf("%v\n%s\n%s", err, out, again)
		}
	})
}

func BenchmarkAppendJSON(b *testing.B) {
	r := sampleRecord(&testing.T{})
	out, err := r.AppendJSON(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(out)))
	b.ReportAllocs()
	for b.Loop() {
		out, _ = r.AppendJSON(out[:0])
	}
}

// docs/record.md explains every key.
func TestKeysDocumented(t *testing.T) {
	doc, err := os.ReadFile("docs/record.md")
	if err != nil {
		t.Fatal(err)
	}
	out, err := sampleRecord(t).AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`"([a-z_]+)":`).FindAllSubmatch(out, -1) {
		if key := string(m[1]); !bytes.Contains(doc, []byte("`"+key+"`")) && !bytes.Contains(doc, m[0]) && !bytes.Contains(doc, []byte(`"`+key+`"`)) {
			t.Errorf("docs/record.md says nothing of %q", key)
		}
	}
}
