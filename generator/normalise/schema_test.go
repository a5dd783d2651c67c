package normalise_test

import (
	"strings"
	"testing"
)

// TestSchemas reads schema components and compares S, the last one, and the
// diagnostics. The first component stands on line 6.
func TestSchemas(t *testing.T) {
	for _, tt := range []struct {
		name, version, text, want, rules string
	}{
		{"empty", "3.1.0", "S: {}", "any", ""},
		{"type array with null", "3.1.0", "S: {type: [string, 'null'], maxLength: 3}", "string? maxLength=3", ""},
		{"type array with bare null", "3.1.0", "S: {type: [string, null]}", "string?", ""},
		{"null alone", "3.1.0", "S: {type: 'null'}", "null", ""},
		{"nullable", "3.0.3", "S: {type: integer, nullable: true}", "integer?", ""},
		{"number holds integer", "3.1.0", "S: {type: [integer, number]}", "number", ""},
		{"exclusive booleans", "3.0.3", "S: {type: number, minimum: 1.50, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}", "number <=9 >1.50", ""},
		{"literals stay", "3.1.0", "S: {type: integer, minimum: -9223372036854775809, maximum: 18446744073709551616}", "integer >=-9223372036854775809 <=18446744073709551616", ""},
		{"bad literal", "3.1.0", "S: {type: integer, minimum: 1_000}", "integer", "warning number-literal 6"},
		{"huge exponent", "3.1.0", "S: {type: number, minimum: 1e400}", "number", "warning number-range 6"},
		{"bounds", "3.1.0", "S: {type: number, minimum: 2, maximum: 1.5}", "number >=2 <=1.5", "warning bounds-empty 6"},
		{"negative length", "3.1.0", "S: {type: string, maxLength: -1}", "string", "warning count-invalid 6"},
		{"whole length", "3.1.0", "S: {type: string, maxLength: 5.0}", "string maxLength=5", ""},
		{"enum null", "3.0.3", "S: {type: string, enum: [a, null]}", `string? enum=["a"]`, "warning enum-null 6"},
		{"a Go type in the document", "3.1.0", "S: {type: string, x-go-type: money.Amount}", "string", "note go-type-ignored 6"},
		{"enum empty", "3.1.0", "S: {type: string, enum: []}", "false", "warning enum-empty 6"},
		{"enum empty beside allOf", "3.1.0", "S: {enum: [], allOf: [{type: string, enum: [a]}]}", `string enum=["a"]`, "warning enum-empty 6"},
		{"dialect", "3.1.0", "S: {$schema: 'https://json-schema.org/draft/2020-12/schema', type: string}", "string", ""},
		{"dialect of others", "3.1.0", "S: {$schema: 'https://example.com/no-validation', type: string}", "string", "error dialect-unknown 6"},
		{"enum untyped", "3.1.0", "S: {enum: [a, 1, null]}", `integer|string? enum=["a" 1]`, ""},
		{"enum of numbers for strings", "3.0.3", "S: {type: string, enum: [1, 2.50, no]}", `string enum=["1" "2.50" "no"]`, "warning enum-type 6"},
		{"enum of texts for numbers", "3.0.3", "S: {type: integer, enum: [a, b, '1', 2]}", `integer enum=[1 2]`, "warning enum-type 6; warning enum-type 6"},
		{"enum of nothing of the type", "3.0.3", "S: {type: integer, enum: [a, b, c]}", `integer`, "warning enum-type 6"},
		{"enum of objects", "3.0.3", "S: {type: object, enum: [a, b]}", `string enum=["a" "b"]`, "warning enum-type 6"},
		{"enum twice", "3.1.0", "S: {type: number, enum: [1, 1.0, 2]}", "number enum=[1 2]", "warning enum-duplicate 6"},
		{"enum only null", "3.1.0", "S: {enum: [null]}", "null", ""},
		{"names beside an enum", "3.1.0", "S: {type: string, enum: [a, a, b, null], x-enum-varnames: [A, B, C, D]}", `string? enum=["a" "b"]`, "warning enum-null 6; warning enum-duplicate 6"},
		{"nullable in 3.1", "3.1.0", "S: {type: string, nullable: true}", "string?", "note nullable-obsolete 6"},
		{"const of another type", "3.1.0", "S: {type: string, const: 1}", `string const="1"`, "warning const-type 6"},
		{"const", "3.1.0", "S: {const: a}", `string const="a"`, ""},
		{"inferred object", "3.1.0", "S: {properties: {a: {type: string}}}", "object {a: string}", "note type-inferred 6"},
		{"inferred string", "3.1.0", "S: {format: date-time}", "string format=date-time", "note type-inferred 6"},
		{"pattern of Java", "3.1.0", `S: {type: string, pattern: '\A[\p{Alnum}]\z'}`, `string pattern=^[\p{Alphabetic}\p{Nd}]$`, "warning pattern-dialect 6"},
		{"pattern of none", "3.1.0", `S: {type: string, pattern: '(a'}`, "string", "warning pattern-invalid 6"},
		{"pattern beyond linear time", "3.1.0", `S: {type: string, pattern: '(a)\1'}`, `string pattern=(a)\1`, "error pattern-unsupported 6"},
		{"names by a pattern of none", "3.1.0", `S: {type: object, patternProperties: {'(a': {}, '\Ab': {}}}`, "object patterns=2", "error pattern-invalid 6; warning pattern-dialect 6"},
		{"names beyond linear time", "3.1.0", `S: {type: object, patternProperties: {'(a)\1': {}}}`, "object patterns=1", "error pattern-unsupported 6"},
		{"a branch by two names", "3.1.0", "O: {type: object}\nN: {$ref: '#/components/schemas/O'}\nS: {oneOf: [{allOf: [{$ref: '#/components/schemas/N'}]}, {$ref: '#/components/schemas/O'}, {type: string}]}", "any oneOf(&N / string)", "warning union-duplicate 8"},
		{"a branch of itself, by way of allOf", "3.1.0", "S: {allOf: [{$ref: '#/components/schemas/A'}], type: object}\nA: {allOf: [{$ref: '#/components/schemas/B'}]}\nB: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/S'}]}", "object", "warning allof-kind 6; warning union-cycle 8"},
		{"required boolean", "3.0.3", "S:\n  type: object\n  properties:\n    a: {type: string, required: true}\n    b: {type: string, required: false}",
			"object {a!: string, b: string} required=[a]", "warning required-boolean 9; warning required-boolean 10"},
		{"unknown type", "3.0.3", "S: {type: any}", "any", "warning type-unknown 6"},
		{"a word for a type", "3.0.3", "S: {type: file}", "string format=binary", "warning type-word 6"},
		{"a word beside a format", "3.0.3", "S: {type: long, format: int32}", "integer format=int32", "warning type-word 6"},
		{"words in a list", "3.1.0", "S: {type: [bool, 'null']}", "boolean?", "warning type-word 6"},
		{"type with a space", "3.0.3", "S: {type: 'string '}", "string", "warning type-case 6"},
		{"nothing for a type", "3.0.3", "S: {type: , maxLength: 3}", "string maxLength=3", "note type-inferred 6; warning type-empty 6"},
		{"no types", "3.1.0", "S: {type: []}", "any", "warning type-empty 6"},
		{"a text for a schema", "3.0.3", "S: {type: object, properties: {a: string, b: int64, c: '#/components/schemas/S', d: 'true', e: x}}", "object {a: string, b: integer format=int64, c: &S, d: true, e: any}",
			"warning schema-text 6; warning type-word 6; warning schema-text 6; warning boolean-quoted 6; warning schema-type 6"},
		{"number in quotes", "3.0.3", `S: {type: integer, minimum: "-1", maximum: '10', multipleOf: "2"}`, "integer >=-1 <=10 multipleOf=2", "warning number-quoted 6; warning number-quoted 6; warning number-quoted 6"},
		{"length in quotes", "3.0.3", `S: {type: string, minLength: "3", maxLength: ten}`, "string minLength=3", "warning number-quoted 6; warning wrong-type 6"},
		{"boolean bound in quotes", "3.0.3", `S: {type: number, minimum: 1, exclusiveMinimum: "true"}`, "number >1", "warning boolean-quoted 6"},
		{"boolean bound alone", "3.0.3", "S: {type: number, exclusiveMaximum: true}", "number", "warning exclusive-alone 6"},
		{"enum of a value", "3.0.3", "S: {type: string, enum: a}", `string enum=["a"]`, "warning enum-list 6"},
		{"enum of nothing", "3.0.3", "S: {type: string, enum: }", "string", "warning enum-empty 6"},
		{"reference to definitions", "3.0.3", "Aa: {type: string}\nS: {$ref: '#/definitions/Aa'}", "&Aa", "warning ref-meant 7"},
		{"reference by name", "3.0.3", "Aa: {type: string}\nS: {$ref: 'Aa'}", "&Aa", "warning ref-meant 7"},
		{"reference without its sign", "3.0.3", "Aa: {type: string}\nS: {$ref: '/components/schemas/Aa'}", "&Aa", "warning ref-meant 7"},
		{"reference to a misspelled section", "3.0.3", "Aa: {type: string}\nS: {$ref: '#/components/schema/Aa'}", "&Aa", "warning ref-meant 7"},
		{"reference in other capitals", "3.0.3", "Aa: {type: string}\nS: {$ref: '#/components/schemas/AA'}", "&Aa", "warning ref-meant 7"},
		{"two kinds of XML nodes", "3.2.0", "S: {type: string, xml: {nodeType: attribute, attribute: true}}", "string", "warning members-exclusive 6"},
		{"enum elsewhere", "3.0.3", "E: {x-values: [a, b]}\nS: {type: string, enum: {$ref: '#/components/schemas/E/x-values'}}", `string enum=["a" "b"]`, "warning ref-place 7"},
		{"required text", "3.0.3", "S: {type: object, required: a, properties: {a: {type: string}}}", "object {a!: string} required=[a]", "warning required-text 6"},
		{"pattern of a program", "3.0.3", "S: {type: string, pattern: '/^a$/'}", "string pattern=^a$", "warning pattern-dialect 6"},
		{"pattern of a program with a flag", "3.0.3", "S: {type: string, pattern: '/^a$/i'}", "string pattern=(?i:^a$)", "warning pattern-dialect 6"},
		{"pattern under not", "3.1.0", "S: {type: string, not: {pattern: '[a'}}", "string", "warning not-unread 6; warning pattern-invalid 6"},
		{"pattern under if", "3.1.0", "S: {type: object, if: {properties: {a: {pattern: '[a'}}}, then: {required: [b]}}", "object", "warning if-unread 6; warning pattern-invalid 6"},
		{"pattern in oneOf", "3.1.0", "S: {oneOf: [{type: string, pattern: '[a'}, {type: string, pattern: b}]}", "string", "note anyof-subsumed 6; warning one-of-unread 6; warning pattern-invalid 6"},
		{"type case", "3.0.3", "S: {type: String}", "string", "warning type-case 6"},
		{"unknown keyword", "3.1.0", "S: {type: string, maxLenght: 3}", "string", "warning keyword-unknown 6"},
		{"keyword of one's own", "3.1.0", "S: {type: string, colour: red}", "string", "note keyword-unknown 6"},
		{"keyword of one's own in 3.0", "3.0.3", "S: {type: string, colour: red}", "string", "warning keyword-unknown 6"},
		{"boolean schema", "3.1.0", "S: false", "false", ""},
		{"default coerced", "3.1.0", "S: {type: integer, default: '10'}", "integer «=10»", "warning default-type 6"},
		{"default wrong", "3.1.0", "S: {type: integer, default: ten}", "integer", "warning default-type 6"},
		{"default null", "3.1.0", "S: {type: integer, default: null}", "integer", "warning default-null 6"},
		{"default beyond enum", "3.1.0", "S: {type: string, enum: [a], default: b}", `string enum=["a"]`, "warning default-enum 6"},
		{"items list", "3.1.0", "S: {type: array, items: [{type: string}], additionalItems: false}", "array prefix(string) of false", "warning items-list 6"},
		{"odd strings", "3.0.3", "S: {type: string, enum: [no, on, 12:30, 2020-01-01, 0o14, 1_000]}", `string enum=["no" "on" "12:30" "2020-01-01" "0o14" "1_000"]`, ""},
		{"unevaluated", "3.1.0", "S: {type: object, properties: {a: {}}, unevaluatedProperties: false}", "object {a: any} others=false", ""},
		{"endless", "3.1.0", "S: {type: object, required: [s], properties: {s: {$ref: '#/components/schemas/S'}}}", "object {s: &S}", "warning recursion-endless 6"},
		{"endless through a union", "3.1.0", "S: {oneOf: [{type: object, required: [a], properties: {a: {$ref: '#/components/schemas/S'}}}, {type: object, required: [b], properties: {b: {$ref: '#/components/schemas/S'}}}]}", "any oneOf(object {a: &S} / object {b!: &S} required=[b])", "warning recursion-endless 6"},
		{"endless through a list", "3.1.0", "S: {type: array, minItems: 1, items: {$ref: '#/components/schemas/S'}}", "array of &S", "warning recursion-endless 6"},
		{"recursive", "3.1.0", "S: {type: object, required: [s], properties: {s: {type: array, items: {$ref: '#/components/schemas/S'}}}}", "object {s!: array of &S} required=[s]", ""},
	} {
		t.Run(tt.name, func(t *testing.T) { checkSchema(t, tt.version, tt.text, tt.want, tt.rules) })
	}
}

