package article

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/readout-project/readout"
)

func TestText(t *testing.T) {
	utf16 := func(s string, big bool) string {
		out := []byte{0xff, 0xfe}
		if big {
			out = []byte{0xfe, 0xff}
		}
		for _, r := range s { // of the Basic Multilingual Plane
			if big {
				out = append(out, byte(r>>8), byte(r))
			} else {
				out = append(out, byte(r), byte(r>>8))
			}
		}
		return string(out)
	}
	gbk := "\xd6\xd0\xb9\xfa\xd5\xfe\xb8\xae\xd0\xfb\xb2\xbc\xd0\xc2\xb5\xc4\xbc\xc6\xbb\xae"
	for _, test := range []struct{ name, data, want, err string }{
		{"utf8", "He said “no”.\r\nShe left.\n", "He said “no”.\r\nShe left.\n", ""},
		{"bom", "\ufeffHe said no.", "He said no.", ""},
		{"utf16le", utf16("Señor “X” left.", false), "Señor “X” left.", ""},
		{"utf16be", utf16("Señor “X” left.", true), "Señor “X” left.", ""},
		{"utf16le pair", "\xff\xfe\x3d\xd8\x00\xdea\x00", "😀a", ""},
		{"utf16 half", "\xff\xfea\x00\x3d\xd8", "", "utf16 half:1: byte 4: is no UTF-16, though its byte order mark says so: half a character stands here"},
		{"utf16 without", "a\x00b\x00c\x00d\x00", "", "utf16 without: is no text in UTF-8; it looks like UTF-16 (little endian) without a byte order mark"},
		{"cp1252", "\x93We won\x92t pay,\x94 said Ren\xe9 \x96 twice.", "“We won’t pay,” said René – twice.", ""},
		{"broken", "He said “no”.\nCaf\xe9 “x”.", "", "broken:2: byte 21: is not UTF-8; it looks like UTF-8 with 1 byte that does not fit, the first of them 0xE9"},
		{"gbk", gbk, "", "gbk:1: byte 0: is not UTF-8; it looks like an East Asian encoding such as GB18030, Big5, Shift JIS or EUC-KR"},
		{"1251", "\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2 \xf1\xea\xe0\xe7\xe0\xeb \xf7\xf2\xee", "", "1251:1: byte 0: is not UTF-8; it looks like Windows-1251 (Cyrillic)"},
		{"koi8", "\xf0\xd2\xc5\xda\xc9\xc4\xc5\xce\xd4 \xd3\xcb\xc1\xda\xc1\xcc \xde\xd4\xcf", "", "koi8:1: byte 0: is not UTF-8; it looks like KOI8-R (Cyrillic)"},
		{"empty", "", "", "empty: is empty"},
		{"blank", " \n\t\u00a0\u200b\n", "", "blank: is empty"},
		{"pdf", "%PDF-1.7 …", "", "pdf: is no text; it looks like a PDF file"},
		{"nul", "He said\nno\x00.", "", "nul:2: byte 10: is binary data: a NUL stands here"},
		{"binary", "\x01\x02\x03abc", "", "binary: is binary data: control characters stand all over it"},
		{"control", "He \x07said no to all of them.", "He \x07said no to all of them.", ""},
	} {
		a, err := Text(test.name, []byte(test.data))
		if got := message(err); got != test.err {
			t.Errorf("%s: error %q, want %q", test.name, got, test.err)
		}
		if a.Text != test.want {
			t.Errorf("%s: %q, want %q", test.name, a.Text, test.want)
		}
	}
	if a, _ := Text("news/first.report.txt", []byte("Yes.")); a.ID != "first.report" {
		t.Errorf("id %q", a.ID)
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestJSONLines(t *testing.T) {
	const in = "\ufeff" + `{"id":"a","text":"He said \u201cno\u201d \ud83d\ude00\n","title":"T","url":"u","authors":["A","B"],"publisher":"P","published":"2025-08-16","language":"en","x":{"text":[1,"]"]}}

{"text":"Two","url":"http://x/"}` + "\r" + `
 { "text" : "Three" , "authors" : "C" , "id" : 7 , "title" : null }
{"text":"Four"
{"text":"lone \ud83d here"}
{"text":"a","text":"b"}
{"title":"no text"}
["text"]
{"text":5}
{"text":" "}
{"text":"bad ` + "\xff“" + `"}
{"text":"x","published":"Aug 16"}
{"text":"NUL \u0000 and ` + "\u2028" + `"}
{"text":"last"}`
	var got []string
	for a, err := range JSONLines("in.jsonl", strings.NewReader(in)) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, fmt.Sprintf("%#v", a))
	}
	show := func(a readout.Article) string { return fmt.Sprintf("%#v", a) }
	want := []string{
		show(readout.Article{ID: "a", Text: "He said “no” 😀\n", Title: "T", URL: "u", Authors: []string{"A", "B"}, Publisher: "P", Published: "2025-08-16", Language: "en"}),
		show(readout.Article{ID: "http://x/", URL: "http://x/", Text: "Two"}),
		show(readout.Article{ID: "7", Text: "Three", Authors: []string{"C"}}),
		"in.jsonl:5: byte 13: broken JSON: unexpected end of JSON input",
		`in.jsonl:6: byte 14: the escape \ud83d is half a character (a lone surrogate)`,
		`in.jsonl:7: byte 12: the key "text" stands twice`,
		`in.jsonl:8: has no "text"`,
		"in.jsonl:9: byte 0: is no JSON object, but an array",
		`in.jsonl:10: byte 8: "text" is a number, not a string`,
		`in.jsonl:11: its "text" is empty`,
		"in.jsonl:12: byte 13: is not UTF-8; it looks like UTF-8 with 1 byte that does not fit, the first of them 0xFF",
		`in.jsonl:13: "published" is "Aug 16", which is no RFC 3339 date such as 2025-08-16 or 2025-08-16T09:30:00Z`,
		show(readout.Article{ID: "in-14", Text: "NUL \x00 and \u2028"}),
		show(readout.Article{ID: "in-15", Text: "last"}),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLongLine(t *testing.T) {
	in := strings.Repeat("x", MaxLine+10) + "\n" + `{"text":"next"}`
	var got []string
	for a, err := range JSONLines("in", strings.NewReader(in)) {
		got = append(got, a.Text+message(err))
	}
	if diff := cmp.Diff([]string{"in:1: is longer than 64 MB", "next"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestLanguage(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"The minister told reporters on Friday that talks would go on, but he did not say when.", "en"},
		{"NO DEAL IN SIGHT AS TALKS WITH THE UNION END WITHOUT A RESULT", "en"},
		{"“C’est la vie,” the ambassador said, as she left the talks in Le Havre for Los Angeles.", "en"},
		{"Le ministre a déclaré vendredi que les négociations se poursuivraient, mais il n’a pas dit quand.", "fr"},
		{"Der Minister sagte am Freitag, die Gespräche würden fortgesetzt, er sagte aber nicht, wann.", "de"},
		{"El ministro dijo el viernes que las negociaciones continuarían, pero no dijo cuándo.", "es"},
		{"Il ministro ha detto venerdì che i colloqui continueranno, ma non ha detto quando.", "it"},
		{"O ministro disse na sexta-feira que as negociações vão continuar, mas não disse quando.", "pt"},
		{"De minister zei vrijdag dat de gesprekken worden voortgezet, maar niet wanneer.", "nl"},
		{"Ministern sade på fredagen att samtalen ska fortsätta, men inte när det blir.", "sv"},
		{"Ministeri sanoi perjantaina, että neuvottelut jatkuvat, mutta hän ei kertonut, milloin.", "fi"},
		{"Minister powiedział w piątek, że rozmowy będą kontynuowane, ale nie powiedział kiedy.", "pl"},
		{"Bakan cuma günü yaptığı açıklamada görüşmelerin devam edeceğini söyledi ama tarih vermedi ve bu konuda bir şey demedi.", "tr"},
		{"Министр сказал в пятницу, что переговоры продолжатся, но не сказал когда.", "ru"},
		{"Міністр сказав у п’ятницю, що переговори тривають, але він не сказав, коли це буде.", "uk"},
		{"部长星期五说，谈判将继续进行，但没有说明时间。", "zh"},
		{"大臣は金曜日、協議は続くと述べたが、時期については言わなかった。", "ja"},
		{"장관은 금요일 협상이 계속될 것이라고 말했다.", "ko"},
		{"قال الوزير يوم الجمعة إن المحادثات ستستمر لكنه لم يقل متى", "ar"},
		{"Ο υπουργός είπε την Παρασκευή ότι οι συνομιλίες θα συνεχιστούν.", "el"},
		{"השר אמר ביום שישי שהשיחות יימשכו", "he"},
		{"12 345 – 67", "und"},
	} {
		tag, confidence := Language(test.text)
		if tag != test.want {
			t.Errorf("%.30q is %s (%.2f), want %s", test.text, tag, confidence, test.want)
		}
		err := CheckEnglish("in", readout.Article{Text: test.text})
		if english := test.want == "en" || test.want == "und"; english != (err == nil) {
			t.Errorf("%.30q (%s, %.2f): %v", test.text, tag, confidence, err)
		}
	}
	for text, want := range map[string]string{
		"Le ministre a déclaré que les négociations ne sont pas finies.": "in: looks French, not English",
		"Paris":               "",
		"Trump: “Non, merci”": "",
	} {
		if got := message(CheckEnglish("in", readout.Article{Text: text})); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for tag, want := range map[string]string{"en-GB": "", "EN_us": "", "fr-CA": "in: says that it is in French, not English", "xx": `in: says that it is in a language with the tag "xx", not English`} {
		if got := message(CheckEnglish("in", readout.Article{Text: "Yes.", Language: tag})); got != want {
			t.Errorf("%q: %q, want %q", tag, got, want)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"He said “no”.", "\xff\xfea\x00", "\xfe\xff\x00a\xd8\x3d", "\x93Ren\xe9\x94", "%PDF-", "a\x00b", "\xfe\xff0:\x00\x00\x00@", "\xd6\xd0\xb9\xfa"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Text("x", data)
		var e *Error
		switch {
		case err == nil && (!utf8.ValidString(a.Text) || a.Text == ""):
			t.Fatalf("%q", a.Text)
		case err != nil && (!errors.As(err, &e) || e.Offset >= len(data)):
			t.Fatal(err)
		}
		Language(string(data))
		_ = CheckEnglish("x", a)
	})
}

func FuzzJSONLines(f *testing.F) {
	for _, s := range []string{`{"text":"a"}`, "{\"text\":\"\\ud83d\\ude00\"}\n{", `{"id":-1.5e3,"text":"\"\\\/\b","authors":["a",null],"x":[{"y":"}"}]}`, "\xff\xfe{\x00}\x00\n\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for a, err := range JSONLines("x", strings.NewReader(string(data))) {
			var e *Error
			switch {
			case err == nil && (!utf8.ValidString(a.Text) || a.Text == "" || a.ID == ""):
				t.Fatalf("%#v", a)
			case err != nil && !errors.As(err, &e):
				t.Fatal(err)
			}
		}
	})
}
