package place

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// A table is the gazetteer's towns and divisions in their packed form, of which nothing is copied when it
// is opened. Numbers are little-endian.
//
//	magic
//	counts   the numbers of divisions, blocks, entries and aliases; bytes of names: uint32 each
//	divisions: two strings each, code and name; a string is its length in a byte and its bytes.
//	         The code of a country with a full stop stands for its entries outside any division. By code
//	blocks:  of 16 names: the first name's folded form, 8 bytes, big-endian; where its names begin,
//	         and the number of its first entry: uint32 each
//	names:   by folded form: the number of bytes in common with the name before (0 for a block's first),
//	         the length of the rest, the number of entries: a byte each; the rest
//	entries: 13 bytes each: latitude and longitude in 0.0001 degrees from -90 and -180, 3 bytes each;
//	         division, 2; kind + 16 × seat + 128 for an alias; rank; id in GeoNames, 3
//	aliases: by entry: entry, and the entry under the usual name: uint32 each
type table struct {
	divisions []division
	blocks    string
	names     string
	entries   string
	aliases   string
}

type division struct {
	code, name string
}

const (
	magic     = "ReadoutPlaces1\n"
	blockSize = 16
	blockLen  = 16
	entryLen  = 13
	aliasLen  = 8
	aliasFlag = 128
)

var errTable = errors.New("place: the table of places is damaged")

func u32(s string, i int) int {
	return int(s[i]) | int(s[i+1])<<8 | int(s[i+2])<<16 | int(s[i+3])<<24
}

func u24(s string, i int) int { return int(s[i]) | int(s[i+1])<<8 | int(s[i+2])<<16 }

// openTable checks the sizes of the parts. Later reads trust what stands in them.
func openTable(s string) (*table, error) {
	head := len(magic) + 20
	if len(s) < head || s[:len(magic)] != magic {
		return nil, errTable
	}
	var n [5]int
	for i := range n {
		n[i] = u32(s, len(magic)+4*i)
	}
	t := &table{divisions: make([]division, 0, min(n[0], 1<<16))}
	s = s[head:]
	str := func() (string, bool) {
		if s == "" || len(s) <= int(s[0]) {
			return "", false
		}
		v := s[1 : 1+int(s[0])]
		s = s[1+len(v):]
		return v, true
	}
	for range n[0] {
		code, ok := str()
		name, ok2 := str()
		if !ok || !ok2 || len(code) < 3 {
			return nil, errTable
		}
		t.divisions = append(t.divisions, division{code, name})
	}
	for _, part := range []struct {
		to  *string
		len int
	}{{&t.blocks, n[1] * blockLen}, {&t.names, n[4]}, {&t.entries, n[2] * entryLen}, {&t.aliases, n[3] * aliasLen}} {
		if part.len > len(s) {
			return nil, errTable
		}
		*part.to, s = s[:part.len], s[part.len:]
	}
	if s != "" || n[1] == 0 {
		return nil, errTable
	}
	return t, nil
}

func (t *table) offset(block int) int {
	if at := block * blockLen; at < len(t.blocks) {
		return u32(t.blocks, at+8)
	}
	return len(t.names)
}

// prefix returns the first 8 bytes of a folded name as a number that sorts as the name does.
func prefix(key []byte) uint64 {
	var b [8]byte
	copy(b[:], key)
	return binary.BigEndian.Uint64(b[:])
}

func (t *table) prefix(block int) uint64 {
	s := t.blocks[block*blockLen:]
	return uint64(s[0])<<56 | uint64(s[1])<<48 | uint64(s[2])<<40 | uint64(s[3])<<32 | uint64(s[4])<<24 | uint64(s[5])<<16 | uint64(s[6])<<8 | uint64(s[7])
}

// A cursor goes through the names of the table.
type cursor struct {
	t     *table
	at    int // into names
	first int // the first entry of the name
	count int // its entries
	name  []byte
}

func (t *table) cursor(block int, buf []byte) cursor {
	return cursor{t: t, at: t.offset(block), first: u32(t.blocks, block*blockLen+12), name: buf[:0]}
}

