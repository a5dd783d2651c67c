package codec

import (
	"encoding/json"
	"strings"
	"testing"
)

// Text is looked at eight bytes at a time, so what needs an escape must be seen in
// every place.
func TestAppendStringSeesEveryPlace(t *testing.T) {
	for _, special := range []string{`"`, `\`, "\n", "\x00", "\x1f", "é", "😀", "\x7f", ""} {
		for before := range 20 {
			for after := range 20 {
				text := strings.Repeat("a", before) + special + strings.Repeat("~", after)
				b := append(AppendString([]byte{'"'}, text), '"')
				var got string
				if err := json.Unmarshal(b, &got); err != nil || got != text {
					t.Errorf("%q: %s, %v", text, b, err)
				}
			}
		}
	}
}