func checkSchema(t *testing.T, version, text, want, wantRules string) {
	t.Helper()
	checkSchemas(t, version, text, map[string]string{"S": want}, wantRules)
}

// checkSchemas compares components and diagnostics.
func checkSchemas(t *testing.T, version, text string, want map[string]string, wantRules string) {
	t.Helper()
	doc, l := schemas(t, version, text)
	if doc == nil {
		t.Fatal(l.Err())
	}
	for _, s := range doc.Schemas {
		if w, ok := want[s.Name]; ok && show(s) != w {
			t.Errorf("got  %s: %s\nwant %s", s.Name, show(s), w)
		}
	}
	if r := rules(l); r != wantRules {
		t.Errorf("diagnostics %q, want %q", r, wantRules)
		for _, d := range l.Sorted() {
			t.Log(d)
		}
	}
}

const components = `
A: {type: object, required: [a], properties: {a: {type: string}}}
B: {type: object, properties: {b: {type: integer}}}
C: {type: object, properties: {c: {type: string}}, additionalProperties: false}
N: {type: object, nullable: true, properties: {n: {type: string}}}
E: {type: string, enum: [x, y]}
U: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
`

// TestReferencesAndAllOf has the components above before S; S starts on line 12.
func TestReferencesAndAllOf(t *testing.T) {
	for _, tt := range []struct {
		name, text, want, rules string
	}{
		{"ref", "S: {$ref: A}", "&A", ""},
		{"ref annotated", "S: {$ref: A, description: mine, readOnly: true}", "&A «readOnly, mine»", ""},
		{"ref nullable", "S: {$ref: A, nullable: true}", "&A?", ""},
		{"ref and the same type", "S: {$ref: A, type: object}", "&A", ""},
		{"ref constrained", "S: {$ref: E, maxLength: 1}", `string enum=["x" "y"] maxLength=1`, ""},
		{"ref closed beside", "S: {$ref: A, additionalProperties: false}", "&A", "warning ref-closed 12"},
		{"ref closed beside properties", "S: {$ref: C, additionalProperties: false, properties: {c: {type: string, maxLength: 3}}}", "object {c: string maxLength=3} others=false", ""},
		{"ref contradicted", "S: {$ref: E, type: integer}", "&E", "warning ref-siblings 12"},
		{"allOf one", "S: {allOf: [{$ref: A}], description: mine}", "&A «mine»", ""},
		{"allOf one nullable", "S: {nullable: true, type: object, allOf: [{$ref: A}]}", "&A?", ""},
		{"allOf annotation member", "S: {allOf: [{$ref: A}, {description: mine}]}", "&A «mine»", ""},
		{"allOf inline", "S: {allOf: [{type: string, maxLength: 5}, {minLength: 2}], description: mine}", "string minLength=2 maxLength=5 «mine»", ""},
		{"allOf two", "S: {allOf: [{$ref: A}, {$ref: B}]}", "object {a!: string, b: integer} required=[a]", ""},
		{"allOf requires", "S: {allOf: [{$ref: B}], required: [b]}", "object {b!: integer} required=[b]", ""},
		{"allOf refines a property", "S: {allOf: [{$ref: A}, {type: object, properties: {a: {enum: [q]}}}]}", `object {a!: string enum=["q"]} required=[a]`, ""},
		{"allOf closed", "S: {allOf: [{$ref: C}, {$ref: B}]}", "object {c: string} others=false", "warning allof-closed 7"},
		{"allOf closed and required", "S: {allOf: [{$ref: C}, {$ref: A}]}", "object {c: string, a!: string} required=[a] others=false", "warning allof-closed-whole 12"},
		{"allOf closed, required by a third", "S: {allOf: [{$ref: C}, {$ref: B}, {required: [b]}]}", "object {c: string, b!: integer} required=[b] others=false", "warning allof-closed-whole 12"},
		{"allOf limited against a property", "S: {allOf: [{type: object, additionalProperties: {type: string}}, {$ref: B}]}", "object {b: false} others=string", "warning allof-closed 7"},
		{"allOf limited", "S: {allOf: [{type: object, additionalProperties: {type: integer}}, {$ref: B}]}", "object {b: integer} others=integer", ""},
		{"allOf types", "S: {allOf: [{type: number, minimum: 1}, {type: integer, maximum: 5}]}", "integer >=1 <=5", ""},
		{"allOf conflict", "S: {allOf: [{type: string}, {type: integer}]}", "false", "warning allof-conflict 12"},
		{"allOf enums", "S: {allOf: [{$ref: E}, {enum: [y, z]}]}", `string enum=["y"]`, ""},
		{"allOf enums apart", "S: {allOf: [{$ref: E}, {enum: [z]}]}", "false", "warning allof-conflict 12"},
		{"allOf multiples", "S: {allOf: [{type: number, multipleOf: 0.6}, {multipleOf: 1.5}]}", "number multipleOf=3", ""},
		{"allOf small multiples", "S: {allOf: [{type: number, multipleOf: 0.02}, {multipleOf: 0.05}]}", "number multipleOf=0.1", ""},
		{"nullable branch", "S: {anyOf: [{$ref: A}, {nullable: true}]}", "&A?", ""},
		{"allOf patterns", "S: {allOf: [{type: string, pattern: a}, {type: string, pattern: b}]}", "string pattern=a allOf(any pattern=b)", ""},
		{"allOf union", "S: {allOf: [{$ref: U}, {$ref: B}]}", "object oneOf(object {b: integer, a!: string} required=[a] / &B)", ""},
		{"allOf unions", "S: {allOf: [{$ref: U}, {oneOf: [{$ref: A}, {$ref: C}]}]}", "any oneOf(&A / &B) allOf(any oneOf(&A / &C))", ""},
		{"allOf nullables", "S: {allOf: [{$ref: N}, {type: object, nullable: true}]}", "object? {n: string}", ""},
		{"allOf half nullable", "S: {allOf: [{$ref: N}, {$ref: B}]}", "object {n: string, b: integer}", ""},
		{"allOf nullable member", "S: {allOf: [{$ref: A}, {nullable: true}]}", "&A?", ""},
		{"allOf itself", "S: {allOf: [{$ref: '#/components/schemas/S'}, {$ref: A}]}", "&A", "warning allof-cycle 12"},
		{"oneOf one", "S: {oneOf: [{$ref: A}]}", "&A", ""},
		{"anyOf null", "S: {anyOf: [{$ref: A}, {type: 'null'}]}", "&A?", ""},
		{"oneOf null", "S: {oneOf: [{$ref: A}, {$ref: B}, {enum: [null]}]}", "any? oneOf(&A / &B)", ""},
		{"oneOf nullable branch", "S: {oneOf: [{$ref: N}, {$ref: B}]}", "any? oneOf(&N / &B)", ""},
		{"oneOf constants", "S: {oneOf: [{const: a, description: A}, {const: b}]}", `string enum=["a" "b"]`, ""},
		{"anyOf subsumed", "S: {anyOf: [{type: string}, {$ref: E}]}", "string", "note anyof-subsumed 12"},
		{"oneOf twice", "S: {oneOf: [{$ref: A}, {$ref: A}]}", "&A", "warning union-duplicate 12"},
		{"oneOf itself", "S: {oneOf: [{$ref: '#/components/schemas/S'}, {$ref: A}]}", "any oneOf(&A)", "warning union-cycle 12"},
		{"ref to itself", "S: {$ref: '#/components/schemas/S'}", "any «The document refers to #/components/schemas/S here, which cannot be read: any JSON value is accepted.»", "warning ref-cycle 12"},
		{"dangling", "S: {$ref: '#/components/schemas/AA'}", "any «The document refers to #/components/schemas/AA here, which cannot be read: any JSON value is accepted.»", "warning ref-dangling 12"},
		{"mapping", "S: {oneOf: [{$ref: A}, {$ref: B}], discriminator: {propertyName: k, mapping: {aa: A}}}", "any oneOf(&A / &B) by(k aa=A B=B)", ""},
		{"mapping by constants", "S: {oneOf: [{type: object, properties: {k: {const: x}}}, {type: object, properties: {k: {enum: [y, z]}}}], discriminator: {propertyName: k}}",
			`any oneOf(object {k: string const="x"} / object {k: string enum=["y" "z"]}) by(k x=object {k: string const="x"} y=object {k: string enum=["y" "z"]} z=object {k: string enum=["y" "z"]})`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := tt.text
			for _, name := range [...]string{"A", "B", "C", "N", "E", "U"} {
				text = strings.ReplaceAll(text, "$ref: "+name+"}", "$ref: '#/components/schemas/"+name+"'}")
				text = strings.ReplaceAll(text, "$ref: "+name+",", "$ref: '#/components/schemas/"+name+"',")
			}
			doc, l := schemas(t, "3.0.3", components+text)
			if r := rules(l); r != tt.rules {
				t.Errorf("diagnostics %q, want %q", r, tt.rules)
				for _, d := range l.Sorted() {
					t.Log(d)
				}
			}
			if got := show(doc.Schemas[len(doc.Schemas)-1]); tt.want != "" && got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestNamesFollowTheEnum(t *testing.T) {
	doc, _ := schemas(t, "3.1.0", "S: {type: [string, 'null'], enum: [a, null, b], x-enum-varnames: [A, Null, B]}")
	if x, _ := doc.Schemas[0].Extensions.Get("x-enum-varnames"); x.Value != `["A","B"]` {
		t.Errorf("got %s", x.Value)
	}
}

// TestChildrenCompleteTheMapping covers the discriminator of a base schema that
// others extend by allOf.
func TestChildrenCompleteTheMapping(t *testing.T) {
	checkSchema(t, "3.1.0", `
S: {type: object, required: [k], properties: {k: {type: string}}, discriminator: {propertyName: k}}
X: {allOf: [{$ref: '#/components/schemas/S'}, {type: object, properties: {x: {type: string}}}]}
Y: {allOf: [{$ref: '#/components/schemas/X'}, {type: object, properties: {k: {const: why}}}]}`,
		"object anyOf(&X / &Y / object {k!: string} required=[k]) by(k X=X why=Y S=object {k!: string} required=[k])", "")
}

// TestMergingRecursiveSchemasEnds: each property of the result is the result again.
func TestMergingRecursiveSchemasEnds(t *testing.T) {
	doc, l := schemas(t, "3.1.0", `
L: {type: object, properties: {next: {$ref: '#/components/schemas/L'}, l: {type: string}}}
R: {type: object, properties: {next: {$ref: '#/components/schemas/R'}, r: {type: string}}}
S: {allOf: [{$ref: '#/components/schemas/L'}, {$ref: '#/components/schemas/R'}]}`)
	if err := l.Err(); err != nil {
		t.Fatal(err)
	}
	s := doc.Schemas[2]
	next := s.Property("next").Schema
	if again := next.Property("next").Schema; again != next {
		t.Errorf("next.next is %s, another schema than next", show(again))
	}
	if len(next.Properties) != 3 {
		t.Errorf("next is %s", show(next))
	}
}
