package param

import (
	"strings"
	"testing"
)

// Text is looked at eight bytes at a time, so what is not plain must be seen in
// every place.
func TestScanSeesEveryPlace(t *testing.T) {
	for _, special := range []string{"%", "+", "\x80", "\xff", "é", "=", "\x00", "~"} {
		var want class
		for _, c := range []byte(special) {
			want |= classOf[c] &^ equals
		}
		for before := range 20 {
			for after := range 20 {
				text := strings.Repeat("\x01", before) + special + strings.Repeat("\x7f", after)
				if got := scan(text); got != want {
					t.Errorf("%q: %b, want %b", text, got, want)
				}
			}
		}
	}
}