func (c *cursor) next() bool {
	s := c.t.names
	if c.at+3 > len(s) {
		return false
	}
	shared, n := int(s[c.at]), int(s[c.at+1])
	c.first += c.count
	c.count = int(s[c.at+2])
	c.at += 3
	c.name = append(c.name[:min(shared, len(c.name))], s[c.at:min(c.at+n, len(s))]...)
	c.at += n
	return true
}

// A kindSet has bit k for Kind k.
type kindSet uint16

const anyKind kindSet = 1<<16 - 1

// find appends the entries of some kinds whose folded name is key.
func (t *table) find(dst []Entry, key []byte, of kindSet) []Entry {
	var nameBuf, foldBuf [96]byte
	want := prefix(key)
	blocks := len(t.blocks) / blockLen
	b := sort.Search(blocks, func(b int) bool {
		p := t.prefix(b)
		if p != want {
			return p > want
		}
		at := t.offset(b)
		n := int(t.names[at+1])
		c := t.cursor(b, nameBuf[:])
		c.name = append(c.name, t.names[at+3:at+3+n]...)
		return bytes.Compare(appendFold(foldBuf[:0], c.name), key) >= 0
	})
	c := t.cursor(max(b-1, 0), nameBuf[:])
	for c.next() {
		switch bytes.Compare(appendFold(foldBuf[:0], c.name), key) {
		case 0:
			name := ""
			for e := c.first; e < c.first+c.count; e++ {
				if of>>(t.entries[e*entryLen+8]&15)&1 == 0 {
					continue
				}
				if name == "" {
					name = string(c.name)
					dst = slices.Grow(dst, c.first+c.count-e)
				}
				dst = append(dst, t.entry(e, name))
			}
		case 1:
			return dst
		}
	}
	return dst
}

// entry returns the entry with number e, which stands under a name.
func (t *table) entry(e int, name string) Entry {
	s := t.entries[e*entryLen : (e+1)*entryLen]
	d := t.divisions[int(s[6])|int(s[7])<<8]
	x := Entry{
		Name: name, Kind: Kind(s[8] & 15), Seat: Seat(s[8] >> 4 & 7), Rank: s[9], GeoNames: u24(s, 10), Country: d.code[:2],
		Located: true, Lat: float64(u24(s, 0))/1e4 - 90, Lon: float64(u24(s, 3))/1e4 - 180,
	}
	if len(d.code) > 3 {
		x.Admin = d.code
	}
	if s[8]&aliasFlag != 0 {
		x.Alias = true
		i := sort.Search(len(t.aliases)/aliasLen, func(i int) bool { return u32(t.aliases, i*aliasLen) >= e })
		if i*aliasLen < len(t.aliases) {
			x.Name = t.nameOf(u32(t.aliases, i*aliasLen+4))
		}
	}
	return x
}

// nameOf returns the name under which an entry stands.
func (t *table) nameOf(e int) string {
	b := sort.Search(len(t.blocks)/blockLen, func(b int) bool { return u32(t.blocks, b*blockLen+12) > e })
	var buf [96]byte
	c := t.cursor(max(b-1, 0), buf[:])
	for c.next() {
		if e < c.first+c.count {
			break
		}
	}
	return string(c.name)
}

// division returns the name of a first-level division; "" if the code is not known.
func (t *table) division(code string) string {
	i := sort.Search(len(t.divisions), func(i int) bool { return t.divisions[i].code >= code })
	if i < len(t.divisions) && t.divisions[i].code == code {
		return t.divisions[i].name
	}
	return ""
}

// A Row is a place for a table, with all its names.
type Row struct {
	Entry
	Others []string
}

