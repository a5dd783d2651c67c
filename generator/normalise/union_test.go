package normalise_test

import "testing"

// TestKindsTakeTheirParentWithoutItsUnion: the kinds of a schema are listed in its
// union, and take over its properties by allOf.
func TestKindsTakeTheirParentWithoutItsUnion(t *testing.T) {
	checkSchemas(t, "3.0.3", `
S: {type: object, required: [k], properties: {k: {type: string}}, oneOf: [{$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}], discriminator: {propertyName: k}}
C: {allOf: [{$ref: '#/components/schemas/S'}, {type: object, required: [r], properties: {r: {type: number}}}]}
D: {allOf: [{$ref: '#/components/schemas/S'}]}`, map[string]string{
		"S": "object oneOf(&C / &D) by(k C=C D=D)",
		"C": "object {k!: string, r!: number} required=[k r]",
		"D": "object {k!: string} required=[k]",
	}, "warning allof-kind 7; warning allof-kind 8")
}

func TestKindsOfKinds(t *testing.T) {
	checkSchemas(t, "3.1.0", `
S: {type: object, properties: {s: {type: string}}, allOf: [{anyOf: [{$ref: '#/components/schemas/M'}]}]}
M: {allOf: [{allOf: [{$ref: '#/components/schemas/S'}]}, {type: object, properties: {m: {type: string}}}]}
L: {allOf: [{$ref: '#/components/schemas/M'}, {type: object, properties: {l: {type: string}}}]}`, map[string]string{
		"S": "object {s: string, m: string}",
		"M": "object {s: string, m: string}",
		"L": "object {s: string, m: string, l: string}",
	}, "warning allof-kind 7")
}

// TestUnionsWithWhatStandsBesideThem: the members have what stands beside the union.
func TestUnionsWithWhatStandsBesideThem(t *testing.T) {
	checkSchemas(t, "3.1.0", `
S: {type: object, required: [w], properties: {w: {type: integer}}, oneOf: [{$ref: '#/components/schemas/C'}, {type: object, title: Tug, properties: {d: {type: string}, w: {type: integer, minimum: 1}}}], discriminator: {propertyName: d, mapping: {car: C, tug: '#/components/schemas/S/oneOf/1'}}}
C: {type: object, properties: {d: {type: string}}}
A: {allOf: [{type: object, properties: {w: {}}}, {anyOf: [{$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/F'}]}]}
F: {type: object, required: [w], properties: {w: {type: integer}}}
R: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}
N: {type: object, properties: {a: {type: string}}, oneOf: [{$ref: '#/components/schemas/F'}, {$ref: '#/components/schemas/A'}]}`, map[string]string{
		"S": "object oneOf(object {w!: integer, d: string} required=[w] / object {w!: integer >=1, d: string} required=[w]) by(d car=object {w!: integer, d: string} required=[w] tug=object {w!: integer >=1, d: string} required=[w])",
		"C": "object {d: string}",
		"A": "object anyOf(object {w: any, d: string} / &F)",
		"F": "object {w!: integer} required=[w]",
		"R": "object {a: string, b: string} anyOf(any required=[a] / any required=[b])",
		"N": "object oneOf(object {a: string, w!: integer} required=[w] / object anyOf(object {a: string, w: any, d: string} / object {a: string, w!: integer} required=[w]))",
	}, "")
}

// TestKindsInOtherFiles: a mapping names the kinds that stand in other files.
func TestKindsInOtherFiles(t *testing.T) {
	doc, l := read(t, `openapi: 3.1.0
info: {title: t, version: '1'}
paths: {}
components: {schemas: {S: {type: object, properties: {p: {$ref: 'pets.yaml#/Pet'}}}}}
`, map[string]string{
		"pets.yaml":  "Pet: {type: object, properties: {k: {type: string}}, discriminator: {propertyName: k, mapping: {cat: 'kinds.yaml#/Cat', plain: 'kinds.yaml#/Plain'}}}\n",
		"kinds.yaml": "Cat: {allOf: [{$ref: 'pets.yaml#/Pet'}, {type: object, properties: {c: {type: string}}}]}\nPlain: {allOf: [{$ref: 'pets.yaml#/Pet'}]}\n",
	})
	if r := rules(l); r != "" {
		t.Error(r)
	}
	const want = "object anyOf(&kinds.yaml#/Cat / object {k: string}) by(k cat=object {k: string, c: string} plain=object {k: string})"
	if got := show(doc.Schemas[0].Property("p").Schema.Target()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestBranchesThatHoldEachOther: oneOf refuses what two branches take.
func TestBranchesThatHoldEachOther(t *testing.T) {
	checkSchema(t, "3.1.0", "S: {oneOf: [{type: integer}, {type: number}, {type: string, format: date}, {type: string, maxLength: 3}]}",
		"any oneOf(integer / number / string format=date / string maxLength=3)", "warning one-of-overlap 6")
	checkSchema(t, "3.1.0", "S: {anyOf: [{type: object}, {type: number}, {type: string, format: date}]}", "any anyOf(object / number / string format=date)", "")
}
