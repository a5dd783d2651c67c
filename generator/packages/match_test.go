package packages

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestMatches(t *testing.T) {
	for _, tt := range []struct {
		pattern, file string
		want          bool
	}{
		{"a.yaml", "a.yaml", true},
		{"a.yaml", "b/a.yaml", false},
		{"*.yaml", "a.yaml", true},
		{"*.yaml", "b/a.yaml", false},
		{"**", "a.yaml", true},
		{"**", "a/b/c.yaml", true},
		{"lib/", "lib/a.yaml", true},
		{"lib/", "lib/b/a.yaml", true},
		{"lib/", "other/lib/a.yaml", false},
		{"**/a.yaml", "a.yaml", true},
		{"**/a.yaml", "b/c/a.yaml", true},
		{"**/a.yaml", "b/a.yaml/c", false},
		{"schemas/**/*_event.yaml", "schemas/x/y/made_event.yaml", true},
		{"schemas/**/*_event.yaml", "schemas/made_event.yaml", true},
		{"schemas/**/*_event.yaml", "made_event.yaml", false},
		{"**/b/**/b/c", "b/a/b/b/c", true},
		{"**/b/**/b/c", "b/c", false},
		{"a/**/**", "a", true},
		{"[", "[", false}, // no pattern
	} {
		if got := matches(tt.pattern, tt.file); got != tt.want {
			t.Errorf("%q for %q: %v", tt.pattern, tt.file, got)
		}
	}
}

// TestMatchesAsDefined compares with a match that tries every way.
func TestMatchesAsDefined(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	steps := func(n int, from ...string) string {
		all := make([]string, 1+random.IntN(n))
		for i := range all {
			all[i] = from[random.IntN(len(from))]
		}
		return strings.Join(all, "/")
	}
	for range 100_000 {
		pattern, file := steps(6, "**", "a", "b", "*"), steps(6, "a", "b", "c")
		if got, want := matches(pattern, file), everyWay(strings.Split(pattern, "/"), strings.Split(file, "/")); got != want {
			t.Fatalf("%q for %q: %v", pattern, file, got)
		}
	}
}

func everyWay(pattern, file []string) bool {
	switch {
	case len(pattern) == 0:
		return len(file) == 0
	case pattern[0] == "**":
		return everyWay(pattern[1:], file) || len(file) > 0 && everyWay(pattern, file[1:])
	}
	return len(file) > 0 && matchStep(pattern[0], file[0]) && everyWay(pattern[1:], file[1:])
}

// TestManyStars: the time does not grow with the ways there are.
func TestManyStars(t *testing.T) {
	pattern, file := strings.Repeat("**/a/", 200)+"b", strings.Repeat("a/", 400)+"c"
	if matches(pattern, file) {
		t.Error("it does not fit")
	}
}
