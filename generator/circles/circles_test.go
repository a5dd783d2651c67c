package circles

import (
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	graph := map[string]string{"a": "b c", "b": "c", "c": "a d", "d": "e", "e": "e", "f": "a g", "g": "f"}
	got := Of([]string{"a", "b", "c", "d", "e", "f", "g"}, func(n string, lead func(string)) {
		for _, to := range strings.Fields(graph[n]) {
			lead(to)
		}
	})
	for _, together := range []string{"a b c", "d", "e", "f g"} {
		names := strings.Fields(together)
		for n, number := range got {
			if in := strings.Contains(together, n); in != (number == got[names[0]]) {
				t.Errorf("%s has the number %d, those of %s %d", n, number, together, got[names[0]])
			}
		}
	}
}
