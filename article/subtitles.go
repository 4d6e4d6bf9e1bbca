package article

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout"
)

// A cue is a subtitle.
type cue struct {
	from, to time.Duration
	lines    []string
	start    int // bytes of the source
	end      int
}

var (
	cueTime  = regexp.MustCompile(`^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?\s*-{1,2}>\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?`)
	cueVoice = regexp.MustCompile(`<v(?:\.[^\s>]*)?\s+([^>]+)>`)
	cueTags  = regexp.MustCompile(`<[^>]*>|\{\\[^}]*\}`)
	turnMark = regexp.MustCompile(`^(?:>>|[-–—]\s)\s*`)
	turn     = regexp.MustCompile(`^(?:>>|[-–—]\s|\p{Lu}[\p{Lu}\p{L}.'’ -]{1,40}:\s)`)
)

// pause is how long nothing is shown before a cue that begins a paragraph.
const pause = 2500 * time.Millisecond

// roll is how long nothing is shown at most between two cues of captions that roll, and maxRolled how many lines of them stay.
const (
	roll      = 200 * time.Millisecond
	maxRolled = 8
)

// Subtitles makes an article of subtitles in SubRip (SRT) or WebVTT. Cues are joined to paragraphs, which end where another
// speaks or where there is a pause behind a sentence; each cue has a mark with its time.
func Subtitles(name string, data []byte) (readout.Article, error) {
	s, err := decode(name, 0, data)
	if err != nil {
		return readout.Article{}, err
	}
	cues := readCues(s)
	if len(cues) == 0 {
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: "holds no subtitle: no line reads 00:00:01,000 --> 00:00:02,000"}
	}
	a := readout.Article{ID: baseName(name)}
	var b strings.Builder
	speaker, before := "", time.Duration(0)
	var shown []string // by the cue before
	for _, c := range cues {
		var lines, now []string
		for _, line := range c.lines {
			if line = plainCue(line); line != "" {
				now = append(now, line)
			}
		}
		rolled := 0
		if c.from-before <= roll {
			rolled = sharedLines(shown, now)
		}
		shown = now
		fresh := b.Len() == 0 || c.from-before > pause && endsSentence(b.String()[max(0, b.Len()-8):])
		for _, line := range c.lines {
			voice := ""
			if m := cueVoice.FindStringSubmatch(line); m != nil {
				voice = fold(m[1])
			}
			if line = plainCue(line); line == "" {
				continue
			}
			if rolled > 0 {
				rolled--
				continue
			}
			if voice != "" && voice != speaker {
				line = voice + ": " + line
				speaker = voice
			}
			lines = append(lines, line)
		}
		for k, line := range lines {
			isTurn := turn.MatchString(line)
			line = turnMark.ReplaceAllString(line, "")
			switch {
			case b.Len() == 0:
			case k == 0 && fresh, isTurn:
				b.WriteString("\n\n")
			default:
				b.WriteByte(' ')
			}
			if k == 0 {
				a.Marks = append(a.Marks, readout.Mark{At: b.Len(), From: c.start, To: c.end, Kind: "cue", Time: clock(c.from) + "-" + clock(c.to)})
			}
			b.WriteString(line)
		}
		before = c.to
	}
	if a.Text = b.String(); blank(a.Text) {
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: "holds subtitles without words", none: true}
	}
	return a, nil
}

// plainCue returns a line of a cue without its tags.
func plainCue(line string) string {
	return fold(html.UnescapeString(cueTags.ReplaceAllString(line, "")))
}

// sharedLines returns how many of the lines that were shown stay, and come first now: captions roll.
func sharedLines(shown, now []string) int {
	for n := min(len(shown), len(now), maxRolled); n > 0; n-- {
		if slices.Equal(shown[len(shown)-n:], now[:n]) {
			return n
		}
	}
	return 0
}

// readCues divides subtitles into cues. Lines of another kind, such as numbers, notes and styles, belong to none.
func readCues(s string) []cue {
	var cues []cue
	in := false // a cue
	for at := 0; at < len(s); {
		end := at + strings.IndexByte(s[at:], '\n') + 1
		if end == at {
			end = len(s)
		}
		line := strings.TrimSpace(s[at:end])
		if m := cueTime.FindStringSubmatch(line); m != nil {
			if in {
				cues[len(cues)-1].withoutNumber()
			}
			cues = append(cues, cue{from: clockTime(m[1:5]), to: clockTime(m[5:9]), start: at, end: end})
			in = true
		} else if line == "" {
			in = false
		} else if in {
			c := &cues[len(cues)-1]
			c.lines = append(c.lines, line)
			c.end = at + len(strings.TrimRight(s[at:end], "\r\n"))
		}
		at = end
	}
	return cues
}

// withoutNumber takes off the number of the next cue, where no blank line parts the two.
func (c *cue) withoutNumber() {
	if last := len(c.lines) - 1; last >= 0 && strings.Trim(c.lines[last], "0123456789") == "" {
		c.lines = c.lines[:last]
	}
}

// clockTime adds up hours, minutes, seconds and the digits behind the point.
func clockTime(parts []string) time.Duration {
	var n [4]time.Duration
	for i, s := range parts {
		for _, c := range s {
			n[i] = n[i]*10 + time.Duration(c-'0')
		}
	}
	for range 3 - len(parts[3]) {
		n[3] *= 10
	}
	return n[0]*time.Hour + n[1]*time.Minute + n[2]*time.Second + n[3]*time.Millisecond
}

func clock(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d:%02d.%03d", d/time.Hour, d/time.Minute%60, d/time.Second%60, d/time.Millisecond%1000)
}
