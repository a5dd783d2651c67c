package format

import (
	"strings"
	"unicode/utf8"
)

// Parameters of Punycode, RFC 3492 section 5.
const (
	punyBase    = 36
	punyTMin    = 1
	punyTMax    = 26
	punySkew    = 38
	punyDamp    = 700
	punyBias    = 72
	punyInitial = 128
	punyMax     = 1 << 28 // above any delta of a label
)

// punyAdapt gives the bias after a delta, RFC 3492 section 6.1.
func punyAdapt(delta, points int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for delta > (punyBase-punyTMin)*punyTMax/2 {
		delta /= punyBase - punyTMin
		k += punyBase
	}
	return k + (punyBase-punyTMin+1)*delta/(delta+punySkew)
}

// punyThreshold gives t for the digit at k.
func punyThreshold(k, bias int) int { return min(max(k-bias, punyTMin), punyTMax) }

// decodePunycode gives the Unicode text of lower-case Punycode, RFC 3492
// section 6.2.
func decodePunycode(s string) (string, bool) {
	var out []rune
	if i := strings.LastIndexByte(s, '-'); i > 0 {
		out, s = []rune(s[:i]), s[i+1:]
	}
	n, at, bias := punyInitial, 0, punyBias
	for s != "" {
		delta, rest, ok := punyDelta(s, bias)
		if !ok {
			return "", false
		}
		first := at == 0 && n == punyInitial
		at += delta
		points := len(out) + 1
		bias = punyAdapt(delta, points, first)
		n += at / points
		at %= points
		if n > utf8.MaxRune || 0xd800 <= n && n < 0xe000 {
			return "", false
		}
		out = append(out, 0)
		copy(out[at+1:], out[at:])
		out[at] = rune(n)
		at, s = at+1, rest
	}
	return string(out), true
}

// punyDelta reads one number of variable length.
func punyDelta(s string, bias int) (delta int, rest string, ok bool) {
	w := 1
	for k := punyBase; s != ""; k += punyBase {
		digit := punyDigit(s[0])
		if digit < 0 || digit > (punyMax-delta)/w {
			return 0, "", false
		}
		s = s[1:]
		delta += digit * w
		t := punyThreshold(k, bias)
		if digit < t {
			return delta, s, true
		}
		if w *= punyBase - t; w > punyMax {
			return 0, "", false
		}
	}
	return 0, "", false
}

func punyDigit(c byte) int {
	switch {
	case isDigit(c):
		return int(c-'0') + 26
	case 'a' <= c && c <= 'z':
		return int(c - 'a')
	}
	return -1
}

// encodePunycode gives the Punycode of a text, RFC 3492 section 6.3.
func encodePunycode(s string) (string, bool) {
	text := []rune(s)
	var out []byte
	for _, r := range text {
		if r < 0x80 {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	n, delta, bias := rune(punyInitial), 0, punyBias
	for done := basic; done < len(text); {
		next := rune(utf8.MaxRune)
		for _, r := range text {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		if delta > punyMax {
			return "", false
		}
		n = next
		for _, r := range text {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			out = appendPuny(out, delta, bias)
			bias = punyAdapt(delta, done+1, done == basic)
			delta = 0
			done++
		}
		delta++
		n++
	}
	return string(out), true
}

// appendPuny writes one number of variable length.
func appendPuny(b []byte, delta, bias int) []byte {
	const digits = "abcdefghijklmnopqrstuvwxyz0123456789"
	for k := punyBase; ; k += punyBase {
		t := punyThreshold(k, bias)
		if delta < t {
			return append(b, digits[delta])
		}
		b = append(b, digits[t+(delta-t)%(punyBase-t)])
		delta = (delta - t) / (punyBase - t)
	}
}
