package normalise_test

import (
	"strings"
	"testing"

	"github.com/specho/specho/generator/diag"
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

// TestContradictions: what excludes each other is told with both places.
func TestContradictions(t *testing.T) {
	_, l := schemas(t, "3.1.0", `
A:
  allOf: [{minimum: 5}, {type: integer, maximum: 9}, {maximum: 3}]
B:
  allOf: [{type: string, format: uuid}, {maxLength: 40}, {format: date}]
C:
  allOf: [{type: string, default: a}, {maxLength: 2, default: b}]
D: {type: number, minimum: 5, exclusiveMaximum: 5}
E: {type: boolean, oneOf: [{type: string}, {type: integer}]}
F:
  allOf: [{properties: {a: {type: string, readOnly: true}}}, {properties: {a: {writeOnly: true}}}]
G:
  allOf: [{type: object, properties: {n: {minLength: 4}}}, {properties: {n: {type: string, maxLength: 3}}}]
H:
  allOf: [{type: string, format: email}, {format: idn-email}]`)
	want := []string{
		"api.yaml:7:16 minimum 5 is greater than maximum 3 at api.yaml:7:59: every value is refused",
		"api.yaml:8:5 no value satisfies the schema at api.yaml:9:15 and the one at api.yaml:9:62 (format uuid and format date): every value is refused",
		"api.yaml:11:58 the default \"b\" is not that of the member of allOf before it, \"a\" at api.yaml:11:30, which counts",
		"api.yaml:12:23 minimum 5 is not less than exclusiveMaximum 5 at api.yaml:12:35: every value is refused",
		"api.yaml:13:5 no branch of the union, the first one at api.yaml:13:32, is of type boolean: every value is refused",
		"api.yaml:15:29 the property \"a\" is readOnly and writeOnly: it is neither",
		"api.yaml:17:47 minLength 4 is greater than maxLength 3 at api.yaml:17:96: every value is refused",
	}
	var got []string
	for _, d := range l.Sorted() {
		if d.Severity == diag.Warning {
			got = append(got, d.Pos.String()+" "+d.Message)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// TestAnnotationsOfMembers: a member of allOf that only says readOnly, or another default,
// of a property of another one is heard.
func TestAnnotationsOfMembers(t *testing.T) {
	checkSchemas(t, "3.0.3", `
B: {type: object, properties: {id: {type: string}, r: {$ref: '#/components/schemas/E'}, n: {type: integer}}}
E: {type: string}
S: {allOf: [{$ref: '#/components/schemas/B'}, {type: object, properties: {id: {readOnly: true}, r: {$ref: '#/components/schemas/E', writeOnly: true}, n: {default: 5}}}]}
T: {allOf: [{$ref: '#/components/schemas/B'}, {type: object, properties: {r: {$ref: '#/components/schemas/E', readOnly: true}}}]}`, map[string]string{
		"B": "object {id: string, r: &E, n: integer}",
		"S": "object {id: string «readOnly», r: &E «writeOnly», n: integer «=5»}",
		"T": "object {id: string, r: &E «readOnly», n: integer}",
	}, "")
}
