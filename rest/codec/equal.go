package codec

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/specho/specho/rest/rule"
)

// unique records the first element that equals an earlier one, of the array
// at..end whose elements begin at starts (JSON Schema, uniqueItems). Equality is
// that of JSON values: 1 equals 1.0, the order of members does not matter.
func (d *Decoder) unique(at, end int, starts []int, r *rule.Array) int {
	if !d.spend(at, end-at) {
		return -1
	}
	few := len(starts) <= 8
	var seen map[string]struct{}
	var keys [8][]byte
	if !few {
		seen = make(map[string]struct{}, len(starts))
	}
	for n, start := range starts {
		key := d.canonical(start)
		if few {
			if slices.ContainsFunc(keys[:n], func(k []byte) bool { return bytes.Equal(k, key) }) {
				d.Fail(start, r.Repeated(n))
				break
			}
			keys[n] = key
			continue
		}
		if _, twice := seen[view(key)]; twice {
			d.Fail(start, r.Repeated(n))
			break
		}
		seen[view(key)] = struct{}{}
	}
	if d.bad {
		return -1
	}
	return end
}

// canonical is a text that is the same for equal JSON values: the value's own
// bytes if it is simple. The value has been read before.
func (d *Decoder) canonical(i int) []byte {
	b := d.B
	switch c := b[i]; {
	case c == '"':
		if end, plain := d.span(i + 1); plain {
			return b[i : end+1]
		}
	case c == '-' || c-'0' < 10:
		end := digits(b, i)
		if end > i && b[end] != '.' && b[end]|0x20 != 'e' {
			if b[end-1] != '0' || end == i+1 {
				return b[i:end]
			}
		}
	case c == 't', c == 'f', c == 'n':
		return b[i:d.Skip(i)]
	}
	out, _ := d.appendCanonical(nil, i)
	return out
}

// appendCanonical appends the canonical text of the value at i, and gives the
// index after the value.
func (d *Decoder) appendCanonical(out []byte, i int) ([]byte, int) {
	b := d.B
	switch c := b[i]; {
	case c == '"':
		text, next := d.text(i)
		if bytes.IndexByte(b[i:next], '\\') < 0 {
			return append(out, b[i:next]...), next
		}
		out = AppendString(append(out, '"'), view(text))
		return append(out, '"'), next
	case c == '[':
		out = append(out, '[')
		for i = d.firstItem(i + 1); i >= 0; i = d.nextItem(i) {
			out, i = d.appendCanonical(out, i)
			out = append(out, ',')
		}
		return append(out, ']'), ^i
	case c == '{':
		return d.appendCanonicalObject(out, i)
	case c == '-' || c-'0' < 10:
		end := d.skipNumber(i)
		return appendCanonicalNumber(out, b[i:end]), end
	}
	end := d.Skip(i)
	return append(out, b[i:end]...), end
}

// appendCanonicalObject appends the members sorted by name.
func (d *Decoder) appendCanonicalObject(out []byte, i int) ([]byte, int) {
	b := d.B
	var members [][]byte
	if d.work < 0 {
		return out, d.Skip(i)
	}
	start := i
	if i = space(b, i+1); b[i] == '}' {
		return append(out, '{', '}'), i + 1
	}
	for more := true; more; {
		m, next := d.appendCanonical(nil, i)
		m, next = d.appendCanonical(append(m, ':'), d.colon(next))
		members = append(members, m)
		i = space(b, next)
		if more = b[i] == ','; more {
			i = space(b, i+1)
		}
	}
	slices.SortFunc(members, bytes.Compare)
	out = append(out, '{')
	for _, m := range members {
		out = append(append(out, m...), ',')
	}
	d.spend(start, i-start) // each level is copied
	return append(out, '}'), i + 1
}

// appendCanonicalNumber appends a number as its significant digits and a power
// of ten; zero has no sign.
func appendCanonicalNumber(out, text []byte) []byte {
	n, ok := splitNumber(text)
	if !ok {
		return append(out, text...) // an exponent beyond 18 digits: equal texts only
	}
	if len(n.digits) == 0 {
		return append(out, '0')
	}
	if n.negative {
		out = append(out, '-')
	}
	if n.exponent == 0 || n.exponent > 0 && n.exponent < 20 {
		out = append(out, n.digits...)
		return append(out, "00000000000000000000"[:n.exponent]...)
	}
	out = append(out, n.digits...)
	out = append(out, 'e')
	return strconv.AppendInt(out, n.exponent, 10)
}

// number is digits × 10^exponent, without zeros at either end of digits; zero
// has no digits.
type number struct {
	negative bool
	digits   []byte
	exponent int64
}

// splitNumber takes a valid JSON number apart. It is not ok if the exponent has
// more than 18 digits and matters.
func splitNumber(text []byte) (n number, ok bool) {
	if text[0] == '-' {
		n.negative, text = true, text[1:]
	}
	exponent, e := text[len(text):], len(text)
	if k := bytes.IndexAny(text, "eE"); k >= 0 {
		exponent, e = text[k+1:], k
	}
	whole, fraction, _ := bytes.Cut(text[:e], []byte{'.'})
	n.digits = whole
	if len(fraction) > 0 {
		n.digits = slices.Concat(whole, fraction)
	}
	n.digits = bytes.TrimLeft(n.digits, "0")
	all := len(n.digits)
	n.digits = bytes.TrimRight(n.digits, "0")
	if len(n.digits) == 0 {
		return n, true
	}
	if len(exponent) > 0 {
		x, err := strconv.ParseInt(string(exponent), 10, 64)
		if n.exponent = x; err != nil || x > 1e18 || x < -1e18 {
			return n, false
		}
	}
	n.exponent += int64(all - len(n.digits) - len(fraction))
	return n, true
}

// ReadLiteral reads a value that must equal the JSON value literal (JSON
// Schema, const).
func ReadLiteral(d *Decoder, i int, literal string) int {
	end := d.Skip(i)
	if end < 0 || string(d.B[i:end]) == literal {
		return end
	}
	if !d.spend(i, end-i) {
		return -1
	}
	var want Decoder
	want.Reset([]byte(literal + padding))
	a, _ := d.appendCanonical(nil, i)
	b, _ := want.appendCanonical(nil, 0)
	if !bytes.Equal(a, b) {
		d.Fail(i, notEqual(literal))
	}
	return end
}
