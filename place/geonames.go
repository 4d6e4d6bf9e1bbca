package place

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A SyntaxError tells where a file does not follow its format.
type SyntaxError struct {
	Line   int // from 1
	Column int // from 1, in code points: where the field begins
	Field  string
	Msg    string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s: %s", e.Line, e.Column, e.Field, e.Msg)
}

// The 19 columns of GeoNames' tables.
var columns = [...]string{"geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class", "feature code",
	"country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code", "population", "elevation", "dem", "timezone",
	"modification date"}

const maxLine = 1 << 20

// ReadGeoNames reads places in the format of GeoNames' dumps ("allCountries.txt", "US.txt", "cities500.txt"):
// UTF-8, a place a line, 19 columns parted by tabs. Give the result to [Gazetteer.With]. Empty lines are left
// out. An error of the format is a *[SyntaxError], and then no places are returned.
func ReadGeoNames(r io.Reader) ([]Row, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxLine)
	var rows []Row
	n := 0
	for in.Scan() {
		n++
		line := in.Text()
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if line == "" {
			continue
		}
		row, err := geoNamesRow(line)
		if err != nil {
			err.Line = n
			return nil, err
		}
		rows = append(rows, row)
	}
	if err := in.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, &SyntaxError{n + 1, 1, "line", fmt.Sprintf("longer than %d bytes", maxLine)}
	} else if err != nil {
		return nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	return rows, nil
}

func geoNamesRow(line string) (Row, *SyntaxError) {
	var f [len(columns)]string
	rest, more := line, true
	for i := 0; more; i++ {
		if i == len(f) {
			return Row{}, wrong(line, len(line)-len(rest), "line", "more than 19 columns")
		}
		f[i], rest, more = strings.Cut(rest, "\t")
		if !more && i < len(f)-1 {
			return Row{}, wrong(line, len(line), "line", fmt.Sprintf("%d columns, not 19", i+1))
		}
	}
	bad := func(column int, format string, args ...any) (Row, *SyntaxError) {
		at := column
		for _, s := range f[:column] {
			at += len(s)
		}
		return Row{}, wrong(line, at, columns[column], fmt.Sprintf(format, args...))
	}
	if i := invalid(line); i >= 0 {
		column, at := 0, 0
		for column < len(f)-1 && at+len(f[column]) < i {
			at += len(f[column]) + 1
			column++
		}
		return bad(column, "no valid UTF-8")
	}
	id, err := strconv.Atoi(f[0])
	if err != nil || id <= 0 {
		return bad(0, "%q is no positive number", clip(f[0]))
	}
	name := strings.TrimSpace(f[1])
	if Fold(name) == "" {
		return bad(1, "%q has no letters", clip(f[1]))
	}
	lat, err := strconv.ParseFloat(f[4], 64)
	if err != nil || math.IsNaN(lat) || lat < -90 || lat > 90 {
		return bad(4, "%q is no number from -90 to 90", clip(f[4]))
	}
	lon, err := strconv.ParseFloat(f[5], 64)
	if err != nil || math.IsNaN(lon) || lon < -180 || lon > 180 {
		return bad(5, "%q is no number from -180 to 180", clip(f[5]))
	}
	if len(f[6]) > 1 || f[6] != "" && !strings.Contains("AHLPRSTUV", f[6]) {
		return bad(6, "%q is none of A, H, L, P, R, S, T, U, V", clip(f[6]))
	}
	if f[8] != "" && (len(f[8]) != 2 || strings.ToUpper(f[8]) != f[8]) {
		return bad(8, "%q is no code of ISO 3166-1", clip(f[8]))
	}
	people := 0
	if f[14] != "" {
		if people, err = strconv.Atoi(f[14]); err != nil || people < 0 {
			return bad(14, "%q is no number", clip(f[14]))
		}
	}
	row := Row{Entry: Entry{Name: name, Country: f[8], Located: true, Lat: lat, Lon: lon, GeoNames: id, Rank: Rank(people)}}
	row.Kind, row.Seat = feature(f[6], f[7])
	if f[8] != "" && f[10] != "" && f[10] != "00" {
		row.Admin = f[8] + "." + f[10]
	}
	row.Others = append(row.Others, f[2])
	for s := range strings.SplitSeq(f[3], ",") {
		if s != "" {
			row.Others = append(row.Others, s)
		}
	}
	return row, nil
}

// wrong returns the error at a byte of the line.
func wrong(line string, at int, field, msg string) *SyntaxError {
	return &SyntaxError{Column: utf8.RuneCountInString(line[:at]) + 1, Field: field, Msg: msg}
}

// invalid returns where the first byte stands that is not UTF-8; -1 if all is.
func invalid(s string) int {
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd") {
			return i
		}
	}
	return -1
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// Rank returns the rank of a place by its population; see [Entry].
func Rank(people int) uint8 {
	if people < 2 {
		return 0
	}
	return uint8(min(255, math.Round(8*math.Log2(float64(people)))))
}

// feature turns GeoNames' feature class and code into a kind and a seat.
func feature(class, code string) (Kind, Seat) {
	switch class {
	case "A":
		switch {
		case strings.HasPrefix(code, "PCL"):
			return Country, NoSeat
		case code == "ADM1":
			return Province, NoSeat
		case strings.HasPrefix(code, "ADM"):
			return County, NoSeat
		}
		return Region, NoSeat
	case "P":
		switch code {
		case "PPLC":
			return Town, Capital
		case "PPLA":
			return Town, ProvinceSeat
		case "PPLA2":
			return Town, CountySeat
		case "PPLX":
			return Section, NoSeat
		}
		return Town, NoSeat
	case "H":
		switch {
		case strings.HasPrefix(code, "STM"):
			return River, NoSeat
		case strings.HasPrefix(code, "LK"), code == "RSV":
			return Lake, NoSeat
		}
		return Sea, NoSeat
	case "L":
		switch code {
		case "CONT":
			return Continent, NoSeat
		case "PRK":
			return Park, NoSeat
		}
		return Region, NoSeat
	case "T":
		switch {
		case strings.HasPrefix(code, "ISL"):
			return Island, NoSeat
		case strings.HasPrefix(code, "MT"), code == "PK", code == "VLC":
			return Mountain, NoSeat
		}
		return Region, NoSeat
	case "R", "S":
		return Venue, NoSeat
	}
	return Region, NoSeat
}