// WriteTable packs places, as the generator does it; divisions gives the names of first-level divisions by
// code. The result does not depend on the order of rows.
func WriteTable(rows []Row, divisions map[string]string) ([]byte, error) {
	type record struct {
		key, name string
		row       int
		alias     bool
		entry     int
	}
	codes := map[string]string{}
	for code, name := range divisions {
		codes[code] = name
	}
	var records []record
	for i, r := range rows {
		if r.Admin == "" {
			codes[r.Country+"."] = ""
		} else if _, ok := codes[r.Admin]; !ok || len(r.Country) != 2 {
			return nil, fmt.Errorf("place: %s: the division %q is not known", r.Name, r.Admin)
		}
		have := map[string]bool{}
		for j, name := range append([]string{r.Name}, r.Others...) {
			name = strings.TrimSpace(name)
			key := Fold(name)
			if key == "" || len(name) > 90 || have[key] {
				continue
			}
			have[key] = true
			records = append(records, record{key, name, i, j > 0, 0})
		}
	}
	list := make([]string, 0, len(codes))
	for code := range codes {
		list = append(list, code)
	}
	sort.Strings(list)
	number := map[string]int{}
	var divs []byte
	for i, code := range list {
		number[code] = i
		for _, s := range []string{code, codes[code]} {
			if len(s) > 255 {
				return nil, fmt.Errorf("place: %q is too long", s)
			}
			divs = append(append(divs, byte(len(s))), s...)
		}
	}
	sort.Slice(records, func(i, j int) bool {
		a, b := &records[i], &records[j]
		x, y := &rows[a.row], &rows[b.row]
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.name, b.name), cmp.Compare(y.Rank, x.Rank), cmp.Compare(x.Country, y.Country),
			cmp.Compare(x.Admin, y.Admin), cmp.Compare(x.Lat, y.Lat), cmp.Compare(x.Lon, y.Lon), cmp.Compare(x.GeoNames, y.GeoNames),
			cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Name, y.Name)) < 0
	})
	main := make([]int, len(rows))
	var blocks, names, entries []byte
	last, inBlock := "", blockSize
	for i := 0; i < len(records); {
		j := i
		for j < len(records) && records[j].name == records[i].name {
			j++
		}
		name := records[i].name
		shared := 0
		if inBlock == blockSize {
			blocks = binary.BigEndian.AppendUint64(blocks, prefix([]byte(records[i].key)))
			blocks = binary.LittleEndian.AppendUint32(blocks, uint32(len(names)))
			blocks = binary.LittleEndian.AppendUint32(blocks, uint32(len(entries)/entryLen))
			inBlock = 0
		} else {
			for shared < min(len(last), len(name)) && last[shared] == name[shared] {
				shared++
			}
		}
		inBlock++
		if j-i > 255 {
			return nil, fmt.Errorf("place: %d places are called %q; 255 fit", j-i, name)
		}
		names = append(append(names, byte(shared), byte(len(name)-shared), byte(j-i)), name[shared:]...)
		last = name
		for ; i < j; i++ {
			r := &rows[records[i].row]
			records[i].entry = len(entries) / entryLen
			if !records[i].alias {
				main[records[i].row] = records[i].entry
			}
			code := r.Admin
			if code == "" {
				code = r.Country + "."
			}
			entries = append24(append24(entries, int((r.Lat+90)*1e4+0.5)), int((r.Lon+180)*1e4+0.5))
			kind := byte(r.Kind) | byte(r.Seat)<<4
			if records[i].alias {
				kind |= aliasFlag
			}
			entries = append24(append(binary.LittleEndian.AppendUint16(entries, uint16(number[code])), kind, r.Rank), r.GeoNames)
		}
	}
	var aliases []byte
	for _, r := range records {
		if r.alias {
			aliases = binary.LittleEndian.AppendUint32(aliases, uint32(r.entry))
			aliases = binary.LittleEndian.AppendUint32(aliases, uint32(main[r.row]))
		}
	}
	out := []byte(magic)
	for _, n := range []int{len(list), len(blocks) / blockLen, len(entries) / entryLen, len(aliases) / aliasLen, len(names)} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	return bytes.Join([][]byte{out, divs, blocks, names, entries, aliases}, nil), nil
}

func append24(b []byte, n int) []byte { return append(b, byte(n), byte(n>>8), byte(n>>16)) }
