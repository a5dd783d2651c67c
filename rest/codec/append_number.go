package codec

import (
	"math"
	"strconv"
)

// pairs holds 00 to 99.
const pairs = "0001020304050607080910111213141516171819" +
	"2021222324252627282930313233343536373839" +
	"4041424344454647484950515253545556575859" +
	"6061626364656667686970717273747576777879" +
	"8081828384858687888990919293949596979899"

// AppendInt appends v.
func AppendInt(b []byte, v int64) []byte {
	if v < 0 {
		return AppendUint(append(b, '-'), -uint64(v))
	}
	return AppendUint(b, uint64(v))
}

// AppendUint appends v. Small numbers, the most frequent ones, are done here.
func AppendUint(b []byte, v uint64) []byte {
	switch {
	case v < 10:
		return append(b, byte('0'+v))
	case v < 100:
		return append(b, pairs[2*v], pairs[2*v+1])
	case v < 10000:
		hi, lo := v/100*2, v%100*2
		if v < 1000 {
			return append(b, pairs[hi+1], pairs[lo], pairs[lo+1])
		}
		return append(b, pairs[hi], pairs[hi+1], pairs[lo], pairs[lo+1])
	}
	return strconv.AppendUint(b, v, 10)
}

// AppendFloat64 appends the shortest decimal that reads back as v, with an
// exponent below 1e-6 and from 1e21 on, as ECMAScript does. NaN and the
// infinities are marked, see [AppendInvalid].
//
// If a number r below 1e15 gives exactly v when divided by 1e6, then r millionths
// are that shortest decimal: float64 keeps decimals of 15 digits apart.
func AppendFloat64(b []byte, v float64) []byte {
	a := math.Abs(v)
	if a >= 1e9 || a < 1e-6 && a != 0 || a != a {
		return appendFloat(b, v, 64)
	}
	r := uint64(a*1e6 + 0.5)
	if float64(r)/1e6 != a {
		return appendFloat(b, v, 64)
	}
	if math.Signbit(v) {
		b = append(b, '-')
	}
	return appendMillionths(b, r)
}

// appendMillionths appends r/1e6 without zeros at the end.
func appendMillionths(b []byte, r uint64) []byte {
	n := r / 1e6
	b = AppendUint(b, n)
	f := uint(r - n*1e6)
	if f == 0 {
		return b
	}
	x, y, z := f/10000*2, f/100%100*2, f%100*2
	b = append(b, '.', pairs[x], pairs[x+1], pairs[y], pairs[y+1], pairs[z], pairs[z+1])
	end := len(b)
	for b[end-1] == '0' {
		end--
	}
	return b[:end]
}

// AppendFloat32 is [AppendFloat64] for float32.
func AppendFloat32(b []byte, v float32) []byte { return appendFloat(b, float64(v), 32) }

func appendFloat(b []byte, v float64, size int) []byte {
	a := math.Abs(v)
	if a != a || a > math.MaxFloat64 {
		return AppendInvalid(b, "a number is not finite")
	}
	form := byte('f')
	if a != 0 && (size == 64 && (a < 1e-6 || a >= 1e21) || size == 32 && (float32(a) < 1e-6 || float32(a) >= 1e21)) {
		form = 'e'
	}
	b = strconv.AppendFloat(b, v, form, -1, size)
	// strconv writes e-07 where ECMAScript writes e-7.
	if n := len(b); form == 'e' && n >= 4 && b[n-4] == 'e' && b[n-2] == '0' {
		b[n-2] = b[n-1]
		b = b[:n-1]
	}
	return b
}
