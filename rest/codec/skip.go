package codec

import "math/bits"

// Skip passes over the value at i, whatever it is, and returns the index after
// it. What is skipped is checked as strictly as what is read, except that
// repeated member names are not looked for.
func (d *Decoder) Skip(i int) int {
	b := d.B
	switch c := b[i]; {
	case c == '"':
		end, _ := d.span(i + 1)
		if end < 0 {
			return end
		}
		return end + 1
	case c == '{' || c == '[':
		return d.skipNested(i)
	case c == '-' || c-'0' < 10:
		return d.skipNumber(i)
	case c == 't' && load4(b, i) == trueWord, c == 'n' && load4(b, i) == nullWord:
		return i + 4
	case c == 'f' && load4(b, i+1) == alseWord:
		return i + 5
	}
	return d.Syntax(i, "value expected")
}

// skipNested is Skip for arrays and objects, without recursion. It remembers in
// one bit for each level whether that level is an object.
func (d *Decoder) skipNested(i int) int {
	b := d.B
	var few [DefaultDepth / 64]uint64
	kinds := few[:]
	if d.MaxDepth > DefaultDepth {
		kinds = make([]uint64, (d.MaxDepth+63)/64)
	}
	n := 0
	for {
		c := b[i]
		if c != '{' && c != '[' {
			if i = d.Skip(i); i < 0 {
				return i
			}
		} else {
			if d.depth+n >= d.MaxDepth {
				return d.Syntax(i, "nested too deep")
			}
			w, bit := n>>6, uint64(1)<<(n&63)
			if kinds[w] &^= bit; c == '{' {
				kinds[w] |= bit
			}
			if i = space(b, i+1); b[i] != c+2 {
				n++
				if c == '{' {
					if i = d.skipName(i); i < 0 {
						return i
					}
				}
				continue
			}
			i++
		}
		for n > 0 {
			object := kinds[(n-1)>>6]>>((n-1)&63)&1 != 0
			var more bool
			if i, more = d.skipComma(i, object); i < 0 {
				return i
			}
			if more {
				break
			}
			n--
		}
		if n == 0 {
			return i
		}
	}
}

// skipComma is after a value: it goes to the next value, or past the end of the
// array or object.
func (d *Decoder) skipComma(i int, object bool) (next int, more bool) {
	b := d.B
	i = space(b, i)
	switch c := b[i]; {
	case c == ',':
		i = space(b, i+1)
		if object {
			i = d.skipName(i)
		}
		return i, true
	case c == '}' && object, c == ']' && !object:
		return i + 1, false
	case object:
		return d.Syntax(i, "',' or '}' expected"), false
	}
	return d.Syntax(i, "',' or ']' expected"), false
}

// skipName passes over a member name and its colon.
func (d *Decoder) skipName(i int) int {
	if d.B[i] != '"' {
		return d.Syntax(i, "member name expected")
	}
	end, _ := d.span(i + 1)
	if end < 0 {
		return end
	}
	return d.colon(end + 1)
}

// colon passes over the colon after a member name.
func (d *Decoder) colon(i int) int {
	b := d.B
	if i = space(b, i); b[i] != ':' {
		return d.Syntax(i, "':' expected")
	}
	return space(b, i+1)
}

// skipNumber passes over the number at i.
func (d *Decoder) skipNumber(i int) int {
	end := numberEnd(d.B, i)
	if end < 0 {
		return d.Syntax(i, "invalid number")
	}
	return end
}

// numberEnd is the index after the number at i (RFC 8259, section 6), or -1.
func numberEnd(b []byte, i int) int {
	if b[i] == '-' {
		i++
	}
	first := i
	i = digits(b, i)
	if i == first || b[first] == '0' && i > first+1 {
		return -1
	}
	if b[i] == '.' {
		first = i + 1
		if i = digits(b, first); i == first {
			return -1
		}
	}
	if b[i]|0x20 == 'e' {
		if i++; b[i] == '+' || b[i] == '-' {
			i++
		}
		first = i
		if i = digits(b, first); i == first {
			return -1
		}
	}
	return i
}

// digits skips decimal digits, eight at a time.
func digits(b []byte, i int) int {
	for b[i]-'0' < 10 {
		i++
		if i+8 <= len(b) {
			x := load8(b, i)
			// A digit has high nibble 3, and still has it after adding 6.
			if m := (x&(0xF0*ones) ^ 0x30*ones) | ((x+0x06*ones)&(0xF0*ones) ^ 0x30*ones); m != 0 {
				return i + bits.TrailingZeros64(m)>>3
			}
			i += 8
		}
	}
	return i
}
