package generator_test

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestVersions: the sample in the words of OpenAPI 3.0 is the same code, so that it
// validates the same at the same cost.
func TestVersions(t *testing.T) {
	is31 := withoutNews(t, sample(t))
	is30 := in30(is31)
	if left := regexp.MustCompile(`'null'|const:|openapi: 3\.1`).FindString(is30); left != "" {
		t.Fatalf("the document for 3.0 holds %q", left)
	}
	want, got := generate(t, is31), generate(t, is30)
	if a, b := slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got)); !slices.Equal(a, b) {
		t.Fatalf("3.1 has the files %v, 3.0 has %v", a, b)
	}
	for name := range want {
		if strings.HasSuffix(name, ".go") && !bytes.Equal(want[name], got[name]) {
			t.Errorf("%s differs between 3.0 and 3.1", name)
		}
	}
}

// withoutNews takes away what 3.0 has no words for: webhooks, a summary of the whole.
// A constant is an enum of one value there.
func withoutNews(t *testing.T, document string) string {
	t.Helper()
	from, to := strings.Index(document, "\nwebhooks:\n"), strings.Index(document, "\ncomponents:\n")
	if from < 0 || to < from {
		t.Fatal("the sample has no webhooks before its components")
	}
	document = document[:from] + document[to:]
	document = edit(t, document, "\n  summary: Find a place, book it, pay for it, review it.", "")
	return regexp.MustCompile(`const: (\w+)`).ReplaceAllString(document, "enum: [$1]")
}

// in30 writes a document of 3.1 in the words of 3.0.
func in30(document string) string {
	document = strings.Replace(document, "openapi: 3.1.0", "openapi: 3.0.3", 1)
	document = regexp.MustCompile(`type: \[(\w+), 'null'\]`).ReplaceAllString(document, "type: $1, nullable: true")
	return regexp.MustCompile(`anyOf: \[(\{\$ref: '[^']+'\}), \{type: 'null'\}\]`).ReplaceAllString(document, "allOf: [$1], nullable: true")
}
