package normalise_test

import (
	"strings"
	"testing"
)

// A default that its schema refuses is told in the words of violations, at its place.
func TestDefaultsThatBreakTheirSchema(t *testing.T) {
	_, l := schemas(t, "3.1.0", `
A: {type: integer, minimum: 5, default: 1}
B: {type: string, format: date, default: nope}
C: {type: array, items: {type: object, required: [x], properties: {x: {maximum: 3}}}, default: [{x: 9}]}
D: {$ref: '#/components/schemas/A', default: 4}
E: {type: [string, 'null'], pattern: ^a, default: null}
F: {oneOf: [{type: string, maxLength: 2}, {type: integer}], default: ab}`)
	var got []string
	for _, d := range l.Sorted() {
		if d.Rule == "default-invalid" {
			got = append(got, d.Pos.String()+" "+d.Message)
		}
	}
	want := []string{
		"api.yaml:6:36 the default 1 breaks its schema (must be at least 5): there is no default",
		"api.yaml:7:37 the default \"nope\" breaks its schema (must be a valid date): there is no default",
		"api.yaml:8:91 the default [{\"x\":9}] breaks its schema (0: x: must be at most 3): there is no default",
		"api.yaml:9:41 the default 4 breaks its schema (must be at least 5): there is no default",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
