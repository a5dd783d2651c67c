package format

// pairs holds "00" to "99": two digits are written with one copy.
const pairs = "00010203040506070809" +
	"10111213141516171819" +
	"20212223242526272829" +
	"30313233343536373839" +
	"40414243444546474849" +
	"50515253545556575859" +
	"60616263646566676869" +
	"70717273747576777879" +
	"80818283848586878889" +
	"90919293949596979899"

// append2 writes v, which is below 100, as two digits.
func append2(b []byte, v uint) []byte {
	return append(b, pairs[2*v:2*v+2]...)
}

// append4 writes v, which is below 10000, as four digits.
func append4(b []byte, v uint) []byte {
	return append2(append2(b, v/100), v%100)
}

// two reads the two digits at s[i:]; anything else gives a number above 99.
func two(s string, i int) uint {
	hi, lo := uint(s[i]-'0'), uint(s[i+1]-'0')
	if hi > 9 || lo > 9 {
		return 1000
	}
	return hi*10 + lo
}

// four reads the four digits at s[i:]; anything else gives a number above 9999.
func four(s string, i int) uint {
	hi, lo := two(s, i), two(s, i+2)
	if hi > 99 || lo > 99 {
		return 100000
	}
	return hi*100 + lo
}

// isDigit reports an ASCII digit.
func isDigit(c byte) bool { return c-'0' <= 9 }

// isAlpha reports an ASCII letter.
func isAlpha(c byte) bool { return c|0x20-'a' <= 'z'-'a' }

// isHex reports an ASCII hexadecimal digit.
func isHex(c byte) bool { return isDigit(c) || c|0x20-'a' <= 5 }

// digitsAt counts the digits at s[i:].
func digitsAt(s string, i int) int {
	n := i
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n - i
}
